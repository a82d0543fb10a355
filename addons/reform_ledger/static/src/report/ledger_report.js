/** @odoo-module **/
import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/**
 * Trial balance and statements of one collective. The server gives one result; this draws it like the
 * printed form, the workbook writes the same cells.
 */
export class LedgerReport extends Component {
    static template = "reform_ledger.Report";
    static components = { Layout, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        const saved = this.props.state || {};
        const params = this.props.action.params || {};
        this.kind = params.kind || saved.kind || "trial_balance";
        this.state = useState({ entityId: false, monthFrom: "", monthTo: "", result: null, ...saved.state });
        this.display = { controlPanel: {} };
        useSetupAction({
            getLocalState: () => ({
                kind: this.kind,
                state: { entityId: this.state.entityId, monthFrom: this.state.monthFrom, monthTo: this.state.monthTo },
            }),
        });
        onWillStart(async () => {
            if (!this.state.entityId) {
                const defaults = await this.orm.call("ledger.report", "get_defaults", []);
                this.state.entityId = params.entity_id || defaults.entity_id;
                this.state.monthFrom = defaults.month_from;
                this.state.monthTo = defaults.month_to;
            }
            await this.load();
        });
    }

    /** The months to choose: a trial balance has two, a statement ends with one. */
    get bounds() {
        const last = { name: "monthTo", label: _t("To") };
        return this.kind === "trial_balance" ? [{ name: "monthFrom", label: _t("From") }, last] : [last];
    }

    get years() {
        const shown = ["monthFrom", "monthTo"].map((name) => Number(this.state[name].slice(0, 4)));
        const newest = Math.max(new Date().getFullYear(), ...shown) + 1;
        const oldest = Math.min(newest - 12, ...shown);
        return Array.from({ length: newest - oldest + 1 }, (_, at) => String(newest - at));
    }

    get months() {
        return Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0"));
    }

    get arguments() {
        return [this.kind, this.state.entityId, this.state.monthFrom, this.state.monthTo];
    }

    get entityDomain() {
        return [["book_ids", "!=", false]];
    }

    async load() {
        this.state.result =
            this.state.entityId && this.state.monthTo
                ? await this.orm.call("ledger.report", "get_result", this.arguments)
                : null;
    }

    async setEntity(entityId) {
        this.state.entityId = entityId;
        await this.load();
    }

    async setMonth(name, year, month) {
        const [oldYear, oldMonth] = this.state[name].split("-");
        this.state[name] = `${year || oldYear}-${month || oldMonth}`;
        // Moving one end past the other takes the other along, instead of asking for nothing.
        if (this.state.monthFrom > this.state.monthTo) {
            this.state[name === "monthTo" ? "monthFrom" : "monthTo"] = this.state[name];
        }
        await this.load();
    }

    amount(text) {
        // The server sends exact text; only thousands separators are added, nothing is computed.
        const [whole, cents] = text.split(".");
        return whole.replace(/\B(?=(\d{3})+$)/g, ",") + "." + cents;
    }

    drill(cell) {
        return this.actionService.doAction({
            type: "ir.actions.act_window",
            name: _t("Entries"),
            res_model: "ledger.entry",
            views: [[false, "list"], [false, "pivot"]],
            domain: cell.drill,
        });
    }

    download() {
        const [kind, entity, first, last] = this.arguments;
        const query = new URLSearchParams({ kind, entity_id: entity, month_from: first, month_to: last });
        return this.actionService.doAction({
            type: "ir.actions.act_url",
            url: `/reform_ledger/report.xlsx?${query}`,
            target: "download",
        });
    }

    print() {
        window.print();
    }
}

registry.category("actions").add("reform_ledger.report", LedgerReport);
