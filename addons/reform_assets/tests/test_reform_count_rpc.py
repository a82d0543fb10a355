"""Role × act over the real port, forged contexts, and what an act costs however large the round."""

from odoo.addons.reform_places.tests.common import FORGED, ROLES, RpcRefused
from odoo.tests import tagged

from .count_case import CountCase, CountHttpCase, picture

MODELS = (
    "reform.count.round", "reform.count.line", "reform.count.entry", "reform.count.verdict",
    "reform.count.find", "reform.count.owner",
)  # fmt: skip


@tagged("-at_install", "post_install")
class TestReformCountRpc(CountHttpCase):
    def test_each_step_belongs_to_its_roles(self):
        self.cards(2)
        count, name = self.round_(), "reform.count.round"
        starters = {"director", "township", "county_finance", "county_agriculture"}
        judges = starters - {"director"}
        self.assert_only(starters, name, "action_freeze", count.ids)
        self.as_("township", count).action_freeze()
        self.assert_only(starters, name, "action_start", count.ids)
        self.assert_only(judges, name, "action_cancel", count.ids, "x")
        self.as_("township", count).action_start()
        lines = self.lines(count)
        self.assert_only({"clerk", "director", "township"}, "reform.count.line", "action_found", lines.ids)
        self.see(lines[0], result="not_found")
        second = {"clerk", "director", "supervisor", "township"}
        self.assert_only(second, "reform.count.line", "action_found", lines[0].ids)
        self.assert_only({"clerk"}, "reform.count.line", "action_undo", lines[0].ids)
        item = {"name": "泵", "place_id": self.village.id, "photo": picture()}
        self.assert_only(second, name, "phone_find", count.ids, item)
        self.assert_only(starters, name, "action_finish", count.ids)
        self.see(lines[1])
        self.as_("township", count).action_finish()
        for role in ROLES:
            judge = {"line_ids": [(6, 0, lines[0].ids)], "verdict": "keep_book", "reason": "x"}
            self.assertEqual(
                self.allowed(role, "reform.count.judge", "create", [judge]), role in judges, role
            )
        self.as_("county_agriculture", lines[0])._judge("keep_book", "现场核实")
        owner = count.owner_ids
        self.assert_only({"director", "supervisor"}, "reform.count.owner", "action_confirm", owner.ids)
        self.as_("supervisor", owner).action_confirm()
        self.assertEqual(
            self.env["reform.approval"]._latest(owner)[owner.id]["confirmed"].user_id,
            self.users["supervisor"],
        )
        # Who has decided differences of the owner signs nothing of it, also no sending back.
        others = judges - {"county_agriculture"}
        self.assert_only(others, "reform.count.owner", "action_reopen", owner.ids)
        self.assert_only(starters, name, "action_confirm", count.ids)

    def test_nobody_writes_makes_or_removes_anything_of_a_count_by_hand(self):
        self.cards(1)
        count = self.counting_round()
        line = self.lines(count)
        self.see(line, result="not_found", photo=picture())
        find = self.as_("director", count)._report_find(
            {"name": "泵", "place_id": self.village.id, "photo": picture()}
        )
        forbidden = [
            ("reform.count.round", count, {"state": "closed"}),
            ("reform.count.round", count, {"frozen_digest": "x"}),
            ("reform.count.round", count, {"place_id": self.township.id}),
            ("reform.count.round", count, {"adjudicate_min": 10**9}),
            ("reform.count.line", line, {"book_cost": 1}),
            ("reform.count.line", line, {"status": "agreed"}),
            ("reform.count.line", line, {"verdict": "keep_book"}),
            ("reform.count.line", line, {"counted_by_id": 1}),
            ("reform.count.entry", line.entry_ids, {"result": "found"}),
            ("reform.count.find", find, {"status": "accepted"}),
            ("reform.count.owner", count.owner_ids, {"state": "confirmed"}),
            ("reform.count.owner", count.owner_ids, {"confirmed_by_id": 1}),
        ]
        for model, record, values in forbidden:
            for role in ROLES:
                with self.subTest(model=model, role=role, values=values):
                    self.assertFalse(self.allowed(role, model, "write", record.ids, values))
                    self.assertFalse(self.allowed(role, model, "write", record.ids, values, context=FORGED))
        records = (count, line, line.entry_ids, find, count.owner_ids)
        for record in records:
            for role in ROLES:
                with self.subTest(model=record._name, role=role):
                    self.assertFalse(self.allowed(role, record._name, "unlink", record.ids, context=FORGED))
        values = {
            "line_id": line.id,
            "round_id": count.id,
            "name": "x",
            "place_id": self.village.id,
            "regime": "state",
        }
        for model in MODELS[1:]:
            known = self.env[model]._fields.keys() & values.keys()
            for role in ROLES:
                with self.subTest(model=model, role=role):
                    self.assertFalse(
                        self.allowed(
                            role, model, "create", [{name: values[name] for name in known}], context=FORGED
                        )
                    )
        for private in ("_count", "_judge", "_settle", "_write_down", "_explain_unseen", "_undo"):
            self.assertFalse(self.allowed("clerk", "reform.count.line", private, line.ids), private)

    def test_a_window_half_done_leaves_nothing(self):
        self.cards(2)
        count = self.counting_round()
        lines = self.lines(count)
        values = {"line_ids": [(6, 0, lines.ids)], "result": "found_elsewhere"}
        window = self.rpc("clerk", "reform.count.enter", "create", [values])
        with self.assertRaises(RpcRefused) as refusal:
            self.rpc("clerk", "reform.count.enter", "action_apply", window)
        self.assertIn("at which place", refusal.exception.message)
        self.assertFalse(lines.entry_ids)
        self.assertEqual(set(lines.mapped("status")), {"unseen"})


@tagged("-at_install", "post_install")
class TestReformCountStatements(CountCase):
    def counted(self, act):
        """Return the number of statements of an act, with everything flushed."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_round_of_many_is_frozen_counted_and_decided_with_the_statements_of_one_of_few(self):
        def run(number, **vals):
            self.cards(number, **vals)
            count = self.round_(kind="order" if number > 20 else "yearly", owner_class=vals["owner_class"])
            costs = [self.counted(lambda: self.as_("township", count).action_freeze())]
            self.as_("township", count).action_start()
            lines = self.lines(count)
            self.assertEqual(len(lines), number)
            costs.append(self.counted(lambda: self.see(lines, result="damaged")))
            self.as_("township", count).action_finish()
            costs.append(self.counted(lambda: self.as_("county_agriculture", lines)._judge("keep_book", "x")))
            return costs

        run(2, owner_class="group_collective")
        few = run(20, owner_class="village_collective")
        many = run(400, owner_class="unconfirmed", entity_id=False)
        for small, large in zip(few, many, strict=True):
            self.assertLessEqual(large, small + 12, f"{few} against {many}")

    def test_ten_thousand_cards_are_frozen_by_the_same_few_statements(self):
        card = self.cards(1)
        self.env.cr.execute(
            """INSERT INTO reform_asset (name, code, state, place_id, owner_class, entity_id, use_state, cost)
               SELECT 'L' || n, 'BULK' || n, 'registered', place_id, owner_class, entity_id, 'in_use', 100
                 FROM reform_asset, generate_series(1, 10000) n WHERE id = %s""",
            [card.id],
        )
        count = self.round_()
        self.assertLessEqual(self.counted(lambda: self.as_("township", count).action_freeze()), 60)
        self.assertEqual(count.line_count, 10001)
