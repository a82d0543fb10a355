from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import books as messages

KEY = "divide:"


class LedgerAccount(models.Model):
    """An account that is divided while it has a balance hands it down to one of its new sub-accounts.

    From its division on the upper account takes no entries any more, so its balance would stay there for
    ever. *How it works*: the voucher that brings it down is proposed with its parties and villages of origin,
    and is the only kind of voucher that may still touch the upper account; it is reviewed and posted like any
    other.
    """

    _inherit = "ledger.account"

    balance_above = fields.Float(
        "Balance Left on the Account Above", digits=(16, 2), compute="_compute_balance_above"
    )

    @api.depends("parent_id", "entity_id")
    def _compute_balance_above(self):
        for account in self:
            rows = account._left_above() if account.entity_id and account.parent_id else ()
            account.balance_above = float(sum((abs(amount) for _party, _origin, amount in rows), yuan(0)))

    def _left_above(self):
        """Return [(party id or None, village of origin id, debit-positive yuan)] the upper account still
        holds."""
        self.ensure_one()
        # sudo: the table tells sums alone; the books asked for are those of the account's own entity.
        self.env["ledger.balance"].sudo().flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT partner_id, origin_place_id, sum(debit - credit) FROM ledger_balance
                    WHERE entity_id = %s AND account_id = %s GROUP BY 1, 2
                   HAVING sum(debit - credit) <> 0 ORDER BY 2, 1""",
                self.entity_id.id,
                self.parent_id.id,
            )
        )
        return [(party, origin, yuan(amount)) for party, origin, amount in self.env.cr.fetchall()]

    def action_take_balance(self):
        """Propose the voucher that brings the balance of the account above down to this one."""
        self.ensure_one()
        Voucher = self.env["ledger.voucher"]
        Voucher._require_group("reform_places.group_accountant", "reform_places.group_clerk")
        self.check_access("read")
        key = f"{KEY}{self.entity_id.id}:{self.parent_id.id}:"
        made = Voucher.search([("event_key", "=like", f"{key}%")])
        if waiting := made.filtered(lambda voucher: voucher.state != "posted"):
            return waiting._action_form()
        rows = self._left_above() if self.entity_id and self.parent_id else ()
        if not rows:
            raise UserError(messages.nothing_above(self.env, account=self.display_name))
        entries = []
        for code, sign in ((self.code, 1), (self.parent_id.code, -1)):
            for party, origin, amount in rows:
                side = "debit" if amount * sign > 0 else "credit"
                entries.append(
                    {"account": code, side: abs(amount), "partner_id": party, "origin_place_id": origin}
                )
        voucher = Voucher._from_event(
            [
                {
                    "entity_id": self.entity_id.id,
                    "date": civil_day.today(),
                    "word": "transfer",
                    "summary": messages.balance_taken_down(
                        self.env, above=self.parent_id.display_name, below=self.display_name
                    ),
                    "event_key": f"{key}{len(made) + 1}",
                    "exact": True,
                    "entries": entries,
                }
            ]
        )
        return voucher._action_form()


class LedgerVoucher(models.Model):
    """The voucher that brings a balance down may touch the divided account, no other."""

    _inherit = "ledger.voucher"

    def _account_facts(self, facts):
        self.ensure_one()
        facts = super()._account_facts(facts)
        if not (self.event_key or "").startswith(KEY):
            return facts
        _word, _entity, above, _number = self.event_key.split(":")
        code = self.env["ledger.account"].sudo().browse(int(above)).code
        return {**facts, code: facts[code]._replace(postable=True)}
