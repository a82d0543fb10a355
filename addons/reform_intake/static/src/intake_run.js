import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const MODEL = "reform.intake.batch";
const POLL_MS = 1000;

/**
 * Drives a file through reading and applying, call by call, and shows how far it is.
 *
 * Every call is a transaction of its own: when the browser is closed in the middle, the rows applied so far stay and
 * the next click goes on behind them.
 */
export class IntakeRun extends Component {
    static template = "reform_intake.IntakeRun";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.run = useState({ phase: "", done: 0, total: 0, stopping: false });
        onWillUnmount(() => {
            this.run.stopping = true;
            clearTimeout(this.timer);
        });
    }

    get data() {
        return this.props.record.data;
    }

    get canRead() {
        return this.data.state === "uploaded" && !this.run.phase;
    }

    get templateUrl() {
        return `/reform_intake/template/${encodeURIComponent(this.data.target)}.xlsx`;
    }

    get canApply() {
        return ["checked", "applying", "applied"].includes(this.data.state) && this.data.ok_count > 0 && !this.run.phase;
    }

    get canFinish() {
        return this.data.state === "checked" && !this.data.ok_count && !this.data.error_count && !this.run.phase;
    }

    get applyLabel() {
        return this.data.applied_count ? _t("Apply the Rest") : _t("Apply");
    }

    get percent() {
        return this.run.total ? Math.min(100, Math.round((100 * this.run.done) / this.run.total)) : 100;
    }

    get progressText() {
        if (this.run.phase === "read") {
            return _t("Reading and checking: %s rows so far", this.run.done);
        }
        return _t("Applying: %(done)s of %(total)s rows", { done: this.run.done, total: this.run.total });
    }

    async onRead() {
        if (!(await this.props.record.save())) {
            return;
        }
        Object.assign(this.run, { phase: "read", done: 0, total: 0, stopping: false });
        const id = this.props.record.resId;
        this.poll(id);
        try {
            await this.orm.call(MODEL, "action_read", [[id]]);
        } finally {
            await this.finish();
        }
    }

    poll(id) {
        this.timer = setTimeout(async () => {
            if (this.run.phase !== "read") {
                return;
            }
            const things = await this.orm.silent.call(MODEL, "action_state_of_things", [[id]]);
            this.run.done = things.read;
            this.poll(id);
        }, POLL_MS);
    }

    async onApply() {
        if (!(await this.props.record.save())) {
            return;
        }
        const id = this.props.record.resId;
        const { ok_count: ready, applied_count: applied } = this.data;
        Object.assign(this.run, { phase: "apply", done: 0, total: ready, stopping: false });
        try {
            let things;
            do {
                things = await this.orm.call(MODEL, "action_apply_some", [[id]]);
                this.run.done = things.applied - applied;
            } while (things.ready && !this.run.stopping);
            if (things.ready) {
                this.notification.add(_t("Stopped. What was applied stays; go on whenever you like."), { type: "info" });
            }
        } finally {
            await this.finish();
        }
    }

    async onStop() {
        this.run.stopping = true;
        if (this.run.phase === "read") {
            await this.orm.silent.call(MODEL, "action_stop_reading", [[this.props.record.resId]]);
        }
    }

    async finish() {
        this.run.phase = "";
        clearTimeout(this.timer);
        if (this.props.record.resId) {
            await this.props.record.load();
        }
    }
}

registry.category("view_widgets").add("reform_intake_run", { component: IntakeRun });
