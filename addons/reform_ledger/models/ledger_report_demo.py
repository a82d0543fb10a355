from odoo import api, models
from odoo.addons.reform_rules.money import ZERO, yuan

LENT, SHARED_FEE = yuan(20000), yuan(1200)
DAY, FEE_DAY = "2025-12-05", "2025-12-18"


class LedgerReportDemo(models.AbstractModel):
    """Two collectives that deal with each other, so that their township's statements have something to
    eliminate: a loan that both have in their books, and a fee that the debtor has not booked yet."""

    _name = "ledger.report.demo"
    _description = "Demo of Statements of a Township"

    @api.model
    def _load(self, entities, people):
        """Post the vouchers of the first two entities; `people`: the crew (role → user) of each."""
        lender, borrower = entities[:2]
        as_lender, as_borrower = self.env["res.partner"].create(
            [
                {"name": entity.name, "is_company": True, "reform_entity_id": entity.id}
                for entity in (lender, borrower)
            ]
        )
        self._post(
            lender,
            people[0],
            [
                (
                    DAY,
                    "payment",
                    "借给邻社周转资金",
                    [("112", as_borrower, LENT, ZERO), ("102", None, ZERO, LENT)],
                ),
                (
                    FEE_DAY,
                    "transfer",
                    "应收邻社场地使用费",
                    [("112", as_borrower, SHARED_FEE, ZERO), ("50103", as_borrower, ZERO, SHARED_FEE)],
                ),
            ],
        )
        self._post(
            borrower,
            people[1],
            [
                (
                    DAY,
                    "receipt",
                    "向邻社借入周转资金",
                    [("102", None, LENT, ZERO), ("211", as_lender, ZERO, LENT)],
                )
            ],
        )

    def _post(self, entity, crew, vouchers):
        vouchers_of = self.env["ledger.voucher"].with_user(crew["accountant"])
        result = vouchers_of._post_set(
            [
                {
                    "entity_id": entity.id,
                    "date": day,
                    "word": word,
                    "summary": summary,
                    "event_key": f"demo:mutual:{entity.id}:{number}",
                    "entries": [
                        {"account": code, "partner_id": party and party.id, "debit": debit, "credit": credit}
                        for code, party, debit, credit in lines
                    ],
                }
                for number, (day, word, summary, lines) in enumerate(vouchers)
            ],
            prepared_by=crew["clerk"],
            reviewed_by=crew["supervisor"],
        )
        assert not result.problems, result.problems
