/** @odoo-module **/
import { Component, onWillStart, useState } from "@odoo/owl";
import { makeContext } from "@web/core/context";
import { _t } from "@web/core/l10n/translation";
import { formatList } from "@web/core/l10n/utils";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const { DateTime } = luxon;

// With Alt: free of the menus' digits and of what browsers keep for themselves.
const HOTKEYS = [..."qwtyiopzx"];

/**
 * The first screen of the day. Everything on it is counted by the server with the rights of whoever looks
 * (reform.desk); a tile opens the very records it has counted.
 */
export class Desk extends Component {
    static template = "reform_places.Desk";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.hotkeys = HOTKEYS;
        this.state = useState({ desk: null, busy: false, at: "" });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.busy = true;
        try {
            this.state.desk = await this.orm.call("reform.desk", "get_desk", []);
            this.state.at = DateTime.now().toFormat("HH:mm");
        } finally {
            this.state.busy = false;
        }
    }

    get greeting() {
        const name = this.state.desk.who.name;
        const hour = DateTime.now().hour;
        if (hour < 5 || hour >= 18) {
            return _t("Good evening, %s", name);
        }
        if (hour < 12) {
            return _t("Good morning, %s", name);
        }
        return hour < 14 ? _t("Good day, %s", name) : _t("Good afternoon, %s", name);
    }

    get today() {
        return DateTime.fromISO(this.state.desk.who.today).toLocaleString(DateTime.DATE_HUGE);
    }

    get places() {
        const { places, place_count: count } = this.state.desk.who;
        if (count <= places.length) {
            return formatList(places);
        }
        return _t("%(names)s and others, %(count)s in all", { names: formatList(places), count });
    }

    async open(tile) {
        const action = await this.actionService.loadAction(tile.action);
        // What the list behind a figure shows is what was counted: no facet of the action narrows it.
        const context = makeContext([action.context]);
        for (const key of Object.keys(context)) {
            if (key.startsWith("search_default_") && (tile.domain || tile.view)) {
                delete context[key];
            }
        }
        const opened = { ...action, context };
        if (tile.domain) {
            Object.assign(opened, { domain: tile.domain, name: tile.label, display_name: tile.label });
        }
        if (tile.view) {
            opened.views = action.views.filter(([, type]) => type === tile.view);
            opened.view_mode = tile.view;
        }
        return this.actionService.doAction(opened);
    }
}

registry.category("actions").add("reform_places.desk", Desk);
