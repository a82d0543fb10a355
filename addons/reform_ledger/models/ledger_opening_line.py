from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import opening as rules
from odoo.addons.reform_rules.ledger.chart_2004 import OldRow, ref
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError

from ..messages import opening as messages

QUESTIONS = [
    ("purpose", "Divide by purpose"),
    ("settle", "No such account any more: settle or move out"),
    ("nature", "Divide by nature"),
    ("unclosed", "Should have been closed at the year's end"),
    ("detail", "Choose a sub-account"),
    ("chart", "The name belongs to the other chart"),
    ("unknown", "Not in the chart"),
]


class LedgerOpeningLine(models.Model):
    """One balance of the old books, and what becomes of it in the new ones."""

    _name = "ledger.opening.line"
    _description = "Balance of the Old Books"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "opening_id, origin_place_id, sequence, code, id"
    _rec_name = "code"

    _workflow_parent = "opening_id"

    opening_id = fields.Many2one("ledger.opening", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    state = fields.Selection(related="opening_id.state")
    entity_id = fields.Many2one(related="opening_id.entity_id", string="Entity")
    new_chart_id = fields.Many2one(related="opening_id.chart_id", string="New Chart")

    # What the old books say.
    chart_id = fields.Many2one(
        "ledger.chart",
        "Old Chart",
        compute="_compute_chart_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
    )
    code = fields.Char("Old Code", required=True)
    name = fields.Char("Old Name", required=True)
    partner_id = fields.Many2one("res.partner", "Party", ondelete="restrict", index="btree_not_null")
    party_name = fields.Char("Party as Written", help="As the file names it.")
    origin_place_id = fields.Many2one(
        "reform.place", "Village of Origin", ondelete="restrict", help="Empty: the entity's own village."
    )
    debit = fields.Float(digits=(16, 2))
    credit = fields.Float(digits=(16, 2))
    note = fields.Char("From the File", readonly=True)
    from_list = fields.Boolean("Summed Up", readonly=True, help="Summed up from a voucher list.")

    # What becomes of it.
    question = fields.Selection(QUESTIONS, compute="_compute_proposal")
    option_ids = fields.Many2many("ledger.account", "Options", compute="_compute_proposal")
    options = fields.Char("Possible Answers", compute="_compute_proposal")
    standing = fields.Selection(
        [
            ("total", "Total of details"),
            ("question", "Decision needed"),
            ("decided", "Decided"),
            ("ready", "Clear"),
        ],
        "Treatment Status",
        compute="_compute_proposal",
    )
    account_id = fields.Many2one(
        "ledger.account",
        "New Account",
        compute="_compute_account_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        help="Where the balance goes, or what is left of it after the parts.",
    )
    part_ids = fields.One2many("ledger.opening.part", "line_id", "Parts")
    rest = fields.Float(digits=(16, 2), compute="_compute_rest", help="What goes to the new account.")
    reason = fields.Char("Decided Because", help="Needed where there was a question or a part.")

    _amounts = models.Constraint(
        "CHECK (debit = round(debit, 2) AND credit = round(credit, 2) AND abs(debit) < 1e12"
        " AND abs(credit) < 1e12 AND debit IS NOT NULL AND credit IS NOT NULL)",
        "A balance is an amount to the cent.",
    )

    @api.depends("opening_id.source_chart_id")
    def _compute_chart_id(self):
        for line in self:
            line.chart_id = line.chart_id or line.opening_id.source_chart_id or line.opening_id.chart_id

    @api.depends("chart_id", "code", "name", "opening_id.entity_id", "opening_id.chart_id")
    def _compute_account_id(self):
        """Take what the table says; what is a question stays empty until somebody answers it."""
        for line, proposal, accounts in self._proposals():
            line.account_id = accounts.get(proposal.target) if proposal else False

    @api.depends(
        "chart_id",
        "code",
        "name",
        "debit",
        "credit",
        "partner_id",
        "account_id",
        "part_ids.amount",
        "opening_id.date_opening",
        "opening_id.line_ids.code",
    )
    def _compute_proposal(self):
        totals = self._totals()
        for line, proposal, accounts in self._proposals():
            known = [option for option in (proposal.options if proposal else ()) if option.code in accounts]
            line.question = proposal.question if proposal and proposal.question else False
            line.option_ids = [accounts[option.code].id for option in known]
            line.options = messages.options(
                self.env,
                [
                    f"{accounts[option.code].display_name}{f'（{option.words}）' if option.words else ''}"
                    for option in known
                ],
            )
            # Nothing to bring along is nothing to decide.
            decided = line.account_id or line.part_ids or not (line.debit or line.credit)
            if line in totals:
                line.standing = "total"
            elif not decided:
                line.standing = "question"
            else:
                line.standing = "decided" if line._needs_reason(proposal) else "ready"

    @api.depends("debit", "credit", "part_ids.amount")
    def _compute_rest(self):
        for line in self:
            parts = sum((yuan(part.amount) for part in line.part_ids), ZERO)
            line.rest = float((yuan(line.debit) or yuan(line.credit)) - parts)

    def _proposals(self):
        """Yield (line, proposal, {code: account}); none for a line without an account yet."""
        for opening, lines in self.grouped("opening_id").items():
            whole = lines.filtered(lambda line: line.chart_id and line.code and line.name)
            accounts, targets = opening._targets() if opening.entity_id and whole else ({}, {})
            found = dict(zip(whole, opening._propose(whole, targets), strict=True)) if targets else {}
            for line in lines:
                yield line, found.get(line), accounts

    def _totals(self):
        """Return the lines that are totals of others of their opening."""
        totals = self.browse()
        for opening in self.opening_id:
            lines = opening.line_ids.filtered(lambda line: line.chart_id and line.code)
            leaves, _wrong = rules.leaves([line._plain() for line in lines])
            totals |= lines - self.browse().union(*(lines[at] for at in leaves))
        return totals

    @api.onchange("debit")
    def _onchange_debit(self):
        if self.debit:
            self.credit = 0

    @api.onchange("credit")
    def _onchange_credit(self):
        if self.credit:
            self.debit = 0

    # -- plain values ----------------------------------------------------------------------------------------

    def _plain(self):
        """Return the line as chart_2004.OldRow; the account always with its chart."""
        return OldRow(
            ref(self.chart_id.version, self.code or ""),
            self.name or "",
            self.partner_id.id or 0,
            yuan(self.debit),
            yuan(self.credit),
            self.origin_place_id.id or 0,
        )

    def _decision(self):
        """Return what was decided, as opening.Decision."""
        return rules.Decision(
            self.account_id.code or "",
            tuple(
                rules.Part(part.account_id.code or "", yuan(part.amount), part.partner_id.id or 0)
                for part in self.part_ids
            ),
        )

    def _needs_reason(self, proposal):
        """Tell whether somebody decided something the table does not say by itself."""
        if not proposal or not (self.account_id or self.part_ids):
            return False
        return bool(proposal.question or self.part_ids or self.account_id.code != proposal.target)

    def _summary(self):
        return messages.line_summary(
            self.env, code=self.code, name=self.name, version=self.chart_id.version.removeprefix("chart_")
        )

    def _sealed(self):
        row = self._plain()
        return (
            row.account.version,
            row.account.code,
            row.name,
            row.party,
            row.origin,
            row.debit,
            row.credit,
            self.reason or "",
        )

    def action_split(self):
        """Open the balance to take parts out of it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Divide a Balance"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("reform_ledger.ledger_opening_line_view_form").id, "form")],
            "target": "new",
        }


class LedgerOpeningPart(models.Model):
    """A part taken out of an old balance, for another account or another party."""

    _name = "ledger.opening.part"
    _description = "Part of a Balance"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "line_id, id"
    _rec_name = "account_id"

    _workflow_parent = "opening_id"

    line_id = fields.Many2one("ledger.opening.line", "Balance", required=True, ondelete="cascade", index=True)
    opening_id = fields.Many2one(related="line_id.opening_id", string="Opening")
    entity_id = fields.Many2one(related="opening_id.entity_id", string="Entity")
    new_chart_id = fields.Many2one(related="opening_id.chart_id", string="New Chart")
    account_id = fields.Many2one("ledger.account", "New Account", required=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        "Party",
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: the party of the balance.",
    )
    amount = fields.Float(digits=(16, 2), required=True)

    _amount_positive = models.Constraint(
        "CHECK (amount > 0 AND amount < 1e12 AND amount = round(amount, 2))",
        "A part is an amount above nothing, to the cent.",
    )

    def write(self, vals):
        if "line_id" in vals and any(part.line_id.id != vals["line_id"] for part in self):
            raise UserError(messages.part_stays(self.env))
        return super().write(vals)
