from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import offset as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import integration as messages
from .reform_integration import MAKERS

SIGNERS = ("reform_places.group_director", "reform_places.group_accountant")
# What the books of each predecessor say about another one, account by account and village by village.
_STANDINGS = """
SELECT s.id, o.id, a.code, l.partner_id, l.origin_place_id, sum(l.debit - l.credit)
  FROM reform_integration_side s
  JOIN ledger_balance l ON l.entity_id = s.entity_id
  JOIN ledger_account a ON a.id = l.account_id
  JOIN res_partner p ON p.id = l.partner_id
  JOIN reform_integration_side o ON o.entity_id = p.reform_entity_id AND o.integration_id = s.integration_id
 WHERE s.integration_id = %s AND s.id <> o.id AND s.state <> 'void' AND o.state <> 'void'
 GROUP BY 1, 2, 3, 4, 5 HAVING sum(l.debit - l.credit) <> 0 ORDER BY 1, 2, 3, 4, 5
"""


class ReformIntegrationOffset(models.Model):
    """A claim of one predecessor on another and the debt that answers it, as both books say.

    In one pair of books it is a claim on oneself. It goes only when both sides have confirmed it, each with a
    paper and by a different person; what is not confirmed stays as it was carried over, and stays listed.
    """

    _name = "reform.integration.offset"
    _description = "Mutual Balance of Predecessors"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "integration_id, creditor_side_id, debtor_side_id, id"
    _rec_name = "creditor_side_id"

    _state_initial = "listed"
    _state_edges = frozenset({("listed", "confirmed"), ("confirmed", "booked")})
    _guarded_fields = frozenset(
        {
            "integration_id", "creditor_side_id", "debtor_side_id", "claim_code", "debt_code", "claim",
            "debt", "amount", "claim_partner_id", "debt_partner_id", "claim_origin_id", "debt_origin_id",
            "creditor_signed_by_id", "creditor_signed_on", "debtor_signed_by_id", "debtor_signed_on",
        }
    )  # fmt: skip
    _frozen_fields = frozenset({"creditor_paper", "debtor_paper"})

    integration_id = fields.Many2one("reform.integration", required=True, index=True, ondelete="cascade")
    state = fields.Selection(
        [("listed", "Listed"), ("confirmed", "Confirmed by Both"), ("booked", "Offset")],
        required=True,
        default="listed",
        readonly=True,
        index=True,
    )
    creditor_side_id = fields.Many2one(
        "reform.integration.side", "Who Has the Claim", required=True, index=True, ondelete="cascade"
    )
    debtor_side_id = fields.Many2one(
        "reform.integration.side", "Who Owes It", required=True, index=True, ondelete="cascade"
    )
    claim_code = fields.Char("Account of the Claim", readonly=True)
    debt_code = fields.Char("Account of the Debt", readonly=True)
    claim = fields.Float(digits=(16, 2), readonly=True, help="As the creditor's books say.")
    debt = fields.Float(digits=(16, 2), readonly=True, help="As the debtor's books say.")
    amount = fields.Float("Both Say", digits=(16, 2), readonly=True)
    disputed = fields.Float("Only One Says", digits=(16, 2), compute="_compute_disputed", store=True)
    claim_partner_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    debt_partner_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    claim_origin_id = fields.Many2one("reform.place", readonly=True, ondelete="restrict")
    debt_origin_id = fields.Many2one("reform.place", readonly=True, ondelete="restrict")
    creditor_paper = fields.Binary("Confirmation of the Creditor", attachment=True, copy=False)
    debtor_paper = fields.Binary("Confirmation of the Debtor", attachment=True, copy=False)
    creditor_signed_by_id = fields.Many2one(
        "res.users", "Signed for the Creditor by", readonly=True, copy=False, ondelete="restrict"
    )
    creditor_signed_on = fields.Date("Creditor Signed on", readonly=True, copy=False)
    debtor_signed_by_id = fields.Many2one(
        "res.users", "Signed for the Debtor by", readonly=True, copy=False, ondelete="restrict"
    )
    debtor_signed_on = fields.Date("Debtor Signed on", readonly=True, copy=False)
    voucher_id = fields.Many2one("ledger.voucher", "Offset Voucher", compute="_compute_voucher_id")

    _two_people = models.Constraint(
        "CHECK (creditor_signed_by_id <> debtor_signed_by_id)",
        "Each side signs for itself: two different people.",
    )

    @api.depends("claim", "debt")
    def _compute_disputed(self):
        for row in self:
            row.disputed = float(abs(yuan(row.claim) - yuan(row.debt)))

    def _key(self):
        self.ensure_one()
        return f"integration:{self.integration_id.id}:offset:{self.id}"

    def _compute_voucher_id(self):
        keys = {row._key(): row for row in self}
        found = self.env["ledger.voucher"].search([("event_key", "in", list(keys))])
        by_key = {voucher.event_key: voucher for voucher in found}
        for key, row in keys.items():
            row.voucher_id = by_key.get(key, False)

    @api.depends("creditor_side_id", "debtor_side_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = messages.mutual_name(
                self.env,
                creditor=row.creditor_side_id.entity_id.name or "",
                debtor=row.debtor_side_id.entity_id.name or "",
            )

    def _seal_stream(self):
        return self.integration_id._seal_stream()

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "claim": yuan(self.claim),
            "debt": yuan(self.debt),
            "amount": yuan(self.amount),
            "creditor": self.creditor_signed_by_id.id or 0,
            "debtor": self.debtor_signed_by_id.id or 0,
        }

    # -- signing ---

    def action_sign_creditor(self):
        """Confirm for the side that has the claim."""
        return self._sign("creditor")

    def action_sign_debtor(self):
        """Confirm for the side that owes."""
        return self._sign("debtor")

    def _sign(self, role):
        self._require_group(*SIGNERS)
        self.check_access("read")
        other = "debtor" if role == "creditor" else "creditor"
        for row in self:
            if row.state != "listed" or not row.amount:
                raise UserError(messages.nothing_to_confirm(self.env, name=row.display_name))
            if not row.sudo()[f"{role}_paper"]:
                raise UserError(messages.no_confirmation(self.env, name=row.display_name))
            if row[f"{other}_signed_by_id"] == self.env.user:
                raise AccessError(messages.signs_once(self.env, name=row.display_name))
            mine = row.sudo()
            mine._set_guarded(
                {
                    f"{role}_signed_by_id": self.env.uid,
                    f"{role}_signed_on": civil_day.today(),
                }
            )
            if mine[f"{other}_signed_by_id"]:
                mine._move("confirmed")
        return True

    def write(self, vals):
        if not self.env.su:
            for row in self:
                for role in ("creditor", "debtor"):
                    if f"{role}_paper" in vals and row[f"{role}_signed_by_id"]:
                        raise AccessError(messages.paper_signed(self.env, name=row.display_name))
        return super().write(vals)

    # -- booking ---

    def action_book(self):
        """Prepare the voucher that takes claim and debt out of the one book; three people post it."""
        self._require_group("reform_places.group_accountant")
        self.check_access("read")
        for row in self.sudo():
            sides = row.creditor_side_id | row.debtor_side_id
            if row.state != "confirmed" or any(side.state not in ("carried", "ended") for side in sides):
                raise UserError(messages.offset_too_early(self.env, name=row.display_name))
            try:
                rules.check(yuan(row.amount), yuan(row.claim), yuan(row.debt))
            except RuleError as refusal:
                raise UserError(messages.refusal(self.env, refusal.name, refusal.facts)) from refusal
            row._prepare()
            row._move("booked")
        return self.sudo().voucher_id.with_env(self.env)._action_form()

    def _prepare(self):
        """Prepare the voucher in the successor's books, under the accounts it has there."""
        self.ensure_one()
        whole = self.integration_id
        places = self.env["reform.integration.account"]
        claim_code, debt_code = (
            next((to for account, to in places._of(side).items() if places._code(account) == code), code)
            for side, code in (
                (self.creditor_side_id, self.claim_code),
                (self.debtor_side_id, self.debt_code),
            )
        )
        self.env["ledger.voucher"]._from_event(
            [
                {
                    "entity_id": whole.successor_id.id,
                    "date": max(civil_day.today(), whole.date_opening),
                    "word": "transfer",
                    "summary": messages.offset_summary(
                        self.env,
                        creditor=self.creditor_side_id.entity_id.name,
                        debtor=self.debtor_side_id.entity_id.name,
                    ),
                    "event_key": self._key(),
                    "attachment_count": 2,
                    "entries": [
                        {
                            "account": debt_code,
                            "debit": yuan(self.amount),
                            "partner_id": self.debt_partner_id.id,
                            "origin_place_id": self.debt_origin_id.id,
                        },
                        {
                            "account": claim_code,
                            "credit": yuan(self.amount),
                            "partner_id": self.claim_partner_id.id,
                            "origin_place_id": self.claim_origin_id.id,
                        },
                    ],
                }
            ]
        )


