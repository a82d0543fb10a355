import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The cells of one row: what came, what it is corrected to, what is wrong; those with problems first. */
export class IntakeCells extends Component {
    static template = "reform_intake.IntakeCells";
    static props = { ...standardFieldProps };

    get cells() {
        const cells = this.props.record.data[this.props.name] || [];
        const rank = (cell) => (this.isWrong(cell) ? 0 : this.isDoubtful(cell) ? 1 : cell.field ? 2 : 3);
        return [...cells].sort((one, other) => rank(one) - rank(other));
    }

    isWrong(cell) {
        return cell.problems.some((problem) => problem.level === "error");
    }

    isDoubtful(cell) {
        return !this.isWrong(cell) && cell.problems.length > 0;
    }

    onChange(key, now) {
        const cells = (this.props.record.data[this.props.name] || []).map((cell) =>
            cell.key === key ? { ...cell, now } : cell
        );
        return this.props.record.update({ [this.props.name]: cells });
    }
}

registry.category("fields").add("reform_intake_cells", {
    component: IntakeCells,
    supportedTypes: ["json"],
});
