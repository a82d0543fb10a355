"""Role × act on cards over the real port, and how many statements acts cost."""

from odoo.addons.reform_places.tests.common import FORGED, ROLES
from odoo.tests import tagged

from .act_case import ActCase, ActHttpCase


@tagged("-at_install", "post_install")
class TestActRpc(ActHttpCase):
    def assert_step(self, allowed, method, act, *args, **kw):
        self.assert_only(allowed, "reform.asset.act", method, act.ids, *args, **kw)

    def test_each_step_belongs_to_its_roles(self):
        act = self.act("lend", self.confirm(self.card()))
        self.assert_step({"clerk", "township"}, "action_submit", act)
        self.as_("clerk", act).action_submit()
        # Worth 80,000 yuan: above what a director may approve.
        self.assert_step({"township", "county_agriculture"}, "action_approve", act)
        self.assert_step({"township", "county_agriculture"}, "action_return", act, reason="不全")
        self.as_("township", act).action_approve()
        self.assert_step({"clerk", "township", "accountant"}, "action_carry_out", act)
        self.as_("clerk", act).action_carry_out()
        self.assert_step({"clerk", "township"}, "action_undo", act, reason="误")

    def test_nobody_writes_a_state_a_signature_or_content_that_moved_on(self):
        card = self.confirm(self.card())
        act = self.done("improve", card, amount=100)
        forbidden = [
            ("reform.asset.act", act, {"state": "draft"}),
            ("reform.asset.act", act, {"approved_by_id": 1}),
            ("reform.asset.act", act, {"amount": 1}),
            ("reform.asset.act", act, {"origin_id": 5}),
            ("reform.asset.act", act, {"undo_of_id": act.id}),
            ("reform.asset.act", act, {"line_ids": [(5, 0, 0)]}),
            ("reform.asset.act.line", act.line_ids, {"after": {"cost": 1}}),
            ("reform.asset.act.paper", act.paper_ids[0], {"kind": "other"}),
        ]
        for model, record, values in forbidden:
            for role in ROLES:
                with self.subTest(model=model, role=role, values=values):
                    self.assertFalse(self.allowed(role, model, "write", record.ids, values, context=FORGED))
        for record in (act, act.line_ids, act.paper_ids):
            for role in ROLES:
                with self.subTest(model=record._name, role=role):
                    self.assertFalse(self.allowed(role, record._name, "unlink", record.ids, context=FORGED))

    def test_an_act_is_entered_as_a_draft_and_never_rests_on_a_made_up_approval(self):
        card = self.confirm(self.card())
        line = (0, 0, {"asset_id": card.id})
        values = {"kind": "removal", "place_id": self.village.id, "line_ids": [line]}
        for more in ({"state": "approved"}, {"origin_id": 7, "origin_model": "res.partner"}, {"done_no": 3}):
            with self.subTest(more=more):
                self.assertFalse(self.allowed("clerk", "reform.asset.act", "create", [{**values, **more}]))
        forged = {"default_origin_id": 7, "default_origin_model": "res.partner", "default_state": "approved"}
        made = self.rpc("clerk", "reform.asset.act", "create", [values], context=forged)
        act = self.env["reform.asset.act"].browse(made)
        self.assertEqual((act.state, act.origin_id, act.origin_model), ("draft", 0, False))
        for private in ("_enact", "_carry_out", "_do", "_set_guarded", "_move"):
            self.assertFalse(self.allowed("clerk", "reform.asset.act", private, act.ids), private)

    def test_another_village_neither_sees_nor_touches_it(self):
        act = self.act("lend", self.confirm(self.card()))
        self.assertFalse(self.allowed("other_clerk", "reform.asset.act", "read", act.ids, ["name"]))
        line = (0, 0, {"asset_id": act.asset_ids.id})
        values = {"kind": "lend", "place_id": self.other_village.id, "line_ids": [line]}
        self.assertFalse(self.allowed("other_clerk", "reform.asset.act", "create", [values]))


@tagged("-at_install", "post_install")
class TestActStatements(ActCase):
    def counted(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def cards(self, count):
        values = self.card().copy_data()[0]
        made = self.env["reform.asset"].create(
            [{**values, "name": f"房屋{number}"} for number in range(count)]
        )
        return self.confirm(made)

    def test_an_act_on_two_hundred_cards_costs_as_many_statements_as_one_on_twenty(self):
        for kind, vals in (("improve", {"amount": 5000}), ("removal", {})):
            with self.subTest(kind=kind):
                small, large = self.enacted(kind, 20, vals), self.enacted(kind, 200, vals)
                self.assertLessEqual(large, small + 30, f"twenty {small}, two hundred {large}")
                self.assertLessEqual(large, 160)

    def enacted(self, kind, count, vals):
        cards, model = self.cards(count), self.env["reform.asset.act"]
        return self.counted(lambda: model._enact(kind, cards, vals, "x", origin=self.lessee))
