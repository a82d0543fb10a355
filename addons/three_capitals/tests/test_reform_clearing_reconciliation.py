import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_handover import HandoverWorld
from .integration_kit import IntegrationCase

REPORT = base64.b64encode("审计报告（测试）".encode())


@tagged("post_install", "-at_install")
class TestReconciliation(HandoverWorld, IntegrationCase):
    """The whole way of one predecessor: signed by three, carried, posted by three, compared line by line."""

    def test_giver_is_receiver_plus_what_is_explained(self):
        card = self.confirm(self.card(entity_id=self.collective_a.id, place_id=self.old_a.id))
        merger = self.integration()
        mine = self.as_("township", merger)
        mine.action_choose()
        mine.action_clear()
        clearing_a, clearing_b = (
            self.env["reform.clearing"].search([("entity_id", "=", entity.id)])
            for entity in (self.collective_a, self.collective_b)
        )
        self.lay_items(clearing_a, 1, res_model="reform.asset", res_id=card.id, book_amount=card.cost)
        self.registered(self.approved(self.planned(merger)))
        side = merger.side_ids[0]
        for each in (clearing_a, clearing_b):
            for state in ("published", "filed", "handing"):
                each.sudo()._move(state)
        merger.side_ids.with_user(self.users["director"])._carry("2026-01-05")
        clearing_a.sudo()._move("handed_over")
        with self.assertRaisesRegex(UserError, "not posted"):
            self.as_("accountant", clearing_a).action_reconcile()
        side.invalidate_recordset()
        vouchers = side.take_out_id | side.opening_id
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()
        self.assertFalse(clearing_a._reconcile())
        # The other side has not posted: what it gave is with nobody, and every line of it says so.
        self.assertEqual({line["kind"] for line in clearing_b._reconcile()}, {"account"})
        self.as_("accountant", clearing_a).action_reconcile()
        lines = self.env["reform.clearing.reconciliation"].search([("clearing_id", "=", clearing_a.id)])
        self.assertEqual(len(lines), clearing_a.reconciled_lines)
        money = lines.filtered(lambda line: line.kind == "account")
        self.assertEqual(
            [(line.name, line.given, line.received, line.explained) for line in money],
            [
                ("102", 1080, 1080, 0),
                ("112", 50, 50, 0),
                ("211", -300, -300, 0),
                ("311", -750, -750, 0),
                ("321", 0, -80, 80),
                ("502", -80, 0, -80),
            ],
        )
        self.assertFalse(sum(money.mapped("rest")))
        with self.assertRaisesRegex(UserError, "audit report"):
            self.as_("township", clearing_a).action_close_file()
        self.as_("township", clearing_a).write({"audit_report": REPORT, "audit_published_on": "2025-12-20"})
        self.as_("township", clearing_a).action_close_file()
        self.assertEqual(clearing_a.state, "closed")

    def test_a_card_that_did_not_come_over_is_named(self):
        card = self.confirm(self.card(entity_id=self.collective_a.id, place_id=self.old_a.id, name="旧祠堂"))
        clearing = self.clearing(self.collective_a)
        self.lay_items(
            clearing, 1, res_model="reform.asset", res_id=card.id, name="旧祠堂", book_amount=card.cost
        )
        merger = self.registered(self.approved(self.planned(self.integration())))
        merger.side_ids.with_user(self.users["director"])._carry("2026-01-05")
        self.assertNotIn("card", {line["kind"] for line in clearing._reconcile()})
        card.sudo()._set_guarded({"entity_id": self.collective_a.id})
        (line,) = [line for line in clearing._reconcile() if line["kind"] == "card"]
        self.assertEqual((line["name"], line["away"], line["rest"]), ("旧祠堂", True, card.cost))

    def test_the_whole_county_is_compared_in_one_statement(self):
        merger = self.registered(self.approved(self.planned(self.integration())))
        merger.side_ids.with_user(self.users["director"])._carry("2026-01-05")
        clearings = merger.side_ids.clearing_id
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertTrue(clearings._reconcile())
