/** @odoo-module **/
import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const WAIT_MS = 20000;
// About ten centimetres; more digits say nothing.
const DIGITS = 6;

/** Writes where the telephone stands into latitude and longitude of the card on the screen. */
export class MyPosition extends Component {
    static template = "reform_assets.MyPosition";
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ busy: false });
    }

    locate() {
        if (!navigator.geolocation) {
            return this.refused();
        }
        this.state.busy = true;
        navigator.geolocation.getCurrentPosition(
            ({ coords }) => this.put(coords),
            () => this.refused(),
            { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 0 }
        );
    }

    async put({ latitude, longitude, accuracy }) {
        this.state.busy = false;
        await this.props.record.update({
            latitude: Number(latitude.toFixed(DIGITS)),
            longitude: Number(longitude.toFixed(DIGITS)),
        });
        const metres = Math.round(accuracy);
        this.notification.add(_t("Position taken, accurate to %s metres. Save the card.", metres), { type: "success" });
    }

    refused() {
        this.state.busy = false;
        this.notification.add(
            _t("The device gives no position. Allow it in the browser (a secure address is needed), or enter the coordinates."),
            { type: "warning" }
        );
    }
}

registry.category("view_widgets").add("reform_my_position", { component: MyPosition });
