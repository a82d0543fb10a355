"""Paper: Chinese text, several pages, several documents, and nothing from outside."""

import io
import re
import time

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .. import engine

TEXT = "本社对所列闲置资产逐项清查核实，并按规定公示。"

ARCH = f"""
<t t-name="reform_print.test_notice">
  <t t-foreach="docs" t-as="doc">
    <t t-call="reform_print.paper">
      <t t-set="paper_doc" t-value="doc"/>
      <t t-set="paper_title" t-value="'催缴通知书'"/>
      <t t-set="paper_org" t-value="'合村股份经济合作联合社'"/>
      <t t-set="paper_red" t-value="True"/>
      <t t-set="paper_no" t-value="'合社〔2026〕7号'"/>
      <t t-set="paper_to" t-value="doc.name"/>
      <t t-set="paper_signatures" t-value="['经办人', '负责人', '监事会']"/>
      <t t-set="paper_digest" t-value="'ab12cd34ef56ab78' * 4"/>
      <t t-set="paper_date" t-value="'2026年3月1日'"/>
      <p>{TEXT}</p>
      <table class="paper-table">
        <thead><tr><th>序号</th><th>资产名称</th><th>金额（元）</th></tr></thead>
        <tbody>
          <tr t-foreach="range(rows)" t-as="row">
            <td class="center" t-out="row"/><td>原村小学教学楼</td><td class="num">12,345.00</td>
          </tr>
        </tbody>
      </table>
    </t>
  </t>
</t>
"""


@tagged("-at_install", "post_install")
class TestPaper(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.view = cls.env["ir.ui.view"].create(
            {
                "name": "reform_print.test_notice",
                "type": "qweb",
                "key": "reform_print.test_notice",
                "arch": ARCH,
            }
        )
        cls.report = cls.env["ir.actions.report"].create(
            {
                "name": "Notice",
                "model": "res.partner",
                "report_type": "qweb-pdf",
                "report_name": "reform_print.test_notice",
            }
        )
        cls.partners = cls.env["res.partner"].create([{"name": "王家户"}, {"name": "李家户"}])

    def pdf(self, partners, rows=3):
        report = self.report.with_context(force_report_rendering=True, lang="zh_CN")
        content, kind = report._render_qweb_pdf(self.report.id, partners.ids, data={"rows": rows})
        self.assertEqual(kind, "pdf")
        return content

    def pages_of(self, content):
        return PdfFileReader(io.BytesIO(content))

    def test_chinese_text_stands_in_the_file_as_text_with_fonts_embedded(self):
        content = self.pdf(self.partners[0])
        text = re.sub(r"\s", "", self.pages_of(content).getPage(0).extract_text())
        for words in (
            "催缴通知书",
            "合社〔2026〕7号",
            "王家户",
            TEXT,
            "经办人",
            "2026年3月1日",
            "ab12cd34ef56ab78",
        ):
            self.assertIn(words, text)
        self.assertIn(b"FontFile", b"".join(self._streams(content)))

    def _streams(self, content):
        reader = self.pages_of(content)
        for number in range(len(reader.pages)):
            for font in reader.pages[number]["/Resources"]["/Font"].values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                yield b"".join(str(key).encode() for key in inner["/FontDescriptor"].get_object())

    def test_a_long_table_takes_pages_with_its_head_and_their_number(self):
        reader = self.pages_of(self.pdf(self.partners[0], rows=120))
        pages = len(reader.pages)
        self.assertGreaterEqual(pages, 3)
        for number in range(pages):
            text = re.sub(r"\s", "", reader.getPage(number).extract_text())
            self.assertIn("资产名称", text, "the head of the table comes again")
            self.assertRegex(text, rf"第{number + 1}页，共{pages}页|Page{number + 1}of{pages}")

    def test_two_documents_number_their_pages_apart(self):
        reader = self.pages_of(self.pdf(self.partners, rows=45))
        texts = [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]
        half = len(texts) // 2
        self.assertGreaterEqual(half, 2)
        self.assertIn("王家户", texts[0])
        self.assertIn("李家户", texts[half])
        for number, text in enumerate(texts):
            page = number % half + 1
            self.assertEqual("催缴通知书" in text, page == 1)
            self.assertRegex(text, rf"第{page}页，共{half}页|Page{page}of{half}")

    @mute_logger("weasyprint")
    def test_nothing_is_fetched_from_outside(self):
        asked = []
        html = '<html><body><div class="o_reform_paper"><img src="http://198.51.100.7/x.png"/>%s</div></body></html>'
        for inside in ('<img src="file:///etc/passwd"/>', '<img src="/web/image/res.users/1/image_128"/>'):
            engine.render([html % inside], lambda path: asked.append(path))
        find = self.env["ir.actions.report"]._print_file
        self.assertEqual(set(asked), {"web/image/res.users/1/image_128"})
        for path in (
            "web/image/res.users/1/image_128",
            "web/static/../../base/__manifest__.py",
            "etc/passwd",
        ):
            self.assertIsNone(find(path), path)
        self.assertTrue(find("web/static/img/logo.png"))

    def test_two_hundred_rows_are_set_in_seconds(self):
        self.pdf(self.partners[0])
        begin = time.monotonic()
        self.pdf(self.partners[0], rows=200)
        self.assertLess(time.monotonic() - begin, 30)

    def test_a_report_of_odoo_itself_is_set_too(self):
        report = self.env.ref("web.action_report_internalpreview", raise_if_not_found=False) or self.env[
            "ir.actions.report"
        ].search([("report_name", "=", "web.preview_internalreport")], limit=1)
        content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            report.id, self.env.company.ids
        )
        self.assertTrue(content.startswith(b"%PDF"))
