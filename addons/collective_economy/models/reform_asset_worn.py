from decimal import Decimal

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import act as act_rule
from odoo.addons.reform_rules.assets import idle
from odoo.addons.reform_rules.assets import regime as regime_rule
from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.addons.reform_rules.money import split, yuan
from odoo.addons.reform_rules.periods import month_of

from ..messages import depreciation as messages


class ReformAsset(models.Model):
    """The card knows what it has worn off by now: its opening position and the months charged since.

    What the card itself says is brought up to date when an act needs it, as a change of its own that is
    sealed like any other; in between the schedule tells it.
    """

    _inherit = "reform.asset"

    schedule_ids = fields.One2many("reform.depreciation.schedule", "asset_id", "Depreciation Schedules")
    worn_now = fields.Float("Written Off by Now", digits=(16, 2), compute="_compute_worn_now")
    net_now = fields.Float("Net Value by Now", digits=(16, 2), compute="_compute_worn_now")
    schedule_count = fields.Integer("Versions of the Schedule", compute="_compute_worn_now")

    def _compute_worn_now(self):
        # sudo: what a card is worth is told to whoever reads the card.
        versions = self.sudo()._live_versions()
        for asset in self:
            version = versions.get(asset.id)
            gone = asset.use_state in idle.LEFT
            asset.worn_now = version.worn if version and not gone else asset.accumulated
            asset.net_now = (
                float(yuan(asset.cost) - yuan(asset.worn_now)) if asset.worn_now or asset.cost else 0
            )
            asset.schedule_count = len(asset.sudo().schedule_ids)

    def _live_versions(self):
        """Return {card id: its newest version that was ever in force}."""
        found = self.env["reform.depreciation.schedule"].search(
            [("asset_id", "in", self.ids), ("state", "!=", "draft")], order="version"
        )
        return {version.asset_id.id: version for version in found}

    def action_schedules(self):
        """Show the versions of the card's schedule."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_depreciation_schedule_action"
        )
        return {
            **action,
            "name": messages.schedules_title(self.env),
            "domain": [("asset_id", "=", self.id)],
            "context": {"default_asset_id": self.id},
        }

    def _bring_up_to_date(self, day):
        """Let the cards say themselves what they have written off at the end of the month `day` still
        bears."""
        values = {}
        # sudo: the figures follow from schedules in force; whoever acts on the card changes none of them.
        cards = self.sudo()
        versions = cards._live_versions()
        for asset in cards:
            version = versions.get(asset.id)
            if not version or version.last_month or asset.use_state in idle.LEFT:
                continue
            last = asset._bears_until(day)
            version._refuse_silent(last)
            worn = version._worn_through(last)
            if worn != yuan(asset.accumulated):
                values[asset] = {"net_value": float(yuan(asset.cost) - worn), "accumulated": float(worn)}
        if values:
            assets = cards.browse([asset.id for asset in values])
            assets._change_each(
                values, kind="act", reason=messages.brought_up_to_date(self.env, day=day), since=day
            )
        return True

    def _bears_until(self, day):
        """Return the last month that is written off as before, when something happens to the card on a
        day; a month that was charged stays charged."""
        self.ensure_one()
        regime = regime_rule.regime_of(self.owner_class) or regime_rule.COLLECTIVE
        last = rules.last_month(regime, day)
        charged = self.env["reform.depreciation.schedule"].sudo()._charged_until(self)
        return max(last, month_of(charged)) if charged else last


class ReformAssetActLine(models.Model):
    """A line of an act begins with what the card has written off by then."""

    _inherit = "reform.asset.act.line"

    def _onchange_asset_id(self):
        result = super()._onchange_asset_id()
        if self.asset_id and self.act_kind != "split":
            version = self.asset_id.sudo()._live_versions().get(self.asset_id.id)
            if version:
                day = self.act_id.date or civil_day.today()
                self.accumulated = float(version._worn_through(self.asset_id._bears_until(day)))
        return result


class ReformAssetAct(models.Model):
    """What an act on a card does to its schedule: an improvement or a revaluation is a new version from the
    next month on, what leaves is written off no further, what takes its place goes on with the rest."""

    _inherit = "reform.asset.act"

    def _touches_worth(self):
        """Tell whether the act leans on what the cards have written off."""
        self.ensure_one()
        return self.kind in ("improve", "revalue", "split", "merge", "removal", "shortage")

    def _bring_cards_up_to_date(self):
        for act in self.filtered("date"):
            if act._touches_worth():
                act.sudo().line_ids.asset_id._bring_up_to_date(act.date)

    def action_submit(self):
        self._require_group("reform_places.group_clerk", "reform_places.group_township")
        self.check_access("write")
        self._bring_cards_up_to_date()
        return super().action_submit()

    def action_divide(self):
        self.check_access("write")
        self._bring_cards_up_to_date()
        return super().action_divide()

    def _enact(self, kind, assets, vals=None, reason="", origin=None):
        if kind in act_rule.KINDS and act_rule.KINDS[kind].group in ("change", "leave"):
            assets.check_access("read")
            assets._bring_up_to_date((vals or {}).get("date") or civil_day.today())
        return super()._enact(kind, assets, vals=vals, reason=reason, origin=origin)

    def _carry_out(self):
        acts = self.sudo()
        acts._bring_cards_up_to_date()
        result = super()._carry_out()
        for act in acts:
            act._follow()
        return result

    # -- the schedules follow --------------------------------------------------------------------------------

    def _follow(self):
        """Let the schedules of the cards follow what the act has done to them."""
        told = self.undo_of_id or self
        versions = told.asset_ids._live_versions()
        if self.undo_of_id:
            self._follow_undo(told, versions)
        elif self.kind in ("improve", "revalue"):
            for line in self._cards():
                if version := versions.get(line.asset_id.id):
                    self._follow_change(line, version)
        elif self.kind in ("split", "merge"):
            self._follow_parts(versions)
        elif self.kind in ("removal", "shortage"):
            for version in versions.values():
                self._stop(version)

    def _follow_change(self, line, version):
        asset = line.asset_id
        first = asset._bears_until(self.date).next
        used = rules.months_used(month_of(version.first_month), first)
        more = self.more_months if self.kind == "improve" else 0
        version._renew(first, self, worn=yuan(asset.accumulated), months=max(version.months - used, 0) + more)

    def _follow_parts(self, versions):
        """What takes the place of other cards goes on with the longest life that was left to them."""
        wholes = self._cards().asset_id
        mine = [versions[asset.id] for asset in wholes if asset.id in versions]
        if not mine:
            return
        first = max(version.asset_id._bears_until(self.date) for version in mine).next
        longest = max(
            mine, key=lambda each: each.months - rules.months_used(month_of(each.first_month), first)
        )
        left = longest.months - rules.months_used(month_of(longest.first_month), first)
        for version in mine:
            self._stop(version)
        parts = self.line_ids.result_id
        counting = [version for version in mine if version.method == rules.UNITS_OF_WORK]
        # Work is divided as the cost is; cards put together have the work of all of them left.
        units = sum((version._units_left(first.previous) for version in counting), Decimal(0))
        shares = split(units, [yuan(part.cost) for part in parts])
        for part, share in zip(parts, shares, strict=True):
            facts = {
                "asset_id": part.id,
                "method": longest.method,
                "residual_rate": longest.residual_rate,
                "months": max(left, 1),
                "units_total": float(share),
                "first_month": first.first,
                "expense_use": longest.expense_use,
                "reason": self.display_name,
            }
            longest._open_by_act(part, facts, self, worn=yuan(part.accumulated))

    def _stop(self, version):
        if not version.last_month:
            version._refuse_silent(version.asset_id._bears_until(self.date))
            version._set_guarded({"last_month": version.asset_id._bears_until(self.date).first})
            version._seal({version: (version.state, version.state)}, kind="stop", reason=self.display_name)

    def _follow_undo(self, told, versions):
        """What came back goes on as if it had never left; what was changed gets a version with the old
        values, from the next month on."""
        for line in told._cards():
            asset, version = line.asset_id, versions.get(line.asset_id.id)
            if not version:
                continue
            if told.kind in ("improve", "revalue"):
                self._follow_change_back(told, line, version)
            elif asset.use_state not in idle.LEFT and version.last_month and version.state == "in_force":
                version._set_guarded({"last_month": False})
                version._seal(
                    {version: (version.state, version.state)}, kind="go_on", reason=self.display_name
                )
        for part in told.line_ids.result_id:
            if part.use_state in idle.LEFT and part.id in versions:
                self._stop(versions[part.id])

    def _follow_change_back(self, told, line, version):
        asset = line.asset_id
        first = max(asset._bears_until(self.date).next, month_of(version.first_month))
        before, after = line.before or {}, line.after or {}
        shift = yuan(after.get("accumulated") or 0) - yuan(before.get("accumulated") or 0)
        used = rules.months_used(month_of(version.first_month), first)
        more = told.more_months if told.kind == "improve" else 0
        version._renew(
            first,
            self,
            worn=version._worn_through(first.previous) - shift,
            months=max(version.months - used - more, 1),
        )
