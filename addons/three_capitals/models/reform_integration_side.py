from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.capitals import integration as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from ..messages import integration as messages
from .reform_clearing import STATES as CLEARING_STATES
from .reform_integration import MAKERS

STATES = [
    ("open", "Compared"),
    ("voting", "To Be Voted"),
    ("voted", "Voted for It"),
    ("carried", "Books Handed over"),
    ("ended", "Old Books Ended"),
    ("void", "Not Any More"),
]
FIGURES = frozenset(
    {"members", "assets", "debts", "resources_mu", "has_books", "cleared", "net_head", "debt_head",
     "resources_head"}
)  # fmt: skip
# What was found of a predecessor: one statement for all of them.
_FIGURES = """
SELECT s.id,
       (SELECT count(*) FROM reform_member m
         WHERE m.entity_id = s.entity_id AND m.state IN ('member', 'frozen')),
       coalesce(b.assets, 0), coalesce(b.debts, 0),
       (SELECT coalesce(sum(a.area_mu), 0) FROM reform_asset a
         WHERE a.entity_id = s.entity_id AND a.nature = 'resource'
           AND a.use_state NOT IN ('scrapped', 'disposed')),
       EXISTS (SELECT FROM ledger_book k WHERE k.entity_id = s.entity_id),
       EXISTS (SELECT FROM reform_clearing c
                WHERE c.entity_id = s.entity_id AND c.state = ANY(%(cleared)s))
  FROM reform_integration_side s
  LEFT JOIN LATERAL (
       SELECT sum(l.debit - l.credit) FILTER (WHERE a.kind IN ('asset', 'contra_asset', 'cost')) AS assets,
              sum(l.credit - l.debit) FILTER (WHERE a.kind = 'liability') AS debts
         FROM ledger_balance l JOIN ledger_account a ON a.id = l.account_id
        WHERE l.entity_id = s.entity_id AND l.month <= %(base)s) AS b ON TRUE
 WHERE s.id = ANY(%(sides)s)
"""
# A predecessor that is in an integration.
LIVE = ("open", "voting", "voted", "carried", "ended")
# From here on the lists of a clearing are confirmed.
CLEARED = ["confirmed", "published", "filed", "handing", "handed_over", "reconciled", "closed"]


