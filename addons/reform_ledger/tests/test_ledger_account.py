from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .closing_kit import ClosingCase
from .opening_case import OpeningCase


class OwnAccounts:
    def own(self, code, entity=None, parent=None, **vals):
        """Return an own sub-account of an entity."""
        entity = entity or self.collective
        above = self.account(parent or code[:-2], entity)
        return (
            self.as_("accountant", self.env["ledger.account"])
            .create(
                {
                    "chart_id": above.chart_id.id, "parent_id": above.id, "entity_id": entity.id,
                    "code": code, "name": f"明细{code}", "kind": above.kind, "side": above.side, **vals,
                }
            )
            .with_env(self.env)
        )  # fmt: skip

    def refused(self, act, *words):
        with self.assertRaises(UserError) as refusal, self.cr.savepoint():
            act()
        for word in words:
            self.assertIn(word, str(refusal.exception))


class TestStrangeAccount(OwnAccounts, OpeningCase):
    def old(self, code):
        return self.env["ledger.account"].search([("chart_id", "=", self.old_chart.id), ("code", "=", code)])

    def test_an_account_of_the_old_chart_is_refused_although_its_code_is_known(self):
        voucher = self.draft([("101", 100, 0), ("211", 0, 100)])
        # In the chart of 2004 this code means wages; today it means payables.
        self.as_("clerk", voucher.entry_ids[1]).account_id = self.old("211")
        self.refused(self.as_("clerk", voucher).action_prepare, "211", "2004")
        self.as_("clerk", voucher.entry_ids[1]).account_id = self.account("211")
        self.as_("clerk", voucher).action_prepare()

    def test_an_own_account_of_another_collective_is_refused(self):
        theirs = self.own("10201", self.other_collective)
        mine = self.own("10201")
        voucher = self.draft([("10201", 100, 0), ("50103", 0, 100)], role="accountant")
        line = self.as_("accountant", voucher.entry_ids[0])
        line.account_id = theirs
        self.refused(self.as_("accountant", voucher).action_prepare, theirs.display_name)
        line.account_id = mine
        self.as_("accountant", voucher).action_prepare()

    def test_the_nightly_check_finds_what_stands_on_an_account_of_other_books(self):
        voucher = self.posted(self.RENT)
        self.assertFalse(self.invariants())
        # Whoever can switch the guards off can write anything; the check still says so.
        self.env.cr.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_updated")
        self.env.cr.execute(
            "UPDATE ledger_entry SET account_id = %s WHERE id = %s",
            [self.old("102").id, voucher.entry_ids[0].id],
        )
        self.env.invalidate_all()
        (found,) = self.env["ledger.voucher"]._check_accounts()
        self.assertIn("102", found)
        self.assertIn(self.collective.name, found)

    def test_an_opening_takes_accounts_of_the_new_books_alone(self):
        opening = self.opening([("102", "银行存款", 500, 0), ("301", "资本", 0, 500)])
        line = self.as_("accountant", self.line(opening, "102"))
        right = line.account_id
        line.write({"account_id": self.old("102").id, "reason": "误选"})
        self.refused(self.as_("accountant", opening).action_convert, "102", "2004")
        line.write({"account_id": right.id, "part_ids": [
            Command.create({"account_id": self.own("10101").id, "amount": 5})
        ]})  # fmt: skip
        self.refused(self.as_("accountant", opening).action_convert, "10101")
        line.part_ids.unlink()
        opening.with_user(self.users["accountant"]).difference_ids = [Command.create({
            "account_id": self.old("151").id, "counter_account_id": right.id, "amount": 9, "reason": "账外",
        })]  # fmt: skip
        self.refused(self.as_("accountant", opening).action_convert, "151", "2004")
        self.as_("accountant", opening.difference_ids).unlink()
        self.as_("accountant", opening).action_convert()

    def test_a_voucher_list_becomes_vouchers_on_accounts_of_the_books_alone(self):
        opening = self.opening([])
        self.booked(opening)
        lines = (("102", "银行存款", 70, 0), ("50103", "租赁收入", 0, 70))
        paper = {"date": "2024-02-01", "word": "记", "number": 1, "summary": "收租金", "party_name": ""}
        rows = [
            {**paper, "chart_id": self.new_chart.id, "line_no": no, "code": code, "name": name,
             "debit": debit, "credit": credit}
            for no, (code, name, debit, credit) in enumerate(lines, 1)
        ]  # fmt: skip
        entries = self.as_("accountant", opening)._take_entries(rows)
        accounts = self.env["ledger.account"]._of_entity(self.state_body, self.new_chart)
        for entry, account in zip(entries, (self.old("102"), accounts["50103"]), strict=True):
            self.as_("accountant", entry).account_id = account
        self.refused(self.as_("accountant", opening).action_prepare_vouchers, "102", "2004")
        self.as_("accountant", entries[0]).account_id = accounts["102"]
        self.as_("accountant", opening).action_prepare_vouchers()
        self.assertEqual(entries.voucher_id.state, "prepared")

    def test_a_template_on_another_collective_s_account_makes_no_voucher(self):
        self.own("10201")
        theirs = self.own("10201", self.other_collective)
        template = self.as_("accountant", self.env["ledger.voucher.template"]).create(
            {"name": "存现", "summary": "存现", "entity_id": False, "line_ids": [
                Command.create({"account_id": theirs.id, "side": "debit", "amount": 5}),
                Command.create({"account_id": self.account("101").id, "side": "credit", "amount": 5}),
            ]}
        )  # fmt: skip
        self.refused(lambda: template._make(self.collective, "2024-03-08"), "10201")
        self.assertTrue(template._make(self.other_collective, "2024-03-08"))


