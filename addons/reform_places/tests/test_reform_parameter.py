import csv
from datetime import date, timedelta
from pathlib import Path

from odoo.addons.reform_rules.own_values import entry_on
from odoo.addons.reform_rules.parameters import every_entry
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .. import civil_day
from ..messages import parameter_units, parameter_words
from .common import PlaceCase, PlaceHttpCase, RpcRefused

DATA = Path(__file__).parents[1] / "data" / "reform.parameter.kind.csv"
DAY = date(2026, 6, 1)
DAYS = "lease_filing_days_max"


class ParameterWorld:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kinds = {kind.code: kind for kind in cls.env["reform.parameter.kind"].search([])}
        cls.second = new_test_user(
            cls.env,
            login="test_administrator_2",
            password="test_administrator_2",
            groups="reform_places.group_administrator",
            lang="en_US",
            tz="Asia/Shanghai",
            reform_scope_ids=[Command.set(cls.county.ids)],
        )

    def _vals(self, code=DAYS, text="5", day=DAY, **more):
        return {
            "kind_id": self.kinds[code].id,
            "value_text": text,
            "valid_from": str(day),
            "county_id": self.county.id,
            "doc_no": "测府办〔2026〕8号",
            **more,
        }

    def _own(self, *args, **more):
        return self.as_("administrator", self.env["reform.parameter"]).create(self._vals(*args, **more))

    def _in_force(self, *args, **more):
        own = self._own(*args, **more)
        own.with_user(self.second).action_put_in_force()
        return own

    def _at(self, day, code=DAYS, place=None):
        return self.env["reform.parameter"]._at(day, place).value(code)


