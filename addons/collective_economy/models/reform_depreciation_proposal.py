from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import idle
from odoo.addons.reform_rules.assets import regime as regime_rule
from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_rules.periods import month_of

from ..messages import depreciation as messages
from .reform_depreciation_schedule import WRITERS

DEPRECIATED = ("building", "structure", "equipment", "other", "biological", "intangible")


class ReformDepreciationSchedule(models.Model):
    """Drawing up the schedules of all cards at once: from what the card says, else from the usual life of
    its category, going on from what was written off before the books were opened."""

    _inherit = "reform.depreciation.schedule"

    @api.model
    def action_draw_up(self):
        """Draft a schedule for every confirmed card in reach that has none; say how many, and how many
        not."""
        made, left = self._draw_up(self._without_schedule())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if made else "warning",
                "message": messages.drawn_up(self.env, made=len(made), left=len(left)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _without_schedule(self, place=None):
        """Return the confirmed cards in reach that wear off and have no schedule, not even a draft."""
        domain = fields.Domain("state", "=", "confirmed") & fields.Domain("card_kind", "in", DEPRECIATED)
        domain &= fields.Domain("use_state", "not in", idle.LEFT) & fields.Domain("cost", ">", 1)
        domain &= fields.Domain("regime", "!=", False) & fields.Domain("entity_id", "!=", False)
        domain &= fields.Domain("schedule_ids", "=", False)
        if place:
            domain &= fields.Domain("place_id", "child_of", place.id)
        return self.env["reform.asset"].search(domain, order="id")

    @api.model
    def _draw_up(self, assets):
        """Draft the schedules of cards; return (drafts, cards left out because something is not known)."""
        self._require_group(*WRITERS)
        values, left = [], assets.browse()
        proposals = self._proposals(assets)
        for asset in assets:
            proposal = proposals[asset]
            if proposal["months"] or proposal["units_total"]:
                values.append({"asset_id": asset.id, **proposal})
            else:
                left |= asset
        return self.create(values), left

    def _proposal(self, asset):
        return self._proposals(asset)[asset]

    @api.model
    def _proposals(self, assets):
        """Return {card: fields of its first schedule}; a life nobody knows is 0 months."""
        defaults = {
            default.category_id: default
            # sudo: the usual lives are the county's, whoever draws up.
            for default in self.env["reform.depreciation.default"]
            .sudo()
            .search([("category_id", "in", assets.category_id.ids)])
        }
        books = {
            book.entity_id: book
            for book in self.env["ledger.book"].search([("entity_id", "in", assets.entity_id.ids)])
        }
        none = self.env["reform.depreciation.default"]
        today = month_of(civil_day.today())
        return {
            asset: self._proposal_of(
                asset, defaults.get(asset.category_id, none), books.get(asset.entity_id), today
            )
            for asset in assets
        }

    def _proposal_of(self, asset, default, book, today):
        regime = regime_rule.regime_of(asset.owner_class)
        started = None
        if asset.acquired_date and regime:
            started = rules.first_month(
                regime,
                asset.card_kind or "other",
                asset.acquired_date,
                intangible_from_addition=default.from_addition,
            )
        opened = month_of(book.date_opening) if book else today
        first = max(started, opened) if started else opened
        life = asset.useful_life_months or default.life_months
        used = asset.months_used or (rules.months_used(started, first) if started else 0)
        # Written off before, and nobody says since when: the accountant has to say what is left.
        unknown = not used and yuan(asset.accumulated) > 0
        residual = regime.residual if regime else False
        return {
            "method": default.method or rules.STRAIGHT_LINE,
            "residual_rate": (asset.residual_rate or default.residual_rate) if residual else 0,
            "months": 0 if unknown else rules.months_left(life, used),
            "units_total": 0,
            "first_month": first.first,
            "expense_use": rules.default_use(
                asset.card_kind or "other", asset.nature or None, let=asset.use_state == "leased"
            ),
        }

    # -- after an act on the card ----------------------------------------------------------------------------

    def _renew(self, first, act, *, worn, months):
        """Put a new version in force, as an act on the card asks for; nothing when all is written off.

        Args: first: Month from which it holds; worn: yuan written off before it; months: that are left.
        """
        self.ensure_one()
        asset = self.asset_id
        facts = {
            "asset_id": asset.id,
            "method": self.method,
            "residual_rate": self.residual_rate,
            "months": months,
            "units_total": float(self._units_left(first.previous)),
            "first_month": first.first,
            "expense_use": self.expense_use,
            "reason": act.display_name,
        }
        return self._open_by_act(asset, facts, act, worn=worn, before=self)

    @api.model
    def _open_by_act(self, asset, facts, act, *, worn, before=None):
        """Create a version for a card an act was approved for, in force from its beginning where it can
        be."""
        before = before or self.browse()
        cost, rate = yuan(asset.cost), Decimal(repr(facts["residual_rate"] or 0.0))
        if before:
            before._supersede(facts["first_month"])
        if cost <= rules.NOMINAL or cost - rules.residual_of(cost, rate) - worn <= 0:
            return self.browse()
        version = self._create_guarded(
            [
                {
                    **facts,
                    "act_id": act.id,
                    "cost": float(cost),
                    "worn_before": float(worn),
                    "previous_id": before.id,
                    "version": before.version + 1,
                }
            ]
        )
        if version.months if version.method == rules.STRAIGHT_LINE else version.units_total:
            version._move(
                "in_force", reason=act.display_name, confirmed_by_id=(act.approved_by_id or self.env.user).id,
                confirmed_at=fields.Datetime.now(),
            )  # fmt: skip
        return version
