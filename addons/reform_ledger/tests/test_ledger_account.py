from odoo.exceptions import UserError
from odoo.fields import Command

from .opening_case import OpeningCase


class TestAccountOfTheBooks(OpeningCase):
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

    def old(self, code):
        return self.env["ledger.account"].search([("chart_id", "=", self.old_chart.id), ("code", "=", code)])


class TestStrangeAccount(TestAccountOfTheBooks):
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
