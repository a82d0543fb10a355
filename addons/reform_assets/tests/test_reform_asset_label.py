"""Labels: 24 to the sheet, the code leads to the card, and only those who may see it get there."""

import io

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common import AssetHttpCase


@tagged("-at_install", "post_install")
class TestAssetLabel(AssetHttpCase):
    def sheets(self, role, cards, skip=0):
        window = self.as_(role, self.env["reform.asset.label"]).create(
            {"asset_ids": [Command.set(cards.ids)], "skip": skip}
        )
        url = window.action_print()["url"]
        self.env.flush_all()
        self.authenticate(self.users[role].login, self.users[role].login)
        return window, url

    def test_twenty_five_labels_are_two_sheets_and_a_begun_sheet_is_used_up(self):
        values = self.card().copy_data()[0]
        cards = self.as_("clerk", self.env["reform.asset"]).create(
            [{**values, "name": f"房屋{number}"} for number in range(25)]
        )
        for skip, pages in ((0, 2), (22, 2), (23, 2)):
            window, url = self.sheets("clerk", cards, skip)
            pdf = self.url_open(url)
            self.assertEqual(pdf.status_code, 200)
            found = PdfFileReader(io.BytesIO(pdf.content)).pages
            self.assertEqual(len(found), pages)
            text = "".join(page.extract_text() for page in found)
            self.assertEqual([code for code in cards.mapped("code") if code not in text], [])
            self.assertEqual(window.sheet_count, pages)
        with self.assertRaises(UserError):
            self.sheets("clerk", cards, 24)

    def test_the_sheet_says_name_and_number_in_chinese(self):
        card = self.card(name="原甲村小学教学楼")
        text = PdfFileReader(io.BytesIO(self.as_("clerk", card)._label_sheets())).pages[0].extract_text()
        self.assertIn(card.code, text)
        self.assertIn("教学楼", text.replace("\n", ""))

    def test_somebody_else_does_not_get_my_sheet(self):
        _window, url = self.sheets("clerk", self.card())
        self.authenticate(self.users["other_clerk"].login, self.users["other_clerk"].login)
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_the_code_opens_the_card_for_those_who_may_see_it(self):
        card = self.card()
        address = f"/reform/asset/{card.code}"
        self.assertTrue(card._label_url().endswith(address))
        self.env.flush_all()
        self.authenticate(self.users["clerk"].login, self.users["clerk"].login)
        answer = self.url_open(address, allow_redirects=False)
        self.assertEqual(
            (answer.status_code, answer.headers["Location"]), (303, f"/odoo/reform.asset/{card.id}")
        )
        for role, where in (
            ("other_clerk", address),
            ("reader", address),
            ("clerk", "/reform/asset/ZC9999999"),
        ):
            self.authenticate(self.users[role].login, self.users[role].login)
            answer = self.url_open(where, allow_redirects=False)
            self.assertEqual(answer.status_code, 404, role)
            self.assertNotIn("Not Found", answer.text, "a page that says what to do")
            self.assertIn(where.rpartition("/")[2], answer.text)

    def test_a_stranger_is_asked_to_log_in_first(self):
        card = self.card()
        self.env.flush_all()
        self.authenticate(None, None)
        answer = self.url_open(f"/reform/asset/{card.code}", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
