from odoo.exceptions import AccessError, UserError

from .common import AuditCase


class TestReformAuditFinding(AuditCase):
    def finding(self, role="auditor"):
        voucher = self.env["ledger.voucher"].search([("summary", "=", "取现")])
        return self.as_(role, self.env["reform.audit.finding"]).create(
            {
                "entity_id": self.collective.id,
                "record": f"ledger.voucher,{voucher.id}",
                "text": "取现用途不明",
            }
        )

    def test_a_finding_is_raised_answered_and_closed(self):
        finding = self.finding()
        clerk = self.as_("clerk", finding)
        with self.assertRaises(UserError):
            clerk.action_answer()
        clerk.write({"answer": "用于慰问，附签收单"})
        clerk.action_answer()
        self.as_("auditor", finding).action_ask_again()
        self.as_("accountant", finding).action_answer()
        self.as_("auditor", finding).action_close()
        self.assertEqual((finding.state, finding.answered_by_id), ("closed", self.users["accountant"]))
        sealed = self.env["reform.seal.entry"].search(
            [("res_model", "=", finding._name), ("res_id", "=", finding.id)]
        )
        self.assertEqual(len(sealed), 4)

    def test_only_an_auditor_asks_and_only_the_audited_answer(self):
        for role in ("clerk", "accountant", "director", "supervisor", "township", "county_finance", "reader"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.finding(role)
        finding = self.finding()
        with self.assertRaises(AccessError):
            finding.write({"answer": "自问自答"})
        for vals in ({"text": "无问题"}, {"entity_id": self.other_collective.id}):
            with self.assertRaises(AccessError):
                self.as_("clerk", finding).write(vals)
        for role, act in (
            ("supervisor", "action_answer"),
            ("clerk", "action_close"),
            ("auditor", "action_answer"),
        ):
            with self.assertRaises(AccessError):
                getattr(self.as_(role, finding), act)()

    def test_an_answered_finding_is_neither_changed_nor_deleted(self):
        finding = self.finding()
        self.as_("clerk", finding).write({"answer": "已整改"})
        self.as_("clerk", finding).action_answer()
        for role, vals in (
            ("auditor", {"text": "x"}),
            ("clerk", {"answer": "x"}),
            ("auditor", {"state": "closed"}),
        ):
            with self.assertRaises(AccessError):
                self.as_(role, finding).with_context(force_delete=True, skip_validation_check=True).write(
                    vals
                )
        with self.assertRaises(UserError):
            self.as_("auditor", finding).unlink()

    def test_a_finding_is_seen_in_its_scope_only(self):
        finding = self.finding()
        for role, seen in (("supervisor", 1), ("other_clerk", 0), ("county_finance", 1), ("reader", 0)):
            found = self.as_(role, self.env["reform.audit.finding"]).search_count([("id", "=", finding.id)])
            self.assertEqual(found, seen, role)
