/** @odoo-module **/
import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";

/**
 * The bell: how many cases wait for the user. It looks again whenever another screen opens, and never by itself.
 */
export class AlertBell extends Component {
    static template = "reform_places.AlertBell";
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ count: 0, late: 0 });
        onWillStart(() => this.look());
        useBus(this.env.bus, "ACTION_MANAGER:UI-UPDATED", () => this.look());
    }

    async look() {
        try {
            Object.assign(this.state, await this.orm.silent.call("reform.alert", "get_waiting", []));
        } catch {
            // Without the right to read cases, or without a connection, there is nothing to say.
            Object.assign(this.state, { count: 0, late: 0 });
        }
    }

    get title() {
        return _t("Alerts waiting for me");
    }

    open() {
        return this.action.doAction("reform_places.reform_alert_action", {
            clearBreadcrumbs: true,
            additionalContext: { search_default_waiting: 1, search_default_open: 0 },
        });
    }
}

registry.category("systray").add("reform_places.alert_bell", { Component: AlertBell }, { sequence: 30 });
