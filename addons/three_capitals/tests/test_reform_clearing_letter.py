from odoo.addons.reform_decision.walkthrough import PICTURE
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .lists_kit import ListsCase


@tagged("post_install", "-at_install")
class TestLetters(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kit = cls()
        cls.one = kit.counting()
        cls.as_(kit, "clerk", cls.one).action_make_letters()
        cls.letters = cls.env["reform.clearing.letter"].search([("clearing_id", "=", cls.one.id)])
        cls.to_debtor = cls.letters.filtered(lambda letter: letter.side == "claims")
        cls.claim = kit.items(cls.one, "claims")

    def test_every_party_gets_one_letter_with_all_its_lines(self):
        self.assertEqual(
            [(letter.partner_id, letter.amount) for letter in self.letters],
            [(self.debtor, 500), (self.creditor, 2000)],
        )
        self.as_("clerk", self.one).action_make_letters()
        self.assertEqual(self.one.letter_count, 2)

    def test_an_agreed_answer_is_the_basis_of_the_claim(self):
        letter = self.as_("clerk", self.to_debtor)
        letter.action_send()
        letter._answer(True, scan=PICTURE, scan_name="回函.png")
        self.env.invalidate_all()
        self.assertEqual((self.to_debtor.state, self.to_debtor.answer_amount), ("agreed", 500))
        self.assertEqual((self.claim.disputed, self.claim.count_ids.way), ("no", "letter"))
        self.assertIn(self.to_debtor.name, self.claim.evidence)
        self.assertTrue(self.to_debtor.scan_digest)
        # The answer is no count: how much is there is said by who counts.
        self.assertEqual(self.claim.state, "listed")

    def test_a_disputed_answer_says_what_the_other_side_says(self):
        letter = self.as_("clerk", self.to_debtor)
        with self.assertRaises(UserError):
            letter._answer(True)
        letter.action_send()
        with self.assertRaisesRegex(UserError, "which amount"):
            letter._answer(False)
        letter._answer(False, amount=200, note="三百元已还", scan=PICTURE)
        self.env.invalidate_all()
        self.assertEqual((self.claim.disputed, self.to_debtor.answer_amount), ("yes", 200))
        letter._answer(True, scan=PICTURE)
        self.assertEqual(self.claim.disputed, "no")

    def test_nobody_writes_an_answer_by_hand(self):
        for role in ("clerk", "township", "auditor"):
            with self.assertRaises(AccessError):
                self.as_(role, self.to_debtor).write({"answer_amount": 1})
        with self.assertRaises(AccessError):
            self.as_("auditor", self.to_debtor).action_send()

    def test_a_signed_answer_stays_as_it_was_given(self):
        letter = self.as_("clerk", self.to_debtor)
        letter.action_send()
        letter._answer(True, scan=PICTURE, scan_name="回函.png")
        scan = self.env["ir.attachment"].search(
            [("res_model", "=", letter._name), ("res_id", "=", letter.id), ("res_field", "=", "scan")]
        )
        self.assertTrue(scan)
        with self.assertRaises(AccessError):
            self.as_("clerk", scan).unlink()

    def test_letters_are_printed_together(self):
        report = (
            self.env["ir.actions.report"]
            ._render_qweb_html("three_capitals.report_clearing_letter", self.letters.ids)[0]
            .decode()
        )
        for word in ("欠款人甲", "债权人乙", "500.00", "2,000.00"):
            self.assertIn(word, report)
