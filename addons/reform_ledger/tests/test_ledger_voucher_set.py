"""Sets are posted by SQL, under the same guards, and everything wrong with them is named."""

import random

from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import books as messages
from .common import LedgerCase


class TestLedgerVoucherSet(LedgerCase):
    def event(self, *entries, date="2024-03-05", entity=None, key=None, **facts):
        return {
            "entity_id": (entity or self.collective).id,
            "date": self.day(date),
            "summary": "批量",
            "event_key": key,
            "entries": [
                {"account": code, "debit": debit, "credit": credit, "partner_id": party and party.id}
                for code, debit, credit, *rest in entries
                for party in [rest[0] if rest else None]
            ],
            **facts,
        }

    def post(self, events, role="accountant", **facts):
        makers = {"prepared_by": self.users["clerk"], "reviewed_by": self.users["supervisor"], **facts}
        result = self.as_(role, self.env["ledger.voucher"])._post_set(events, **makers)
        self.constraints_now()
        return result

    def test_a_set_is_posted_numbered_and_sealed_like_single_vouchers(self):
        self.posted(self.RENT)
        result = self.post(
            [
                self.event(*self.RENT, date="2024-03-09"),
                self.event(*self.RENT, date="2024-03-02", origin_place_id=self.old_a.id),
                self.event(*self.RENT, entity=self.other_collective),
                self.event(*self.RENT, date="2025-01-02"),
            ]
        )
        self.assertEqual(result, (4, 0, []))
        vouchers = self.env["ledger.voucher"].search([("summary", "=", "批量")])
        found = sorted((v.entity_id == self.collective, str(v.date), v.number) for v in vouchers)
        self.assertEqual(
            found,
            [
                (False, "2024-03-05", 1),
                (True, "2024-03-02", 2),
                (True, "2024-03-09", 3),
                (True, "2025-01-02", 1),
            ],
        )
        self.assertEqual(vouchers.posted_by_id, self.users["accountant"])
        self.assertIn(self.old_a, vouchers.entry_ids.origin_place_id)
        self.posted(self.RENT)
        self.assertEqual(self.invariants(), [])

    def test_an_event_is_booked_once_whichever_way_it_comes(self):
        self.post([self.event(*self.RENT, key="a"), self.event(*self.RENT, key="b")])
        again = self.post([self.event(*self.RENT, key="b"), self.event(*self.RENT, key="c")])
        self.assertEqual((again.posted, again.repeated), (1, 1))
        self.assertEqual(self.env["ledger.voucher"].search_count([("event_key", "in", ["a", "b", "c"])]), 3)

    def test_every_fault_is_named_and_nothing_is_posted(self):
        january = self.env["ledger.period"].search(
            [("entity_id", "=", self.collective.id), ("name", "=", "2024-01")]
        )
        self.as_("accountant", january).action_close()
        faults = {
            "VoucherUnbalanced": self.event(("102", 100, 0), ("50103", 0, 70)),
            "VoucherEmpty": self.event(("102", 0, 0)),
            "AccountUnknown": self.event(("999", 1, 0), ("50103", 0, 1)),
            "AccountNotPostable": self.event(("322", 1, 0), ("50103", 0, 1)),
            "PartyMissing": self.event(("113", 1, 0), ("50103", 0, 1)),
            "AmountOnBothSides": self.event(("102", 1, 1), ("50103", 0, 1), ("102", 1, 0)),
            "AmountMissing": self.event(("102", 0, 0), ("50103", 0, 1), ("102", 1, 0)),
            "AmountTooLarge": self.event(("102", "1e13", 0), ("50103", 0, "1e13")),
            "AmountNotInCents": self.event(("102", "0.005", 0), ("50103", 0, "0.005")),
            "SummaryMissing": self.event(*self.RENT, summary=" "),
            "PeriodClosed": self.event(*self.RENT, date="2024-01-05"),
            "BeforeOpening": self.event(*self.RENT, date="2023-12-31"),
            "WordUnknown": self.event(*self.RENT, word="secret"),
            "OriginElsewhere": self.event(*self.RENT, origin_place_id=self.other_village.id),
        }
        good = self.event(*self.RENT, key="good")
        twice = self.event(*self.RENT, key="good")
        events = [*faults.values(), good, twice]
        before = self.env["ledger.voucher"].search_count([])
        result = self.post(events)
        self.assertEqual(self.env["ledger.voucher"].search_count([]), before)
        self.assertEqual(result.posted, 0)
        named = {}
        for problem in result.problems:
            self.assertTrue(messages.problem(self.env, problem))
            named.setdefault(problem.row, set()).add(problem.name)
        for row, name in enumerate(faults, 1):
            self.assertIn(name, named[row])
        self.assertEqual(named[len(events)], {"EventTwice"})
        self.assertNotIn(len(events) - 1, named)

        partial = self.post(events, partial=True)
        self.assertEqual(partial.posted, 1)
        self.assertEqual(self.invariants(), [])

    def test_three_people_and_their_roles_are_asked_for(self):
        events = [self.event(*self.RENT)]
        for makers in (
            {"prepared_by": self.users["accountant"]},
            {"reviewed_by": self.users["clerk"]},
            {"reviewed_by": self.users["township"]},
            {"prepared_by": self.users["supervisor"], "reviewed_by": self.users["clerk"]},
        ):
            with self.assertRaises(AccessError):
                self.post(events, **makers)
        for role in ("clerk", "supervisor", "township", "auditor", "administrator"):
            with self.assertRaises(AccessError):
                self.post(events, role=role)

    def test_nobody_posts_a_set_for_an_entity_out_of_scope_or_without_books(self):
        with self.assertRaises(AccessError):
            self.post([self.event(*self.RENT, entity=self.other_collective)], role="other_accountant")
        with self.assertRaises(UserError):
            self.users["accountant"].reform_scope_ids = [(4, self.township.id)]
            self.post([self.event(*self.RENT, entity=self.state_body)])

    def test_generated_sets_balance_and_equal_a_rebuild(self):
        seed = 7
        generator = random.Random(seed)
        leaves = ["102", "101", "112", "50103", "51302", "211", "311", "15101"]
        events = []
        for number in range(300):
            parts = [generator.randrange(1, 10**7) for _ in range(generator.randrange(1, 4))]
            entries = [(generator.choice(leaves), yuan(part) / 100, 0) for part in parts]
            entries.append((generator.choice(leaves), 0, yuan(sum(parts)) / 100))
            day = f"2024-{generator.randrange(1, 13):02d}-{generator.randrange(1, 28):02d}"
            entity = generator.choice([self.collective, self.other_collective])
            events.append(self.event(*entries, date=day, entity=entity, key=f"p:{number}"))
        self.assertEqual(self.post(events).posted, 300, f"seed {seed}")
        self.assertEqual(self.invariants(), [], f"seed {seed}")
        self.env["ledger.balance"]._cron_fold()
        self.assertEqual(self.invariants(), [], f"seed {seed}")
