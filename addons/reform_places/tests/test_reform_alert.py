"""Alerts are cases: made once, answered by somebody, ended by themselves, brought back with their fact."""

from contextlib import contextmanager
from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import civil_day
from ..alert import Fact, Kind
from .common import PlaceCase, PlaceHttpCase, RpcRefused

DAY = date(2026, 3, 1)


def sentence(env, *, what):
    return f"It is so: {what}."


class AlertWorld:
    """A producer that tells what the test says is so."""

    @contextmanager
    def telling(self, facts, *, money=False):
        """Let the model of places tell facts: a list of Fact, or an exception to be raised."""

        def kinds(model):
            return {"place_test": Kind("Test Fact", "reform_places.group_clerk", 10, sentence, money)}

        def tell(model, at):
            if isinstance(facts, Exception):
                raise facts
            yield from facts

        place = self.registry["reform.place"]
        with (
            patch.object(place, "_alert_kinds", kinds, create=True),
            patch.object(place, "_alert_facts", tell, create=True),
        ):
            yield

    def fact(self, place=None, **more):
        place = place or self.village
        values = {"facts": {"what": "the roof leaks", "ref": place.name}, **more}
        return Fact("place_test", place, place.id, **values)

    def run_at(self, day=DAY):
        self.env.invalidate_all()
        return self.env["reform.alert.run"]._run(day)

    def case(self):
        return self.env["reform.alert"].search([("kind", "=", "place_test")])


@tagged("-at_install", "post_install")
class TestReformAlert(AlertWorld, PlaceCase):
    def test_looking_twice_makes_one_case(self):
        with self.telling([self.fact()]):
            first, second = self.run_at(), self.run_at()
            case = self.case()
            self.assertEqual(len(case), 1)
            self.assertEqual((case.state, case.deadline), ("new", DAY + timedelta(days=10)))
            self.assertEqual(case.sentence, "It is so: the roof leaks.")
            self.assertEqual(case.township_id, self.township)
        self.assertEqual((first.new_count > 0, second.new_count), (True, 0))
        self.assertEqual((second.closed_count, second.reopened_count), (0, 0))

    def test_a_case_ends_with_its_fact_and_the_same_case_comes_back(self):
        with self.telling([self.fact()]):
            self.run_at()
        with self.telling([]):
            self.run_at()
            case = self.case()
            self.assertEqual((case.state, case.is_present), ("closed", False))
            self.assertTrue(case.closing_note)
            self.run_at()
            self.assertEqual(self.case().reopened_count, 0)
        with self.telling([self.fact()]):
            run = self.run_at(DAY + timedelta(days=30))
            back = self.case()
        self.assertEqual((back, back.state, back.reopened_count), (case, "reopened", 1))
        self.assertEqual(back.deadline, DAY + timedelta(days=40))
        self.assertEqual((run.new_count, run.reopened_count), (0, 1))
        steps = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.alert"), ("res_id", "=", case.id)], order="id"
        )
        self.assertEqual(steps.mapped("to_state"), ["closed", "reopened"])

    def test_occasions_of_one_record_are_cases_of_their_own(self):
        with self.telling([self.fact(occasion="2025"), self.fact(occasion="2026")]):
            self.run_at()
        self.assertEqual(len(self.case()), 2)

    def test_a_producer_that_fails_is_named_and_its_cases_stay(self):
        with self.telling([self.fact()]):
            self.run_at()
        with (
            self.telling(ValueError("broken")),
            mute_logger("odoo.addons.reform_places.models.reform_alert_run"),
        ):
            run = self.run_at()
        self.assertIn("broken", run.failed)
        self.assertEqual(self.case().state, "new")

    def answered(self, role="clerk"):
        case = self.as_(role, self.case())
        case.answer = "Repaired on Tuesday."
        case.action_answer()
        return case

    def test_who_answers_about_money_does_not_close(self):
        self.users["clerk"].group_ids += self.env.ref("reform_places.group_supervisor")
        with self.telling([self.fact()], money=True):
            self.run_at()
            case = self.answered()
            with self.assertRaises(AccessError):
                case.action_close(reason="settled")
            self.as_("supervisor", case).action_close(reason="seen on the spot")
        self.assertEqual(case.state, "closed")

    def test_a_closed_case_stays_closed_until_its_days_are_over(self):
        with self.telling([self.fact()]):
            self.run_at()
            case = self.answered()
            self.as_("township", case).action_close(reason="accepted")
            closed = case.closed_date
            self.run_at(closed + timedelta(days=89))
            self.assertEqual(case.state, "closed")
            self.run_at(closed + timedelta(days=90))
            self.env.invalidate_all()
        self.assertEqual((case.state, case.answer), ("reopened", False))

    def test_an_answer_needs_words_and_does_not_change_afterwards(self):
        with self.telling([self.fact()]):
            self.run_at()
            case = self.as_("clerk", self.case())
            with self.assertRaises(UserError):
                case.action_answer()
            self.answered()
            with self.assertRaises(AccessError):
                case.answer = "something else"
            self.as_("supervisor", case).action_send_back(reason="a photo is missing")
            case.answer = "something else"

    def test_a_case_is_assigned_to_somebody_who_answers_for_it(self):
        with self.telling([self.fact()]):
            self.run_at()
            case = self.as_("township", self.case())
            for role in ("auditor", "other_clerk"):
                with self.assertRaises(UserError):
                    case.action_assign(user_id=self.users[role].id)
            case.action_assign(user_id=self.users["clerk"].id)
            self.assertEqual((case.state, case.owner_id), ("assigned", self.users["clerk"]))
            self.assertTrue(self.as_("clerk", case).waits_for_me)

    def test_a_case_put_off_waits_for_nobody_until_the_day(self):
        with self.telling([self.fact()]):
            self.run_at()
            case = self.as_("clerk", self.case())
            self.assertEqual(case.get_waiting(), {"count": 1, "late": 1})
            with self.assertRaises(UserError):
                case.action_snooze(until=date(2020, 1, 1), reason="later")
            case.action_snooze(until=civil_day.today() + timedelta(days=9), reason="the mason is ill")
            self.assertEqual(case.get_waiting()["count"], 0)
            self.assertTrue(case.is_late, "putting off does not move the deadline")

    def test_the_fence_of_places_holds(self):
        with self.telling([self.fact(), self.fact(self.other_village)]):
            self.run_at()
            seen = self.as_("clerk", self.env["reform.alert"]).search([("kind", "=", "place_test")])
        self.assertEqual(seen.place_id, self.village)

    def test_five_hundred_facts_cost_as_many_statements_as_fifty(self):
        places = self.env["reform.place"].create(
            [
                {"name": f"第{number}组", "level": "group", "parent_id": self.village.id}
                for number in range(500)
            ]
        )

        def counted(facts, day):
            with self.telling(facts):
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                self.run_at(day)
                return self.env.cr.sql_log_count - before

        facts = [Fact("place_test", place, place.id, facts={"what": "x"}) for place in places]
        counted(facts[:1], DAY)
        few = counted(facts[:50], DAY)
        many = counted(facts[50:], DAY)
        self.assertLessEqual(many, few + 12, "whatever the producers of other addons ask for")


