from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_reform_projects import ProjectCase


@tagged("post_install", "-at_install")
class TestTakingMovementsBack(ProjectCase):
    """What is taken back leads the project back a step; what was approved, only its approvers take back."""

    def back(self, move, role="accountant"):
        self.as_(role, move).action_reverse()
        self.env.invalidate_all()

    def refused(self, move, role="accountant", error=UserError):
        with self.assertRaises(error), self.env.cr.savepoint():
            self.back(move, role)
        self.env.invalidate_all()

    def moves(self, project, kind):
        return project.move_ids.filtered(lambda move: move.kind == kind and move.amount > 0).sorted("id")

    def owed(self):
        payroll = self.payroll()
        self.as_("director", payroll).action_approve()
        return payroll

    def bought(self):
        purchase = self.project(
            "reform.purchase", title="化肥", partner_id=self.li.id, amount=900,
            account_id=self.account("121").id,
        )  # fmt: skip
        self.as_("director", purchase).action_approve()
        return purchase

    def test_pay_that_was_taken_back_is_owed_again_and_paid_again(self):
        payroll = self.owed()
        self.as_("clerk", payroll).action_pay_all()
        self.env.invalidate_all()
        self.assertEqual(payroll.state, "closed")
        self.back(self.moves(payroll, "paid")[0])
        self.assertEqual((payroll.state, payroll.outstanding), ("accrued", 2400))
        self.as_("clerk", payroll).action_pay_all()
        self.env.invalidate_all()
        self.assertEqual((payroll.state, payroll.outstanding), ("closed", 0))

    def test_only_the_director_takes_back_what_he_approved_and_not_after_somebody_was_paid(self):
        payroll = self.owed()
        approved = self.moves(payroll, "accrued")
        for role in ("clerk", "accountant", "supervisor"):
            with self.subTest(role=role):
                self.refused(approved, role, AccessError)
        self.record(payroll, "paid", 2400, partner=self.zhang)
        self.refused(approved, "director")
        self.assertEqual((payroll.state, payroll.outstanding), ("accrued", 1600))
        self.back(self.moves(payroll, "paid"))
        self.back(approved, "director")
        self.assertEqual((payroll.state, payroll.outstanding), ("draft", 0))
        self.assertFalse(payroll.approved_by_id)
        # It may be put right, and is approved anew.
        self.as_("clerk", payroll.line_ids[0]).amount = 2000
        self.as_("director", payroll).action_approve()
        self.env.invalidate_all()
        self.assertEqual((payroll.state, payroll.outstanding), ("accrued", 3600))

    def test_a_payroll_that_was_paid_out_is_not_taken_back_by_its_approval(self):
        payroll = self.owed()
        self.as_("clerk", payroll).action_pay_all()
        self.env.invalidate_all()
        self.refused(self.moves(payroll, "accrued"), "director")
        self.assertEqual((payroll.state, payroll.outstanding), ("closed", 0))

    def test_a_bill_that_was_not_paid_after_all_is_owed_again(self):
        purchase = self.bought()
        self.record(purchase, "received", 900)
        paid = self.record(purchase, "paid", 900)
        self.refused(self.moves(purchase, "received"))
        self.back(paid)
        self.assertEqual((purchase.state, purchase.outstanding), ("received", 900))
        self.back(self.moves(purchase, "received"))
        self.assertEqual((purchase.state, purchase.outstanding), ("approved", 0))
        self.record(purchase, "received", 900)
        self.record(purchase, "paid", 900)
        self.assertEqual((purchase.state, purchase.outstanding), ("closed", 0))

    def test_part_of_a_purchase_is_not_taken_back_under_what_was_paid_for_it(self):
        purchase = self.bought()
        self.record(purchase, "received", 400)
        part = self.record(purchase, "received", 500)
        self.record(purchase, "paid", 400)
        self.refused(part)
        self.assertEqual((purchase.state, purchase.outstanding), ("received", 500))

    def test_what_the_assembly_resolved_is_taken_back_by_those_who_put_it_in_force(self):
        levy = self.levy()
        claim = self.moves(levy, "approved")
        for role in ("clerk", "accountant", "director"):
            with self.subTest(role=role):
                self.refused(claim, role, AccessError)
        collected = self.record(levy, "collected", 300, partner=self.zhang)
        self.refused(claim, "supervisor")
        self.back(collected)
        self.back(claim, "supervisor")
        self.assertEqual((levy.state, levy.outstanding), ("draft", 0))
        self.as_("supervisor", levy).action_levy()
        self.env.invalidate_all()
        self.assertEqual((levy.state, levy.outstanding), ("open", 500))

    def test_works_are_not_taken_back_under_what_was_finished(self):
        levy = self.levy()
        paid = self.record(levy, "paid", 450)
        for partner, amount in ((self.zhang, 300), (self.li, 200)):
            self.record(levy, "collected", amount, partner=partner)
        self.as_("accountant", levy).action_finish()
        self.as_("accountant", levy).action_settle()
        self.refused(paid)
        self.refused(self.moves(levy, "finished"), "clerk", AccessError)
        self.back(self.moves(levy, "collected")[0])
        self.assertEqual((levy.state, levy.outstanding), ("finished", 300))
        self.back(self.moves(levy, "finished"))
        self.back(paid)
        self.assertEqual((levy.state, levy.works), ("open", 0))

    def test_a_sum_that_came_is_not_taken_back_under_what_households_got(self):
        record = self.compensation()
        self.record(record, "received", 100000)
        self.as_("clerk", record).action_pay_all()
        self.env.invalidate_all()
        came, paid = self.moves(record, "received"), self.moves(record, "paid")
        self.refused(came)
        self.back(paid[0])
        self.assertEqual((record.state, record.outstanding), ("received", 40000))
        self.refused(came)
        self.back(paid[1])
        self.back(came)
        self.assertEqual((record.state, record.outstanding), ("open", 0))
        self.record(record, "received", 100000)
        self.assertEqual((record.state, record.outstanding), ("received", 70000))

    def test_a_settled_grant_is_under_way_again_when_its_spending_was_taken_back(self):
        grant = self.grant()
        came = self.record(grant, "received", 100000)
        spent = self.record(grant, "spent_cost", 100000)
        self.as_("accountant", grant).action_settle()
        self.refused(came)
        self.back(spent)
        self.assertEqual((grant.state, grant.left), ("open", 100000))
        self.record(grant, "returned", 100000)
        self.as_("accountant", grant).action_settle()
        self.assertEqual(grant.state, "closed")

    def test_books_hold_nothing_of_what_was_approved_and_taken_back(self):
        payroll = self.owed()
        self.back(self.moves(payroll, "accrued"), "director")
        self.as_("clerk", payroll).action_book_all()
        self.env.invalidate_all()
        self.assertEqual(len(payroll.move_ids.voucher_id), 2)
        sums = {}
        for line in payroll.move_ids.voucher_id.entry_ids:
            code = line.account_id.code
            sums[code] = sums.get(code, 0) + line.debit - line.credit
        self.assertEqual(sums, {"51301": 0, "401": 0, "212": 0})
