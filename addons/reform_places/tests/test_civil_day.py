from datetime import date, datetime

from freezegun import freeze_time
from odoo.tests import TransactionCase, tagged

from .. import civil_day

LATE = datetime(2026, 12, 31, 16, 0)  # noqa: DTZ001  # as Odoo keeps it: universal time, no zone
BEFORE = datetime(2026, 12, 31, 15, 59, 59)  # noqa: DTZ001


@tagged("post_install", "-at_install")
class TestCivilDay(TransactionCase):
    def test_tomorrow_begins_eight_hours_early(self):
        self.assertEqual(civil_day.of(BEFORE), date(2026, 12, 31))
        self.assertEqual(civil_day.of(LATE), date(2027, 1, 1))

    def test_a_query_says_the_same(self):
        self.env.cr.execute("SELECT reform_civil_day(%s), reform_civil_day(%s)", [BEFORE, LATE])
        self.assertEqual(self.env.cr.fetchone(), (date(2026, 12, 31), date(2027, 1, 1)))

    def test_today_does_not_depend_on_who_asks(self):
        with freeze_time(LATE):
            self.assertEqual(civil_day.today(), date(2027, 1, 1))
            for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
                told = self.env["reform.merger"].with_context(tz=zone).default_get(["date"])
                self.assertEqual(told.get("date"), date(2027, 1, 1), zone)
