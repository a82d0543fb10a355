"""What the database refuses to everybody, here to the owner of the tables with plain SQL."""

import psycopg2

from .common import LedgerCase


class TestGuardsDatabase(LedgerCase):
    def refused(self, query, *params, deferred=False):
        """Run SQL as the owner of the database; it must be refused, and nothing must have changed."""
        self.env.flush_all()
        with self.assertRaises(psycopg2.Error, msg=query) as error, self.cr.savepoint():
            self.cr.execute(query, params, log_exceptions=False)
            if deferred:
                self.cr.execute("SET CONSTRAINTS ALL IMMEDIATE", log_exceptions=False)
        self.cr.execute("SET CONSTRAINTS ALL DEFERRED")
        return error.exception.diag.constraint_name or ""

    def test_a_posted_voucher_and_its_entries_do_not_change(self):
        voucher = self.posted(self.RENT)
        self.posted(self.RENT)
        self.constraints_now()
        head, line = voucher.id, voucher.entry_ids[0].id
        for query in (
            "UPDATE ledger_voucher SET summary = 'x' WHERE id = %s",
            "UPDATE ledger_voucher SET date = date + 1 WHERE id = %s",
            "UPDATE ledger_voucher SET number = 9 WHERE id = %s",
            "UPDATE ledger_voucher SET state = 'draft', number = NULL WHERE id = %s",
            "UPDATE ledger_voucher SET posted_by_id = reviewed_by_id WHERE id = %s",
            "UPDATE ledger_voucher SET event_key = 'x' WHERE id = %s",
            "UPDATE ledger_voucher SET reversal_of_id = id WHERE id = %s",
            "UPDATE ledger_voucher SET made_in = '1' WHERE id = %s",
            "DELETE FROM ledger_voucher WHERE id = %s",
        ):
            self.refused(query, head)
        for query in (
            "UPDATE ledger_entry SET debit = 70 WHERE id = %s",
            "UPDATE ledger_entry SET account_id = account_id + 1 WHERE id = %s",
            "UPDATE ledger_entry SET date = date + 1 WHERE id = %s",
            "UPDATE ledger_entry SET origin_place_id = NULL WHERE id = %s",
            "UPDATE ledger_entry SET partner_id = 1 WHERE id = %s",
            "UPDATE ledger_entry SET summary = 'x' WHERE id = %s",
            "UPDATE ledger_entry SET id = id + 100000 WHERE id = %s",
            "DELETE FROM ledger_entry WHERE id = %s",
            "INSERT INTO ledger_entry (voucher_id, entity_id, date, account_id, debit, credit,"
            " origin_place_id, line_no)"
            " SELECT voucher_id, entity_id, date, account_id, 0, 0, origin_place_id, 3 FROM"
            " ledger_entry WHERE id = %s",
        ):
            self.refused(query, line)
        self.refused("UPDATE ledger_entry SET debit = 2 * debit, credit = 2 * credit")
        for table in ("ledger_voucher", "ledger_entry", "ledger_period", "ledger_number", "ledger_balance"):
            self.refused(f"TRUNCATE {table} CASCADE")
        self.assertEqual(self.invariants(), [])

    def test_an_entry_does_not_move_between_a_draft_and_a_posted_voucher(self):
        posted, draft = self.posted(self.RENT), self.draft(self.RENT)
        self.refused(
            "UPDATE ledger_entry SET voucher_id = %s WHERE id = %s", posted.id, draft.entry_ids[0].id
        )
        self.refused(
            "UPDATE ledger_entry SET voucher_id = %s WHERE id = %s", draft.id, posted.entry_ids[0].id
        )

    def test_a_voucher_under_review_does_not_change(self):
        for voucher in (self.prepared(self.RENT), self.reviewed(self.RENT)):
            for query in (
                "UPDATE ledger_voucher SET summary = 'x' WHERE id = %s",
                "UPDATE ledger_voucher SET prepared_by_id = 1 WHERE id = %s",
                "DELETE FROM ledger_voucher WHERE id = %s",
                "UPDATE ledger_entry SET debit = 0, credit = debit WHERE voucher_id = %s",
                "DELETE FROM ledger_entry WHERE voucher_id = %s",
            ):
                self.refused(query, voucher.id)

    def test_posting_needs_review_three_people_number_and_balance(self):
        people = [self.users[role].id for role in ("clerk", "supervisor", "accountant")]
        post = "UPDATE ledger_voucher SET state = 'posted', number = %s, posted_by_id = %s WHERE id = %s"
        draft, prepared, reviewed = self.draft(self.RENT), self.prepared(self.RENT), self.reviewed(self.RENT)
        self.refused(post, 1, people[2], draft.id)
        self.refused(post, 1, people[2], prepared.id)
        self.assertEqual(self.refused(post, None, people[2], reviewed.id), "ledger_voucher_number")
        self.assertEqual(self.refused(post, 1, None, reviewed.id), "ledger_voucher_makers")
        self.assertEqual(self.refused(post, 1, people[0], reviewed.id), "ledger_voucher_three_people")
        self.assertEqual(self.refused(post, 1, people[1], reviewed.id), "ledger_voucher_three_people")
        self.assertEqual(self.refused(post, 2, people[2], reviewed.id), "ledger_voucher_gap")
        unbalanced = self.draft([("102", 100, 0), ("50103", 0, 70)])
        self.env.flush_all()
        self.cr.execute(
            "UPDATE ledger_voucher SET state = 'prepared', prepared_by_id = %s WHERE id = %s",
            [people[0], unbalanced.id],
        )
        self.cr.execute(
            "UPDATE ledger_voucher SET state = 'reviewed', reviewed_by_id = %s WHERE id = %s",
            [people[1], unbalanced.id],
        )
        refused = self.refused(post, 1, people[2], unbalanced.id, deferred=True)
        self.assertEqual(refused, "ledger_voucher_balanced")

    def test_a_voucher_cannot_be_inserted_posted_without_all_that_belongs_to_it(self):
        self.posted(self.RENT)
        copy = (
            "INSERT INTO ledger_voucher (entity_id, book_id, period_id, date, word, kind, state,"
            " summary, number,"
            " prepared_by_id, reviewed_by_id, posted_by_id) SELECT entity_id, book_id, period_id,"
            " date, word, kind,"
            " 'posted', summary, %s, prepared_by_id, reviewed_by_id, posted_by_id FROM ledger_voucher LIMIT 1"
        )
        self.assertEqual(self.refused(copy, 1), "ledger_voucher_number_unique")
        self.assertEqual(self.refused(copy, 3), "ledger_voucher_gap")
        self.assertEqual(self.refused(copy, 2, deferred=True), "ledger_voucher_balanced")

    def test_a_set_s_entries_must_balance_with_every_statement(self):
        # Once the deferred check has spoken, only the check of each statement is left.
        self.posted(self.RENT)
        result = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [
                {
                    "entity_id": self.collective.id,
                    "date": self.day("2024-03-05"),
                    "summary": "一批",
                    "entries": [{"account": "102", "debit": 5}, {"account": "50103", "credit": 5}],
                }
            ],
            prepared_by=self.users["clerk"],
            reviewed_by=self.users["supervisor"],
        )
        self.assertEqual(result.posted, 1)
        self.constraints_now()
        add = (
            "INSERT INTO ledger_entry (voucher_id, entity_id, date, account_id, debit, credit,"
            " origin_place_id, line_no)"
            " SELECT voucher_id, entity_id, date, account_id, debit, credit, origin_place_id, 9 FROM"
            " ledger_entry"
            " WHERE id = (SELECT max(id) FROM ledger_entry)"
        )
        self.assertEqual(self.refused(add), "ledger_voucher_balanced")

    def test_nothing_enters_a_closed_month(self):
        draft = self.draft(self.RENT, date="2024-02-05")
        self.posted(self.RENT, date="2024-01-05")
        january = self.env["ledger.period"].search(
            [("entity_id", "=", self.collective.id), ("name", "=", "2024-01")]
        )
        self.as_("accountant", january).action_close()
        self.env.flush_all()
        self.assertEqual(
            self.refused(
                "UPDATE ledger_voucher SET date = '2024-01-31', period_id = %s WHERE id = %s",
                january.id,
                draft.id,
            ),
            "ledger_voucher_period_closed",
        )
        self.assertEqual(
            self.refused("UPDATE ledger_voucher SET date = '2024-01-31' WHERE id = %s", draft.id),
            "ledger_voucher_period",
        )
        self.refused(
            "INSERT INTO ledger_voucher (entity_id, book_id, period_id, date, word, kind, state, summary)"
            " SELECT entity_id, book_id, period_id, date, word, kind, 'draft', summary FROM ledger_voucher"
            " WHERE period_id = %s LIMIT 1",
            january.id,
        )
        self.assertEqual(
            self.refused("UPDATE ledger_period SET state = 'open' WHERE id = %s", january.id),
            "ledger_period_closed_stays",
        )
        self.refused("UPDATE ledger_period SET date_to = date_to + 30 WHERE id = %s", january.id)
        self.refused("DELETE FROM ledger_period WHERE id = %s", january.id)
        self.refused("UPDATE ledger_period_act SET reason = 'x'")
        self.refused("DELETE FROM ledger_period_act")

    def test_numbers_and_balances_are_written_by_posting_alone(self):
        voucher = self.posted(self.RENT)
        period = voucher.period_id.id
        self.refused("INSERT INTO ledger_number VALUES (%s, %s, 'general', 2, 0)", self.collective.id, period)
        self.refused("UPDATE ledger_number SET number = 5")
        self.refused("DELETE FROM ledger_number")
        self.refused("UPDATE ledger_balance SET debit = debit + 1")
        self.refused("DELETE FROM ledger_balance")
        self.refused(
            "INSERT INTO ledger_balance (entity_id, account_id, month, kind, debit, credit)"
            " SELECT entity_id, account_id, month, kind, 1, 0 FROM ledger_balance LIMIT 1"
        )

    def test_an_amount_is_a_number_on_one_side_to_the_cent(self):
        draft = self.draft(self.RENT)
        line = draft.entry_ids[0].id
        for debit, credit in (("NaN", 0), ("0.001", 0), (5, 5), ("1e12", 0), (None, 0)):
            constraint = self.refused(
                "UPDATE ledger_entry SET debit = %s, credit = %s WHERE id = %s", debit, credit, line
            )
            self.assertEqual(constraint, "ledger_entry_amounts")

    def test_an_event_key_is_unique(self):
        self.prepared(self.RENT)
        one, two = self.draft(self.RENT), self.draft(self.RENT)
        self.env.flush_all()
        self.cr.execute("UPDATE ledger_voucher SET event_key = 'lease:1' WHERE id = %s", [one.id])
        self.assertEqual(
            self.refused("UPDATE ledger_voucher SET event_key = 'lease:1' WHERE id = %s", two.id),
            "ledger_voucher_event_unique",
        )

    def test_the_code_of_a_used_account_is_fixed(self):
        self.posted(self.RENT)
        self.assertEqual(
            self.refused("UPDATE ledger_account SET code = '10299' WHERE id = %s", self.account("102").id),
            "ledger_account_used_keeps_code",
        )
        self.refused(
            "UPDATE ledger_book SET date_opening = '2020-01-01' WHERE id = %s", self.books[self.collective].id
        )

    def test_a_number_that_is_not_visible_is_a_gap(self):
        reviewed = self.reviewed(self.RENT)
        self.env.flush_all()
        constraint = self.refused(
            "UPDATE ledger_voucher SET state = 'posted', number = 7, posted_by_id = %s WHERE id = %s",
            self.users["accountant"].id,
            reviewed.id,
        )
        self.assertEqual(constraint, "ledger_voucher_gap")
        self.cr.execute("SELECT count(*) FROM ledger_number WHERE voucher_id = 0")
        self.assertEqual(self.cr.fetchone()[0], 0)