@tagged("post_install", "-at_install")
class TestParameter(ParameterWorld, PlaceCase):
    def test_a_value_counts_from_its_day_on_and_not_before(self):
        self.assertEqual(self._at(DAY), 10)
        own = self._own()
        self.assertEqual(self._at(DAY), 10, "a draft counts for nothing")
        own.with_user(self.second).action_put_in_force()
        self.assertEqual(self._at(DAY - timedelta(days=1)), 10)
        self.assertEqual(self._at(DAY), 5)
        self.assertEqual(self._at(DAY, "idle_months_min"), 6, "no other number is touched")
        self.assertEqual(own.in_force_by_id, self.second)
        self.assertEqual(own.entered_by_id, self.users["administrator"])

    def test_a_younger_value_follows_and_earlier_days_keep_theirs(self):
        first = self._in_force()
        self._in_force(text="7", day=DAY + timedelta(days=30))
        self.assertEqual([self._at(DAY + timedelta(days=n)) for n in (-1, 0, 29, 30)], [10, 5, 5, 7])
        self.assertEqual(first.valid_to, DAY + timedelta(days=29))

    def test_a_value_withdrawn_leaves_the_national_one(self):
        today = civil_day.today()
        own = self._in_force(day=today - timedelta(days=3))
        judge = own.with_user(self.second)
        with self.assertRaisesRegex(UserError, "Reason for Withdrawing"):
            judge.action_withdraw()
        judge.withdraw_reason = "文件已废止"
        judge.action_withdraw()
        self.assertEqual([self._at(today - timedelta(days=n)) for n in (4, 3, 1, 0)], [10, 5, 5, 10])
        self.assertEqual(own.valid_to, today - timedelta(days=1))
        with self.assertRaises(AccessError):
            judge.withdraw_reason = "另一理由"

    def test_each_county_has_its_own(self):
        other = self._place("邻县", "county", self.province, code="990102000000")
        village = self._place("邻村", "village", self._place("邻镇", "township", other))
        self._in_force()
        self.assertEqual(self._at(DAY), 5, "one county alone: the whole database")
        self.assertEqual(self._at(DAY, place=self.village), 5)
        self.assertEqual(self._at(DAY, place=village), 10)
        self.users["administrator"].reform_scope_ids |= other
        self.second.reform_scope_ids |= other
        self._in_force(text="3", county_id=other.id)
        self.assertEqual(self._at(DAY, place=self.old_a), 5)
        self.assertEqual(self._at(DAY, place=village), 3)
        self.assertEqual(self._at(DAY), 10, "of two counties neither speaks for both")

    def test_a_value_of_another_type_is_refused_with_a_sentence(self):
        for code, text in [(DAYS, "ten"), (DAYS, "5.5"), ("count_record_month_day", "2-30"), (DAYS, "-1")]:
            with self.subTest(text=text), self.assertRaisesRegex(ValidationError, "is no value of"):
                self._own(code, text)
        with self.assertRaisesRegex(ValidationError, "may only be stricter"):
            self._own("lease_years_max", "30")
        with self.assertRaisesRegex(ValidationError, "accounting system"):
            self._own("income_accounts_other", "2023/504")
        with self.assertRaisesRegex(ValidationError, "Enter the county's value"):
            self._own(DAYS, "")
        own = self._own()
        with self.assertRaisesRegex(ValidationError, "is no value of"):
            own.value = "many"
        with self.assertRaisesRegex(ValidationError, "no county"):
            self._own(county_id=self.township.id)

    def test_values_are_written_as_people_write_them(self):
        cases = [
            ("decision_member_assembly_quorum", "3/4", ">= 3/4 of eligible", "≥ 3/4"),
            ("count_record_month_day", "11-30", (11, 30), "11-30"),
            ("decision_proxy_bodies", "board of directors", ("board",), "board of directors"),
            ("decision_proxy_bodies", "none", (), "none"),
            ("arrears_band_days", "60,120", (60, 120), "60、120"),
        ]
        for n, (code, text, value, shown) in enumerate(cases):
            with self.subTest(code=code, text=text):
                day = DAY + timedelta(days=n)
                own = self._in_force(code, text, day)
                self.assertEqual(self._at(day, code), value)
                self.assertEqual(own.value_text, shown)

    def test_nobody_puts_an_own_value_in_force_nor_one_he_has_changed(self):
        own = self._own()
        with self.assertRaisesRegex(AccessError, "yourself"):
            own.action_put_in_force()
        own.with_user(self.second).value_text = "6"
        with self.assertRaisesRegex(AccessError, "yourself"):
            own.with_user(self.second).action_put_in_force()
        with self.assertRaisesRegex(AccessError, "yourself"):
            own.action_put_in_force()
        self.as_("county_finance", own).action_put_in_force()
        self.assertEqual(self._at(DAY), 6)

    def test_a_value_in_force_is_not_edited(self):
        own = self._in_force()
        for vals in ({"value_text": "9"}, {"value": "9"}, {"valid_from": "2020-01-01"}, {"doc_no": "x"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                own.write(vals)
        with self.assertRaises(UserError):
            own.unlink()
        self._own(text="8")
        with self.assertRaisesRegex(UserError, "same day"):
            self._in_force(text="8")
        self.assertEqual(self._at(DAY), 5)

    def test_the_list_shows_every_number_with_its_ground(self):
        with DATA.open(encoding="utf-8", newline="") as stream:
            named = [row["code"] for row in csv.DictReader(stream)]
        self.assertEqual(sorted(named), sorted(every_entry()), "every number has a name, and only once")
        units, words = parameter_units(self.env), parameter_words
        for code, kind in self.kinds.items():
            entry = entry_on(code, civil_day.today())  # only which unit
            self.assertTrue(kind.national_text and kind.article and kind.mark, code)
            self.assertIn(entry.unit, units, code)
            parts = entry.value if isinstance(entry.value, tuple) else (entry.value,)
            if entry.unit not in ("share", "account"):
                wordy = {part for part in parts if isinstance(part, str)}
                self.assertLessEqual(wordy, set(words(self.env, entry.unit)), code)

    def test_what_is_uncertain_and_what_the_county_set_is_found(self):
        Kind = self.as_("clerk", self.env["reform.parameter.kind"])
        unsure = Kind.search([("mark", "=", "?")])
        self.assertIn("listing_days_min", unsure.mapped("code"))
        self.assertEqual(set(unsure.mapped("mark")), {"?"})
        self.assertFalse(Kind.search([("has_own", "=", True)]))
        self._in_force(day=date(2020, 1, 1))
        found = Kind.search([("has_own", "=", True)])
        self.assertEqual(found.code, DAYS)
        self.assertEqual(found.own_text, "5 (测试县)")
        self.assertNotIn(found, Kind.search([("has_own", "=", False)]))

    def test_the_numbers_are_read_once(self):
        self._in_force()
        Parameter = self.env["reform.parameter"]
        Parameter._at(DAY)
        with self.assertQueryCount(0):
            for _n in range(50):
                self.assertEqual(Parameter._at(DAY).value(DAYS), 5)

    def test_what_was_put_in_force_is_sealed(self):
        own = self._in_force()
        self.assertFalse([line for _name, lines in own._reform_invariants() for line in lines])
        self.env.cr.execute("UPDATE reform_parameter SET value = '99' WHERE id = %s", [own.id])
        own.invalidate_recordset()
        self.assertTrue([line for _name, lines in own._reform_invariants() for line in lines])

    def test_the_desk_tells_who_may_put_in_force(self):
        self._own()
        Parameter = self.env["reform.parameter"]
        self.assertTrue(self.as_("county_agriculture", Parameter)._desk_tiles())
        self.assertFalse(self.as_("clerk", Parameter)._desk_tiles())


@tagged("post_install", "-at_install")
class TestParameterOverRpc(ParameterWorld, PlaceHttpCase):
    def test_others_may_read_and_nothing_else(self):
        own = self._own()
        for role in ("clerk", "director", "accountant", "township", "auditor", "county_finance"):
            with self.subTest(role=role):
                self.assertTrue(self.rpc(role, "reform.parameter", "read", own.ids, ["value_text"]))
                calls = [
                    ("create", self._vals(text="1")),
                    ("write", own.ids, {"value_text": "1"}),
                    ("write", own.ids, {"state": "in_force"}),
                    ("unlink", own.ids),
                ]
                calls += [("action_put_in_force", own.ids)] if role != "county_finance" else []
                for method, *args in calls:
                    with self.subTest(method=method), self.assertRaises(RpcRefused):
                        self.rpc(role, "reform.parameter", method, *args)
        with self.assertRaises(RpcRefused):
            self.rpc("administrator", "reform.parameter.kind", "write", own.kind_id.ids, {"code": "x"})

    def test_an_administrator_enters_and_does_not_put_in_force(self):
        made = self.rpc("administrator", "reform.parameter", "create", self._vals())
        for vals in ({"state": "in_force"}, {"entered_by_id": self.second.id}, {"in_force_at": "2020-01-01"}):
            with self.subTest(vals=vals), self.assertRaises(RpcRefused):
                self.rpc("administrator", "reform.parameter", "write", [made], vals)
            with self.subTest(vals=vals), self.assertRaises(RpcRefused):
                self.rpc("administrator", "reform.parameter", "create", {**self._vals(), **vals})
        with self.assertRaises(RpcRefused):
            self.rpc("administrator", "reform.parameter", "action_put_in_force", [made])
        self.assertTrue(self.rpc("county_agriculture", "reform.parameter", "action_put_in_force", [made]))
        self.assertEqual(self._at(DAY), 5)
