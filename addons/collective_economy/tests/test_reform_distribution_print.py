import io
from zipfile import ZipFile

from odoo.tests import tagged

from .test_reform_distribution import DividendCase


@tagged("post_install", "-at_install")
class TestReformDistributionPrint(DividendCase):
    """Plan, list and result on paper and in the workbook are one result."""

    def test_papers_show_the_plan_and_the_members_and_no_number_of_a_person(self):
        self.as_("clerk", self.people[0]).bank_account = "6214660000001234"
        plan = self.payable()
        Report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        for name, words in (
            ("plan", ("300,000.00", "90,000.00", "180,000.00", "30,000.00")),
            ("signed_list", ("成员1", "60,000.00", "************1234")),
            ("result", ("成员2", "180,000.00")),
            ("slips", ("成员3", "60,000.00", "************1234")),
        ):
            with self.subTest(paper=name):
                html = Report._render_qweb_html(f"collective_economy.report_distribution_{name}", plan.ids)[0]
                text = html.decode()
                for word in words:
                    self.assertIn(word, text)
                self.assertNotIn("6214660000001234", text)
        pdf, kind = Report._render_qweb_pdf("collective_economy.report_distribution_slips", plan.ids)
        self.assertEqual((kind, pdf[:4]), ("pdf", b"%PDF"))

    def test_the_workbook_holds_the_same_sheets(self):
        plan = self.payable()
        with ZipFile(io.BytesIO(plan._workbook())) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            self.assertEqual(len(sheets), 3)
            self.assertIn("成员1", "".join(book.read(name).decode() for name in book.namelist()))
