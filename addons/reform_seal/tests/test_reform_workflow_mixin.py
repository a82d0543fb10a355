from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user

from .common import add_test_models

# Every key by which some Odoo code lets a caller pass: none may open anything here.
FORGED = {
    "force_delete": True, "_force_unlink": True, "check_move_validity": False, "skip_readonly_check": True,
    "skip_validation_check": True, "bypass_guard": True, "tracking_disable": True, "install_mode": True,
    "active_test": False, "import_file": True, "default_state": "signed", "default_number": 9, "sudo": True,
    "reform_seal_creating": "reform.seal.test.document", "mail_notrack": True, "dynamic_unlink": True,
}  # fmt: skip


class TestReformWorkflowMixin(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_models(cls)
        cls.user = new_test_user(cls.env, "seal_user", groups="base.group_user")
        cls.documents = cls.env["reform.seal.test.document"].with_user(cls.user)

    def document(self, signed=False, **vals):
        document = self.documents.create({"name": "甲", "line_ids": [Command.create({"name": "一"})], **vals})
        if signed:
            document._move("signed", number=5)
        return document

    def sealed(self, document):
        return self.env["reform.seal.entry"].search(
            [("res_model", "=", document._name), ("res_id", "in", document.ids)], order="id"
        )

    def refused(self, acts, errors=UserError):
        for context in ({}, FORGED):
            for position, act in enumerate(acts):
                with self.subTest(act=position, forged=bool(context)), self.assertRaises(errors):
                    act(context)

    def test_a_new_record_starts_at_its_first_step_whatever_the_context_says(self):
        document = self.documents.with_context(**FORGED).create({"name": "乙"})
        self.assertEqual((document.state, document.number), ("draft", 0))
        document = self.documents.create({"name": "乙", "state": "draft", "number": 0})
        self.assertEqual(document.state, "draft")

    def test_a_new_record_with_a_state_or_number_of_the_clients_is_refused(self):
        self.refused(
            [
                lambda ctx: self.documents.with_context(**ctx).create({"state": "signed"}),
                lambda ctx: self.documents.with_context(**ctx).create([{"name": "x"}, {"number": 3}]),
                lambda ctx: self.documents.with_context(**ctx).web_save({"state": "closed"}, {}),
                lambda ctx: self.documents.sudo().with_context(**ctx).create({"state": "signed"}),
            ],
            AccessError,
        )

    def test_guarded_fields_cannot_be_written_at_any_step_by_anybody(self):
        for signed in (False, True):
            document = self.document(signed)
            self.refused(
                [
                    lambda ctx, d=document: d.with_context(**ctx).write({"state": "closed"}),
                    lambda ctx, d=document: d.with_context(**ctx).write({"number": 1}),
                    lambda ctx, d=document: d.with_context(**ctx).web_save({"state": "closed"}, {}),
                    lambda ctx, d=document: d.sudo().with_context(**ctx).write({"state": "closed"}),
                    lambda ctx, d=document: d.with_context(**ctx).web_resequence({}, "number"),
                    lambda ctx, d=document: setattr(d.with_context(**ctx), "state", "closed"),
                    lambda ctx, d=document: d.with_context(**ctx).update_field_translations(
                        "number", {"en_US": "1"}
                    ),
                ],
                AccessError,
            )

    def test_what_is_frozen_stays_after_the_first_step(self):
        document = self.document()
        document.write({"name": "丙", "active": True})
        document.line_ids.write({"name": "二"})
        document._move("signed", number=5)
        line = document.line_ids
        self.refused(
            [
                lambda ctx: document.with_context(**ctx).write({"name": "丁"}),
                lambda ctx: document.with_context(**ctx).action_archive(),
                lambda ctx: document.with_context(**ctx).unlink(),
                lambda ctx: document.with_context(**ctx).write({"line_ids": [Command.clear()]}),
                lambda ctx: document.with_context(**ctx).write({"line_ids": [Command.create({"name": "x"})]}),
                lambda ctx: line.with_context(**ctx).write({"name": "x"}),
                lambda ctx: line.with_context(**ctx).unlink(),
                lambda ctx: line.copy(),
                lambda ctx: line.with_context(**ctx).create({"name": "x", "document_id": document.id}),
                lambda ctx: line.with_context(**ctx, default_document_id=document.id).create({"name": "x"}),
                lambda ctx: line.with_context(**ctx).write({"document_id": self.document().id}),
                lambda ctx: self.document().line_ids.with_context(**ctx).write({"document_id": document.id}),
                lambda ctx: document.with_context(**ctx)._move("draft"),
            ]
        )
        document.write({"note": "an open field stays open"})
        self.assertEqual((document.name, line.name, document.state), ("丙", "二", "signed"))

    def test_an_import_writes_no_state(self):
        document = self.document(signed=True)
        xmlid = self.env["ir.model.data"].create(
            {"module": "__test__", "name": "doc", "model": document._name, "res_id": document.id}
        )
        result = self.documents.with_context(**FORGED).load(["name", "state"], [["戊", "Signed"]])
        self.assertFalse(result["ids"])
        result = self.documents.load(["id", "state"], [[f"__test__.{xmlid.name}", "Closed"]])
        self.assertFalse(result["ids"])
        result = self.documents.load([".id", "number"], [[str(document.id), "7"]])
        self.assertFalse(result["ids"])
        self.assertEqual((document.state, document.number), ("signed", 5))

    def test_a_copy_starts_its_own_life(self):
        copied = self.document(signed=True).copy()
        self.assertEqual((copied.state, copied.number), ("draft", 0))
        self.refused([lambda ctx: self.document().with_context(**ctx).copy({"state": "signed"})], AccessError)

    def test_a_move_follows_the_edges_and_is_sealed(self):
        document = self.document()
        with self.assertRaises(UserError):
            document._move("closed")
        document._move("signed", reason="because", number=5)
        document._move("closed")
        self.assertEqual((document.state, document.number), ("closed", 5))
        rows = self.sealed(document)
        self.assertEqual(rows.mapped("kind"), ["draft→signed", "signed→closed"])
        self.assertEqual(rows.mapped("user_id"), self.user)
        self.assertEqual(rows.mapped("seq"), [rows[0].seq, rows[0].seq + 1])

    def test_our_own_act_may_create_with_guarded_fields_but_nothing_nested_may(self):
        document = self.documents._create_guarded([{"name": "己", "number": 8}])
        self.assertEqual((document.number, document.state), (8, "draft"))
        with self.assertRaises(AccessError):
            self.documents.create({"number": 8})

    def test_a_state_changed_by_sql_is_named_by_the_check(self):
        document = self.document(signed=True)
        model = self.env["reform.seal.test.document"]
        self.assertEqual([p for _c, p in model._reform_invariants()], [[]])
        self.env.cr.execute(
            "UPDATE reform_seal_test_document SET state = 'closed' WHERE id = %s", [document.id]
        )
        document.invalidate_recordset()
        [(_check, problems)] = model._reform_invariants()
        self.assertEqual(len(problems), 1)
        self.assertIn("甲", problems[0])

    def test_a_step_reserved_for_a_group_is_refused_to_others_and_to_administrators(self):
        admin = new_test_user(self.env, "seal_admin", groups="base.group_system")
        document = self.document()
        for user in (self.user, admin):
            with self.assertRaises(AccessError):
                document.with_user(user)._require_group("base.group_portal")
        document._require_group("base.group_portal", "base.group_user")
