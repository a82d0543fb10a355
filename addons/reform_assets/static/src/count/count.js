/** @odoo-module **/
import { Component, onWillStart, useExternalListener, useRef, useState } from "@odoo/owl";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "reform.count.round";
// A photo of a thing needs no more; the network of a village does not carry more.
const PHOTO_SIDE = 1280;

/** Return the Base64 of a photo, made smaller; what is no picture goes to the server as it is and is refused there. */
async function readPhoto(file) {
    const bytes = () =>
        new Promise((resolve, reject) => {
            const reader = new FileReader();
            reader.onload = () => resolve(reader.result.split(",")[1] || "");
            reader.onerror = () => reject(reader.error);
            reader.readAsDataURL(file);
        });
    let bitmap;
    try {
        bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
        return bytes();
    }
    const scale = Math.min(1, PHOTO_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.85).split(",")[1];
}

/** Return where the phone is, or nothing: no permission, no signal, no time. */
function whereAmI() {
    return new Promise((resolve) => {
        if (!navigator.geolocation || !window.isSecureContext) {
            return resolve({});
        }
        navigator.geolocation.getCurrentPosition(
            ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
            () => resolve({}),
            { maximumAge: 60000, timeout: 4000 }
        );
    });
}

/**
 * Counting with a phone: choose the round, scan or tap a thing, say what is there, next. Everything is asked
 * of and decided by the server (reform.count.round, phone_…); this screen keeps nothing but what is being typed.
 */