@tagged("-at_install", "post_install")
class TestAlertOverRpc(AlertWorld, PlaceHttpCase):
    def test_a_client_neither_makes_nor_moves_nor_removes_cases(self):
        with self.telling([self.fact()]):
            self.run_at()
            case = self.case()
            for role in ("clerk", "township", "administrator", "auditor", "other_clerk", "reader"):
                for method, args, kw in (
                    ("create", [[{"kind": "place_test", "res_model": "reform.place", "res_id": 1}]], {}),
                    ("write", [case.ids, {"state": "closed"}], {}),
                    ("write", [case.ids, {"deadline": "2099-01-01"}], {"context": {"install_mode": True}}),
                    ("write", [case.ids, {"is_present": False}], {}),
                    ("unlink", [case.ids], {"context": {"force_delete": True}}),
                    ("_run", ["2026-01-01"], {}),
                ):
                    with self.assertRaises(RpcRefused, msg=f"{role} {method}"):
                        self.rpc(role, "reform.alert", method, *args, **kw)
            with self.assertRaises(RpcRefused):
                self.rpc("administrator", "reform.alert.run", "create", [{"date": "2026-01-01"}])
            self.assertEqual(case.state, "new")

    def test_only_the_role_that_answers_answers(self):
        with self.telling([self.fact()]):
            self.run_at()
            case = self.case()
            case.answer = "done"
            for role in (
                "director",
                "accountant",
                "township",
                "auditor",
                "administrator",
                "other_clerk",
                "reader",
            ):
                with self.assertRaises(RpcRefused, msg=role):
                    self.rpc(role, "reform.alert", "action_answer", case.ids)
            self.rpc("clerk", "reform.alert", "action_answer", case.ids)
            for role in ("accountant", "auditor", "administrator", "other_clerk", "reader"):
                with self.assertRaises(RpcRefused, msg=role):
                    self.rpc(role, "reform.alert", "action_close", case.ids, reason="x")
            self.rpc("supervisor", "reform.alert", "action_close", case.ids, reason="seen")
            self.assertEqual(case.state, "closed")
