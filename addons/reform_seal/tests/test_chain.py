"""The chain names every alteration. Plain Python: no records, no database."""

import unittest
from datetime import date, datetime
from decimal import Decimal

from odoo.addons.reform_seal import chain


def entries(stream="entity:1", count=5):
    items = [
        chain.SealItem(
            "draft→posted", "ledger.voucher", n, f"记-{n}", "draft", "posted", "", {"amount": Decimal(n)}
        )
        for n in range(1, count + 1)
    ]
    return list(chain.chain(items, stream=stream, head=None, at="2026-01-31T08:00:00", user_id=7))


def heads(rows):
    return {row.stream: chain.Head(row.seq, row.hash) for row in rows}


class TestChain(unittest.TestCase):
    def test_canonical_text_does_not_depend_on_the_order_of_keys(self):
        first = chain.canonical(
            {"b": Decimal("1.5"), "a": date(2025, 1, 2), "c": [Decimal("-0.005"), None, "镇"]}
        )
        second = chain.canonical(
            {"c": [Decimal("-0.005"), None, "镇"], "a": date(2025, 1, 2), "b": Decimal("1.50")}
        )
        self.assertEqual(first, second)
        self.assertEqual(first, '{"a":"2025-01-02","b":"1.50","c":["-0.01",null,"镇"]}')
        self.assertEqual(
            chain.canonical({"t": datetime(2025, 1, 2, 3, 4, 5, 6)}), '{"t":"2025-01-02T03:04:05"}'
        )

    def test_floats_and_unknown_values_are_refused(self):
        for value in (0.1, [0.1], {"x": (0.1,)}, object()):
            with self.subTest(value=value), self.assertRaises(TypeError):
                chain.canonical({"v": value})

    def test_a_whole_chain_holds(self):
        rows = entries() + entries("entity:2", 3)
        self.assertEqual(list(chain.verify(rows, heads(rows))), [])
        self.assertEqual([row.seq for row in rows], [1, 2, 3, 4, 5, 1, 2, 3])
        self.assertEqual(rows[0].prev_hash, chain.GENESIS)

    def test_a_chain_continues_after_its_head(self):
        rows = entries()
        more = chain.chain(
            [chain.SealItem("x", "m", 9)],
            stream="entity:1",
            head=heads(rows)["entity:1"],
            at="2026",
            user_id=1,
        )
        self.assertEqual(list(chain.verify([*rows, *more])), [])

    def test_every_altered_field_names_its_entry(self):
        rows = entries()
        for name in chain.Entry._fields:
            old = getattr(rows[2], name)
            new = 99 if isinstance(old, int) else f"{old}x"
            changed = [*rows[:2], rows[2]._replace(**{name: new}), *rows[3:]]
            with self.subTest(field=name):
                found = list(chain.verify(changed))
                self.assertTrue(found)
                places = {(found[0].stream, found[0].seq)}
                self.assertLessEqual(places, {("entity:1", 3), ("entity:1x", 1), ("entity:1", 99)})

    def test_a_removed_entry_in_the_middle_is_a_gap(self):
        rows = entries()
        found = list(chain.verify(rows[:2] + rows[3:]))
        self.assertEqual([(b.what, b.seq) for b in found], [("gap", 3)])

    def test_a_removed_last_entry_is_seen_from_the_head_outside(self):
        rows = entries()
        self.assertEqual(list(chain.verify(rows[:-1])), [])
        found = list(chain.verify(rows[:-1], heads(rows)))
        self.assertEqual([(b.what, b.seq) for b in found], [("missing", 5)])
        self.assertEqual([b.what for b in chain.verify([], heads(rows))], ["missing"])

    def test_two_swapped_entries_are_named(self):
        rows = entries()
        swapped = [rows[0], rows[2]._replace(seq=2), rows[1]._replace(seq=3), *rows[3:]]
        found = {(b.what, b.seq) for b in chain.verify(swapped)}
        self.assertLessEqual({("altered", 2), ("altered", 3), ("order", 2)}, found)

    def test_a_rewritten_chain_is_refused_by_the_head_outside(self):
        rows = entries()
        items = [
            chain.SealItem("draft→posted", "ledger.voucher", n, "", payload={"amount": "0"})
            for n in range(1, 7)
        ]
        rewritten = list(
            chain.chain(items, stream="entity:1", head=None, at="2026-01-31T08:00:00", user_id=7)
        )
        self.assertEqual(list(chain.verify(rewritten)), [])
        self.assertEqual([(b.what, b.seq) for b in chain.verify(rewritten, heads(rows))], [("rewritten", 5)])
