import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .integration_kit import IntegrationCase

CONFIRMATION = base64.b64encode("往来款对账确认单（测试）".encode())


@tagged("post_install", "-at_install")
class TestIntegrationAfter(IntegrationCase):
    """What becomes of mutual balances, members, shares and transitions; how the former village is found."""

    def merge(self, mode="direct"):
        return self.registered(self.approved(self.planned(self.integration(mode))))

    def owe(self, claim=400, debt=400):
        """Let the first village have a claim on the second, as their books say."""
        parties = [
            self.env["res.partner"].create({"name": entity.name, "reform_entity_id": entity.id})
            for entity in (self.collective_a, self.collective_b)
        ]
        self._post_voucher(
            self.collective_a, "2025-03-01", [("112", claim, 0, parties[1]), ("102", 0, claim)]
        )
        self._post_voucher(self.collective_b, "2025-03-01", [("102", debt, 0), ("211", 0, debt, parties[0])])
        return parties

    def carry_and_post(self, merger):
        merger.side_ids.with_user(self.users["director"])._carry("2026-01-05")
        merger.side_ids.invalidate_recordset()
        vouchers = merger.side_ids.take_out_id | merger.side_ids.opening_id
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()

    def test_mutual_balances_go_only_when_both_sides_have_signed(self):
        self.owe(400, 300)
        merger = self.merge()
        row = merger.offset_ids
        self.assertEqual((row.claim, row.debt, row.amount, row.disputed), (400, 300, 300, 100))
        with self.assertRaisesRegex(UserError, "confirmation"):
            self.as_("director", row).action_sign_creditor()
        self.as_("director", row).write({"creditor_paper": CONFIRMATION, "debtor_paper": CONFIRMATION})
        self.as_("director", row).action_sign_creditor()
        with self.assertRaises(AccessError):
            self.as_("director", row).action_sign_debtor()
        with self.assertRaises(AccessError):
            self.as_("director", row).write({"creditor_paper": False})
        with self.assertRaisesRegex(UserError, "both sides"):
            self.as_("accountant", row).action_book()
        self.as_("accountant", row).action_sign_debtor()
        self.assertEqual(row.state, "confirmed")
        with self.assertRaisesRegex(UserError, "handed over"):
            self.as_("accountant", row).action_book()
        self.carry_and_post(merger)
        self.as_("accountant", row).action_book()
        row.invalidate_recordset()
        lines = [
            (line.account_id.code, line.debit, line.credit, line.origin_place_id)
            for line in row.voucher_id.entry_ids
        ]
        self.assertEqual(lines, [("211", 300, 0, self.old_b), ("112", 0, 300, self.old_a)])

    def test_what_nobody_confirms_is_carried_over_and_listed(self):
        parties = self.owe()
        merger = self.merge()
        self.carry_and_post(merger)
        claims = self.env["ledger.balance"].search(
            [("entity_id", "=", self.collective.id), ("partner_id", "in", [p.id for p in parties])]
        )
        self.assertEqual(sum(claims.mapped("debit")), 400)
        self.assertEqual(sum(claims.mapped("credit")), 400)
        self.assertEqual(merger.offset_ids.mapped("state"), ["listed"])

    def members(self, entity, count, shares):
        """Members of a collective with shares, as its roster and register have them."""
        household = self.env["reform.household"].create(
            {"entity_id": entity.id, "code": "001", "name": "一号户"}
        )
        members = self.env["reform.member"]
        for number in range(count):
            member = self.env["reform.member"]._create_guarded(
                [
                    {
                        "entity_id": entity.id,
                        "household_id": household.id,
                        "name": f"{entity.name}成员{number}",
                        "since": "2020-01-01",
                    }
                ]
            )
            partner = member.partner_id or self.env["res.partner"].create({"name": member.name})
            member.sudo()._move("member", partner_id=partner.id)
            member._belongs()
            members |= member
            self.env["reform.share"]._add(
                [
                    {
                        "entity_id": entity.id,
                        "kind": "member",
                        "move": "grant",
                        "partner_id": partner.id,
                        "member_id": member.id,
                        "number": shares[number],
                        "date": "2020-01-01",
                        "user_id": self.env.uid,
                    }
                ]
            )
        return members

    def register(self, entity, origin=None):
        return sorted(
            float(number)
            for number in self.env["reform.share"]._register_at(entity, date(2026, 1, 5), origin).values()
        )

    def test_shares_follow_the_way_that_was_voted(self):
        people = self.members(self.collective_a, 2, [3, 1]) | self.members(self.collective_b, 1, [5])
        expected = {
            # Everybody the same.
            "direct": ([10, 10, 10], [], []),
            # 830 yuan of net assets at 100 yuan a share, as the old shares were 3 : 1; 2530 yuan.
            "shares": ([2.08, 6.22, 25.3], [2.08, 6.22], [25.3]),
        }
        for mode, (whole, of_a, of_b) in expected.items():
            with self.subTest(mode), self.env.cr.savepoint(flush=False) as point:
                merger = self.merge(mode)
                self.carry_and_post(merger)
                got = self.register(self.collective)
                self.assertEqual(len(got), 3)
                self.assertAlmostEqual(sum(got), sum(whole), 1)
                self.assertEqual(len(self.register(self.collective, self.old_a)), len(of_a))
                self.assertEqual(self.register(self.collective, self.old_b), of_b)
                # Nobody holds at home any more, and everybody stands on the one roster.
                self.assertFalse(self.register(self.collective_a) + self.register(self.collective_b))
                self.assertEqual(people.entity_id, self.collective)
                self.assertEqual(people.partner_id.reform_member_entity_ids, self.collective)
                self.assertEqual(set(people.household_id.origin_place_id), {self.old_a, self.old_b})
                self.assertEqual(len(set(people.household_id.mapped("code"))), 2)
                self.assertFalse(self.env["reform.share"]._reform_invariants()[0][1])
                point.rollback()
                self.env.invalidate_all()

    def test_nobody_is_a_member_twice(self):
        people = self.members(self.collective_a, 1, [1]) | self.members(self.collective_b, 1, [1])
        people.sudo().write({"identity": "11010519491231002X"})
        merger = self.merge()
        side_a, side_b = merger.side_ids.with_user(self.users["director"])
        side_a._carry("2026-01-05")
        with self.assertRaisesRegex(UserError, "roster of the successor"):
            side_b._carry("2026-01-05")

    def test_a_transition_ends_only_after_a_review_has_found_it_ready(self):
        merger = self.merge("gradual")
        self.as_("township", merger).action_settle()
        mine = self.as_("township", merger)
        with self.assertRaisesRegex(UserError, "review"):
            mine.action_converge()
        self.assertEqual(mine.action_look_again()["res_model"], "reform.integration.ask")
        self.env["reform.integration.ask"].with_user(self.users["township"]).create(
            {"act": "look", "integration_id": merger.id, "result": "stay", "text": "债务差距仍大"}
        ).action_confirm()
        with self.assertRaises(AccessError):
            merger.review_ids.write({"result": "converge"})
        facts = list(merger._alert_facts(date(2027, 1, 1)))
        self.assertEqual([fact.kind for fact in facts], ["integration_review_due"])
        mine.action_look_again("converge", "资产负债已接近")
        mine.action_converge()
        self.assertEqual(merger.state, "assessed")

    def test_the_former_village_is_found_by_its_name(self):
        card = self.card(entity_id=self.collective_a.id, place_id=self.old_a.id, name="碾米房")
        merger = self.merge()
        self.carry_and_post(merger)
        for model, text, found in (
            ("reform.asset", "原甲村", card),
            ("reform.asset", "东镇原甲村", card),
            ("reform.asset", "甲村", card),
            ("ledger.voucher", "原甲村", merger.side_ids[0].opening_id),
            ("reform.entity", "原甲村", self.collective),
        ):
            with self.subTest(model=model, text=text):
                rows = self.as_("township", self.env[model]).name_search(text, limit=100)
                self.assertIn(found.id, [row[0] for row in rows])
        rows = self.env["reform.asset"].name_search("原乙村", limit=100)
        self.assertNotIn(card.id, [row[0] for row in rows])

    def test_what_each_village_brought_stays_visible(self):
        self.card(entity_id=self.collective_a.id, place_id=self.old_a.id, cost=80000)
        merger = self.merge()
        self.carry_and_post(merger)
        self.env.flush_all()
        rows = self.as_("accountant", self.env["reform.former.figure"]).search(
            [("entity_id", "=", self.collective.id), ("former", "=", True)]
        )
        found = {(row.origin_place_id, row.kind): row.amount for row in rows}
        self.assertEqual(found[self.old_a, "money"], 1080)
        self.assertEqual(found[self.old_b, "debts"], 100)
        # The house that the merged village lets came from the first village, too.
        self.assertEqual(found[self.old_a, "cards"], 80000 + 80000)
        # Its income of the broken year is its result, not income of the new collective.
        self.assertNotIn((self.old_a, "income"), found)
        self.assertEqual(rows[0].action_records()["domain"][0], ("entity_id", "=", self.collective.id))

    def test_who_sees_one_village_does_not_see_the_other(self):
        merger = self.merge()
        stranger = new_test_user(
            self.env,
            login="test_stranger",
            groups="reform_places.group_accountant",
            reform_scope_ids=[Command.set(self.other_village.ids)],
        )
        for model in ("reform.integration", "reform.integration.side", "reform.integration.creditor"):
            self.assertFalse(self.env[model].with_user(stranger).search([]), model)
        with self.assertRaises(AccessError):
            merger.with_user(stranger).read(["plan"])
