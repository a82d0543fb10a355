from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.tests import new_test_user, tagged

from .dividends import TODAY, DividendWorld


@tagged("post_install", "-at_install")
class TestDividendsInTheComparison(DividendWorld, PlaceCase):
    """What the locked shares give the members is what the books say they may claim, name by name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        kit = cls()
        kit.members(3)
        kit.quantified()
        cls.open_books()
        cls.plan = kit.payable()

    def compared(self):
        check = self.as_("accountant", self.env["reform.register.check"]).create({"month": date(2026, 4, 1)})
        check.action_compare()
        return check.line_ids.with_env(self.env).filtered(lambda each: each.subject == "dividends")

    def test_claims_by_the_register_are_those_of_the_books(self):
        line = self.compared()
        self.assertEqual((line.register, line.book, line.difference), (180000, 180000, 0))
        self.assertFalse(line.finding_ids)
        self.assertEqual(
            sum(self.env["reform.distribution"]._register_facts(self.collective, TODAY).values()), 180000
        )

    def test_a_payment_whose_voucher_is_not_posted_is_named_with_the_member(self):
        first = self.plan.line_ids[0]
        event = self.paid(self.plan, first)
        line = self.compared()
        self.assertEqual((line.register, line.book, line.difference), (120000, 180000, 60000))
        finding = line.finding_ids
        self.assertEqual(
            (finding.kind, finding.partner_id, finding.amount), ("NotPosted", first.partner_id, -60000)
        )
        self.as_("clerk", event)._book()
        self.post_events(self.plan)
        self.assertEqual(self.compared().difference, 0)

    def test_a_claim_taken_back_in_the_books_alone_is_named(self):
        self.users["poster"] = new_test_user(
            self.env,
            login="test_poster",
            groups="reform_places.group_accountant",
            reform_scope_ids=[(6, 0, self.village.ids)],
        )
        (event,) = self.plan.event_ids.filtered(lambda each: each.kind == "dividend")
        # As it could be written before a distribution had a way back of its own.
        voucher = self.as_("accountant", event.voucher_id)
        red = voucher._create_guarded([voucher._red_letter_vals("误记")])
        red.action_prepare()
        red = red.with_env(self.env)
        self.as_("supervisor", red).action_review()
        self.as_("poster", red).action_post()
        line = self.compared()
        self.assertEqual((line.register, line.book, line.difference), (180000, 0, -180000))
        self.assertEqual(set(line.finding_ids.mapped("kind")), {"RedLetter"})
        self.assertEqual(line.finding_ids.partner_id, self.plan.line_ids.partner_id)