class ReformIntegrationAccount(models.Model):
    """The number an account has in the old books."""

    _inherit = "reform.integration.account"

    @api.model
    def _code(self, account_id):
        return self.env["ledger.account"].sudo().browse(account_id).code


class ReformIntegration(models.Model):
    """What the predecessors owe each other."""

    _inherit = "reform.integration"

    offset_ids = fields.One2many("reform.integration.offset", "integration_id", "Mutual Balances", copy=False)

    def action_list_offsets(self):
        """List anew what the books of the predecessors say about each other; what somebody signed stays."""
        self._require_group(*MAKERS, "reform_places.group_accountant")
        self.check_access("read")
        self._list_offsets()
        return True

    def action_draft_plan(self):
        """List what the predecessors owe each other as well: it goes to the vote with the plan."""
        result = super().action_draft_plan()
        self.filtered(lambda record: record.books == "one")._list_offsets()
        return result

    def _list_offsets(self):
        for record in self.sudo():
            if any(side.state in ("carried", "ended") for side in record.side_ids):
                continue
            signed = record.offset_ids.filtered(
                lambda row: row.state != "listed" or row.creditor_signed_by_id or row.debtor_signed_by_id
            )
            (record.offset_ids - signed).unlink()
            known = {(row.creditor_side_id.id, row.debtor_side_id.id) for row in signed}
            record.offset_ids._create_guarded(
                [
                    vals
                    for vals in record._mutual_vals()
                    if (vals["creditor_side_id"], vals["debtor_side_id"]) not in known
                ]
            )

    def _mutual_vals(self):
        """Return the values of a row for each claim and the debt that answers it."""
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(SQL(_STANDINGS, self.id))
        standings, behind = [], {}
        for holder, other, code, partner, origin, end in self.env.cr.fetchall():
            # One account for several parties or villages is several balances.
            key = f"{code}@{partner}@{origin}"
            behind[key] = (code, partner, origin)
            standings.append(rules.Standing(holder, other, key, yuan(end)))
        empty = (False, False, False)
        found = []
        for each in rules.mutual(standings):
            claim, debt = behind.get(each.claim_code, empty), behind.get(each.debt_code, empty)
            found.append(
                {
                    "integration_id": self.id,
                    "creditor_side_id": each.creditor,
                    "debtor_side_id": each.debtor,
                    "claim_code": claim[0],
                    "claim_partner_id": claim[1],
                    "claim_origin_id": claim[2],
                    "debt_code": debt[0],
                    "debt_partner_id": debt[1],
                    "debt_origin_id": debt[2],
                    "claim": float(each.claim),
                    "debt": float(each.debt),
                    "amount": float(each.amount),
                }
            )
        return found