class TestAccountOutOfUse(OwnAccounts, ClosingCase):
    def archive(self, account, role="accountant"):
        self.as_(role, account).active = False
        self.env.invalidate_all()

    def test_an_account_with_a_balance_stays_in_use_until_it_is_nil(self):
        own = self.own("5010301")
        self.posted([("102", 100, 0), ("5010301", 0, 100)])
        self.refused(lambda: self.archive(own), "5010301")
        self.refused(lambda: self.as_("accountant", own).action_archive(), "5010301")
        self.refused(lambda: self.archive(self.account("102"), "county_finance"), "102")
        self.assertTrue(own.active)
        self.posted([("5010301", 100, 0), ("50106", 0, 100)])
        self.archive(own)
        self.assertFalse(own.active)

    def test_an_account_stays_in_use_while_a_voucher_is_on_its_way_to_it(self):
        own = self.own("5010301")
        voucher = self.draft([("102", 100, 0), ("5010301", 0, 100)])
        self.refused(lambda: self.archive(own), "5010301")
        self.as_("clerk", voucher).unlink()
        self.archive(own)
        self.refused(lambda: self.draft_on(own), "5010301")

    def draft_on(self, account):
        voucher = self.draft(self.RENT)
        self.as_("clerk", voucher.entry_ids[1]).account_id = account
        self.as_("clerk", voucher).action_prepare()

    def test_parties_that_cancel_each_other_out_are_a_balance_all_the_same(self):
        own = self.own("11301")
        self.posted([("11301", 100, 0, self.party), ("11301", 0, 100, self.second_party)])
        self.refused(lambda: self.archive(own), "11301")

    def test_what_stands_on_an_account_out_of_use_is_still_corrected_and_closed(self):
        own = self.own("5010301")
        rent = self.posted([("102", 100, 0), ("5010301", 0, 100)])
        self.posted([("5010301", 100, 0), ("50106", 0, 100)])
        self.archive(own)
        # A red letter goes where its original went, and leaves an account out of use with a balance.
        red = self.as_("accountant", rent)._reverse("记错").with_env(self.env)
        self.as_("supervisor", red).action_review()
        self.as_("other_accountant", red).action_post()
        self.env.invalidate_all()
        self.assertEqual(self.end("5010301"), 100)
        book = self.books[self.collective]
        day = self.day("2024-12-31")
        self.assertTrue(any("5010301" in each for each in book._not_closed(day, ("income",))))
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.assertEqual((self.end("5010301"), self.end("50106")), (0, 0))
        self.assertFalse(book._not_closed(day, ("income",)))

    def test_a_pending_loss_on_an_account_out_of_use_keeps_december_open(self):
        own = self.own("1810201")
        loss = self.posted([("1810201", 100, 0), ("102", 0, 100)])
        self.posted([("102", 100, 0), ("1810201", 0, 100)])
        self.archive(own)
        red = self.as_("accountant", loss)._reverse("记错").with_env(self.env)
        self.as_("supervisor", red).action_review()
        self.as_("other_accountant", red).action_post()
        self.env.invalidate_all()
        self.assertTrue(any("1810201" in each for each in self.period("2024-12")._not_nil()))


