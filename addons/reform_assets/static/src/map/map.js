/** @odoo-module **/
import { Component, onMounted, onWillStart, onWillUnmount, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { WithSearch } from "@web/search/with_search/with_search";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const COLOURS = {
    in_use: "#2e7d32",
    leased: "#1565c0",
    lent: "#6a1b9a",
    idle: "#d84315",
    scrapped: "#616161",
    disposed: "#9e9e9e",
};
// Degrees between two lines of the grid, the widest first.
const STEPS = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
const LINES_WANTED = 6;
const NAMES_FROM_ZOOM = 10;

/** The map below the search bar: draws what reform.asset.get_map answers for the domain of the search. */
export class AssetMapContent extends Component {
    static template = "reform_assets.MapContent";
    static components = { Layout, SearchBar };
    static props = { domain: Array, display: Object };

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.box = useRef("box");
        this.colours = COLOURS;
        this.state = useState({ data: null, card: null, hidden: {} });
        onWillStart(async () => {
            await Promise.all([loadBundle("reform_assets.assets_leaflet"), this.load(this.props.domain)]);
        });
        onMounted(() => this.start());
        onWillUpdateProps(async (next) => {
            if (JSON.stringify(next.domain) !== JSON.stringify(this.props.domain)) {
                await this.load(next.domain);
                this.draw(true);
            }
        });
        onWillUnmount(() => this.map?.remove());
    }

    async load(domain) {
        this.state.card = null;
        this.state.data = await this.orm.call("reform.asset", "get_map", [domain]);
    }

    get states() {
        const counts = {};
        for (const point of this.state.data.points) {
            counts[point[3]] = (counts[point[3]] || 0) + 1;
        }
        return this.state.data.states
            .filter(([state]) => counts[state])
            .map(([state, label]) => ({ state, label, count: counts[state], colour: COLOURS[state] || "#333" }));
    }

    get summary() {
        const { points, missing } = this.state.data;
        return missing
            ? _t("%(shown)s on the map, %(missing)s without coordinates", { shown: points.length, missing })
            : _t("%(shown)s on the map", { shown: points.length });
    }

    start() {
        const L = window.L;
        // Drawn on one canvas: thirty thousand points stay fluent.
        this.map = L.map(this.box.el, { preferCanvas: true, attributionControl: false, minZoom: 3, maxZoom: 18 });
        const { tiles, credit } = this.state.data;
        if (tiles) {
            L.tileLayer(tiles, { maxZoom: 18 }).addTo(this.map);
            // Without Leaflet's own line, which carries a flag.
            L.control.attribution({ prefix: false }).addAttribution(credit).addTo(this.map);
        }
        this.grid = L.layerGroup().addTo(this.map);
        this.places = L.layerGroup().addTo(this.map);
        this.points = L.layerGroup().addTo(this.map);
        L.control.scale({ imperial: false }).addTo(this.map);
        this.map.on("moveend", () => this.drawGrid());
        this.map.on("zoomend", () => this.drawNames());
        this.draw(true);
    }

    toggle(state) {
        this.state.hidden[state] = !this.state.hidden[state];
        this.draw(false);
    }

    draw(fit) {
        const L = window.L;
        const { points, places } = this.state.data;
        this.points.clearLayers();
        this.places.clearLayers();
        for (const place of places.filter((one) => one.corners.length > 2)) {
            L.polygon(place.corners, { color: "#8d6e63", weight: 1, fillOpacity: 0.08, interactive: false }).addTo(
                this.places
            );
        }
        for (const [id, latitude, longitude, state, name] of points) {
            if (!this.state.hidden[state]) {
                const colour = COLOURS[state] || "#333";
                L.circleMarker([latitude, longitude], {
                    radius: 7,
                    color: "#fff",
                    weight: 1,
                    fillColor: colour,
                    fillOpacity: 0.9,
                })
                    .bindTooltip(() => this.escaped(name))
                    .on("click", () => this.show(id))
                    .addTo(this.points);
            }
        }
        if (fit) {
            if (points.length) {
                const bounds = L.latLngBounds(points.map(([, latitude, longitude]) => [latitude, longitude]));
                this.map.fitBounds(bounds.pad(0.1), { maxZoom: 15, animate: false });
            } else {
                this.map.setView([30.6, 104.1], 7);
            }
        }
        this.drawGrid();
        this.drawNames();
    }

    /** Leaflet sets tooltips as HTML; a name is text. */
    escaped(text) {
        const node = document.createElement("span");
        node.textContent = text;
        return node;
    }

    drawNames() {
        const L = window.L;
        this.names?.remove();
        this.names = L.layerGroup();
        if (this.map.getZoom() >= NAMES_FROM_ZOOM) {
            for (const place of this.state.data.places) {
                const icon = L.divIcon({ className: "o_reform_map_name", html: this.escaped(place.name), iconSize: null });
                L.marker(place.at, { icon, interactive: false }).addTo(this.names);
            }
        }
        this.names.addTo(this.map);
    }

    drawGrid() {
        const L = window.L;
        this.grid.clearLayers();
        const bounds = this.map.getBounds();
        const span = bounds.getEast() - bounds.getWest();
        const step = STEPS.find((one) => span / one >= LINES_WANTED) || STEPS[STEPS.length - 1];
        const digits = Math.max(0, Math.ceil(-Math.log10(step)));
        const line = (ends, text, at) => {
            L.polyline(ends, { color: "#90a4ae", weight: 1, opacity: 0.6, interactive: false }).addTo(this.grid);
            const icon = L.divIcon({ className: "o_reform_map_degree", html: this.escaped(text), iconSize: null });
            L.marker(at, { icon, interactive: false }).addTo(this.grid);
        };
        const [south, north] = [Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85)];
        const [west, east] = [bounds.getWest(), bounds.getEast()];
        for (let x = Math.ceil(west / step) * step; x < east; x += step) {
            line([[south, x], [north, x]], `${x.toFixed(digits)}°`, [north, x]);
        }
        for (let y = Math.ceil(south / step) * step; y < north; y += step) {
            line([[y, west], [y, east]], `${y.toFixed(digits)}°`, [y, west]);
        }
    }

    async show(id) {
        const fields = ["code", "name", "place_id", "owner_class", "area_sqm", "use_state", "idle_days", "has_photo"];
        const specification = Object.fromEntries(fields.map((name) => [name, {}]));
        specification.place_id = { fields: { display_name: {} } };
        const [card] = await this.orm.webRead("reform.asset", [id], { specification });
        const label = this.state.data.states.find(([state]) => state === card.use_state);
        this.state.card = { ...card, use: label ? label[1] : "" };
    }

    open(id) {
        return this.actionService.doAction({
            type: "ir.actions.act_window",
            res_model: "reform.asset",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

/** Asset cards as points, found with the same search bar as in the list. */
export class AssetMap extends Component {
    static template = "reform_assets.Map";
    static components = { AssetMapContent, WithSearch };
    static props = { ...standardActionServiceProps };

    setup() {
        const { map_domain: domain, ...context } = this.props.action.context || {};
        this.search = {
            resModel: "reform.asset",
            searchViewId: false,
            domain: domain || [],
            context,
            loadIrFilters: true,
            searchMenuTypes: ["filter", "favorite"],
            display: { controlPanel: {} },
        };
    }
}

registry.category("actions").add("reform_assets.map", AssetMap);
