"""Promise R9: into a closed month and into a locked year nothing goes, by whatever door."""

from contextlib import suppress

import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .closing_kit import ClosingCase

DAYS = {"a closed month": "2025-01-31", "a locked year": "2024-12-31"}


class TestClosedStaysClosed(ClosingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("books")
        cls.inside = {"a locked year": case.posted(cls.RENT, date="2024-12-31")}
        cls.inside["a closed month"] = case.posted(cls.RENT, date="2025-01-31")
        case.close_months()
        case.whole_year(case.begin())
        case.as_("accountant", case.period("2025-01")).action_close()
        cls.outside = case.draft(cls.RENT, date="2025-02-10")
        cls.env.flush_all()

    def books(self):
        """Stand in for a test method while the class is set up."""

    def snapshot(self):
        self.env.flush_all()
        found = {}
        for table in ("ledger_voucher", "ledger_entry", "ledger_balance", "ledger_period", "ledger_closing"):
            self.cr.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")
            found[table] = self.cr.fetchall()
        return found

    def event(self, day, key):
        return {
            "entity_id": self.collective.id,
            "date": self.day(day),
            "summary": "补记",
            "event_key": key,
            "entries": [{"account": "102", "debit": 1}, {"account": "50103", "credit": 1}],
        }

    def doors(self, day, voucher):
        """Yield (name, act) of every way in; each act is done by somebody who may do it elsewhere."""
        vouchers = self.as_("accountant", self.env["ledger.voucher"])
        makers = {"prepared_by": self.users["clerk"], "reviewed_by": self.users["supervisor"]}
        own = self.as_("accountant", voucher)
        yield "screen: a new draft", lambda: vouchers.create(self.vals(self.RENT, date=day))
        yield "screen: re-date a draft into it", lambda: self.as_("clerk", self.outside).write({"date": day})
        yield "screen: edit", lambda: own.write({"summary": "改"})
        yield "screen: edit an amount", lambda: own.entry_ids[0].write({"debit": 7})
        yield "screen: re-date out of it", lambda: own.write({"date": "2025-02-10"})
        yield "screen: delete", lambda: own.unlink()
        yield "an event", lambda: vouchers._from_event([self.event(day, f"late:{day}")])
        yield "import", lambda: self._load(vouchers, day)
        yield "a set", lambda: self._set(vouchers, [self.event(day, f"set:{day}")], makers)
        yield (
            "a set among others",
            lambda: self._set(
                vouchers, [self.event("2025-02-11", "good"), self.event(day, f"mixed:{day}")], makers
            ),
        )
        yield "the program itself", lambda: self.env["ledger.voucher"].create(self.vals(self.RENT, date=day))
        yield "SQL: a new voucher", lambda: self._sql_insert(voucher)
        yield (
            "SQL: an entry",
            lambda: self.cr.execute(
                "UPDATE ledger_entry SET debit = 7 WHERE voucher_id = %s AND debit > 0", [voucher.id]
            ),
        )

    def refused(self, act):
        try:
            with mute_logger("odoo.sql_db"), self.cr.savepoint():
                act()
                self.env.flush_all()
        except (UserError, AccessError, psycopg2.Error):
            return True
        return False

    def _load(self, vouchers, day):
        answer = vouchers.load(["summary", "date", "entity_id/.id"], [["导入", day, str(self.collective.id)]])
        if answer["ids"]:
            return
        raise UserError("; ".join(message["message"] for message in answer["messages"]))

    def _set(self, vouchers, events, makers):
        result = vouchers._post_set(events, **makers)
        if result.posted:
            return
        (problem,) = result.problems
        assert problem.name == "PeriodClosed", result
        raise UserError(problem.name)

    def _sql_insert(self, voucher):
        self.cr.execute(
            """INSERT INTO ledger_voucher (entity_id, book_id, period_id, date, word, kind, state, summary)
               SELECT entity_id, book_id, period_id, date, word, kind, 'draft', 'x' FROM ledger_voucher
                WHERE id = %s""",
            [voucher.id],
        )

    def test_every_door_into_a_closed_month_and_a_locked_year_is_shut(self):
        before = self.snapshot()
        for where, day in DAYS.items():
            for name, act in self.doors(day, self.inside[where]):
                with self.subTest(f"{where}: {name}"):
                    self.assertTrue(self.refused(act))
                self.env.invalidate_all()
        self.assertEqual(self.snapshot(), before)

    def test_no_cron_of_the_books_writes_into_them(self):
        closed = "SELECT to_jsonb(v)::text FROM ledger_voucher v ORDER BY 1"
        self.cr.execute(closed)
        before = self.cr.fetchall()
        sums = (self.collective, self.day("2024-01-01"), self.day("2025-12-31"))
        figures = self.env["ledger.balance"]._sums(*sums)
        crons = self.env["ir.cron"].search([("model_id.model", "=like", "ledger.%")])
        self.assertTrue(crons)
        for cron in crons:
            with suppress(UserError):
                cron.ir_actions_server_id.run()
        self.env.flush_all()
        self.cr.execute(closed)
        self.assertEqual(self.cr.fetchall(), before)
        self.assertEqual(self.env["ledger.balance"]._sums(*sums), figures)

    def test_a_correction_goes_forward_into_the_first_open_month(self):
        (red,) = self.as_("accountant", self.inside["a locked year"])._reverse("上年多记")
        self.assertEqual(red.period_id.state, "open")
        self.assertGreaterEqual(str(red.date), "2025-02-01")
