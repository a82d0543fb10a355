from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .opening_case import OpeningCase


class TestLedgerOpening(OpeningCase):
    def entries(self, voucher):
        return {
            (line.account_id.code, line.partner_id.name or ""): (yuan(line.debit), yuan(line.credit))
            for line in voucher.entry_ids
        }

    def refused(self, opening, *words):
        with self.assertRaises(UserError) as refusal, self.cr.savepoint():
            self.as_("accountant", opening).action_convert()
        for word in words:
            self.assertIn(word, str(refusal.exception))

    def test_books_are_opened_from_nothing(self):
        opening = self.opening([])
        self.assertFalse(self.booked(opening))
        book = self.env["ledger.book"]._of(self.state_body)
        self.assertEqual((opening.state, len(book.period_ids)), ("booked", 12))
        self.assertFalse(book.opening_voucher_id)

    def test_swapped_codes_of_the_old_books_arrive_where_they_belong(self):
        voucher = self.booked(self.opening(self.PLAIN))
        self.assertEqual(
            self.entries(voucher),
            {
                ("101", ""): (yuan(800), yuan(0)),
                ("102", ""): (yuan(60000), yuan(0)),
                ("113", "张三户"): (yuan(1200), yuan(0)),
                ("113", "李四户"): (yuan(0), yuan(300)),
                ("154", ""): (yuan(500), yuan(0)),
                ("153", ""): (yuan(40000), yuan(0)),
                ("211", ""): (yuan(0), yuan(7000)),
                ("212", ""): (yuan(0), yuan(2000)),
                ("301", ""): (yuan(0), yuan(80000)),
                ("32202", ""): (yuan(0), yuan(13200)),
            },
        )
        self.assertEqual(
            (voucher.state, voucher.word, voucher.kind, str(voucher.date), voucher.prepared_by_id),
            ("prepared", "opening", "opening", "2024-01-01", self.users["accountant"]),
        )

    def test_the_opening_voucher_goes_through_three_hands_and_then_stands_in_the_books(self):
        voucher = self.booked(self.opening(self.PLAIN))
        self.users["other_accountant"].reform_scope_ids = [(4, self.township.id)]
        self.as_("supervisor", voucher).action_review()
        with self.assertRaises(AccessError):
            self.as_("accountant", voucher).action_post()
        self.as_("other_accountant", voucher).action_post()
        day = self.day("2024-01-31")
        rows = self.env["ledger.book"]._trial_balance(self.state_body, self.day("2024-01-01"), day)
        self.assertEqual(
            {row.code: row.opening_debit - row.opening_credit for row in rows if row.level == 1}["153"],
            yuan(40000),
        )

    def test_what_is_undecided_unbalanced_or_without_party_is_said_at_once_and_refused(self):
        opening = self.opening(
            [
                ("102", "银行存款", 500, 0),
                ("132", "林木资产", 900, 0),
                ("113", "内部往来", 70, 0),
                ("301", "资本", 0, 1000),
            ]
        )
        self.assertEqual((opening.question_count, opening.difference), (1, 470))
        self.refused(opening, "132", "470", "113")
        self.assertEqual(opening.state, "draft")

    def test_a_question_needs_a_decision_and_its_reason(self):
        opening = self.opening([("132", "林木资产", 900, 0), ("301", "资本", 0, 900)])
        self.assertEqual(
            (self.line(opening, "132").question, self.line(opening, "132").standing), ("purpose", "question")
        )
        self.assertIn("132", self.line(opening, "132").option_ids.mapped("code"))
        self.decide(opening, "132", "132", reason=False, parts=[("134", 250)])
        self.refused(opening, "132")
        self.as_("accountant", self.line(opening, "132")).reason = "经济林650元，防护林250元"
        self.assertEqual(
            self.entries(self.booked(opening)),
            {
                ("134", ""): (yuan(250), yuan(0)),
                ("132", ""): (yuan(650), yuan(0)),
                ("301", ""): (yuan(0), yuan(900)),
            },
        )

    def test_targets_that_take_no_entries_and_parts_beyond_the_balance_are_refused(self):
        opening = self.opening([("131", "牲畜（禽）资产", 900, 0), ("301", "资本", 0, 900)])
        self.decide(opening, "131", "151")
        self.refused(opening, "151")
        self.decide(opening, "131", "131", parts=[("132", 901)])
        self.refused(opening, "901")

    def test_a_name_of_the_other_chart_is_never_converted_by_its_code(self):
        opening = self.opening([("153", "在建工程", 900, 0), ("301", "资本", 0, 900)])
        self.assertEqual(self.line(opening, "153").question, "chart")
        self.as_("accountant", self.line(opening, "153")).chart_id = self.new_chart
        self.assertEqual(self.line(opening, "153").account_id.code, "153")

    def test_totals_above_details_are_not_counted_twice_and_must_add_up(self):
        lines = [
            ("102", "银行存款", 500, 0),
            ("10201", "基本户", 200, 0),
            ("10202", "专用户", 300, 0),
            ("301", "资本", 0, 500),
        ]
        opening = self.opening(lines)
        self.assertEqual(self.line(opening, "102").standing, "total")
        self.assertEqual((opening.old_debit, opening.difference), (500, 0))
        self.as_("accountant", self.line(opening, "102")).debit = 501
        self.refused(opening, "501")

    def test_the_difference_register_is_booked_with_its_reasons(self):
        house, reserve = (
            self.env["ledger.account"]._of_entity(self.state_body, self.new_chart)[code].id
            for code in ("15101", "311")
        )
        opening = self.opening(
            [("102", "银行存款", 500, 0), ("301", "资本", 0, 500)],
            difference_ids=[
                (
                    0,
                    0,
                    {"account_id": house, "counter_account_id": reserve, "amount": 90, "reason": "账外村小"},
                )
            ],
        )
        sheet = self.sheet()
        voucher = self.booked(opening)
        self.assertEqual(self.entries(voucher)["15101", ""], (yuan(90), yuan(0)))
        self.assertIn("账外村小", voucher.entry_ids.filtered(lambda e: e.account_id.code == "311").summary)
        self.assertEqual(sheet["rows"], [[{**c} for c in row] for row in self.without_drill()])

    def sheet(self):
        return self.as_("accountant", self.env["ledger.report"]).get_result(
            "opening_balance_sheet", self.state_body.id, "2024-01", "2024-01"
        )

    def without_drill(self):
        return [
            [{name: value for name, value in cell.items() if name != "drill"} for cell in row]
            for row in self.sheet()["rows"]
        ]

    def test_the_opening_balance_sheet_is_seen_before_and_after_booking_and_as_a_workbook(self):
        opening = self.opening(self.PLAIN)
        sheet = self.sheet()
        total = sheet["rows"][-1]
        self.assertEqual((total[2]["amount"], total[6]["amount"]), ("102500.00", "102500.00"))
        self.assertTrue(sheet["balanced"])
        self.assertTrue(self.env["ledger.report"]._xlsx(sheet).startswith(b"PK"))
        self.booked(opening)
        drills = [cell["drill"] for row in self.sheet()["rows"] for cell in row if cell.get("drill")]
        self.assertTrue(self.env["ledger.entry"].search(drills[0]))

    def test_each_step_has_its_person(self):
        opening = self.opening(self.PLAIN)
        for role in ("clerk", "director", "supervisor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, opening).action_convert()
        self.as_("accountant", opening).action_convert()
        with self.assertRaises(AccessError):
            self.as_("accountant", opening).action_review()
        self.users["accountant"].group_ids = [(4, self.env.ref("reform_places.group_supervisor").id)]
        with self.assertRaises(AccessError):
            self.as_("accountant", opening).action_review()
        with self.assertRaises(UserError):
            self.as_("accountant", opening).action_book()
        self.as_("supervisor", opening).action_review()
        with self.assertRaises(AccessError):
            self.as_("supervisor", opening).action_book()

    def test_what_was_submitted_does_not_change_until_it_is_given_back_with_a_reason(self):
        opening = self.opening(self.PLAIN)
        self.as_("accountant", opening).action_convert()
        with self.assertRaises(AccessError):
            self.as_("accountant", opening.line_ids[0]).debit = 1
        with self.assertRaises(AccessError):
            self.as_("accountant", opening).date_opening = "2025-01-01"
        with self.assertRaises(UserError):
            self.as_("supervisor", opening)._back(" ")
        self.as_("supervisor", opening)._back("应付款与明细不符")
        self.assertEqual((opening.state, opening.converted_by_id.id), ("draft", False))
        self.as_("accountant", opening.line_ids[0]).debit = 801

    def test_a_booked_opening_whose_voucher_was_deleted_is_given_back_and_booked_again(self):
        opening = self.opening(self.PLAIN)
        voucher = self.booked(opening)
        for person in ("accountant", "supervisor"):
            with self.assertRaises(UserError, msg="others have the voucher in hand"), self.cr.savepoint():
                self.as_(person, opening)._back("银行存款余额有误")
        self.as_("accountant", voucher)._back("银行存款余额有误")
        self.as_("clerk", voucher).unlink()
        self.env.invalidate_all()
        self.assertEqual((opening.state, opening.voucher_id.id), ("booked", False))
        self.as_("accountant", opening)._back("银行存款余额有误")
        self.assertEqual((opening.state, opening.booked_by_id.id), ("draft", False))
        self.as_("accountant", self.line(opening, "102")).debit = 59000
        self.as_("accountant", self.line(opening, "301")).credit = 79000
        again = self.booked(opening)
        self.assertEqual((again.state, self.entries(again)["102", ""][0]), ("prepared", yuan(59000)))

    def test_the_draft_of_an_opening_voucher_goes_with_the_opening_and_a_posted_one_never(self):
        opening = self.opening(self.PLAIN)
        voucher = self.booked(opening)
        self.as_("supervisor", voucher)._back("有误")
        self.as_("supervisor", opening)._back("有误")
        self.assertFalse(voucher.exists())
        voucher = self.booked(opening)
        self.users["other_accountant"].reform_scope_ids = [(4, self.township.id)]
        self.as_("supervisor", voucher).action_review()
        self.as_("other_accountant", voucher).action_post()
        with self.assertRaises(UserError):
            self.as_("accountant", opening)._back("有误")
        self.assertEqual((opening.state, opening.voucher_id), ("booked", voucher))

    def test_every_step_is_sealed_with_the_balances(self):
        opening = self.opening(self.PLAIN)
        self.booked(opening)
        own = [("res_model", "=", "ledger.opening"), ("res_id", "=", opening.id)]
        sealed = self.env["reform.seal.entry"].search(own, order="id")
        self.assertEqual(sealed.mapped("to_state"), ["converted", "reviewed", "booked"])
        self.assertFalse(self.env["ledger.opening"]._check_digests())
        self.env.cr.execute(
            "UPDATE ledger_opening_line SET debit = debit + 1 WHERE id = %s", [opening.line_ids[0].id]
        )
        self.env.invalidate_all()
        self.assertEqual(len(self.env["ledger.opening"]._check_digests()), 1)

    def test_an_opening_goes_from_desk_to_desk(self):
        def count(role, key):
            desk = self.as_(role, self.env["reform.desk"]).get_desk()
            return {tile["key"]: tile["count"] for tile in desk["todo"]}.get(key)

        opening = self.opening(self.PLAIN)
        before = count("supervisor", "openings_review") or 0
        self.as_("accountant", opening).action_convert()
        self.assertEqual(count("supervisor", "openings_review"), before + 1)
        self.assertIsNone(count("accountant", "openings_book"))
        self.as_("supervisor", opening).action_review()
        self.assertEqual(count("accountant", "openings_book"), 1)

    def test_books_are_opened_once(self):
        self.booked(self.opening(self.PLAIN))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.opening(self.PLAIN)

    def test_books_that_have_opening_balances_get_no_second_ones(self):
        self.as_("accountant", self.env["ledger.book"])._open(
            self.state_body,
            self.day("2024-01-01"),
            [{"account": "102", "debit": 5}, {"account": "301", "credit": 5}],
        )
        with self.assertRaises(UserError):
            self.booked(self.opening(self.PLAIN))

    def test_books_opened_before_take_their_balances_on_their_own_day_only(self):
        self.as_("accountant", self.env["ledger.book"])._open(self.state_body, self.day("2024-02-01"))
        opening = self.reviewed_opening(self.opening(self.PLAIN))
        with self.assertRaises(UserError):
            self.as_("accountant", opening).action_book()
        self.as_("accountant", opening)._back("改期")
        self.as_("accountant", opening).date_opening = "2024-02-01"
        self.assertTrue(self.booked(opening))

    def test_old_books_of_two_villages_stay_apart_by_village_of_origin(self):
        lines = [
            (
                0,
                0,
                {"code": code, "name": name, "debit": debit, "credit": credit, "origin_place_id": place.id},
            )
            for place, factor in ((self.old_a, 1), (self.old_b, 2))
            for code, name, debit, credit in (
                ("102", "银行存款", 100 * factor, 0),
                ("301", "资本", 0, 100 * factor),
            )
        ]
        entity = self.env["reform.entity"].create(
            {"name": "合村新社", "place_id": self.village.id, "kind": "collective"}
        )
        opening = self.opening([("x", "x", 0, 0)], entity_id=entity.id, line_ids=lines)
        voucher = self.booked(opening)
        self.assertEqual(
            {line.origin_place_id: line.debit for line in voucher.entry_ids if line.debit},
            {self.old_a: 100, self.old_b: 200},
        )

    def test_the_comparison_table_is_the_county_s_and_takes_effect(self):
        way = self.env["ledger.conversion"].search(
            [("old_account_id.code", "=", "202"), ("old_account_id.chart_id", "=", self.old_chart.id)]
        )
        with self.assertRaises(AccessError):
            self.as_("accountant", way).words = "x"
        target = self.env["ledger.account"]._of_entity(self.state_body, self.new_chart)["221"]
        self.as_("county_finance", way).account_id = target
        opening = self.opening([("202", "应付款", 0, 5)])
        self.assertEqual(self.line(opening, "202").account_id.code, "221")
