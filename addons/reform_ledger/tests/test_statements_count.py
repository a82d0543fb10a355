"""How many SQL statements an act costs; counted, not timed."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import Cursor

from .common import LedgerCase


class TestStatementsCount(LedgerCase):
    @contextmanager
    def counted(self):
        """Yield a list that receives every statement of every cursor, the fresh ones included."""
        seen = []
        execute = Cursor.execute

        def note(cursor, query, *args, **kwargs):
            seen.append(str(query)[:90])
            return execute(cursor, query, *args, **kwargs)

        with patch.object(Cursor, "execute", note):
            yield seen

    def test_posting_one_voucher_takes_at_most_eight_statements(self):
        self.posted(self.RENT)
        voucher = self.as_("accountant", self.reviewed(self.RENT))
        voucher.env.user.has_group("reform_places.group_accountant")
        voucher.mapped("state")
        with self.counted() as seen:
            voucher.action_post()
            voucher.env.flush_all()
        self.assertLessEqual(len(seen), 8, "\n".join(seen))

    def test_posting_costs_no_more_to_who_comes_without_having_read_anything(self):
        self.posted(self.RENT)
        voucher = self.as_("accountant", self.reviewed(self.RENT))
        voucher.env.user.has_group("reform_places.group_accountant")
        self.env.flush_all()
        self.env.invalidate_all()
        # Who somebody is and where he reaches is read once in a request, before any act.
        voucher.env.user.reform_scope_ids.mapped("parent_path")
        with self.counted() as seen:
            voucher.action_post()
            voucher.env.flush_all()
        self.assertLessEqual(len(seen), 8, "\n".join(seen))

    def test_a_list_of_vouchers_costs_the_same_with_twenty_as_with_two(self):
        fields = ["date", "display_name", "entity_id", "summary", "debit_total", "prepared_by_id", "state"]
        spec = {name: {} for name in fields} | {"entity_id": {"fields": {"display_name": {}}}}

        def cost(limit):
            model = self.as_("accountant", self.env["ledger.voucher"])
            with self.counted() as seen:
                found = model.web_search_read([], spec, limit=limit)
            self.assertEqual(len(found["records"]), limit)
            return len(seen)

        for _ in range(20):
            self.draft(self.RENT)
        cost(2)
        self.assertEqual(cost(2), cost(20))

    def test_a_trial_balance_and_a_statement_read_no_entries(self):
        self.posted(self.RENT)
        self.env.flush_all()
        with self.counted() as seen:
            self.env["ledger.book"]._trial_balance(
                self.collective, self.day("2024-01-01"), self.day("2024-12-31")
            )
            self.env["ledger.book"]._statement(self.collective, "balance_sheet", self.day("2024-12-31"))
        self.assertFalse([query for query in seen if "ledger_entry" in query])
        self.assertLessEqual(len(seen), 12, "\n".join(seen))