export class Count extends Component {
    static template = "reform_assets.Count";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.actionService = useService("action");
        this.searchRef = useRef("search");
        this.canScan = isBarcodeScannerSupported();
        this.views = [
            { key: "left", label: _t("Still to Count") },
            { key: "second", label: _t("Second Count") },
            { key: "mine", label: _t("Mine") },
            { key: "all", label: _t("All") },
        ];
        this.state = useState({
            screen: "rounds",
            rounds: [],
            round: null,
            lines: [],
            more: false,
            search: "",
            view: "left",
            line: null,
            said: {},
            item: {},
            places: [],
            details: false,
            busy: false,
            done: "",
        });
        this.searchLater = useDebounced(() => this.load(), 300);
        onWillStart(() => this.start());
        useExternalListener(window, "keydown", (event) => this.onKey(event));
    }

    get results() {
        return [
            { key: "found", label: _t("Found in Place"), icon: "fa-check", tone: "success", hotkey: "1" },
            { key: "found_elsewhere", label: _t("Found Elsewhere"), icon: "fa-map-marker", tone: "info", hotkey: "2" },
            { key: "damaged", label: _t("Damaged"), icon: "fa-wrench", tone: "warning", hotkey: "3" },
            { key: "not_found", label: _t("Not Found"), icon: "fa-times", tone: "danger", hotkey: "4" },
        ];
    }

    get dueText() {
        const { days } = this.state.round;
        return days < 0 ? _t("Report overdue by %s days", -days) : _t("Report due in %s days", days);
    }

    // --- calls ---

    async call(method, args = []) {
        this.state.busy = true;
        try {
            return await this.orm.call(MODEL, method, [this.state.round.id, ...args]);
        } finally {
            this.state.busy = false;
        }
    }

    async start() {
        await this.loadRounds();
        const wanted = this.props.action.params?.round_id;
        const chosen =
            this.state.rounds.find((round) => round.id === wanted) ||
            (this.state.rounds.length === 1 ? this.state.rounds[0] : null);
        if (chosen) {
            await this.openRound(chosen);
        }
    }

    async openRound(round) {
        Object.assign(this.state, { round, screen: "list", search: "", view: "left", done: "" });
        await this.load();
    }

    async load(offset = 0) {
        const { search, view } = this.state;
        const answer = await this.call("phone_state", [search, view, offset]);
        // Typed on while the answer was on its way: the next one counts.
        if (search !== this.state.search || view !== this.state.view) {
            return;
        }
        this.state.round = answer.round;
        this.state.more = answer.more;
        this.state.lines = offset ? [...this.state.lines, ...answer.lines] : answer.lines;
    }

    async setView(view) {
        this.state.view = view;
        await this.load();
    }

    onSearch(event) {
        this.state.search = event.target.value;
        this.searchLater();
    }

    async scan() {
        let text;
        try {
            text = await scanBarcode(this.env);
        } catch (error) {
            this.notification.add(error.message || _t("The camera cannot be used. Type the number instead."), {
                type: "warning",
            });
            return;
        }
        if (text) {
            this.open(await this.call("phone_scan", [text]));
        }
    }

    async openLine(line) {
        this.open(await this.call("phone_line", [line.id]));
    }

    open(line) {
        Object.assign(this.state, {
            line,
            screen: "line",
            places: line.places,
            said: { result: "", quantity: "", place_id: "", spot: "", condition: "", use_state: "", photo: "", note: "" },
            done: "",
        });
    }

    // --- one thing ---

    choose(result) {
        this.state.said.result = result;
        // What is where the books say needs no more words: one tap, next.
        if (result === "found" && !this.touched) {
            return this.save();
        }
    }

    get touched() {
        const { quantity, spot, condition, use_state, note } = this.state.said;
        return Boolean(quantity !== "" || spot || condition || use_state || note || this.state.details);
    }

    async onPhoto(event, target) {
        const [file] = event.target.files;
        if (file) {
            target.photo = await readPhoto(file);
        }
    }

    async save() {
        if (this.state.busy) {
            return;
        }
        const said = { ...this.state.said, ...(await whereAmI()) };
        said.place_id = Number(said.place_id) || null;
        said.quantity = said.quantity === "" || said.result === "not_found" ? null : Number(said.quantity);
        for (const name of ["spot", "condition", "use_state", "photo", "note"]) {
            said[name] = said[name] || null;
        }
        const answer = await this.call("phone_count", [this.state.line.id, said]);
        const { name, result_label: result } = answer.line;
        if (answer.message) {
            this.notification.add(answer.message, { type: "info", sticky: true });
        }
        Object.assign(this.state, { round: answer.round, screen: "list", line: null, search: "" });
        this.state.details = false;
        await this.load();
        this.state.done = _t("%(name)s: %(result)s", { name, result });
    }

    async undo() {
        const answer = await this.call("phone_undo");
        this.state.done = "";
        this.notification.add(_t("Taken back: %s", answer.line.name), { type: "success" });
        await this.load();
    }

    back() {
        const { screen } = this.state;
        this.state.done = "";
        if (screen === "list") {
            Object.assign(this.state, { screen: "rounds", round: null });
            return this.loadRounds();
        }
        Object.assign(this.state, { screen: "list", line: null, details: false });
        return this.load();
    }

    async loadRounds() {
        this.state.rounds = await this.orm.call(MODEL, "phone_rounds", []);
    }

    // --- a thing without a card ---

    async newItem() {
        const places = await this.call("phone_places");
        Object.assign(this.state, {
            screen: "item",
            places,
            item: { name: "", place_id: places.length === 1 ? places[0].id : "", spot: "", quantity: "1", unit: "", photo: "" },
        });
    }

    async saveItem() {
        if (this.state.busy) {
            return;
        }
        const { item } = this.state;
        const told = { ...item, place_id: Number(item.place_id) || null, quantity: Number(item.quantity), ...(await whereAmI()) };
        this.state.round = await this.call("phone_find", [told]);
        this.state.screen = "list";
        await this.load();
        this.state.done = _t("Reported: %s", told.name);
    }

    // --- keyboard ---

    onKey(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || this.state.busy) {
            return;
        }
        const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
        const { screen } = this.state;
        if (document.querySelector(".modal.show, .o_dialog")) {
            return;
        }
        if (event.key === "Escape" && screen !== "rounds") {
            event.preventDefault();
            return this.back();
        }
        if (typing) {
            if (event.key === "Enter" && event.target === this.searchRef.el && this.state.lines.length) {
                event.preventDefault();
                this.openLine(this.state.lines[0]);
            }
            return;
        }
        if (screen === "list" && event.key === "/") {
            event.preventDefault();
            this.searchRef.el?.focus();
        } else if (screen === "list" && event.key === "u") {
            this.undo();
        } else if (screen === "line") {
            const result = this.results.find(({ hotkey }) => hotkey === event.key);
            if (result) {
                this.choose(result.key);
            }
        }
    }
}

registry.category("actions").add("reform_assets.count", Count);
