"""Several people post at the same moment, with real commits, in a scratch copy of this database."""

import time

import psycopg2
from odoo.addons.reform_places.models.res_users import DEMO_PARAMETER
from odoo.exceptions import ConcurrencyError, UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from .scratch_case import ScratchCase

WRITERS = 8
EACH = 6
# The ten minutes of the promise are a benchmark (tests/bench/r12.py).
PATIENCE_SECONDS = 12


@tagged("post_install", "-at_install")
class TestConcurrency(ScratchCase):
    @classmethod
    def build(cls):
        with cls.session() as env:
            env["ir.config_parameter"].set_param(DEMO_PARAMETER, "allowed")
            place = env["reform.place"].create({"name": "并发村", "level": "village"})
            cls.users = {}
            for role in ("clerk", "supervisor", "accountant", "director", "cashier", "county_agriculture"):
                cls.users[role] = (
                    env["res.users"]
                    .create(
                        {
                            "name": role,
                            "login": f"writers_{role}",
                            "group_ids": [(6, 0, env.ref(f"reform_places.group_{role}").ids)],
                            "reform_scope_ids": [(6, 0, place.ids)],
                        }
                    )
                    .id
                )
            cls.entities = [
                env["reform.entity"].create({"name": f"并发社{number}", "place_id": place.id}).id
                for number in (1, 2)
            ]
        with cls.session(cls.users["accountant"]) as env:
            for entity in env["reform.entity"].browse(cls.entities):
                env["ledger.book"]._open(
                    entity, env["ledger.book"]._fields["date_opening"].to_date("2024-01-01")
                )

    def events(self, entity, key, count, date="2024-03-05"):
        return [
            {
                "entity_id": entity,
                "date": date,
                "summary": "并发",
                "event_key": f"{key}:{number}",
                "entries": [{"account": "102", "debit": 5}, {"account": "50103", "credit": 5}],
            }
            for number in range(count)
        ]

    def reviewed(self, entity, key, count, date="2024-03-05"):
        """Return the ids of reviewed vouchers, committed."""
        with self.session(self.users["clerk"]) as env:
            date = env["ledger.voucher"]._fields["date"].to_date(date)
            ids = env["ledger.voucher"]._from_event(self.events(entity, key, count, date)).ids
        with self.session(self.users["supervisor"]) as env:
            env["ledger.voucher"].browse(ids).action_review()
        return ids

    def post_each(self, ids):
        def act():
            for voucher in ids:
                with self.session(self.users["accountant"]) as env:
                    env["ledger.voucher"].browse(voucher).action_post()

        return act

    def invariants(self):
        with self.session() as env:
            return [problem for _check, problems in env["reform.check"]._collect() for problem in problems]

    def numbers(self, entity, month):
        with self.session() as env:
            found = env["ledger.voucher"].search(
                [("entity_id", "=", entity), ("period_id.name", "=", month), ("state", "=", "posted")]
            )
            return sorted(found.mapped("number"))

    def test_eight_writers_on_two_entities_never_fail_and_leave_no_gap(self):
        acts = []
        for number in range(WRITERS):
            entity = self.entities[number % 2]
            acts.append(self.post_each(self.reviewed(entity, f"w{number}", EACH)))
        self.assertEqual(self.together(*acts), [])
        for entity in self.entities:
            self.assertEqual(self.numbers(entity, "2024-03"), list(range(1, WRITERS // 2 * EACH + 1)))
        self.assertEqual(self.invariants(), [])

    def test_eight_people_who_prepare_review_and_post_for_a_while_meet_no_error(self):
        until = time.monotonic() + PATIENCE_SECONDS
        posted = []

        def person(number):
            def act():
                turn = 0
                while time.monotonic() < until:
                    ids = self.reviewed(self.entities[number % 2], f"while{number}:{turn}", 5, "2024-08-05")
                    self.post_each(ids)()
                    posted.extend(ids)
                    turn += 1

            return act

        self.assertEqual(self.together(*map(person, range(WRITERS))), [])
        for entity in self.entities:
            numbers = self.numbers(entity, "2024-08")
            self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertEqual(
            sum(len(self.numbers(entity, "2024-08")) for entity in self.entities), len(set(posted))
        )
        self.assertEqual(self.invariants(), [])

    def test_sets_and_single_vouchers_share_one_series(self):
        entity = self.entities[0]
        ids = self.reviewed(entity, "single", EACH, "2024-04-05")

        def post_set():
            for number in range(3):
                with self.session(self.users["accountant"]) as env:
                    users = env["res.users"]
                    result = env["ledger.voucher"]._post_set(
                        self.events(entity, f"set{number}", 5, "2024-04-06"),
                        prepared_by=users.browse(self.users["clerk"]),
                        reviewed_by=users.browse(self.users["supervisor"]),
                    )
                    assert result.posted == 5, result

        self.assertEqual(self.together(self.post_each(ids), post_set), [])
        self.assertEqual(self.numbers(entity, "2024-04"), list(range(1, EACH + 16)))
        self.assertEqual(self.invariants(), [])

    def test_a_month_is_closed_with_all_posted_or_not_at_all(self):
        entity = self.entities[1]
        with self.session() as env:
            months = env["ledger.period"].search(
                [("entity_id", "=", entity), ("date_from", "<=", "2024-02-01")]
            )
            january, february = months.sorted("date_from").ids
        with self.session(self.users["accountant"]) as env:
            env["ledger.period"].browse(january).action_close()
        ids = self.reviewed(entity, "closing", EACH, "2024-02-05")

        def close():
            with self.session(self.users["accountant"]) as env:
                env["ledger.period"].browse(february).action_close()

        def draft():
            with self.session(self.users["clerk"]) as env:
                env["ledger.voucher"]._from_event(
                    self.events(
                        entity, "late", 1, env["ledger.voucher"]._fields["date"].to_date("2024-02-20")
                    )
                )

        with mute_logger("odoo.sql_db"):
            self.together(self.post_each(ids), close, draft)
        self.assertEqual(self.invariants(), [])

    def closed_until_november(self):
        """Return the ids of November and December of new books, all but December closed."""
        with self.session() as env:
            place = env["res.users"].browse(self.users["accountant"]).reform_scope_ids
            entity = env["reform.entity"].create({"name": "并发社三", "place_id": place.id})
        with self.session(self.users["accountant"]) as env:
            day = env["ledger.book"]._fields["date_opening"].to_date("2024-01-01")
            months = env["ledger.book"]._open(env["reform.entity"].browse(entity.id), day).period_ids
            months = months.sorted("date_from")
            months[:11].action_close()
            return entity.id, months[10].id, months[11].id

    def reopen_meanwhile(self, month, act):
        """Let the county reopen a month with the picture it had before another person's `act`."""
        with self.assertRaises(ConcurrencyError), self.session(self.users["county_agriculture"]) as county:
            period = county["ledger.period"].browse(month)
            self.assertEqual(period.state, "closed")
            act()
            period._reopen("县里要求更正")
        with self.session() as env:
            self.assertEqual(env["ledger.period"].browse(month).state, "closed")

    def test_no_month_opens_below_one_that_is_closed_at_the_same_moment(self):
        _entity, november, december = self.closed_until_november()

        def close():
            with self.session(self.users["accountant"]) as env:
                env["ledger.period"].browse(december).action_close()

        self.reopen_meanwhile(november, close)
        with self.session() as env:
            self.assertEqual(env["ledger.period"].browse(december).state, "closed")

    def test_no_month_opens_in_a_year_that_is_locked_at_the_same_moment(self):
        entity, november, _december = self.closed_until_november()
        with self.session(self.users["accountant"]) as env:
            notes = {"stocktake_note": "已清查", "accruals_note": "已计提"}
            year = env["ledger.closing"].create({"entity_id": entity, "year": 2024, **notes})
            year.action_transfer()
            year.action_fold()
        with self.session(self.users["director"]) as env:
            env["ledger.closing"].browse(year.id).action_sign()

        def lock():
            with self.session(self.users["accountant"]) as env:
                env["ledger.closing"].browse(year.id).action_lock()

        self.reopen_meanwhile(november, lock)
        with self.session() as env:
            self.assertEqual(env["ledger.closing"].browse(year.id).state, "locked")

    def test_two_payments_at_one_moment_do_not_empty_the_box_twice(self):
        def line(env, **amount):
            return env["ledger.cash.line"].create(
                {"entity_id": self.entities[0], "date": "2024-07-01", "summary": "并发", **amount}
            )

        with self.session(self.users["cashier"]) as env:
            line(env, amount_in=100)
        with self.assertRaises(ConcurrencyError), self.session(self.users["cashier"]) as late:
            self.assertEqual(len(late["ledger.cash.line"].search([])), 1)
            with self.session(self.users["cashier"]) as env:
                line(env, amount_out=100)
            line(late, amount_out=100)
        # The server repeats the request, which sees that nothing is left.
        with self.assertRaises(UserError), self.session(self.users["cashier"]) as env:
            line(env, amount_out=100)

    def test_an_entry_added_while_its_voucher_is_posted_by_another_is_refused(self):
        entity = self.entities[0]
        with self.session(self.users["clerk"]) as env:
            date = env["ledger.voucher"]._fields["date"].to_date("2024-05-05")
            (voucher,) = env["ledger.voucher"]._from_event(self.events(entity, "race", 1, date)).ids
            env["ledger.voucher"].browse(voucher)._back("再改")
        with db_connect(self.scratch).cursor() as late:
            late.execute("SELECT state FROM ledger_voucher WHERE id = %s", [voucher])
            self.assertEqual(late.fetchone()[0], "draft")
            with self.session(self.users["clerk"]) as env:
                env["ledger.voucher"].browse(voucher).action_prepare()
            with self.session(self.users["supervisor"]) as env:
                env["ledger.voucher"].browse(voucher).action_review()
            self.post_each([voucher])()
            with self.assertRaises(psycopg2.errors.SerializationFailure):
                late.execute(
                    "INSERT INTO ledger_entry (voucher_id, entity_id, date, account_id, debit,"
                    " credit, origin_place_id)"
                    " SELECT voucher_id, entity_id, date, account_id, debit, credit, origin_place_id"
                    " FROM ledger_entry"
                    " WHERE voucher_id = %s LIMIT 1",
                    [voucher],
                    log_exceptions=False,
                )
            late.rollback()
        self.assertEqual(self.invariants(), [])

    def test_an_entry_cannot_be_added_to_a_posted_voucher_of_an_earlier_transaction(self):
        (voucher,) = self.reviewed(self.entities[0], "later", 1, "2024-06-05")
        self.post_each([voucher])()
        with db_connect(self.scratch).cursor() as cr:
            for query in (
                "INSERT INTO ledger_entry (voucher_id, entity_id, date, account_id, debit, credit,"
                " origin_place_id)"
                " SELECT voucher_id, entity_id, date, account_id, debit, credit, origin_place_id"
                " FROM ledger_entry"
                " WHERE voucher_id = %s",
                "UPDATE ledger_voucher SET made_in = pg_current_xact_id() WHERE id = %s",
            ):
                with self.assertRaises(psycopg2.errors.CheckViolation):
                    cr.execute(query, [voucher], log_exceptions=False)
                cr.rollback()

    def test_an_unbalanced_voucher_does_not_survive_the_commit(self):
        (voucher,) = self.reviewed(self.entities[0], "commit", 1, "2024-07-05")
        with db_connect(self.scratch).cursor() as cr:
            cr.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_updated")
            cr.execute("UPDATE ledger_entry SET debit = 4 WHERE voucher_id = %s AND debit = 5", [voucher])
            cr.execute("ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_updated")
            cr.execute(
                "UPDATE ledger_voucher SET state = 'posted', number = 1, posted_by_id = %s WHERE id = %s",
                [self.users["accountant"], voucher],
            )
            with self.assertRaises(psycopg2.errors.CheckViolation) as refused:
                cr.commit()  # pylint: disable=invalid-commit  # what is under test
            self.assertEqual(refused.exception.diag.constraint_name, "ledger_voucher_balanced")
            cr.rollback()
        self.assertEqual(self.numbers(self.entities[0], "2024-07"), [])
