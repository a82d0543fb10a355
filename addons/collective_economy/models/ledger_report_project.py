from odoo import api, models
from odoo.addons.reform_rules.ledger.account_book import Sum
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL


class LedgerReport(models.AbstractModel):
    """辅助账 by project: what a grant, a levy or a purchase has come to in each account."""

    _inherit = "ledger.report"

    def _auxiliary_details(self):
        return {**super()._auxiliary_details(), "project": ("reform.project", "project_id")}


class LedgerBalance(models.Model):
    """What stands by project is summed from the vouchers of projects, few among all; what is left of the
    balance table belongs to none."""

    _inherit = "ledger.balance"

    @api.model
    def _details(self, entity, accounts, first, last, by, *, partner=0, origin=0):
        if by != "project":
            return super()._details(entity, accounts, first, last, by, partner=partner, origin=origin)
        whole = super()._details(entity, accounts, first, last, "origin", partner=partner, origin=origin)
        self.env["ledger.entry"].flush_model()
        self.env["ledger.voucher"].flush_model()
        number = self.env["reform.project"]._number_sql("v")
        self.env.cr.execute(
            SQL(
                """
                SELECT b.account_id, %(number)s, coalesce(sum(b.debit - b.credit)
                                                          FILTER (WHERE b.date < %(first)s), 0),
                       coalesce(sum(b.debit) FILTER (WHERE b.date >= %(first)s), 0),
                       coalesce(sum(b.credit) FILTER (WHERE b.date >= %(first)s), 0)
                  FROM ledger_voucher v JOIN ledger_entry b ON b.voucher_id = v.id
                 WHERE v.entity_id = %(entity)s AND v.state = 'posted' AND v.date <= %(last)s
                   AND b.account_id = ANY(%(accounts)s) AND %(number)s IS NOT NULL %(narrowed)s
                 GROUP BY 1, 2 ORDER BY 1, 2
                """,
                number=number,
                entity=entity.id,
                accounts=list(accounts),
                first=first,
                last=last,
                narrowed=self._narrowed("b", partner, origin),
            )
        )
        found = {}
        for account, project, *amounts in self.env.cr.fetchall():
            found.setdefault(account, []).append(Sum(project, *map(yuan, amounts)))
        for account, sums in whole.items():
            mine = found.setdefault(account, [])
            rest = Sum(
                None,
                *(
                    sum((each[at] for each in sums), ZERO) - sum((each[at] for each in mine), ZERO)
                    for at in (1, 2, 3)
                ),
            )
            if any(rest[1:]):
                mine.append(rest)
        return found
