/** @odoo-module **/
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The tables of a working paper, ruled like the printed form; a row leads to the record it is about. */
export class AuditTables extends Component {
    static template = "reform_audit.Tables";
    static props = { ...standardFieldProps };

    setup() {
        this.actionService = useService("action");
    }

    get tables() {
        return this.props.record.data[this.props.name]?.tables || [];
    }

    amount(text) {
        // The server sends exact text; only thousands separators are added, nothing is computed.
        const [whole, cents] = text.split(".");
        return whole.replace(/\B(?=(\d{3})+$)/g, ",") + "." + cents;
    }

    open([model, id]) {
        return this.actionService.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("fields").add("audit_tables", {
    component: AuditTables,
    supportedTypes: ["json"],
});
