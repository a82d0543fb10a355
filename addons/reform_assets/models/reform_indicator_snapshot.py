from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import indicators
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import indicator as messages
from . import reform_indicator_sets as sets
from .reform_indicator import SUBSETS

TAKERS = (
    "reform_places.group_township",
    "reform_places.group_county_finance",
    "reform_places.group_county_agriculture",
)


class ReformIndicatorSnapshot(models.Model):
    """One published figure, frozen: of which day, which place, by which definition, over which things.

    What it accepts: nothing by hand, `_take` makes it. How to use: `action_recompute` works the figure out
    again from the frozen list, which must give the same number for ever, and from the records of today,
    which may not; it shows both. How it works: the list is kept in one column, its digest is sealed, and the
    database refuses to change either.
    """

    _name = "reform.indicator.snapshot"
    _description = "Indicator Figure"
    _inherit = ["reform.append.only.mixin"]
    _order = "as_of desc, id desc"

    _frozen_columns = (
        "indicator_id", "definition", "as_of", "date_from", "place_id", "subset", "numerator", "denominator",
        "value", "applicable", "items", "digest", "taken_by_id",
    )  # fmt: skip

    indicator_id = fields.Many2one("reform.indicator", required=True, index=True, ondelete="restrict")
    code = fields.Char(related="indicator_id.code", store=True, index=True)
    definition = fields.Integer("Version of the Definition", required=True, aggregator=None)
    formula = fields.Text(related="indicator_id.formula")
    source = fields.Char(related="indicator_id.source")
    unit = fields.Selection(related="indicator_id.unit")
    subset = fields.Selection(SUBSETS, required=True)
    as_of = fields.Date("As of", required=True, index=True)
    date_from = fields.Date("Period from", required=True)
    place_id = fields.Many2one("reform.place", required=True, index=True, ondelete="restrict")
    numerator = fields.Float("Counted as Done", digits=(16, 2), required=True, aggregator=None)
    denominator = fields.Float("Counted as Due", digits=(16, 2), required=True, aggregator=None)
    value = fields.Float("Figure", digits=(16, 2), aggregator="avg")
    applicable = fields.Boolean(
        required=True, help="Off: nothing stands below the line, so there is no rate."
    )
    shown = fields.Char("Figure as Published", compute="_compute_shown")
    items = fields.Json("Frozen List", help="Id, weight below the line, weight above it.")
    item_count = fields.Integer("Records", compute="_compute_item_count")
    digest = fields.Char("Fingerprint", required=True)
    taken_by_id = fields.Many2one("res.users", "Taken by", required=True, ondelete="restrict")
    comparison = fields.Text(compute="_compute_comparison")

    @api.depends("indicator_id", "as_of", "place_id")
    def _compute_display_name(self):
        for snapshot in self:
            snapshot.display_name = (
                f"{snapshot.indicator_id.name} {snapshot.place_id.name} {snapshot.as_of or ''}".strip()
            )

    def _compute_shown(self):
        for snapshot in self:
            snapshot.shown = snapshot._written(
                Decimal(f"{snapshot.value:.2f}") if snapshot.applicable else None
            )

    def _compute_item_count(self):
        for snapshot in self:
            snapshot.item_count = len(snapshot.items or ())

    def _written(self, value):
        if value is None:
            return messages.not_applicable(self.env)
        return f"{value:,.2f} %" if self.unit == "percent" else f"{value:,.2f}"

    # --- taking ---

    @api.model
    def _take(self, codes, places, as_of, date_from=None):
        """Freeze the figures of some indicators for some places; return the snapshots.

        One statement an indicator, whatever the number of places and assets. Raises: UserError: a rate over
        100 %, a day to come.
        """
        if as_of > civil_day.today():
            raise UserError(messages.future(self.env))
        date_from = date_from or as_of.replace(month=1, day=1)
        if date_from > as_of:
            raise UserError(messages.period_backwards(self.env))
        vals = []
        for definition in self._definitions(codes, as_of):
            found = self._lists(definition, places, as_of, date_from)
            for place in places:
                vals.append(self._vals(definition, place, found[place.id], as_of, date_from))
        # sudo: nobody has the right to add figures by hand.
        snapshots = self.sudo()._add(vals)
        self.env["reform.seal.entry"].sudo()._append(
            "indicators",
            [
                chain.SealItem(
                    kind="taken",
                    res_model=self._name,
                    res_id=snapshot.id,
                    ref=snapshot.display_name,
                    payload={"id": snapshot.id, "digest": snapshot.digest},
                )
                for snapshot in snapshots
            ],
        )
        return snapshots.with_env(self.env)

    @api.model
    def _definitions(self, codes, as_of):
        """Return the newest version of each definition that held on the day."""
        found = {}
        domain = [("valid_from", "<=", as_of), *([("code", "in", codes)] if codes else [])]
        for definition in self.env["reform.indicator"].search(domain, order="sequence, code, version desc"):
            found.setdefault(definition.code, definition)
        return list(found.values())

    @api.model
    def _lists(self, definition, places, as_of, date_from):
        """Return {place id: frozen list} of a definition; a list of the mean holds counts and values."""
        methods = ("count_rate", "value_rate") if definition.method == "mean_rate" else (definition.method,)
        found = {place.id: [] for place in places}
        for method in methods:
            rows = sets.rows(
                self.env,
                method,
                place_ids=places.ids,
                at=as_of,
                date_from=date_from,
                # A rent is not an asset: the subset counts assets only.
                subset=definition.subset if method not in sets.MODELS else "all",
            )
            for path, record_id, due, done in rows:
                for place_id in {int(step) for step in path.split("/") if step} & found.keys():
                    row = [record_id, f"{due.normalize():f}", f"{done.normalize():f}"]
                    found[place_id].append([*row, method] if len(methods) > 1 else row)
        return found

    @api.model
    def _vals(self, definition, place, items, as_of, date_from):
        result = self._judged(definition, items)
        vals = {
            "indicator_id": definition.id,
            "definition": definition.version,
            "subset": definition.subset,
            "as_of": as_of,
            "date_from": date_from,
            "place_id": place.id,
            "numerator": float(result.numerator),
            "denominator": float(result.denominator),
            "value": float(result.percent or 0),
            "applicable": result.percent is not None,
            "items": items,
            "taken_by_id": self.env.uid,
        }
        return {**vals, "digest": self._digest_of(vals)}

    @api.model
    def _digest_of(self, vals):
        return chain.digest(
            chain.canonical(
                {
                    **{
                        name: vals[name]
                        for name in ("indicator_id", "definition", "subset", "place_id", "items")
                    },
                    "as_of": vals["as_of"],
                    "date_from": vals["date_from"],
                    **{name: Decimal(f"{vals[name]:.2f}") for name in ("numerator", "denominator", "value")},
                }
            )
        )

    @api.model
    def _judged(self, definition, items):
        """Return the result of a frozen list, in the words of the rule."""
        plain = [
            (indicators.Item(row[0], Decimal(row[1]), Decimal(row[2])), row[3] if len(row) > 3 else "")
            for row in items
        ]
        try:
            if definition.method == "mean_rate":
                parts = [
                    indicators.rate(item for item, method in plain if method == one)
                    for one in ("count_rate", "value_rate")
                ]
                mean = indicators.mean(*(part.percent for part in parts))
                return indicators.Result(parts[0].numerator, parts[0].denominator, mean)
            if definition.unit == "yuan":
                result = indicators.total(item for item, _method in plain)
                return result._replace(percent=result.numerator)
            return indicators.rate(item for item, _method in plain)
        except indicators.RateOver100 as refusal:
            raise UserError(
                messages.over_100(
                    self.env,
                    indicator=definition.name,
                    numerator=refusal.numerator,
                    denominator=refusal.denominator,
                )
            )
        except indicators.NumeratorOutside as refusal:
            raise UserError(messages.outside(self.env, indicator=definition.name, number=len(refusal.ids)))

    # --- once more ---

    def _again(self):
        """Return (figure of the frozen list, figure of the records of today, both lists)."""
        self.ensure_one()
        frozen = self.items or []
        live = self._lists(self.indicator_id, self.place_id, self.as_of, self.date_from)[self.place_id.id]
        return (
            self._judged(self.indicator_id, frozen).percent,
            self._judged(self.indicator_id, live).percent,
            frozen,
            live,
        )

    @api.depends_context("compare")
    def _compute_comparison(self):
        for snapshot in self:
            again, now, frozen, live = snapshot._again()
            lines = [
                messages.compared(
                    self.env,
                    frozen=snapshot.shown,
                    again=snapshot._written(again),
                    live=snapshot._written(now),
                )
            ]
            then = {(row[0], *row[3:]): row[1:3] for row in frozen}
            today = {(row[0], *row[3:]): row[1:3] for row in live}
            if then == today:
                lines.append(messages.same(self.env))
            else:
                lines.append(
                    messages.differences(
                        self.env,
                        only_then=len(then.keys() - today.keys()),
                        only_now=len(today.keys() - then.keys()),
                        changed=sum(then[key] != today[key] for key in then.keys() & today.keys()),
                    )
                )
            if not snapshot._is_whole():
                lines.append(messages.broken(self.env))
            snapshot.comparison = "\n".join(lines)

    def _is_whole(self):
        """Tell whether list and figure still give the digest they were sealed with."""
        self.ensure_one()
        vals = {
            name: self[name] for name in ("subset", "as_of", "date_from", "numerator", "denominator", "value")
        }
        vals |= {
            "indicator_id": self.indicator_id.id, "definition": self.definition, "place_id": self.place_id.id,
            "items": self.items or [],
        }  # fmt: skip
        return self._digest_of(vals) == self.digest

    def action_recompute(self):
        """Work the figure out again and show both answers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(self.env.ref("reform_assets.reform_indicator_snapshot_view_compare").id, "form")],
            "target": "new",
            "name": self.display_name,
        }

    def action_done(self):
        """Show what is counted above the line."""
        return self._list_action(above=True)

    def action_due(self):
        """Show what is counted below the line."""
        return self._list_action(above=False)

    def _list_action(self, *, above):
        self.ensure_one()
        column = 2 if above else 1
        ids = sorted({row[0] for row in self.items or [] if Decimal(row[column])})
        return {
            "type": "ir.actions.act_window",
            "res_model": sets.MODELS.get(self.indicator_id.method, "reform.asset"),
            "name": messages.listed(self.env, above=above),
            "view_mode": "list,form",
            "domain": [("id", "in", ids)],
        }

    @api.model
    def _reform_invariants(self):
        """Compare every frozen figure with its list and its digest."""
        wrong = [
            messages.snapshot_wrong(self.env, snapshot=snapshot.display_name)
            for snapshot in self.search([], order="id")
            if not snapshot._is_whole()
        ]
        return [(messages.check_snapshots(self.env), wrong)]
