from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import integration as messages
from .reform_integration import MAKERS

DEMANDS = [("none", "Asks for Nothing"), ("payment", "Asks for Payment"), ("security", "Asks for Security")]
# Accounts of liabilities, whom they are owed to, and how much; one statement for all sides.
_CREDITORS = """
SELECT s.id, l.partner_id, sum(l.credit - l.debit)
  FROM reform_integration_side s
  JOIN ledger_balance l ON l.entity_id = s.entity_id
  JOIN ledger_account a ON a.id = l.account_id AND (a.kind = 'liability' OR left(a.code, 3) = '113')
 WHERE s.integration_id = ANY(%(ids)s) AND s.state <> 'void' AND l.partner_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM reform_integration_creditor c
                    WHERE c.side_id = s.id AND c.partner_id = l.partner_id)
 GROUP BY 1, 2 HAVING sum(l.credit - l.debit) > 0 ORDER BY 1, 2
"""


class ReformIntegrationCreditor(models.Model):
    """One creditor of one predecessor: when and how he was told, what he asks for, and what came of it.

    He may ask to be paid or given security; until that is settled the merger is not registered.
    Source: collective-law-23
    """

    _name = "reform.integration.creditor"
    _description = "Creditor to Be Told"
    _inherit = ["mail.thread"]
    _order = "integration_id, side_id, amount desc, id"
    _rec_name = "partner_id"

    integration_id = fields.Many2one("reform.integration", required=True, index=True, ondelete="cascade")
    integration_state = fields.Selection(related="integration_id.state", string="Integration Status")
    side_id = fields.Many2one(
        "reform.integration.side", "Debtor", required=True, index=True, ondelete="cascade"
    )
    entity_id = fields.Many2one(related="side_id.entity_id", string="Predecessor", store=True, index=True)
    partner_id = fields.Many2one("res.partner", "Creditor", required=True, index=True, ondelete="restrict")
    amount = fields.Float("Owed", digits=(16, 2), required=True)
    told_on = fields.Date("Told on", tracking=True)
    told_how = fields.Selection(
        [("letter", "Letter"), ("hand", "Handed over"), ("notice", "Public Notice")],
        "Told by",
        tracking=True,
    )
    paper = fields.Binary("Notice or Receipt", attachment=True)
    paper_name = fields.Char()
    demand = fields.Selection(DEMANDS, "What He Asks for", required=True, default="none", tracking=True)
    demanded_on = fields.Date("Asked on")
    settled_on = fields.Date(tracking=True, help="Paid, secured, or the demand withdrawn.")
    settlement = fields.Char("How It Was Settled", tracking=True)
    is_late = fields.Boolean("Told Late", compute="_compute_is_late")
    is_open = fields.Boolean("Demand Open", compute="_compute_is_open", store=True)

    _once = models.UniqueIndex("(side_id, partner_id)", "This creditor stands in the list already.")
    _settled = models.Constraint(
        "CHECK (settled_on IS NULL OR coalesce(settlement, '') <> '')",
        "Say how the demand was settled.",
    )

    @api.depends("told_on", "integration_id.notify_by")
    def _compute_is_late(self):
        for row in self:
            by = row.integration_id.notify_by
            row.is_late = bool(by and (row.told_on or civil_day.today()) > by)

    @api.depends("demand", "settled_on")
    def _compute_is_open(self):
        for row in self:
            row.is_open = row.demand != "none" and not row.settled_on

    @api.constrains("told_on", "demanded_on", "settled_on")
    def _check_days(self):
        today = civil_day.today()
        for row in self:
            approved = row.integration_id.sudo().approved_on
            if row.told_on and (row.told_on > today or approved and row.told_on < approved):
                raise UserError(messages.told_when(self.env, creditor=row.partner_id.name, day=row.told_on))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(messages.creditors_come_from_books(self.env))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.env["reform.integration"]._require_group(
                *MAKERS, "reform_places.group_clerk", "reform_places.group_director"
            )
            if vals.keys() & {"integration_id", "side_id", "partner_id", "amount"}:
                raise AccessError(messages.creditors_come_from_books(self.env))
            # What was said to creditors is what the registration rests on.
            for record in self.sudo().integration_id:
                if record.state not in ("county_approved", "creditors_notified"):
                    raise AccessError(messages.notice_is_over(self.env, record=record.name))
        return super().write(vals)

    @api.model
    def _list(self, integrations):
        """List every creditor of every predecessor, from the live books; nobody stands there twice."""
        self.env.flush_all()
        self.env.cr.execute(SQL(_CREDITORS, ids=integrations.ids))
        sides = self.env["reform.integration.side"]
        # sudo: the list is made of the books, by nobody's hand.
        return self.sudo().create(
            [
                {
                    "integration_id": sides.browse(side).sudo().integration_id.id,
                    "side_id": side,
                    "partner_id": partner,
                    "amount": float(amount),
                }
                for side, partner, amount in self.env.cr.fetchall()
            ]
        )


class ReformIntegration(models.Model):
    """The creditors of all predecessors."""

    _inherit = "reform.integration"

    creditor_ids = fields.One2many("reform.integration.creditor", "integration_id", "Creditors", copy=False)
