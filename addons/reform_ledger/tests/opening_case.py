"""Openings of books for tests: an entity whose old books are brought along.

Example::

    class TestX(OpeningCase):
        def test_it(self):
            opening = self.opening([("102", "银行存款", 500, 0), ("301", "资本", 0, 500)])
            self.booked(opening)
"""

from .common import LedgerCase


class OpeningWorld:
    """`state_body` has no books; `accountant` converts, `supervisor` reviews, both answer for its place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role in ("accountant", "supervisor", "clerk", "director"):
            cls.users[role].reform_scope_ids = [(4, cls.township.id)]
        cls.old_chart = cls.env["ledger.chart"].search([("version", "=", "chart_2004")])
        cls.new_chart = cls.env["ledger.chart"].search([("version", "=", "chart_2023")])

    #: Old books with the swapped codes, two households, a question or two left out.
    PLAIN = (
        ("101", "现金", 800, 0),
        ("102", "银行存款", 60000, 0),
        ("113", "内部往来", 1200, 0, "party"),
        ("113", "内部往来", 0, 300, "second_party"),
        ("153", "固定资产清理", 500, 0),
        ("154", "在建工程", 40000, 0),
        ("202", "应付款", 0, 7000),
        ("211", "应付工资", 0, 2000),
        ("301", "资本", 0, 80000),
        ("322", "收益分配", 0, 13200),
    )

    def opening_vals(self, lines, **vals):
        commands = []
        for code, name, debit, credit, *party in lines:
            line = {"code": code, "name": name, "debit": debit, "credit": credit}
            if party:
                line["partner_id"] = getattr(self, party[0]).id
            commands.append((0, 0, line))
        return {
            "entity_id": self.state_body.id,
            "source": "trial_balance" if lines else "nothing",
            "source_chart_id": self.old_chart.id,
            "date_opening": "2024-01-01",
            "line_ids": commands,
            **vals,
        }

    def opening(self, lines, role="accountant", **vals):
        opening = self.as_(role, self.env["ledger.opening"]).create(self.opening_vals(lines, **vals))
        return opening.with_env(self.env)

    def line(self, opening, code):
        return opening.line_ids.filtered(lambda line: line.code == code)

    def decide(self, opening, code, account, reason="经清查小组核实", parts=()):
        line = self.as_("accountant", self.line(opening, code))
        accounts = self.env["ledger.account"]._of_entity(opening.entity_id, opening.chart_id)
        line.write(
            {
                "account_id": accounts[account].id if account else False,
                "reason": reason,
                "part_ids": [
                    (0, 0, {"account_id": accounts[part].id, "amount": amount}) for part, amount in parts
                ],
            }
        )

    def reviewed_opening(self, opening):
        self.as_("accountant", opening).action_convert()
        self.as_("supervisor", opening).action_review()
        return opening

    def booked(self, opening):
        self.reviewed_opening(opening)
        self.as_("accountant", opening).action_book()
        self.env.invalidate_all()
        return opening.voucher_id


class OpeningCase(OpeningWorld, LedgerCase):
    """The kit for tests of openings."""
