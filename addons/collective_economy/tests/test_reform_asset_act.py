from odoo.addons.reform_assets.tests.act_case import ActCase
from odoo.addons.reform_assets.tests.worth_case import REPORT, WorthWorld
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EconomyCase


class BookedAssets(EconomyCase):
    def accounts(self, voucher):
        return [(line.account_id.code, line.debit, line.credit) for line in voucher.entry_ids]


@tagged("post_install", "-at_install")
class TestActsInTheBooks(BookedAssets, ActCase):
    def test_what_is_bought_stands_in_the_books_as_an_asset(self):
        act = self.done("bought", self.card(cost=0, net_value=0), [{"cost": 30000, "accumulated": 0}])
        self.assertIn("15101", act.proposed_entry)
        voucher = self.posted(act)
        self.assertEqual(self.accounts(voucher), [("15101", 30000, 0), ("102", 0, 30000)])
        self.assertEqual((act.voucher_id, act.book_state), (voucher, "posted"))

    def test_an_act_that_moves_nothing_is_not_booked(self):
        act = self.done("move", self.confirm(self.card()), to_place_id=self.old_b.id)
        self.assertFalse(act.proposed_entry)
        with self.assertRaises(UserError):
            self.booked(act)
        self.assertNotIn("reform.asset.act", self.run_month().line_ids.mapped("res_model"))

    def test_a_run_finds_the_acts_and_books_each_once(self):
        act = self.done("improve", self.confirm(self.card()), amount=5000)
        run = self.run_month()
        self.assertIn(f"act:{act.name}", run.line_ids.mapped("event_key"))
        self.assertEqual(self.accounts(act.voucher_id), [("15101", 5000, 0), ("102", 0, 5000)])
        self.assertFalse(self.run_month().line_ids)

    def test_an_act_taken_back_is_taken_back_in_red(self):
        act = self.done("improve", self.confirm(self.card()), amount=5000)
        self.posted(act)
        undo = self.undo(act)
        voucher = self.posted(undo)
        self.assertEqual(self.accounts(voucher), [("15101", -5000, 0), ("102", 0, -5000)])

    def test_an_act_taken_back_before_it_was_booked_never_comes_into_the_books(self):
        act = self.done("improve", self.confirm(self.card()), amount=5000)
        self.undo(act)
        self.assertNotIn("reform.asset.act", self.run_month().line_ids.mapped("res_model"))


@tagged("post_install", "-at_install")
class TestDisposalsInTheBooks(WorthWorld, BookedAssets):
    def sold(self, price=126000):
        hall = self.confirm(self.card())
        self.confirmed_valuation(hall, value=120000)
        return self.carry(self.disposal(hall), "reported", price=price)

    def test_a_sale_leaves_nothing_in_clearing_and_its_gain_in_income(self):
        disposal = self.sold()
        run = self.run_month()
        self.assertFalse(run.failed_count, run.line_ids.mapped("reason"))
        kinds = ("reform.asset.act", "reform.disposal.proceeds")
        mine = run.line_ids.filtered(lambda line: line.res_model in kinds)
        self.assertEqual(len(mine), 2)
        lines = mine.voucher_id.entry_ids
        clearing = lines.filtered(lambda line: line.account_id.code == "154")
        self.assertAlmostEqual(sum(clearing.mapped("debit")), sum(clearing.mapped("credit")))
        gain = lines.filtered(lambda line: line.account_id.code == "50404")
        card = disposal.line_ids
        self.assertAlmostEqual(gain.credit, 126000 - card.net_value)
        gone = lines.filtered(lambda line: line.account_id.code == "15101")
        self.assertAlmostEqual(sum(gone.mapped("credit")), card.cost)

    def test_a_contribution_is_booked_at_the_agreed_value(self):
        """喻家观村: an old distillery of 100,000 net put into a company for 7,000,000."""
        distillery = self.confirm(self.card(name="原村办旧酒厂", cost=900000, net_value=100000))
        self.confirmed_valuation(distillery, value=7000000)
        company = self.env["res.partner"].create({"name": "测试酒业有限公司", "is_company": True})
        disposal = self.disposal(
            distillery, kind="contribution", reserve_price=0, company_id=company.id, agreed_value=7000000,
            share_percent=35, guaranteed_return=220000, surplus_rule="盈余年份扣除保底后按股分红",
        )  # fmt: skip
        self.carry(disposal, "approved")
        self.as_("clerk", disposal).contract_file = REPORT
        self.carry(disposal, "reported")
        act = self.env["reform.asset.act"].search([("origin_id", "=", disposal.id), ("kind", "=", "removal")])
        lines = self.posted(act).entry_ids
        stake = lines.filtered(lambda line: line.account_id.code == "141")
        reserve = lines.filtered(lambda line: line.account_id.code == "311")
        self.assertEqual((sum(stake.mapped("debit")), reserve.credit), (7000000, 6900000))
        self.assertEqual(stake.partner_id, company)
        # The card of the investment came in without a second entry.
        came = disposal.stake_ids.act_line_ids.act_id
        self.assertEqual((came.kind, came.book_state), ("opening", "none"))
        self.assertNotIn(came, came.search(came._waiting_domain()))
