from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_count_entry import check_photo
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import clearing_letter as messages
from .reform_clearing_count import COUNTERS

STATES = [
    ("draft", "To Be Sent"),
    ("sent", "Sent"),
    ("agreed", "Agreed"),
    ("disputed", "Amount Disputed"),
]
SIDES = [("claims", "Debtor"), ("debts", "Creditor")]


class ReformClearingLetter(models.Model):
    """A letter that asks a debtor or creditor what he owes or is owed (询证函), and his signed answer.

    One letter for each party and side; it names every line. What comes back is evidence on the lines: agreed,
    or disputed with the amount the other side says.
    """

    _name = "reform.clearing.letter"
    _description = "Confirmation Letter"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "clearing_id, side, partner_id, id"

    _state_edges = frozenset(
        {("draft", "sent"), ("sent", "agreed"), ("sent", "disputed"), ("disputed", "agreed")}
    )
    _guarded_fields = frozenset(
        {
            "clearing_id", "entity_id", "partner_id", "side", "name", "amount", "item_ids", "sent_on",
            "answered_on", "answer_amount", "answer_note", "scan", "second_scan", "scan_name", "scan_digest",
        }
    )  # fmt: skip

    name = fields.Char("No.", readonly=True)
    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, index=True, ondelete="restrict"
    )
    date_base = fields.Date(related="clearing_id.date_base")
    partner_id = fields.Many2one("res.partner", "Party", required=True, index=True, ondelete="restrict")
    side = fields.Selection(SIDES, required=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    item_ids = fields.Many2many("reform.clearing.item", string="Lines", readonly=True)
    amount = fields.Float("Amount in the Books", digits=(16, 2), readonly=True)
    sent_on = fields.Date(readonly=True)
    answered_on = fields.Date(readonly=True)
    answer_amount = fields.Float("Amount He Says", digits=(16, 2), readonly=True)
    answer_note = fields.Char("What He Says", readonly=True)
    scan = fields.Image("Signed Answer", max_width=2000, max_height=2000, readonly=True)
    second_scan = fields.Image("Signed Later Answer", max_width=2000, max_height=2000, readonly=True)
    scan_name = fields.Char("Name of the File", readonly=True)
    scan_digest = fields.Char("Digest of the Scan", readonly=True)

    _once = models.UniqueIndex("(clearing_id, partner_id, side)")

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for letter in self:
            letter.display_name = f"{letter.name or ''} {letter.partner_id.name or ''}".strip()

    def _seal_payload(self):
        return {
            **super()._seal_payload(),
            "party": self.partner_id.id,
            "amount": yuan(self.amount),
            "says": yuan(self.answer_amount),
            "scan": self.scan_digest or "",
        }

    def action_send(self):
        """Note the letters as handed over or posted today."""
        self._require_group(*COUNTERS)
        return self._move("sent", sent_on=civil_day.today())

    def _answer(self, agreed, *, amount=None, note="", on=None, scan=None, scan_name=""):
        """Enter the signed answer of the party, and lay it on the lines as evidence.

        Args: amount: what he says, in yuan; the books' where he agrees. scan: Base64 of the signed paper.
        Raises: UserError: nothing says otherwise what the amount is, or the file is no picture.
        """
        self.ensure_one()
        self._require_group(*COUNTERS)
        if not agreed and amount is None and not (note or "").strip():
            raise UserError(messages.answer_missing(self.env, letter=self.display_name))
        if scan:
            check_photo(self.env, scan)
        said = yuan(self.amount if agreed else amount or 0)
        self._move(
            "agreed" if agreed else "disputed",
            answered_on=on or civil_day.today(),
            answer_amount=float(said),
            answer_note=note or False,
            **self._scan_vals(scan, scan_name),
        )
        self._lay_answer(agreed)
        return True

    def _scan_vals(self, scan, scan_name):
        """Return where a signed paper goes: what was given stays, a later answer stands beside it."""
        if not scan:
            return {}
        name = "second_scan" if self.scan else "scan"
        digest = chain.digest(scan if isinstance(scan, str) else scan.decode())
        return {name: scan, "scan_name": scan_name or False, "scan_digest": digest}

    def _lay_answer(self, agreed):
        """Write what was answered on the lines; counts stay those of the counters."""
        evidence = messages.evidence(self.env, letter=self.name)
        for item in self.item_ids:
            values = {"disputed": "no" if agreed else "yes"}
            if not item.evidence or agreed:
                values["evidence"] = evidence
            if item.clearing_state == "counting":
                item._count_each([(item, values)], way="letter", ref=self.name)
            else:
                item._write_down(values)

    # --- on paper ---

    def _print_lines(self):
        """Return the lines of the letter as (name of the account, cause, amount)."""
        self.ensure_one()
        return [
            (item.sudo().account_id.name or "", item.specification or "", f"{item.book_amount:,.2f}")
            for item in self.item_ids
        ]


class ReformClearing(models.Model):
    """Letters to all who owe and are owed, made at once."""

    _inherit = "reform.clearing"

    letter_count = fields.Integer("Confirmation Letters", compute="_compute_letter_count")

    def _compute_letter_count(self):
        found = self.env["reform.clearing.letter"]._read_group(
            [("clearing_id", "in", self.ids)], ["clearing_id"], ["__count"]
        )
        counts = {clearing.id: count for clearing, count in found}
        for clearing in self:
            clearing.letter_count = counts.get(clearing.id, 0)

    def action_make_letters(self):
        """Make a letter for each party that owes or is owed and has none yet, and show them."""
        self._require_group(*COUNTERS)
        self.check_access("read")
        for clearing in self:
            if clearing.state not in ("counting", "adjudicating"):
                raise UserError(
                    messages.not_now(self.env, clearing=clearing.display_name, state=clearing._state_label())
                )
        letters = self.env["reform.clearing.letter"]
        items = self.env["reform.clearing.item"].search(
            [("clearing_id", "in", self.ids), ("category_id.code", "in", ("claims", "debts")),
             ("partner_id", "!=", False), ("source", "in", ("ledger", "rest"))], order="id"
        )  # fmt: skip
        known = {
            (letter.clearing_id, letter.partner_id, letter.side)
            for letter in letters.search([("clearing_id", "in", self.ids)])
        }
        groups = items.grouped(lambda item: (item.clearing_id, item.partner_id, item.list_code))
        fresh = [(key, lines) for key, lines in groups.items() if key not in known]
        # sudo: letters come into being by this act; whoever may count may make them.
        letters.sudo()._create_guarded(
            [
                {
                    "name": f"XZ{clearing.id:05d}-{len(known) + number:03d}",
                    "clearing_id": clearing.id,
                    "entity_id": clearing.entity_id.id,
                    "partner_id": party.id,
                    "side": side,
                    "item_ids": [fields.Command.set(lines.ids)],
                    "amount": sum(lines.mapped("book_amount")),
                }
                for number, ((clearing, party, side), lines) in enumerate(fresh, 1)
            ]
        )
        return self.action_letters()

    def action_letters(self):
        """Open the letters."""
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_clearing_letter_action")
        return {**action, "domain": [("clearing_id", "in", self.ids)]}
