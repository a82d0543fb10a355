from odoo.tests import TransactionCase


class TestReformAuditDemo(TransactionCase):
    """On a copy of the demo database (`make test ARGS="demo"`)."""

    def test_two_audits_of_demo_villages_change_no_book(self):
        second = self.env.ref("reform_audit.demo_second_auditor")
        cases = self.env["reform.audit.case"].search([("member_ids.user_id", "in", second.ids)])
        states = dict(zip(cases.mapped("kind"), cases.mapped("state"), strict=True))
        self.assertEqual(states, {"leaving": "fieldwork", "regular": "drafted"})
        self.assertEqual(len(cases.paper_ids), 30)
        leaving = cases.filtered(lambda case: case.kind == "leaving")
        self.assertEqual(sorted(leaving.finding_ids.mapped("state")), ["raised", "rectifying"])
        self.assertFalse(leaving.paper_ids.filtered("difference_text"))
