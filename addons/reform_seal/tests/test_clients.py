"""What a client may not say about a record, by whichever way it says it."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user

from .. import fields_of_clients
from .common import add_test_models


class TestClients(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_models(cls)
        cls.user = new_test_user(cls.env, "seal_client", groups="base.group_user")
        cls.documents = cls.env["reform.seal.test.document"].with_user(cls.user)

    def document(self):
        return self.documents.create({"name": "甲", "line_ids": [Command.create({"name": "一"})]})

    def remember(self, name, value):
        """Let the user store a default for a field of the document, as any user may."""
        self.env["ir.default"].with_user(self.user).set("reform.seal.test.document", name, value, True)

    def test_a_default_the_user_has_stored_gives_no_guarded_field(self):
        self.remember("number", 9)
        self.remember("state", "signed")
        document = self.document()
        self.assertEqual((document.number, document.state), (0, "draft"))
        with self.assertRaises(AccessError):
            self.documents.create({"name": "乙", "number": 9})
        self.assertEqual(self.documents._create_guarded([{"name": "丙"}]).number, 0)

    def test_a_field_that_follows_from_others_is_not_said_by_a_client(self):
        self.remember("length", 9)
        document = self.documents.with_context(default_length=8).create({"name": "甲乙", "length": 7})
        self.assertEqual(document.length, 2)
        with self.assertRaises(AccessError):
            document.write({"length": 7})
        line = document.line_ids.create({"document_id": document.id, "name": "一", "number": 5})
        line.write({"number": 5})
        self.env.flush_all()
        line.invalidate_recordset()
        self.assertEqual(line.number, 0)

    def test_a_record_one_may_not_read_is_not_named_in_a_link(self):
        entry = self.env["reform.seal.entry"]
        links = type("Links", (), {"env": self.documents.env, "_fields": entry._fields})()
        fields_of_clients.check_links(links, [{"user_id": self.env.uid}])
        self.env["ir.model.access"].search([("model_id.model", "=", "res.partner")]).perm_read = False
        partner = self.env["res.partner"].create({"name": "张三"})
        links._fields = self.env["res.users"]._fields
        with self.assertRaises(AccessError):
            fields_of_clients.check_links(links, [{"partner_id": partner.id}])

    def test_the_log_of_a_record_is_not_written_by_clients(self):
        messages = self.env["mail.message"]
        document = self.document()
        log = messages.create(
            {
                "model": document._name,
                "res_id": document.id,
                "body": "甲 → 乙",
                "message_type": "notification",
            }
        )
        comment = log.copy({"message_type": "comment", "author_id": self.user.partner_id.id})
        log.author_id = self.user.partner_id
        mine, own = log.with_user(self.user), comment.with_user(self.user)
        for position, act in enumerate(
            (
                lambda: mine.write({"body": "别的"}),
                lambda: mine.unlink(),
                lambda: own.write({"author_id": self.env.user.partner_id.id}),
                lambda: own.write({"date": "2020-01-01"}),
                lambda: mine.create({"model": document._name, "res_id": document.id, "body": "县局同意"}),
            )
        ):
            with self.subTest(act=position), self.assertRaises(AccessError):
                act()
        own.write({"body": "改过的话"})

    def test_the_file_in_a_field_is_written_through_the_field_alone(self):
        document = self.document()
        files = self.env["ir.attachment"]
        place = {"res_model": document._name, "res_id": document.id, "res_field": "paper"}
        document.paper = "5paH5Lu2"
        file = files.search([(name, "=", value) for name, value in place.items()])
        self.assertEqual(len(file), 1)
        mine = file.with_user(self.user)
        loose = files.with_user(self.user).create({"name": "x", "raw": b"x"})
        for position, act in enumerate(
            (
                lambda: mine.write({"raw": b"other"}),
                lambda: mine.unlink(),
                lambda: loose.create({"name": "x", "raw": b"x", **place, "res_field": "second_paper"}),
                lambda: loose.write({**place, "res_field": "second_paper"}),
            )
        ):
            with self.subTest(act=position), self.assertRaises(AccessError):
                act()
        self.assertFalse(mine.has_access("unlink"))
        self.assertTrue(mine.has_access("read"))
        document.write({"paper": "5pS5"})
        self.assertEqual(file.raw, "改".encode())
