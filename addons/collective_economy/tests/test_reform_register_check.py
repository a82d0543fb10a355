from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .depreciation_case import DepreciationCase

YEAR_END = date(2025, 12, 31)


@tagged("post_install", "-at_install")
class TestRegisterCheck(DepreciationCase):
    """Cards, contracts and books, made to agree first; then one thing is put wrong at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kit = cls()
        house = cls.contract.asset_ids
        cls.opening = kit.post_lines(
            [("15101", house.cost, 0), ("152", 0, house.accumulated), ("301", 0, house.net_value)],
            kind="opening",
        )
        kit.posted(cls.contract.due_ids[:4])

    def post_lines(self, lines, day="2025-01-01", key=None, kind="normal", role="clerk"):
        """Return a posted voucher of (account, debit, credit[, party]) lines."""
        event = {
            "entity_id": self.collective.id,
            "date": date.fromisoformat(day),
            "word": "opening" if kind == "opening" else "general",
            "kind": kind,
            "summary": "测试凭证",
            "event_key": key or f"opening:{self.collective.id}",
            "entries": [
                {"account": code, "debit": debit, "credit": credit, "partner_id": (*rest, False)[0]}
                for code, debit, credit, *rest in lines
            ],
        }
        voucher = self.as_(role, self.env["ledger.voucher"])._from_event([event])
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        return voucher.with_env(self.env)

    def by_hand(self, *lines, day="2025-06-01"):
        """Return a posted voucher the clerk has written of (account, debit, credit[, party]) lines."""
        accounts = {account.code: account.id for account in self.book.chart_id.account_ids}
        voucher = self.as_("clerk", self.env["ledger.voucher"]).create(
            {
                "entity_id": self.collective.id,
                "date": day,
                "summary": "手工凭证",
                "entry_ids": [
                    Command.create(
                        {
                            "account_id": accounts[code],
                            "debit": debit,
                            "credit": credit,
                            "partner_id": rest[0] if rest else False,
                        }
                    )
                    for code, debit, credit, *rest in lines
                ],
            }
        )
        voucher.action_prepare()
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        return voucher.with_env(self.env)

    def in_red(self, voucher):
        """Return the posted red letter to a voucher."""
        red = self.as_("accountant", voucher)._reverse("误记")
        self.as_("supervisor", red).action_review()
        self.as_("second_accountant", red).action_post()
        return red.with_env(self.env)

    def outside(self, vouchers, reason="集市摊位费,无合同", role="supervisor"):
        return self.as_(role, self.env["reform.register.outside"])._say(
            vouchers.with_env(self.as_(role, vouchers).env), reason
        )

    def differences(self, last=YEAR_END):
        return {
            (subject, party): (float(register), float(book))
            for _entity, subject, party, register, book in self.env["reform.register.check"]._differences(
                self.collective, last
            )
        }

    def compare(self, month="2025-12-01", role="accountant"):
        check = self.as_(role, self.env["reform.register.check"]).create({"month": month})
        check.action_compare()
        return check.with_env(self.env)

    def blamed(self, subject):
        """Return [(model, id, kind)] named for the difference of a subject."""
        line = self.compare().line_ids.filtered(lambda each: each.subject == subject)
        return [(finding.res_model, finding.res_id, finding.kind) for finding in line.finding_ids]

    def test_what_agrees_agrees_to_the_cent(self):
        self.assertFalse(self.differences())
        check = self.compare()
        self.assertEqual((check.state, check.differing_count), ("agree", 0))

    def test_an_act_that_is_not_posted_is_named_with_its_voucher_missing(self):
        act = self.done("improve", self.contract.asset_ids, amount=5000, date=date(2025, 12, 10))
        self.assertEqual(self.differences(), {("fixed_cost", None): (85000, 80000)})
        self.assertEqual(self.blamed("fixed_cost"), [("reform.asset.act", act.id, "NotPosted")])
        self.posted(act)
        self.assertFalse(self.differences())

    def test_a_month_gone_by_is_compared_as_it_was_then(self):
        self.posted(self.done("improve", self.contract.asset_ids, amount=5000, date=date(2025, 12, 10)))
        self.assertFalse(self.differences(date(2025, 11, 30)))
        self.assertFalse(self.differences(YEAR_END))

    def test_a_thing_bought_and_removed_is_in_the_register_between_its_two_days(self):
        card = self.thing(cost=0, net_value=0)
        self.posted(self.done("bought", card, [{"cost": 12000, "accumulated": 0}], date=date(2025, 3, 5)))
        self.in_force(card)
        run = self.depreciate("2025-12-01", role="clerk")
        vouchers = run.line_ids.voucher_id
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()
        self.assertFalse(self.differences())
        self.assertFalse(self.differences(date(2025, 2, 28)))
        self.posted(self.done("removal", card, date=date(2025, 12, 12)))
        self.assertFalse(self.differences())

    def test_a_card_nobody_told_the_books_is_named(self):
        card = self.thing()
        self.assertEqual(self.differences(), {("fixed_cost", None): (92000, 80000)})
        self.assertEqual(self.blamed("fixed_cost"), [("reform.asset", card.id, "NeverTold")])

    def test_depreciation_that_is_not_posted_is_named(self):
        house = self.contract.asset_ids
        draft = self.drafted(house) or self.env["reform.depreciation.schedule"].create(
            {"asset_id": house.id, "months": 100, "residual_rate": 5, "first_month": date(2025, 1, 1)}
        )
        self.as_("supervisor", draft).action_confirm()
        run = self.depreciate("2025-12-01", role="clerk")
        self.assertEqual(list(self.differences()), [("fixed_worn", None)])
        self.assertEqual({kind for _model, _id, kind in self.blamed("fixed_worn")}, {"NotPosted"})
        voucher = run.line_ids.voucher_id
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        self.assertFalse(self.differences())

    def test_a_voucher_by_hand_is_named(self):
        voucher = self.post_lines([("15101", 700, 0), ("102", 0, 700)], day="2025-06-01", key="hand:1")
        self.assertEqual(self.differences(), {("fixed_cost", None): (80000, 80700)})
        self.assertEqual(self.blamed("fixed_cost"), [("ledger.voucher", voucher.id, "ByHand")])

    def test_a_receipt_that_is_not_in_the_books_is_named(self):
        receipt = self.receive(self.contract, 3000, date=date(2025, 12, 1))
        self.assertEqual(self.differences(), {("claims", self.lessee.id): (9000, 12000)})
        self.assertEqual(self.blamed("claims"), [("reform.rent.receipt", receipt.id, "NotPosted")])
        self.posted(receipt)
        self.assertFalse(self.differences())

    def test_a_due_taken_back_in_red_by_hand_is_named(self):
        red = self.in_red(self.contract.due_ids[0].voucher_id)
        found = self.differences()
        self.assertEqual(found, {("claims", self.lessee.id): (12000, 9000), ("income", None): (12000, 9000)})
        self.assertIn(("ledger.voucher", red.id, "RedLetter"), self.blamed("income"))
        due = self.contract.due_ids[0]
        due.invalidate_recordset()
        self.assertEqual(due.book_state, "reversed")
        gone = self.env["reform.rent.due"].search(
            [("lease_id", "=", self.contract.id), ("book_state", "=", "reversed")]
        )
        self.assertEqual(gone, due)

    def test_levies_and_dividends_of_a_lessee_are_not_his_rent(self):
        self.post_lines([("113", 50, 0, self.lessee.id), ("231", 0, 50)], day="2025-06-01", key="levy:1:2")
        self.assertFalse(self.differences())

    def test_a_claim_written_by_hand_is_a_difference_until_its_red_letter_is_posted(self):
        claim = self.by_hand(("112", 777, 0, self.lessee.id), ("50103", 0, 777))
        self.assertEqual(
            self.differences(), {("claims", self.lessee.id): (12000, 12777), ("income", None): (12000, 12777)}
        )
        for subject in ("claims", "income"):
            self.assertEqual(self.blamed(subject), [("ledger.voucher", claim.id, "ByHand")])
        red = self.in_red(claim)
        self.assertFalse(self.differences())
        self.in_red(red)
        self.assertEqual(self.differences()["claims", self.lessee.id], (12000, 12777))
        self.assertEqual(self.blamed("claims"), [("ledger.voucher", claim.id, "ByHand")])

    def test_a_due_taken_back_in_red_and_written_anew_by_hand_agrees_again(self):
        self.in_red(self.contract.due_ids[0].voucher_id)
        self.by_hand(("112", 3000, 0, self.lessee.id), ("50103", 0, 3000))
        self.assertFalse(self.differences())

    def test_rent_taken_in_by_hand_is_income_no_contract_has_brought(self):
        voucher = self.by_hand(("101", 999, 0), ("50103", 0, 999))
        self.by_hand(("101", 50, 0), ("50401", 0, 50))
        self.assertEqual(self.differences(), {("income", None): (12000, 12999)})
        self.assertEqual(self.blamed("income"), [("ledger.voucher", voucher.id, "ByHand")])

    def test_a_deposit_given_back_by_hand_is_named_and_so_is_one_taken_back_in_red(self):
        self.as_("clerk", self.contract).action_receive_deposit(amount=2000, date=date(2025, 2, 1))
        move = self.contract.deposit_move_ids
        moves = self.env["reform.deposit.move"]
        self.posted(move)
        self.assertFalse(self.differences() or moves._check_liabilities())
        voucher = self.by_hand(("211", 333, 0, self.lessee.id), ("101", 0, 333))
        paid = move.amount
        self.assertEqual(self.differences(), {("deposits", self.lessee.id): (paid, paid - 333)})
        self.assertEqual(self.blamed("deposits"), [("ledger.voucher", voucher.id, "ByHand")])
        self.assertIn(self.lessee.display_name, "".join(moves._check_liabilities()))
        self.in_red(voucher)
        self.assertFalse(self.differences() or moves._check_liabilities())
        self.in_red(move.voucher_id)
        self.assertEqual(self.differences(), {("deposits", self.lessee.id): (paid, 0)})
        self.assertIn(self.lessee.display_name, "".join(moves._check_liabilities()))

    def test_what_lies_outside_the_contracts_is_said_by_another_and_is_a_difference_no_more(self):
        stalls = self.by_hand(("101", 999, 0), ("50103", 0, 999))
        goods = self.by_hand(("112", 60, 0, self.lessee.id), ("50101", 0, 60))
        self.assertEqual(set(self.differences()), {("income", None), ("claims", self.lessee.id)})
        for role in ("clerk", "accountant", "director", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.outside(stalls, role=role)
        with self.assertRaises(UserError):
            self.outside(stalls, reason=" ")
        with self.assertRaises(UserError):
            self.outside(self.contract.due_ids[0].voucher_id)
        line = self.compare().line_ids.filtered(lambda each: each.subject == "income")
        asked = self.as_("supervisor", line).action_outside()
        self.assertEqual(asked["context"]["default_voucher_ids"], stalls.ids)
        ask = self.as_("supervisor", self.env[asked["res_model"]]).with_context(**asked["context"])
        ask.create({"reason": "集市摊位费,无合同"}).action_say()
        self.assertEqual(set(self.differences()), {("claims", self.lessee.id)})
        self.assertTrue(self.env["reform.rent.due"]._check_receivables())
        rows = self.outside(stalls | goods, reason="售出农产品")
        self.assertEqual(rows.voucher_id, goods)
        self.assertFalse(self.differences() or self.env["reform.rent.due"]._check_receivables())
        self.in_red(stalls)
        self.assertFalse(self.differences())
        for act in (lambda: rows.write({"reason": "x"}), rows.unlink):
            with self.assertRaises(AccessError):
                act()

    def test_a_voucher_of_ones_own_is_not_said_to_lie_outside_by_oneself(self):
        stalls = self.by_hand(("101", 999, 0), ("50103", 0, 999))
        self.users["clerk"].group_ids += self.env.ref("reform_places.group_supervisor")
        with self.assertRaises(UserError):
            self.outside(stalls, role="clerk")

    def test_a_declared_book_closes_once_income_by_hand_was_said_to_have_no_contract(self):
        self.as_("accountant", self.book).action_declare_register()
        months = self.book.period_ids.sorted("date_from")
        self.as_("accountant", months[:11]).action_close()
        stalls = self.by_hand(("101", 999, 0), ("50103", 0, 999), day="2025-12-05")
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", months[11]).action_close()
        self.assertIn("12999.00", str(refused.exception))
        self.outside(stalls)
        self.as_("accountant", months[11]).action_close()
        self.assertEqual(months[11].state, "closed")

    def test_once_declared_no_month_is_closed_while_they_differ(self):
        book = self.as_("accountant", self.book)
        self.thing()
        with self.assertRaises(UserError):
            book.action_declare_register()
        self.assertFalse(self.book.register_since)
        with self.assertRaises(AccessError):
            book.write({"register_since": "2025-01-01"})

    def test_a_declared_book_refuses_to_close_and_says_why(self):
        self.as_("accountant", self.book).action_declare_register()
        self.assertEqual(self.book.register_since, date(2025, 12, 1))
        months = self.book.period_ids.sorted("date_from")
        self.as_("accountant", months[:11]).action_close()
        self.receive(self.contract, 3000, date=date(2025, 12, 1))
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", months[11]).action_close()
        self.assertIn("9000.00", str(refused.exception))

    def test_only_those_who_check_compare(self):
        for role in ("clerk", "director", "county_finance"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.compare(role=role)
        self.assertEqual(self.compare(role="auditor").state, "agree")

    def test_the_number_of_statements_does_not_grow_with_the_cards(self):
        def statements():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["reform.register.check"]._figures(self.collective | self.other_collective, YEAR_END)
            return self.env.cr.sql_log_count - before

        few = statements()
        self.env["reform.asset"].union(*(self.thing(name=f"机具{number}") for number in range(8)))
        self.assertEqual((few, statements()), (3, 3))
