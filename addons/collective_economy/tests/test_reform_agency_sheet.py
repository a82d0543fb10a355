from datetime import date

from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.tests import tagged

from .agency_case import AgencyCase

DECEMBER, JANUARY, FEBRUARY = date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)


@tagged("post_install", "-at_install")
class TestAgencySheet(AgencyCase):
    """Each sheet goes on where the one before it ended, and every voucher stands in one of them."""

    def post(self, day, amount, account="50103", bank="102", summary="补收租金"):
        """Post income into the bank, whatever the sheets say already."""
        event = {
            "entity_id": self.collective.id,
            "date": day,
            "summary": summary,
            "entries": [{"account": bank, "debit": amount}, {"account": account, "credit": amount}],
        }
        result = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [event], prepared_by=self.users["clerk"], reviewed_by=self.users["supervisor"]
        )
        self.assertFalse(result.problems)

    def ends(self, sheet, name="end"):
        return {row["code"]: row[name] for row in sheet.content["money"]}

    def books(self, day):
        """Return what cash and bank hold by the books at the end of a month."""
        rows = self.env["ledger.balance"]._sums(self.collective, day, day)
        found = {}
        for row in rows:
            if row.code[:3] in ("101", "102"):
                found[row.code[:3]] = found.get(row.code[:3], 0) + row.end
        return {code: f"{end:.2f}" for code, end in found.items()}

    def test_what_is_posted_into_a_published_month_stands_in_the_next_sheet(self):
        self.post("2025-12-05", 1000, summary="当月租金")
        december = self.hung()
        content = december.content
        self.assertEqual(self.ends(december), self.books(DECEMBER))
        self.post("2025-12-15", 8888)
        # A claim moves no money, and is income of the village all the same.
        self.post("2025-11-20", 77, bank="112", summary="补记应收")
        with freeze_time("2026-02-01"):
            self.post("2026-01-10", 500, summary="正月租金")
            january = self.sheet(JANUARY)
        self.assertEqual(december.content, content)
        self.assertEqual(self.ends(january, "begin"), self.ends(december))
        self.assertEqual(self.ends(january), self.books(JANUARY))
        self.assertEqual(
            january.content["late"],
            [
                {"date": "2025-11-20", "summary": "补记应收", "in": "0.00", "out": "0.00", "income": "77.00",
                 "expense": "0.00"},
                {"date": "2025-12-15", "summary": "补收租金", "in": "8888.00", "out": "0.00",
                 "income": "8888.00", "expense": "0.00"},
            ],
        )  # fmt: skip
        self.assertEqual([row["summary"] for row in january.content["items"]], ["正月租金"])
        self.assertEqual(january.income, 8888 + 77 + 500)
        self.assertIn("补收租金", january.content_html)
        with freeze_time("2026-03-01"):
            february = self.sheet(FEBRUARY)
        self.assertEqual(february.content["late"], [])
        self.assertEqual(self.ends(february, "begin"), self.ends(january))

    def test_a_month_without_a_sheet_of_its_own_stands_in_the_next_one(self):
        self.post("2025-12-05", 1000)
        december = self.hung()
        with freeze_time("2026-03-01"):
            self.post("2026-01-10", 500, summary="正月租金")
            february = self.sheet(FEBRUARY)
        self.assertEqual(self.ends(february, "begin"), self.ends(december))
        self.assertIn(
            "正月租金", [row["summary"] for row in february.content["items"] + february.content["late"]]
        )
        self.assertEqual(self.ends(february), self.books(FEBRUARY))
        with freeze_time("2026-03-01"), self.assertRaisesRegex(UserError, "2026-01"):
            self.batch(JANUARY)

    def test_sheets_are_drawn_up_one_after_the_other(self):
        before = self.batch(date(2025, 11, 1)).line_ids
        line = self.in_the_books(self.batch().line_ids)
        with self.assertRaisesRegex(UserError, "2025-11"):
            self.as_("accountant", line).action_publish()
        self.in_the_books(before)
        self.as_("accountant", before).action_publish()
        self.as_("accountant", line).action_publish()
        self.assertTrue(line.sheet_id)

    def test_a_sheet_of_before_that_notes_no_last_number_goes_by_its_time(self):
        self.post("2025-12-05", 1000)
        december = self.hung()
        content = {name: value for name, value in december.content.items() if name != "through"}
        december._set_guarded({"content": content})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE reform_agency_sheet SET create_date = '2025-12-31' WHERE id = %s", december.ids
        )
        with freeze_time("2026-02-01"):
            self.post("2025-12-15", 8888)
            january = self.sheet(JANUARY)
        self.assertEqual([row["in"] for row in january.content["late"]], ["8888.00"])
        self.assertEqual(self.ends(january, "begin"), self.ends(december))
