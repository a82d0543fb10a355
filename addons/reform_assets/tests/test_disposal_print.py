"""The approval form of a disposal: facts, value, decision, and who approved, with names and days."""

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .common import AssetCase
from .worth_case import WorthWorld


@tagged("-at_install", "post_install")
class TestDisposalPrint(WorthWorld, AssetCase):
    def page(self, disposal):
        report = self.env.ref("reform_assets.reform_disposal_report")
        return report._render_qweb_html(report.report_name, disposal.ids)[0].decode()

    def test_the_form_names_what_who_and_when(self):
        hall = self.confirm(self.card())
        self.confirmed_valuation(hall, value=120000)
        disposal = self.carry(self.disposal(hall), "approved")
        text = self.page(disposal.with_user(self.users["auditor"]))
        for part in (
            disposal.name, hall.code, hall.name, "120,000.00", disposal.approval_no, self.collective.name,
            self.users["township"].name, fields.Date.to_string(civil_day.today()), disposal.reason,
            disposal._print_digest()[:16],
        ):  # fmt: skip
            with self.subTest(part=part):
                self.assertIn(part, text)
        self.assertEqual([row[0] for row in disposal._print_approvals()], ["Classified", "Approved"])

    def test_a_form_without_signatures_leaves_room_for_them_and_is_a_pdf(self):
        disposal = self.disposal()
        self.assertEqual(disposal._print_approvals(), [])
        report = self.env.ref("reform_assets.reform_disposal_report")
        paper, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            report.id, disposal.ids
        )
        self.assertEqual((kind, paper[:4]), ("pdf", b"%PDF"))

    def test_the_state_has_another_seal_than_the_township(self):
        disposal = self.disposal()
        self.assertIn("Township", disposal._print_signatures()[-1])
        hall = self.confirm(self.card(owner_class="state", entity_id=self.state_body.id))
        self.assertIn("County finance", self.disposal(hall, role="township")._print_signatures()[-1])
