from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from psycopg2.errors import RestrictViolation

from .common import LedgerCase


class TestVoucherEntry(LedgerCase):
    def book(self):
        return self.as_("accountant", self.books[self.collective])

    # -- words -----------------------------------------------------------------------------------------------

    def test_with_three_words_the_word_follows_the_money_and_a_wrong_one_is_refused(self):
        self.book().words = "three"
        wrong = self.draft(self.RENT)
        with self.assertRaises(UserError) as refusal:
            self.as_("clerk", wrong).action_prepare()
        self.assertIn("收", str(refusal.exception))
        self.as_("clerk", wrong).word = "receipt"
        self.as_("clerk", wrong).action_prepare()
        self.assertEqual(wrong.state, "prepared")

    def test_with_one_word_every_other_is_refused(self):
        self.book().words = "one"
        with self.assertRaises(UserError):
            self.prepared(self.RENT, word="receipt")
        self.assertTrue(self.prepared(self.RENT))

    def test_events_and_sets_take_the_word_of_the_book(self):
        self.book().words = "three"
        event = {
            "entity_id": self.collective.id,
            "date": self.day("2024-03-05"),
            "summary": "租金",
            "entries": [{"account": "102", "debit": 5}, {"account": "50103", "credit": 5}],
        }
        wear = {**event, "entries": [{"account": "51304", "debit": 5}, {"account": "152", "credit": 5}]}
        Voucher = self.as_("clerk", self.env["ledger.voucher"])
        one = Voucher._from_event([{**event, "event_key": "a:1"}])
        self.assertEqual(one.word, "receipt")
        done = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [{**event, "event_key": "a:2"}, {**wear, "event_key": "a:3"}],
            prepared_by=self.users["clerk"],
            reviewed_by=self.users["supervisor"],
        )
        self.assertEqual(done.problems, [])
        made = self.env["ledger.voucher"].search([("event_key", "in", ("a:2", "a:3"))], order="event_key")
        self.assertEqual(made.mapped("word"), ["receipt", "transfer"])
        self.assertEqual(made.mapped("number"), [1, 1])
        self.assertEqual(self.invariants(), [])

    def test_a_red_letter_keeps_the_word_of_its_original(self):
        voucher = self.posted(self.RENT)
        self.book().words = "three"
        copy = self.as_("accountant", voucher)._reverse("错账")
        self.assertEqual((copy.word, copy.state), ("general", "prepared"))

    # -- writing by keyboard ---------------------------------------------------------------------------------

    def test_the_form_proposes_the_next_line_and_the_word(self):
        self.book().words = "three"
        form = Form(self.as_("clerk", self.env["ledger.voucher"]))
        form.entity_id, form.date, form.summary = self.collective, "2024-03-05", "收租金"
        with form.entry_ids.new() as line:
            line.account_id, line.debit = self.account("101"), 300
        self.assertEqual((form.next_credit, form.next_debit, form.word), (300, 0, "receipt"))
        with form.entry_ids.new() as line:
            line.debit = 0
            line.account_id = self.account("113")
            self.assertEqual((line.debit, line.credit), (0, 300))
            line.partner_id = self.party
        voucher = form.save()
        self.assertEqual((voucher.next_summary, voucher.difference), ("收租金", 0))

    def test_an_account_is_found_by_the_beginning_of_its_code_or_by_name(self):
        Account = self.as_("clerk", self.env["ledger.account"])
        codes = [name.split()[0] for _id, name in Account.name_search("102")]
        self.assertEqual(codes[0], "102")
        self.assertGreater(len(codes), 1)
        self.assertIn("102 ", Account.name_search("银行")[0][1])

    def test_only_lowest_accounts_of_the_entity_are_offered(self):
        vals = {"name": "基本户", "kind": "asset", "side": "debit", "code": "10201"}
        chart = self.books[self.collective].chart_id
        own = {"chart_id": chart.id, "parent_id": self.account("102").id, "entity_id": self.collective.id}
        self.as_("accountant", self.env["ledger.account"]).create({**vals, **own})
        for entity, found in ((self.collective, False), (self.other_collective, True)):
            Account = self.as_("accountant", self.env["ledger.account"]).with_context(
                ledger_entry_entity=entity.id
            )
            mine = [("takes_entries", "=", True), ("chart_id", "=", chart.id)]
            lowest = Account.search([*mine, ("code", "=like", "102%")])
            self.assertEqual("102" in lowest.mapped("code"), found)
            self.assertFalse(Account.search([*mine, ("code", "=", "501")]))

    # -- papers ----------------------------------------------------------------------------------------------

    def paper(self, voucher, name="发票.txt"):
        return self.as_("clerk", self.env["ir.attachment"]).create(
            {"name": name, "raw": name.encode(), "res_model": "ledger.voucher", "res_id": voucher.id}
        )

    def test_files_count_as_papers_and_are_sealed(self):
        voucher = self.draft(self.RENT)
        papers = self.paper(voucher) | self.paper(voucher, "回单.txt")
        mine = self.as_("clerk", voucher)
        mine.paper_ids = [Command.set(papers.ids)]
        mine.action_prepare()
        self.assertEqual(voucher.attachment_count, 2)
        self.assertEqual(self.env["ledger.voucher"]._check_papers(), [])
        with self.assertRaises(AccessError):
            mine.paper_ids = [Command.clear()]
        paper = self.as_("clerk", papers[0])
        for act in (lambda: paper.write({"raw": b"x"}), paper.unlink):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(RestrictViolation), self.env.cr.savepoint():
            papers[0].sudo().unlink()
        self.assertEqual(self.env["ledger.voucher"]._check_papers(), [])

    def test_a_paper_added_behind_the_seal_is_named(self):
        voucher = self.prepared(self.RENT)
        paper = self.paper(voucher)
        self.env.flush_all()
        self.env.cr.execute("INSERT INTO ledger_voucher_paper_rel VALUES (%s, %s)", [voucher.id, paper.id])
        self.env.invalidate_all()
        self.assertEqual(len(self.env["ledger.voucher"]._check_papers()), 1)

    # -- finding ---------------------------------------------------------------------------------------------

    def test_a_voucher_is_found_by_anything(self):
        first = self.posted(
            [("102", 1234.5, 0), ("113", 0, 1234.5, self.party)], date="2024-03-05", summary="收承包款"
        )
        other = self.posted(self.RENT, date="2024-04-09", summary="电费")
        Voucher = self.as_("accountant", self.env["ledger.voucher"])
        both = [("id", "in", (first | other).ids)]

        def found(text):
            return Voucher.search([("anything", "ilike", text), *both])

        for text in (
            "承包",
            "1234.50",
            "1,234.5",
            "张三",
            "113",
            "2024-03",
            "2024年3月5日",
            "3月",
            "内部往来",
        ):
            self.assertEqual(found(text), first, text)
        self.assertEqual(found("记-1"), first | other)
        self.assertEqual(found("记-1 4月"), other)
        self.assertEqual(found("电费 3月"), Voucher)

    # -- templates -------------------------------------------------------------------------------------------

    def template(self, role="accountant", entity=None, lines=(), **vals):
        return self.as_(role, self.env["ledger.voucher.template"]).create(
            {
                "name": "发放工资",
                "summary": "发放工资",
                "entity_id": entity.id if entity else False,
                "line_ids": [
                    Command.create({"account_id": self.account(code).id, "side": side, **more})
                    for code, side, more in lines
                ],
                **vals,
            }
        )

    HALVES = (
        ("51301", "debit", {"share_percent": 100}),
        ("102", "credit", {"share_percent": 66.67}),
        ("101", "credit", {"share_percent": 33.33}),
    )

    def test_a_template_divides_a_sum_to_the_cent(self):
        template = self.template(lines=self.HALVES)
        voucher = template._make(self.collective, "2024-03-08", 1000.01)
        self.assertEqual(voucher.state, "draft")
        self.assertEqual(voucher.difference, 0)
        self.assertEqual(voucher.entry_ids.sorted("line_no").mapped("credit"), [0, 666.71, 333.3])
        with self.assertRaises(UserError):
            template._make(self.collective, "2024-03-08")

    def test_shares_that_divide_no_whole_are_refused(self):
        with self.assertRaises(ValidationError):
            self.template(lines=[("101", "debit", {"share_percent": 80})])

    def test_a_voucher_becomes_a_template_and_a_voucher_again(self):
        voucher = self.posted(self.RENT)
        action = self.as_("accountant", voucher).action_save_as_template()
        template = self.env["ledger.voucher.template"].browse(action["res_id"])
        self.assertEqual(template.entity_id, self.collective)
        wizard = self.as_("accountant", self.env["ledger.voucher.from.template"]).create(
            {"entity_id": self.collective.id, "template_id": template.id, "date": "2024-05-05"}
        )
        made = self.env["ledger.voucher"].browse(wizard.action_make()["res_id"])
        self.assertEqual((made.debit_total, made.state, made.summary), (100, "draft", "收租金"))
        with self.assertRaises(UserError):
            self.as_("accountant", template)._make(self.other_collective, "2024-05-05")

    def test_a_template_for_everybody_is_changed_by_its_maker_or_the_county(self):
        template = self.template(lines=self.HALVES)
        for role in ("clerk", "other_accountant"):
            with self.assertRaises(AccessError):
                self.as_(role, template).name = "别的"
            with self.assertRaises(AccessError):
                self.as_(role, template.line_ids).write({"summary": "别的"})
        self.as_("accountant", template).name = "改名"
        own = self.template(role="other_accountant", entity=self.collective, lines=self.HALVES)
        self.as_("clerk", own).name = "本村"
        with self.assertRaises(AccessError):
            self.as_("other_clerk", own).name  # noqa: B018  # reading is the attempt

    def test_a_copy_is_a_draft_of_today(self):
        voucher = self.posted(self.RENT)
        made = self.env["ledger.voucher"].browse(self.as_("clerk", voucher).action_copy()["res_id"])
        self.assertEqual((made.state, made.number, made.debit_total), ("draft", 0, 100))