class TestAccountLikeTheOneAbove(OwnAccounts, ClosingCase):
    FROM_ABOVE = ("kind", "side", "two_sided", "must_be_nil", "detail", "detail_required")

    def test_a_sub_account_is_kept_as_the_account_above_it(self):
        for code in ("1810201", "11301", "5010301"):
            own = self.own(code)
            self.assertEqual(
                [own[name] for name in self.FROM_ABOVE],
                [own.parent_id[name] for name in self.FROM_ABOVE],
                code,
            )
        self.posted([("1810201", 70, 0), ("102", 0, 70)], date="2024-12-05")
        (found,) = self.period("2024-12")._not_nil()
        self.assertIn("1810201", found)
        self.refused(lambda: self.posted([("11301", 5, 0), ("102", 0, 5)]), "11301")

    def test_nobody_switches_off_on_a_sub_account_what_is_prescribed_above(self):
        tries = (
            ("1810201", {"must_be_nil": False}),
            ("1810201", {"must_be_nil": "year"}),
            ("11301", {"detail_required": False}),
            ("11301", {"detail": False, "detail_required": False}),
            ("5010301", {"kind": "liability"}),
            ("5010301", {"side": "debit"}),
            ("5010301", {"two_sided": True}),
        )
        for code, vals in tries:
            with self.subTest("made", vals=vals), self.assertRaises(ValidationError), self.cr.savepoint():
                self.own(code, **vals)
        made = {code: self.own(code) for code in {code for code, _vals in tries}}
        for code, vals in tries:
            with (
                self.subTest("changed", vals=vals),
                self.assertRaises(ValidationError) as refusal,
                self.cr.savepoint(),
            ):
                self.as_("accountant", made[code]).write(vals)
            self.assertIn(made[code].parent_id.code, str(refusal.exception))

    def test_a_sub_account_may_ask_for_more(self):
        own = self.own("10201", detail="partner", detail_required=True)
        self.assertTrue(own.detail_required)
        claims = self.own("11301", two_sided=False, side="credit")
        self.assertFalse(claims.two_sided)

    def test_what_an_account_is_stays_once_it_has_entries(self):
        own = self.own("10201")
        self.as_("accountant", own).write({"detail": "partner", "detail_required": True})
        self.posted([("10201", 100, 0, self.party), ("50103", 0, 100)])
        for account, role, vals in (
            (own, "accountant", {"detail_required": False}),
            (self.account("50103"), "county_finance", {"kind": "liability"}),
            (self.account("50103"), "county_finance", {"side": "debit"}),
            (self.account("50103"), "county_finance", {"two_sided": True}),
        ):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
                self.as_(role, account).write(vals)
                self.env.flush_all()
            self.env.invalidate_all()
        self.as_("accountant", own).name = "基本户"
