"""How many SQL statements a report costs: the same for a long book as for a short one."""

from .common import LedgerCase
from .test_ledger_report_books import KINDS

# What reading a report may cost at most, after a first reading has filled the caches of rights and names.
LIMITS = {
    "trial_balance": 14, "balance_sheet": 14, "income_statement": 18, "general_ledger": 18, "subsidiary": 22,
    "journal": 24, "columnar": 24, "auxiliary": 20,
}  # fmt: skip


class TestLedgerReportCount(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("setUp")
        case.posted([("102", 1000, 0), ("301", 0, 1000)], date="2024-01-05")
        case.posted([("51302", 30, 0), ("101", 0, 30)], date="2024-02-03")
        case.posted([("112", 60, 0, cls.party), ("50103", 0, 60)], date="2024-02-10")

    def cost(self, kind):
        reports = self.as_("accountant", self.env["ledger.report"])
        code = {"subsidiary": "102", "columnar": "513"}.get(kind)
        options = {"account": self.account(code).id} if code else {}

        def read():
            return reports.get_result(kind, self.collective.id, "2024-01", "2024-12", options)

        read()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        rows = len(read()["rows"])
        return self.env.cr.sql_log_count - before, rows

    def test_every_kind_keeps_its_count_of_statements(self):
        short = {kind: self.cost(kind) for kind in KINDS}
        for kind in KINDS:
            self.assertLessEqual(short[kind][0], LIMITS[kind], kind)
        for number in range(8):
            self.posted([("51302", 1, 0), ("102", 0, 1)], date=f"2024-03-{number + 1:02d}")
        for kind in ("subsidiary", "columnar", "journal", "general_ledger", "auxiliary", "trial_balance"):
            count, rows = self.cost(kind)
            self.assertLessEqual(count, short[kind][0], kind)
            if kind in ("subsidiary", "columnar", "journal"):
                self.assertGreater(rows, short[kind][1])
