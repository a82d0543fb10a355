from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.errors import Problem
from odoo.addons.reform_rules.ledger import opening as rules
from odoo.addons.reform_rules.ledger.chart_2004 import Target, propose
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from ..messages import books
from ..messages import opening as messages

ACCOUNTANT = "reform_places.group_accountant"
SUPERVISOR = "reform_places.group_supervisor"


class LedgerOpening(models.Model):
    """How the books of a collective begin: what the old books say, what becomes of it, who checked it.

    What it accepts: balances entered by hand or loaded from a file, each with the chart it belongs to; the
    difference register of what the old books never said. How it works: an accountant decides every open
    question and submits, a supervisor reviews, and booking makes the books and their opening voucher, which
    then goes through three hands as every voucher does.
    """

    _name = "ledger.opening"
    _description = "Opening of Books"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_opening desc, id desc"
    _rec_name = "entity_id"
    _mail_post_access = "read"

    _state_edges = frozenset(
        {
            ("draft", "converted"),
            ("converted", "reviewed"),
            ("reviewed", "booked"),
            ("converted", "draft"),
            ("reviewed", "draft"),
            # While nothing of it is in the books, and never out of a posted opening.
            ("booked", "draft"),
        }
    )
    _guarded_fields = frozenset(
        {"converted_by_id", "converted_at", "reviewed_by_id", "reviewed_at", "booked_by_id", "voucher_id"}
    )
    _frozen_fields = frozenset(
        {
            "entity_id",
            "source",
            "chart_id",
            "source_chart_id",
            "date_opening",
            "line_ids",
            "difference_ids",
        }
    )

    entity_id = fields.Many2one("reform.entity", required=True, ondelete="restrict")
    place_id = fields.Many2one(related="entity_id.place_id", string="Place")
    source = fields.Selection(
        [
            ("nothing", "From nothing"),
            ("trial_balance", "Trial balance"),
            ("voucher_list", "Voucher list of another program"),
        ],
        "Brought Along",
        required=True,
        default="trial_balance",
        help="What the former books are taken over from.",
    )
    chart_id = fields.Many2one(
        "ledger.chart",
        "New Chart",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["ledger.book"]._default_chart(),
    )
    source_chart_id = fields.Many2one(
        "ledger.chart",
        "Chart of the Old Books",
        ondelete="restrict",
        help="Codes such as 153, 211 or 511 mean something else in the other chart.",
    )
    date_opening = fields.Date(
        "Opening Day",
        required=True,
        default=lambda self: civil_day.today().replace(month=1, day=1),
        help="The balances are those at the end of the day before.",
    )
    state = fields.Selection(
        [
            ("draft", "In conversion"),
            ("converted", "Waiting for review"),
            ("reviewed", "Ready to book"),
            ("booked", "Booked"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    line_ids = fields.One2many("ledger.opening.line", "opening_id", "Balances")
    difference_ids = fields.One2many("ledger.opening.difference", "opening_id", "Difference Register")
    voucher_id = fields.Many2one("ledger.voucher", "Opening Voucher", readonly=True, copy=False)
    voucher_state = fields.Selection(related="voucher_id.state", string="Voucher Status")

    converted_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    converted_at = fields.Datetime(readonly=True, copy=False)
    reviewed_by_id = fields.Many2one(
        "res.users", "Checked by", readonly=True, copy=False, ondelete="restrict"
    )
    reviewed_at = fields.Datetime("Checked at", readonly=True, copy=False)
    booked_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    # For the eye.
    old_debit = fields.Float("Old Debits", digits=(16, 2), compute="_compute_totals")
    old_credit = fields.Float("Old Credits", digits=(16, 2), compute="_compute_totals")
    difference = fields.Float(digits=(16, 2), compute="_compute_totals", help="Debits less credits.")
    question_count = fields.Integer("Open Questions", compute="_compute_totals")
    difference_count = fields.Integer("Differences", compute="_compute_totals")

    _entity_unique = models.UniqueIndex("(entity_id)", "The opening of these books has been begun already.")

    @api.depends(
        "line_ids.debit",
        "line_ids.credit",
        "line_ids.account_id",
        "line_ids.part_ids.amount",
        "line_ids.code",
        "line_ids.partner_id",
        "difference_ids",
    )
    def _compute_totals(self):
        for opening in self:
            lines = opening.line_ids.filtered(lambda line: line.standing != "total")
            debit = sum((yuan(line.debit) for line in lines), ZERO)
            credit = sum((yuan(line.credit) for line in lines), ZERO)
            opening.old_debit, opening.old_credit = float(debit), float(credit)
            opening.difference = float(debit - credit)
            opening.question_count = sum(line.standing == "question" for line in lines)
            opening.difference_count = len(opening.difference_ids)

    @api.constrains("chart_id", "date_opening")
    def _check_chart(self):
        for opening in self:
            opening.chart_id._check_in_force(opening.date_opening)

    # -- plain values ----------------------------------------------------------------------------------------

    def _targets(self):
        """Return {code: account} and {code: Target} of the new books, own sub-accounts included."""
        self.ensure_one()
        Account = self.env["ledger.account"]
        accounts = Account._of_entity(self.entity_id, self.chart_id)
        facts = Account._facts(accounts)
        return accounts, {
            code: Target(account.name, facts[code].postable, facts[code].detail_required)
            for code, account in accounts.items()
        }

    def _propose(self, lines, targets):
        """Return the proposals (chart_2004.Proposal) for lines of this opening."""
        return self._propose_rows([line._plain() for line in lines], targets)

    def _propose_rows(self, rows, targets):
        new_year = (self.date_opening.month, self.date_opening.day) == (1, 1) if self.date_opening else False
        table = self.env["ledger.conversion"]._comparison()
        return propose(rows, targets, new_year=new_year, table=table)

    def _conversion(self):
        """Return (leaf lines, rows, decisions, proposals, targets, problems of totals)."""
        self.ensure_one()
        lines = self.line_ids
        at, wrong = rules.leaves([line._plain() for line in lines])
        lines = self.env["ledger.opening.line"].union(*(lines[each] for each in at))
        _accounts, targets = self._targets()
        rows = [line._plain() for line in lines]
        decisions = {
            index: line._decision() for index, line in enumerate(lines) if line.account_id or line.part_ids
        }
        return lines, rows, decisions, self._propose(lines, targets), targets, wrong

    def _new_rows(self):
        """Return the converted rows (opening.NewRow): those of the old books, those of the differences."""
        lines, rows, decisions, proposals, _targets, _wrong = self._conversion()
        ready = [at for at, each in enumerate(proposals) if not each.question or at in decisions]
        made = rules.convert(
            [rows[at] for at in ready],
            {new: decisions[at] for new, at in enumerate(ready) if at in decisions},
            [proposals[at] for at in ready],
        )
        made = [each._replace(row=lines[ready[each.row]].id) for each in made]
        return made, rules.adjust(line._plain() for line in self.difference_ids)

    def _problems(self):
        """Return the sentences of everything that keeps the opening from being submitted."""
        self.ensure_one()
        if self.source == "nothing":
            return [messages.nothing_has_lines(self.env)] if self.line_ids else []
        if not self.line_ids:
            return [messages.source_has_no_lines(self.env)]
        lines, rows, decisions, proposals, targets, found = self._conversion()
        found = [*found, *rules.problems(rows, decisions, proposals, targets)]
        found += rules.differences([line._plain() for line in self.difference_ids], targets)
        sentences = [messages.problem(self.env, self._told(each)) for each in found]
        for line, proposal in zip(lines, proposals, strict=True):
            if line._needs_reason(proposal) and not (line.reason or "").strip():
                sentences.append(messages.reason_missing(self.env, code=line.code, name=line.name))
        chosen = self.line_ids.account_id | self.line_ids.part_ids.account_id
        chosen |= self.difference_ids.account_id | self.difference_ids.counter_account_id
        return sentences + self._strange_accounts(chosen)

    def _strange_accounts(self, accounts):
        """Return a sentence for each account that the new books do not have."""
        return [
            books.account_of_other_books(
                self.env, name=self.entity_id.display_name, account=account.display_name
            )
            for account in accounts._strange_to(self.entity_id, self.chart_id)
        ]

    def _told(self, problem):
        """Return a problem whose facts are texts, with amounts as people write them."""
        return Problem(problem.name, {name: str(value) for name, value in problem.facts.items()})

    # -- acts ------------------------------------------------------------------------------------------------

    def action_convert(self):
        """Submit the conversion: everything that is missing is said at once."""
        self._require_group(ACCOUNTANT)
        for opening in self:
            if problems := opening._problems():
                raise UserError(messages.cannot_convert(self.env, problems=problems))
        return self._move("converted", converted_by_id=self.env.uid, converted_at=fields.Datetime.now())

    def action_review(self):
        """The supervisor confirms what an accountant has converted."""
        self._require_group(SUPERVISOR)
        self.check_access("read")
        if any(opening.converted_by_id == self.env.user for opening in self):
            raise AccessError(messages.another_person(self.env))
        # A supervisor may write nothing but this step; scope and right have been checked.
        return self.sudo()._move("reviewed", reviewed_by_id=self.env.uid, reviewed_at=fields.Datetime.now())

    def action_book(self):
        """Open the books where they are not, and prepare their opening voucher; others review and post it."""
        self._require_group(ACCOUNTANT)
        for opening in self:
            book = opening._book()
            lines = opening._voucher_lines()
            voucher = (
                book._prepare_opening(lines, summary=messages.opening_summary(self.env)) if lines else None
            )
            opening._move("booked", booked_by_id=self.env.uid, voucher_id=voucher and voucher.id)
        return self.action_voucher() if len(self) == 1 and self.voucher_id else True

    def _book(self):
        """Return the books, opened when there are none; those that have balances already are refused."""
        book = self.env["ledger.book"].search([("entity_id", "=", self.entity_id.id)], limit=1)
        if not book:
            return book._open(self.entity_id, self.date_opening, chart=self.chart_id)
        if book.opening_voucher_id:
            raise UserError(messages.already_opened(self.env, entity=self.entity_id.display_name))
        if (book.date_opening, book.chart_id) != (self.date_opening, self.chart_id):
            raise UserError(
                messages.other_opening_day(
                    self.env, entity=self.entity_id.display_name, date=book.date_opening
                )
            )
        return book

    def _voucher_lines(self):
        """Return the entries of the opening voucher as `ledger.book._prepare_opening` takes them."""
        own, adjusted = self._new_rows()
        by_id = {line.id: line for line in self.line_ids}
        summaries = [by_id[row.row]._summary() for row in own]
        for line in self.difference_ids:
            summaries += [messages.difference_summary(self.env, reason=line.reason)] * 2
        return [
            {
                "account": row.code,
                "debit": row.debit,
                "credit": row.credit,
                "partner_id": row.party or False,
                "origin_place_id": row.origin or False,
                "summary": summary,
            }
            for row, summary in zip([*own, *adjusted], summaries, strict=True)
        ]

    def action_back(self):
        """Ask for the reason and give the opening back to who converts it."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give Back for Correction"),
            "res_model": "ledger.opening.back",
            "view_mode": "form",
            "target": "new",
            "context": {"default_opening_ids": self.ids},
        }

    def _back(self, reason):
        """Give an opening back to draft, with a reason; a booked one as long as its voucher is a draft or has
        been deleted."""
        self._require_group(SUPERVISOR, ACCOUNTANT)
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(books.reason_required(self.env))
        for opening in self:
            if opening.state == "booked":
                opening._drop_voucher()
        return self.sudo()._move(
            "draft",
            reason=reason,
            booked_by_id=False,
            voucher_id=False,
            converted_by_id=False,
            converted_at=False,
            reviewed_by_id=False,
            reviewed_at=False,
        )

    def _drop_voucher(self):
        """Delete the draft of an opening voucher; one that others have in hand, or have posted, stays."""
        self.ensure_one()
        # sudo: who gives the opening back may give back its draft, whoever wrote it.
        voucher = self.sudo().voucher_id
        if self.source == "nothing" or voucher and voucher.state != "draft":
            raise UserError(messages.voucher_stands(self.env, entity=self.entity_id.display_name))
        voucher.unlink()

    def action_voucher(self):
        return self.voucher_id._action_form()

    def action_balance_sheet(self):
        """Show the opening balance sheet, before booking as well."""
        self.ensure_one()
        return self.env["ledger.report"]._action("opening_balance_sheet", self.entity_id)

    def action_questions(self):
        """Open the balances somebody has to decide on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Questions"),
            "res_model": "ledger.opening.line",
            "view_mode": "list,form",
            "domain": [("id", "in", self.line_ids.filtered(lambda line: line.standing == "question").ids)],
        }

    # -- seal ------------------------------------------------------------------------------------------------

    def _seal_digests(self):
        """Say what openings that were submitted contain today, for the nightly check."""
        for opening in self.search([("state", "!=", "draft")], order="id"):
            yield opening.id, opening.display_name, chain.digest(chain.canonical(opening._seal_payload()))

    def _seal_payload(self):
        self.ensure_one()
        own, adjusted = self._new_rows()
        return {
            **super()._seal_payload(),
            "source": self.source,
            "chart": self.chart_id.version,
            "date": self.date_opening,
            "old": [list(line._sealed()) for line in self.line_ids],
            "new": [[row.code, row.party, row.origin, row.debit, row.credit] for row in [*own, *adjusted]],
        }
