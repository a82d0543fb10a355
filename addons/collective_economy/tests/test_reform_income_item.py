import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import EconomyCase

PHOTO = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
)


@tagged("post_install", "-at_install")
class TestIncomeItem(EconomyCase):
    """The way of an income: recorded, classified, evidenced, posted, disclosed."""

    def items(self, role="auditor"):
        return self.as_(role, self.env["reform.income.item"]).search(
            [("entity_id", "=", self.collective.id)], order="id"
        )

    def draft(self, papers=0, account="503"):
        """Return a prepared voucher of a subsidy entered by hand."""
        account = self.env["ledger.account"].search(
            [("chart_id", "=", self.book.chart_id.id), ("code", "=", account)], limit=1
        )
        bank = self.env["ledger.account"].search(
            [("chart_id", "=", self.book.chart_id.id), ("code", "=", "102")], limit=1
        )
        return self.as_("clerk", self.env["ledger.voucher"]).create(
            {
                "entity_id": self.collective.id,
                "date": date(2025, 6, 1),
                "summary": "收到运转补助",
                "attachment_count": papers,
                "entry_ids": [
                    (0, 0, {"account_id": bank.id, "debit": 500}),
                    (0, 0, {"account_id": account.id, "credit": 500}),
                ],
            }
        )

    def post(self, voucher):
        self.as_("clerk", voucher).action_prepare()
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()

    def notice(self, **vals):
        return self.as_("clerk", self.env["reform.income.notice"]).create(
            {
                "entity_id": self.collective.id,
                "date_from": date(2025, 1, 1),
                "date_to": date(2025, 6, 30),
                "where": "村务公开栏",
                "photo": PHOTO,
                **vals,
            }
        )

    def test_an_income_goes_from_the_record_to_the_notice_board(self):
        voucher = self.draft(papers=1)
        item = self.items()
        self.assertEqual((item.kind, item.amount, item.step), ("subsidy", 500, "evidenced"))
        self.post(voucher)
        self.assertEqual(self.items().step, "posted")
        self.as_("clerk", self.notice()).action_post()
        self.assertEqual((self.items().step, self.items().is_disclosed), ("disclosed", True))

    def test_what_was_posted_without_a_paper_stays_behind(self):
        voucher = self.draft()
        self.post(voucher)
        item = self.items()
        self.assertEqual((item.step, item.is_posted, item.is_evidenced), ("classified", True, False))

    def test_the_event_of_a_contract_is_evidence(self):
        self.booked(self.contract.due_ids[0], role="clerk")
        item = self.items()
        self.assertEqual((item.kind, item.amount, item.step), ("operating", 3000, "evidenced"))
        self.assertTrue(item.source)
        self.assertEqual(item.origin_place_id, self.contract.line_ids.asset_id.origin_place_id)

    def test_the_notice_says_what_the_books_say_and_stays(self):
        self.posted(self.contract.due_ids[:2])
        self.post(self.draft(papers=2))
        notice = self.notice()
        notice.action_post()
        self.assertEqual((notice.amount, notice.posted_on), (6500, date(2025, 12, 20)))
        for vals in ({"amount": 1}, {"date_to": "2025-05-31"}, {"photo": False}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                notice.write(vals)

    def test_a_notice_needs_its_photo_its_days_and_an_income(self):
        self.posted(self.contract.due_ids[:1])
        for vals, words in (
            ({"photo": False}, "add the photo"),
            ({"date_to": date(2025, 12, 31)}, "before its last day"),
            ({"date_to": date(2025, 1, 15)}, "no income is posted"),
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, words):
                self.notice(**vals).action_post()

    def test_another_village_does_not_see_it(self):
        self.posted(self.contract.due_ids[:1])
        self.assertFalse(self.items(role="other_clerk"))
