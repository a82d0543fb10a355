/** @odoo-module **/
import { Component, onMounted, onWillUnmount, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const POLL_MS = 2000;

/** Reads a batch anew while the background works on it; shows nothing itself. */
export class LedgerBatchWatch extends Component {
    static template = xml`<span/>`;
    static props = { ...standardWidgetProps };

    setup() {
        onMounted(() => this.later());
        onWillUnmount(() => clearTimeout(this.timer));
    }

    later() {
        this.timer = setTimeout(() => this.look(), POLL_MS);
    }

    async look() {
        const { record } = this.props;
        if (["waiting", "running"].includes(record.data.state) && !(await record.isDirty())) {
            await record.load();
        }
        this.later();
    }
}

registry.category("view_widgets").add("ledger_batch_watch", { component: LedgerBatchWatch });