class ReformIntegrationSide(models.Model):
    """One of the collectives that come together: its figures at the base date, its vote, its books.

    Nothing of it is decided by the others: it votes for itself, and is carried over by itself.
    """

    _name = "reform.integration.side"
    _description = "Predecessor in an Integration"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread"]
    _order = "integration_id, id"
    _rec_name = "entity_id"

    _state_initial = "open"
    _state_edges = frozenset(
        {
            ("open", "voting"),
            ("voting", "open"),
            ("voting", "voted"),
            ("voted", "open"),
            ("voted", "carried"),
            ("carried", "ended"),
            *((state, "void") for state in ("open", "voting", "voted")),
        }
    )
    _guarded_fields = FIGURES | {"struck_off_on"}
    _frozen_fields = frozenset({"integration_id", "entity_id"})
    _decision_kind = "merger"

    integration_id = fields.Many2one("reform.integration", required=True, index=True, ondelete="cascade")
    integration_state = fields.Selection(related="integration_id.state", string="Integration Status")
    successor_id = fields.Many2one(related="integration_id.successor_id", store=True, index=True)
    entity_id = fields.Many2one(
        "reform.entity", "Predecessor", required=True, index=True, ondelete="restrict"
    )
    place_id = fields.Many2one(related="entity_id.place_id", string="Former Village", store=True, index=True)
    state = fields.Selection(STATES, required=True, default="open", readonly=True, copy=False, index=True)
    clearing_id = fields.Many2one("reform.clearing", compute="_compute_clearing_id")
    clearing_state = fields.Selection(CLEARING_STATES, "Clearing Status", compute="_compute_clearing_id")

    # Live figures as at the base date, taken by the assessment.
    members = fields.Integer(readonly=True, copy=False)
    assets = fields.Float("Total Assets", digits=(16, 2), readonly=True, copy=False)
    debts = fields.Float(digits=(16, 2), readonly=True, copy=False)
    net = fields.Float("Net Assets", digits=(16, 2), compute="_compute_net", store=True)
    resources_mu = fields.Float("Resources (mu)", digits=(16, 4), readonly=True, copy=False)
    has_books = fields.Boolean("Books Kept Here", readonly=True, copy=False)
    cleared = fields.Boolean(readonly=True, copy=False, help="Its clearing is confirmed.")
    net_head = fields.Float("Net Assets per Head", digits=(16, 2), readonly=True, copy=False, aggregator=None)
    debt_head = fields.Float("Debts per Head", digits=(16, 2), readonly=True, copy=False, aggregator=None)
    resources_head = fields.Float(
        "Resources per Head (mu)", digits=(16, 4), readonly=True, copy=False, aggregator=None
    )
    struck_off_on = fields.Date("Struck off the Register on", readonly=True, copy=False)

    # A predecessor goes into one integration at a time; what was given up is out of the way.
    _one_integration = models.UniqueIndex(
        "(entity_id) WHERE state <> 'void'",
        lambda env, _diag: messages.in_another_integration(env),
    )

    @api.depends("assets", "debts")
    def _compute_net(self):
        for side in self:
            side.net = float(yuan(side.assets) - yuan(side.debts))

    def _compute_clearing_id(self):
        found = self.env["reform.clearing"].search(
            [("entity_id", "in", self.entity_id.ids), ("kind", "=", "merger"), ("state", "!=", "cancelled")],
            order="id",
        )
        by_entity = {clearing.entity_id: clearing for clearing in found}
        for side in self:
            side.clearing_id = by_entity.get(side.entity_id, False)
            side.clearing_state = side.clearing_id.state

    @api.constrains("entity_id", "integration_id")
    def _check_lineage(self):
        """Only what the successor's village was made of comes together in it."""
        for side in self.sudo():
            successor = side.integration_id.successor_id
            if side.entity_id == successor:
                raise ValidationError(messages.successor_is_side(self.env, entity=successor.name))
            if side.entity_id.kind != "collective":
                raise ValidationError(messages.not_a_collective(self.env, entity=side.entity_id.name))
            home, place = successor.place_id, side.place_id
            if place != home and not (place.parent_path or "").startswith(home.parent_path):
                raise ValidationError(
                    messages.not_a_predecessor(self.env, entity=side.entity_id.name, successor=successor.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(*MAKERS)
        sides = super().create(vals_list)
        sides._refuse_late()
        return sides

    def write(self, vals):
        if not self.env.su and vals.keys() - {"decision_id"}:
            self._require_group(*MAKERS)
            self._refuse_late()
        return super().write(vals)

    def unlink(self):
        self._require_group(*MAKERS)
        self._refuse_late()
        return super().unlink()

    def _refuse_late(self):
        """Who takes part is settled before the way is chosen."""
        for integration in self.sudo().integration_id:
            if integration.state != "assessed":
                raise AccessError(messages.sides_are_settled(self.env, record=integration.name))

    # -- the figures ---

    def _take_figures(self):
        """Take the figures of all sides from the live books, rosters and cards: one statement."""
        self.env.flush_all()
        for base, sides in self.grouped(lambda side: side.integration_id.date_base).items():
            self.env.cr.execute(SQL(_FIGURES, cleared=CLEARED, base=base, sides=sides.ids))
            for side_id, members, assets, debts, resources, books, cleared in self.env.cr.fetchall():
                figures = rules.Figures(
                    side_id, members, yuan(assets), yuan(debts), Decimal(str(resources)), cleared, books
                )
                head = rules.per_head(figures)
                self.browse(side_id)._set_guarded(
                    {
                        "members": members,
                        "assets": float(figures.assets),
                        "debts": float(figures.debts),
                        "resources_mu": float(resources),
                        "has_books": books,
                        "cleared": cleared,
                        "net_head": float(head.net or 0),
                        "debt_head": float(head.debts or 0),
                        "resources_head": float(head.resources_mu or 0),
                    }
                )

    def _plain(self):
        self.ensure_one()
        return rules.Figures(
            self.id,
            self.members,
            yuan(self.assets),
            yuan(self.debts),
            yuan(self.resources_mu),
            self.cleared,
            self.has_books,
        )

    # -- the vote ---

    def _decision_terms(self):
        """What this collective's own assembly votes on: with whom, in which way, by which plan."""
        self.ensure_one()
        whole = self.sudo().integration_id
        return {
            "successor": whole.successor_id.id,
            "sides": sorted(whole.side_ids.entity_id.ids),
            "mode": [whole.mode_id.code or "", whole.mode_id.books or "", whole.mode_id.shares or ""],
            "base": whole.date_base.isoformat(),
            "opening": whole.date_opening.isoformat() if whole.date_opening else "",
            "plan": whole.plan or "",
        }

    def _decision_terms_text(self):
        self.ensure_one()
        whole = self.sudo().integration_id
        return messages.terms(
            self.env,
            successor=whole.successor_id.name,
            sides="、".join(whole.side_ids.entity_id.mapped("name")),
            mode=whole.mode_id.name or "",
            note=whole.mode_id.note or "",
            base=whole.date_base,
            plan=whole.plan or "",
        )

    def _decision_in_use(self):
        self.ensure_one()
        return self.state in ("carried", "ended")

    def _decision_carried_out(self):
        self.ensure_one()
        return self.sudo().integration_id.state in ("integrated", "transitional", "closed")

    @api.depends("entity_id.name", "successor_id.name")
    def _compute_display_name(self):
        for side in self:
            side.display_name = messages.side_name(
                self.env, entity=side.entity_id.name or "", successor=side.successor_id.name or ""
            )

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "members": self.members,
            "assets": yuan(self.assets),
            "debts": yuan(self.debts),
            "decision": self.decision_id.id or 0,
        }

    def action_clearing(self):
        """Open the clearing of the collective."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.clearing",
            "res_id": self.clearing_id.id,
            "views": [(False, "form")],
        }
