/** @odoo-module **/
import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const EVERYTHING = -1;
const FILTERS = {
    scope: "one",
    entityId: false,
    placeId: false,
    monthFrom: "",
    monthTo: "",
    account: false,
    accountTo: false,
    partner: false,
    origin: false,
    by: "partner",
    compare: false,
};

/**
 * Statements and account books of one collective, or of all in a place. The server gives one result; this draws
 * it like the printed form, workbook and paper write the same cells.
 */
export class LedgerReport extends Component {
    static template = "reform_ledger.Report";
    static components = { Layout, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        const saved = this.props.state || {};
        this.params = this.props.action.params || {};
        this.kind = this.params.kind || saved.kind || "trial_balance";
        // `pages` holds where each page begun so far begins; the last one is shown.
        this.state = useState({ ...FILTERS, ...saved.state, offered: {}, result: null, pages: [""], narrow: false });
        this.state.narrow = Boolean(this.state.account || this.state.partner || this.state.origin);
        this.display = { controlPanel: {} };
        useSetupAction({
            getLocalState: () => ({
                kind: this.kind,
                state: Object.fromEntries(Object.keys(FILTERS).map((name) => [name, this.state[name]])),
            }),
        });
        useExternalListener(window, "keydown", (ev) => this.onKey(ev));
        onWillStart(async () => {
            const offered = await this.orm.call("ledger.report", "get_defaults", [this.kind]);
            this.state.offered = offered;
            if (!this.state.monthTo) {
                this.state.entityId = this.params.entity_id || offered.entity_id;
                this.state.monthFrom = offered.month_from;
                this.state.monthTo = offered.month_to;
                this.state.account = offered.account_id;
                this.state.narrow = Boolean(offered.account_id) && !this.env.isSmall;
            }
            await this.load();
        });
    }

    /** The months to choose: books and the trial balance have two, a statement ends with one. */
    get bounds() {
        if (this.state.offered.dated === false) {
            return [];
        }
        const last = { name: "monthTo", label: _t("To") };
        return this.state.offered.span ? [{ name: "monthFrom", label: _t("From") }, last] : [last];
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

    has(filter) {
        return (this.state.offered.filters || []).includes(filter);
    }

    get options() {
        const { scope, placeId, account, accountTo, partner, origin, by, compare } = this.state;
        const place = { one: 0, place: placeId || 0, all: EVERYTHING }[scope];
        return {
            place: this.state.offered.scope ? place : 0,
            account: account || 0,
            account_to: (this.has("accounts") && accountTo) || 0,
            partner: partner || 0,
            origin: origin || 0,
            by,
            compare,
            after: this.state.pages.at(-1),
        };
    }

    get arguments() {
        return [this.kind, this.state.entityId || 0, this.state.monthFrom, this.state.monthTo, this.options];
    }

    get entityDomain() {
        return [["book_ids", "!=", false]];
    }

    get placeDomain() {
        return [["id", "child_of", this.state.offered.scope_ids || []]];
    }

    get accountDomain() {
        const result = this.state.result || {};
        const chart = result.chart_id ? [["chart_id", "=", result.chart_id]] : [];
        const cash = this.kind === "journal" ? ["|", ["code", "=like", "101%"], ["code", "=like", "102%"]] : [];
        return [...chart, ...cash, "|", ["entity_id", "=", false], ["entity_id", "=", this.state.entityId || 0]];
    }

    /** With a range of accounts the first field is its beginning. */
    get accountLabel() {
        return this.has("accounts") ? _t("Account (from)") : _t("Account");
    }

    get ready() {
        const { scope, entityId, placeId, monthTo } = this.state;
        const chosen = { one: entityId, place: placeId, all: true }[this.state.offered.scope ? scope : "one"];
        return Boolean(monthTo && chosen);
    }

    async load() {
        this.state.result = this.ready ? await this.orm.call("ledger.report", "get_result", this.arguments) : null;
    }

    /** Set filters and read anew, from the first page on. */
    async set(values) {
        Object.assign(this.state, values, { pages: [""] });
        await this.load();
    }

    setEntity(entityId) {
        // An account or party of one collective says nothing about another one; prescribed accounts stay.
        return this.set({ entityId, partner: false, origin: false });
    }

    async setMonth(name, year, month) {
        const [oldYear, oldMonth] = this.state[name].split("-");
        const values = { [name]: `${year || oldYear}-${month || oldMonth}` };
        const { monthFrom, monthTo } = { ...this.state, ...values };
        // Moving one end past the other takes the other along, instead of asking for nothing.
        if (monthFrom > monthTo) {
            values[name === "monthTo" ? "monthFrom" : "monthTo"] = values[name];
        }
        await this.set(values);
    }

    /** The collective before or after, in the order of their names. */
    async step(count) {
        this.entityIds ||= await this.orm.search("reform.entity", this.entityDomain, { order: "name, id" });
        const at = this.entityIds.indexOf(this.state.entityId);
        const next = this.entityIds[(at + count + this.entityIds.length) % this.entityIds.length];
        if (next) {
            await this.setEntity(next);
        }
    }

    async turn(count) {
        if (count > 0 && this.state.result.after) {
            this.state.pages.push(this.state.result.after);
        } else if (count < 0 && this.state.pages.length > 1) {
            this.state.pages.pop();
        } else {
            return;
        }
        await this.load();
        document.querySelector(".o_ledger_report .o_content")?.scrollTo(0, 0);
    }

    /** Pages of a long book by the keys that turn pages, outside of fields. */
    onKey(ev) {
        if (ev.target.closest("input, select, textarea, .modal") || !this.state.result || !ev.altKey) {
            return;
        }
        if (ev.key === "PageDown" || ev.key === "PageUp") {
            ev.preventDefault();
            this.turn(ev.key === "PageDown" ? 1 : -1);
        }
    }

    amount(text) {
        // The server sends exact text; only thousands separators are added, nothing is computed.
        const [whole, cents] = text.split(".");
        return whole.replace(/\B(?=(\d{3})+$)/g, ",") + "." + cents;
    }

    drill(cell) {
        if (cell.voucher) {
            return this.actionService.doAction({
                type: "ir.actions.act_window",
                res_model: "ledger.voucher",
                res_id: cell.voucher,
                views: [[false, "form"]],
            });
        }
        return this.actionService.doAction({
            type: "ir.actions.act_window",
            name: _t("Entries"),
            res_model: "ledger.entry",
            views: [[false, "list"], [false, "pivot"]],
            domain: cell.drill,
        });
    }

    download(ending, more = {}) {
        const [kind, entity, first, last, options] = this.arguments;
        const query = new URLSearchParams({
            kind,
            entity_id: entity,
            month_from: first,
            month_to: last,
            options: JSON.stringify({ ...options, ...more }),
        });
        return this.actionService.doAction({
            type: "ir.actions.act_url",
            url: `/reform_ledger/report.${ending}?${query}`,
            target: ending === "pdf" ? "new" : "download",
        });
    }
}

registry.category("actions").add("reform_ledger.report", LedgerReport);
