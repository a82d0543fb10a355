/** @odoo-module **/
import { registry } from "@web/core/registry";

/**
 * The colour of the menu of apps is a choice for one's own settings (it stays there), not for the bar a clerk
 * works under all day. Removed when the services start: by then every addon has put its icons in.
 */
registry.category("services").add("reform_places.systray", {
    start() {
        const systray = registry.category("systray");
        if (systray.contains("AppMenuTheme")) {
            systray.remove("AppMenuTheme");
        }
    },
});
