"""Whatever is posted, in whatever way and order, the balance table is the sum of the entries, to the cent."""

import os
import random
from collections import defaultdict
from decimal import Decimal

from odoo.addons.reform_rules.money import yuan

from .common import LedgerCase

SETS, OF, SINGLES = 6, 50, 24
CODES = ("101", "102", "112", "113", "152", "211", "311", "50103", "50106", "502", "51302", "514", "32202")


class TestBalanceRebuild(LedgerCase):
    def setUp(self):
        super().setUp()
        seed = int(os.environ.get("REFORM_SEED", random.randrange(2**32)))
        self.random = random.Random(seed)
        # A failing run is replayed with REFORM_SEED.
        self.seed = f"REFORM_SEED={seed}"

    def lines(self):
        """Return lines of (code, debit, credit, party, origin) that balance; some in red."""
        draw = self.random
        amounts = [Decimal(draw.randrange(1, 10**7)) / 100 for _ in range(draw.randint(1, 4))]
        if not draw.randrange(8):
            amounts = [-amount for amount in amounts]
        lines = [(code, amount, 0) for code, amount in zip(draw.choices(CODES, k=4), amounts, strict=False)]
        lines.append((draw.choice(CODES), 0, sum(amounts)))
        return [
            (
                *line,
                draw.choice((self.party, self.second_party)),
                draw.choice((self.village, self.old_a, self.old_b)),
            )
            for line in lines
        ]

    def date(self):
        return f"2024-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"

    def post_set(self):
        vouchers = [
            {
                "entity_id": self.collective.id,
                "date": self.day(self.date()),
                "summary": "随机",
                "kind": self.random.choice(("normal", "normal", "closing")),
                "entries": [
                    {
                        "account": code,
                        "debit": debit,
                        "credit": credit,
                        "partner_id": party.id,
                        "origin_place_id": origin.id,
                    }
                    for code, debit, credit, party, origin in self.lines()
                ],
            }
            for _ in range(OF)
        ]
        result = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            vouchers, prepared_by=self.users["clerk"], reviewed_by=self.users["supervisor"]
        )
        self.assertEqual((result.posted, result.problems), (OF, []), self.seed)

    def post_singles(self):
        made = self.env["ledger.voucher"]
        for _ in range(SINGLES // SETS):
            lines = [
                (code, float(debit), float(credit), *rest) for code, debit, credit, *rest in self.lines()
            ]
            made |= self.posted(lines, date=self.date())
        red = self.as_("other_accountant", made[:1])._reverse("更正")
        self.as_("supervisor", red).action_review()
        self.as_("accountant", red).action_post()

    def rebuilt(self):
        """Return {(code, party): figures} of the second half of the year, added up from the entries.

        There are no opening balances among them, so nothing was brought along.
        """
        figures = defaultdict(lambda: [yuan(0) for _ in range(6)])
        first = self.day("2024-07-01")
        for entry in self.env["ledger.entry"].search(
            [("entity_id", "=", self.collective.id), ("voucher_id.state", "=", "posted")]
        ):
            slot = figures[entry.account_id.code, entry.partner_id.id or 0]
            debit, credit = yuan(entry.debit), yuan(entry.credit)
            if entry.date < first:
                slot[0] += debit - credit
            else:
                at = 3 if entry.voucher_id.kind == "closing" else 1
                slot[at] += debit
                slot[at + 1] += credit
        return dict(figures)

    def test_balances_equal_a_rebuild_after_random_postings(self):
        for _ in range(SETS):
            self.post_set()
            self.post_singles()
            if self.random.randrange(2):
                self.env["ledger.balance"]._fold(self.collective.id)
        self.env.invalidate_all()
        Balance = self.env["ledger.balance"]
        self.assertEqual(Balance._differences(self.collective), [], self.seed)
        kept = Balance._sums(self.collective, self.day("2024-07-01"), self.day("2024-12-31"))
        self.assertEqual(
            {(item.code, item.partner): list(item[2:]) for item in kept}, self.rebuilt(), self.seed
        )
        self.assertEqual(self.invariants(), [], self.seed)
        with self.assertQueryCount(1):
            Balance._differences(self.collective)
