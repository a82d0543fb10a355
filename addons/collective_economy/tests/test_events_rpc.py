from odoo import Command
from odoo.tests import tagged

from .common import EconomyHttpCase
from .test_collective_economy_rpc import FORGED, ROLES

CARD = {
    "name": "打谷机",
    "cost": 12000,
    "net_value": 12000,
    "acquired_date": "2025-02-08",
    "useful_life_months": 120,
}


@tagged("post_install", "-at_install")
class TestEventsRpc(EconomyHttpCase):
    """Over the wire: who draws up does not confirm, and what was charged or recorded is changed by nobody."""

    def refused(self, role, model, method, *args):
        self.assertFalse(self.allowed(role, model, method, *args, context=FORGED), f"{role} {model}.{method}")

    def test_depreciation_is_drawn_up_by_one_and_confirmed_by_another(self):
        kind = self.env.ref("reform_assets.category_collective_c03").id
        card = self.confirm(self.card(category_id=kind, **CARD))
        Schedule = self.as_("accountant", self.env["reform.depreciation.schedule"])
        draft = Schedule._draw_up(card.with_env(Schedule.env))[0]
        model = "reform.depreciation.schedule"
        self.assert_only({"supervisor", "township"}, model, "action_confirm", draft.ids)
        for role in ROLES:
            for vals in ({"state": "in_force"}, {"cost": 1}, {"worn_before": 9}, {"version": 7}):
                self.refused(role, model, "write", draft.ids, vals)
        self.as_("supervisor", draft).action_confirm()
        run = self.as_("accountant", self.env["reform.depreciation.run"]).create({"month": "2025-03-01"})
        self.assert_only({"accountant"}, "reform.depreciation.run", "action_run", run.ids)
        run.action_run()
        line = run.line_ids
        self.assertEqual(len(line), 1)
        self.assert_only(
            {"accountant"}, "reform.depreciation.line", "action_take_back", line.ids, reason="误提"
        )
        for role in ROLES:
            self.refused(role, model, "write", draft.ids, {"months": 3})
            self.refused(role, model, "unlink", draft.ids)
            self.refused(role, "reform.depreciation.line", "write", line.ids, {"amount": 1})
            self.refused(role, "reform.depreciation.line", "unlink", line.ids)
            self.refused(role, "reform.depreciation.line", "create", [{"asset_id": card.id, "amount": 1}])
            self.refused(role, "ledger.book", "write", self.book.ids, {"register_since": "2025-01-01"})

    def test_projects_are_approved_by_another_person_and_their_movements_stay(self):
        grant = self.as_("clerk", self.env["reform.grant"]).create(
            {"title": "机耕道", "entity_id": self.collective.id, "granted": 1000}
        )
        payroll = self.as_("clerk", self.env["reform.payroll"]).create(
            {
                "title": "工资",
                "entity_id": self.collective.id,
                "line_ids": [
                    Command.create(
                        {
                            "partner_id": self.lessee.id,
                            "amount": 100,
                            "account_id": self.env["ledger.account"]
                            ._of_entity(self.collective, self.book.chart_id)["51301"]
                            .id,
                        }
                    )
                ],
            }
        )
        self.assert_only({"township", "county_finance"}, "reform.grant", "action_verify", grant.ids)
        self.assert_only({"director"}, "reform.payroll", "action_approve", payroll.ids)
        self.as_("township", grant).action_verify()
        self.as_("director", payroll).action_approve()
        move = grant._record_by_hand("received", 600)
        for role in ROLES:
            self.refused(role, "reform.grant", "write", grant.ids, {"state": "closed"})
            self.refused(role, "reform.grant", "write", grant.ids, {"granted": 9})
            self.refused(role, "reform.grant", "unlink", grant.ids)
            self.refused(role, "reform.grant.move", "write", move.ids, {"amount": 1})
            self.refused(role, "reform.grant.move", "unlink", move.ids)
            self.refused(role, "reform.grant.move", "create", [{"project_id": grant.id, "amount": 5}])
            self.refused(role, "reform.payroll.line", "write", payroll.line_ids.ids, {"amount": 9})
        self.assert_only({"accountant", "clerk"}, "reform.grant.move", "action_reverse", move.ids)
