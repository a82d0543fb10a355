from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import closing as rules
from odoo.addons.reform_rules.ledger.notes import NOTES
from odoo.addons.reform_rules.ledger.statement import BALANCE_SHEET, INCOME_STATEMENT
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_rules.periods import month_of
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import books as book_messages
from ..messages import closing as messages
from .ledger_closing import ACCOUNTANT, COUNTY, DIRECTOR


class LedgerClosingSteps(models.Model):
    """The five steps of a year: transfer, cover, fold back, sign, lock; and the ways back."""

    _inherit = "ledger.closing"

    def action_transfer(self):
        """Prepare the vouchers that carry income and expenses to 321 and 321 to 322; again for the rest."""
        self._require_group(ACCOUNTANT)
        for closing in self:
            closing._turn()
            if closing.state == "checking":
                closing._refuse(closing._checks_before_transfer())
            book = closing.book_id
            steps = rules.transfer(book._closing_balances(closing._last_day), book._closing_targets())
            if steps:
                book._prepare_closing(closing._last_day, str(closing.year), steps)
            if closing.state != "transferred":
                closing._move("transferred")
        return True

    def action_cover(self):
        """Prepare the voucher that covers the loss from the reserve, by the decision that carries it."""
        self._require_group(ACCOUNTANT)
        for closing in self:
            closing._turn()
            if closing.state != "transferred":
                raise UserError(messages.cover_after_transfer(self.env))
            decision = closing._cover_decision()
            closing._prepare_cover(decision)
        return True

    def _cover_decision(self):
        """Return the name of the decision that lets the reserve cover the loss; others add the decision."""
        self.ensure_one()
        raise UserError(messages.cover_needs_decision(self.env))

    def _prepare_cover(self, decision):
        """Return the prepared voucher Dr 311, Cr 322: an ordinary one, because the statement shows it."""
        self.ensure_one()
        book = self.book_id
        balances = book._closing_balances(self._last_day)
        amount = yuan(self.cover_amount)
        reserves = [item for item in balances if item.role == rules.RESERVE]
        fullest = min(reserves, key=lambda item: item.end).code if reserves else ""
        kept = [item for item in balances if item.role != rules.RESERVE or item.code == fullest]
        try:
            lines = rules.cover(amount, kept, fullest, book._closing_targets())
        except RuleError as error:
            raise UserError(messages.cover_too_large(self.env, **error.facts)) from error
        return self.env["ledger.voucher"]._from_event(
            [
                {
                    "entity_id": self.entity_id.id,
                    "date": self._last_day,
                    "word": book._closing_word(self._last_day),
                    "summary": messages.cover_summary(self.env, year=self.year, decision=decision),
                    "event_key": f"closing:{self.entity_id.id}:{self.year}:cover:1",
                    "exact": True,
                    "entries": [book._closing_entry(line) for line in lines],
                }
            ]
        )

    def action_fold(self):
        """Prepare the voucher that folds the distributions back, once the transfer is posted."""
        self._require_group(ACCOUNTANT)
        for closing in self:
            closing._turn()
            closing._refuse(closing._checks_before_fold())
            book = closing.book_id
            steps = rules.fold(book._closing_balances(closing._last_day), book._closing_targets())
            if steps:
                book._prepare_closing(closing._last_day, str(closing.year), steps)
            closing._move("folded")
        return True

    def action_sign(self):
        """The director signs the statements of the year; three totals and a digest of every amount are kept
        beside the signature."""
        self._require_group(DIRECTOR)
        self.check_access("read")
        for closing in self:
            closing._turn()
            closing._refuse(closing._checks_before_sign())
            # A director writes nothing else here; the right to sign has been checked.
            closing.sudo()._move(
                "signed",
                signed_by_id=self.env.uid,
                signed_at=fields.Datetime.now(),
                **closing._figures(),
                statements_digest=closing._statements_digest(),
            )
        return True

    def action_lock(self):
        """Close the months that are left and lock the year for good."""
        self._require_group(ACCOUNTANT)
        warnings = []
        for closing in self:
            closing._turn()
            found = closing._refuse(closing._checks_before_lock())
            for period in closing._periods().sorted("date_from"):
                if period.state == "open":
                    found += period._close()
            self.env["ledger.closing.act"]._record(closing, "lock", warnings="\n".join(dict.fromkeys(found)))
            closing._move("locked")
            warnings += found
        return self.env["ledger.period"]._show_warnings(warnings)

    def action_back(self):
        """Take the year back to checking before it is locked; what is posted stays posted."""
        self._require_group(ACCOUNTANT)
        for closing in self:
            if closing.state == "locked":
                raise UserError(book_messages.database_guard(self.env, "ledger_closing_stays_locked"))
        return self._move(
            "checking",
            reason=messages.back_reason(self.env),
            signed_by_id=False,
            signed_at=False,
            total_assets=0,
            net_income=0,
            undistributed=0,
            statements_digest=False,
        )

    def action_reopen(self):
        """Ask the county for the reason and undo the lock."""
        self._require_group(COUNTY)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reopen a Locked Year"),
            "res_model": "ledger.closing.reopen",
            "view_mode": "form",
            "target": "new",
            "context": {"default_closing_id": self.id},
        }

    def _reopen(self, reason):
        """Undo the lock of a year by a named act of the county; its months are opened one by one after it."""
        self.ensure_one()
        self._require_group(COUNTY)
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(book_messages.reason_required(self.env))
        self._turn()
        later = self.sudo().search(
            [("book_id", "=", self.book_id.id), ("year", ">", self.year), ("state", "=", "locked")]
        )
        if later:
            raise UserError(
                book_messages.later_closed(
                    self.env,
                    period=self.display_name,
                    later=", ".join(str(closing.year) for closing in later),
                )
            )
        self.env["ledger.closing.act"]._record(self, "reopen", reason)
        # The right has been checked; the row belongs to the accountant.
        return self.sudo()._move(
            "checking",
            reason=reason,
            signed_by_id=False,
            signed_at=False,
            total_assets=0,
            net_income=0,
            undistributed=0,
            statements_digest=False,
        )

    # -- figures ---------------------------------------------------------------------------------------------

    def _periods(self):
        return self.env["ledger.period"].search(
            [
                ("book_id", "=", self.book_id.id),
                ("date_from", ">=", self._last_day.replace(month=1, day=1)),
                ("date_to", "<=", self._last_day),
            ]
        )

    @api.model
    def _named(self, figures):
        return {figure.line.code: figure.amounts for figure in figures}

    def _figures(self):
        """Return the three figures that are shown beside a signature."""
        book = self.env["ledger.book"]
        sheet = self._named(book._statement(self.entity_id, "balance_sheet", self._last_day))
        income = self._named(book._statement(self.entity_id, "income_statement", self._last_day))
        return {
            "total_assets": float(sheet["total_assets"][0]),
            "net_income": float(income["net_income"][0]),
            "undistributed": float(sheet["undistributed"][0]),
        }

    def _statements_digest(self):
        """Return the digest of every amount of the statements of the year, which is what is signed."""
        book = self.env["ledger.book"]
        statements = {
            kind: book._statement(self.entity_id, kind, self._last_day)
            for kind in (BALANCE_SHEET, INCOME_STATEMENT)
        }
        statements[NOTES] = self.env["ledger.report"]._both_years(
            self.entity_id, NOTES, month_of(self._last_day)
        )
        content = {kind: self._named(figures) for kind, figures in statements.items()}
        return chain.digest(chain.canonical(content))

    def action_vouchers(self):
        return self.voucher_ids._action_form()
