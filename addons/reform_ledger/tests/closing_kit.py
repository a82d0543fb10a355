"""A year of a collective and short words to close it with."""

from .common import LedgerCase


class ClosingCase(LedgerCase):
    """2024 of `collective`: rent 24,000 in the village, 6,000 from `old_a`; expenses 9,000; a loss of 300."""

    def a_year(self):
        self.posted([("102", 24000, 0), ("50103", 0, 24000)], date="2024-03-05")
        self.posted([("102", 6000, 0), ("50106", 0, 6000, None, self.old_a)], date="2024-04-05")
        self.posted([("51304", 9000, 0), ("152", 0, 9000)], date="2024-06-30")
        self.posted([("502", 300, 0), ("141", 0, 300)], date="2024-11-30")

    def period(self, name):
        return self.env["ledger.period"].search([("entity_id", "=", self.collective.id), ("name", "=", name)])

    def close_months(self, year=2024, until=11):
        for month in range(1, until + 1):
            self.as_("accountant", self.period(f"{year}-{month:02d}")).action_close()

    def begin(self, year=2024, **vals):
        notes = {"stocktake_note": "12月31日全面清查，账实相符", "accruals_note": "已计提折旧"}
        return (
            self.as_("accountant", self.env["ledger.closing"])
            .create({"entity_id": self.collective.id, "year": year, **notes, **vals})
            .with_env(self.env)
        )

    def post_closing(self, closing):
        """Let the three people finish the vouchers of a closing."""
        self.env.invalidate_all()
        for voucher in closing.voucher_ids.filtered(lambda each: each.state != "posted"):
            self.as_("supervisor", voucher).action_review()
            self.as_("other_accountant", voucher).action_post()
        self.env.invalidate_all()

    def act(self, closing, name, role="accountant"):
        result = getattr(self.as_(role, closing), name)()
        self.env.invalidate_all()
        return result

    def whole_year(self, closing):
        """Walk a closing from its checks to the lock."""
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.act(closing, "action_fold")
        self.post_closing(closing)
        self.act(closing, "action_sign", "director")
        self.act(closing, "action_lock")

    def statement(self, kind, year=2024):
        figures = self.env["ledger.book"]._statement(self.collective, kind, self.day(f"{year}-12-31"))
        return {figure.line.code: figure.amounts for figure in figures}

    def end(self, code, day="2024-12-31"):
        sums = self.env["ledger.balance"]._sums(
            self.collective, self.day(day).replace(month=1, day=1), self.day(day)
        )
        return sum(item.end for item in sums if item.code.startswith(code))
