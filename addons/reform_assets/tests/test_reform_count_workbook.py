"""The forms of a round, its sheet out and in again, and what the phone screen is answered."""

import base64
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from openpyxl import Workbook, load_workbook

from .count_case import CountCase, CountHttpCase, picture


def pages(stream):
    """Return {page: rows as tuples} of a workbook."""
    book = load_workbook(stream, data_only=True)
    return {page.title: list(page.values) for page in book}


@tagged("-at_install", "post_install")
class TestReformCountWorkbook(CountCase):
    def counted(self):
        self.cards(3)
        self.cards(1, nature="resource", cost=0, net_value=0, area_sqm=0, area_mu=5,
                   category_id=self.env.ref("reform_assets.category_collective_r01").id)  # fmt: skip
        self.cards(1, owner_class="unconfirmed", entity_id=False, cost=777)
        count = self.counting_round()
        lines = self.lines(count)
        self.see(lines[0])
        self.see(lines[1], result="not_found")
        self.as_("clerk", lines[2])._explain_unseen("门锁着")
        return count, lines

    def rows(self, count, number, role="township"):
        """Return the lines of a form as {title: cell}, and everything below them."""
        rows = pages(self.as_(role, count)._forms_file())[number]
        titles = rows[3]
        return [dict(zip(titles, row, strict=True)) for row in rows[4:]], rows

    def test_the_form_says_book_and_verified_and_who_was_not_seen(self):
        count, lines = self.counted()
        body, rows = self.rows(count, "农清明细08-1")
        self.assertEqual(rows[1][0], "固定资产清查登记表（经营性）")
        found, gone, unseen, total = body[:4]
        self.assertEqual(
            (found["核实原值（元）"], found["盘亏金额（元）"], found["使用状态"]), (2000, None, "自用")
        )
        self.assertEqual((gone["核实数量"], gone["盘亏数量"], gone["盘亏金额（元）"]), (0, 1, 2000))
        self.assertEqual((unseen["核实原值（元）"], unseen["备注"]), (None, "未清查：门锁着"))
        self.assertEqual(
            (total["名称"], total["账面原值（元）"], total["核实原值（元）"]), ("合计", 6000, 2000)
        )
        self.assertTrue(any("清查人：" in row for row in rows[8:]))

    def test_resources_and_undetermined_property_stand_in_forms_of_their_own(self):
        count, lines = self.counted()
        [land, total] = self.rows(count, "农清明细20")[0][:2]
        self.assertEqual((land["账面面积（亩）"], land["核实面积（亩）"]), (5, None))
        [doubtful, _total] = self.rows(count, "农清明细17")[0][:2]
        self.assertEqual(doubtful["账面原值（元）"], 777)
        summary = self.rows(count, "汇总表")[1]
        self.assertEqual(summary[4][1], self.collective.name)
        # Undetermined property is listed, and not added into the totals.
        self.assertEqual((summary[4][3], summary[4][4], summary[4][10], summary[4][11]), (4, 6000, 1, 2000))

    def test_a_form_is_named_as_the_county_names_it(self):
        count, lines = self.counted()
        form = self.env.ref("reform_assets.count_form_fixed_operating")
        with self.assertRaises(AccessError):
            self.as_("clerk", form).number = "x"
        self.as_("county_agriculture", form).write({"number": "县清08", "name": "固定资产表"})
        rows = self.rows(count, "县清08")[1]
        self.assertEqual((rows[0][0], rows[1][0]), ("县清08", "固定资产表"))

    def test_a_village_sees_its_own_lines_only(self):
        self.cards(1)
        self.card("township", place_id=self.township.id, owner_class="village_collective", nature="operating")
        count = self.counting_round(place=self.township)
        own = self.rows(count, "农清明细08-1", "clerk")[0]
        all_ = self.rows(count, "农清明细08-1")[0]
        self.assertEqual([row["序号"] for row in own[:2]], [1, None])
        self.assertEqual([row["序号"] for row in all_[:3]], [1, 2, None])

    # --- the sheet ---

    def load(self, stream, role="clerk", name="清查表.xlsx"):
        batch = self.as_(role, self.env["reform.intake.batch"]).create(
            {
                "target": "count_sheet",
                "file": base64.b64encode(stream.read()),
                "file_name": name,
                "place_id": self.village.id,
            }
        )
        batch.action_read()
        while batch._apply_some():
            pass
        return batch.with_env(self.env)

    def filled(self, count, answers):
        """Return the sheet of the round with (result, quantity) written into its lines."""
        book = load_workbook(self.as_("clerk", count)._sheet_file())
        page = book.active
        for row, (result, quantity) in enumerate(answers, start=2):
            page.cell(row, 4, result)
            page.cell(row, 5, quantity)
        out = io.BytesIO()
        book.save(out)
        out.seek(0)
        return out

    def test_the_sheet_goes_out_is_filled_in_and_counts_once(self):
        self.cards(4)
        count = self.counting_round()
        answers = [("在账在位", None), ("找不到", None), (None, None), ("损坏", 1)]
        batch = self.load(self.filled(count, answers))
        lines = self.lines(count)
        self.assertEqual(lines.mapped("result"), ["found", "not_found", "unseen", "damaged"])
        self.assertEqual(lines.entry_ids.mapped("way"), ["sheet"] * 3)
        self.assertEqual((batch.state, batch.error_count), ("applied", 0))
        again = self.load(self.filled(count, answers), name="又一次.xlsx")
        self.assertEqual((len(lines.entry_ids), again.error_count), (3, 0))
        self.assertEqual(again.duplicate_count, 4)

    def test_what_is_wrong_comes_back_and_the_rest_counts(self):
        self.cards(3)
        count = self.counting_round()
        batch = self.load(self.filled(count, [("天晓得", None), ("找不到", 3), ("在账在位", None)]))
        lines = self.lines(count)
        self.assertEqual(lines.mapped("result"), ["unseen", "unseen", "found"])
        self.assertEqual(batch.error_count, 2)
        from odoo.addons.reform_intake import answers

        rejected = pages(io.BytesIO(answers.rejected(batch.with_context(lang="en_US"))))["清查表"]
        self.assertEqual(len(rejected), 3)
        self.assertIn("天晓得", str(rejected[1]))

    def test_a_sheet_counts_nothing_out_of_ones_places_or_after_the_end(self):
        self.cards(1)
        count = self.counting_round()
        line = self.lines(count)
        book = Workbook()
        for row in (("清查行号", "资产名称", "清查结果"), (f"{count.code}-{line.id}", "房屋0", "在账在位")):
            book.active.append(row)

        def stream():
            out = io.BytesIO()
            book.save(out)
            out.seek(0)
            return out

        batch = self.as_("other_clerk", self.env["reform.intake.batch"]).create(
            {
                "target": "count_sheet", "file": base64.b64encode(stream().read()), "file_name": "x.xlsx",
                "place_id": self.other_village.id,
            }
        )  # fmt: skip
        batch.action_read()
        self.assertEqual(batch.error_count, 1)
        self.see(line, "director")
        self.as_("township", count).action_finish()
        self.assertEqual(self.load(stream()).error_count, 1)
        self.assertEqual(len(line.entry_ids), 1)

    # --- the phone ---

    def test_the_phone_is_told_what_is_left_and_every_act_says_how_far_one_is(self):
        self.cards(3)
        count = self.counting_round()
        phone = self.as_("clerk", count)
        [head] = [one for one in phone.phone_rounds() if one["id"] == count.id]
        self.assertEqual((head["total"], head["seen"], head["percent"]), (3, 0, 0))
        page = phone.phone_state(view="left")
        self.assertEqual([line["name"] for line in page["lines"]], ["房屋0", "房屋1", "房屋2"])
        [first, second, third] = page["lines"]
        answer = phone.phone_count(first["id"], {"result": "found", "photo": picture(), "latitude": 30.5})
        self.assertEqual(
            (answer["message"], answer["round"]["seen"], answer["round"]["percent"]), ("", 1, 33)
        )
        answer = phone.phone_count(second["id"], {"result": "not_found", "quantity": None, "note": ""})
        self.assertEqual(answer["line"]["difference"], "Shortage")
        self.assertEqual([line["id"] for line in phone.phone_state()["lines"]], [third["id"]])
        self.assertEqual(phone.phone_undo()["line"]["id"], second["id"])
        self.assertEqual(phone.phone_undo()["line"]["id"], first["id"])
        with self.assertRaisesRegex(UserError, "only one's own"):
            phone.phone_undo()
        self.assertEqual(phone.phone_state()["round"]["seen"], 0)

    def test_a_label_opens_its_card_whether_it_carries_the_address_or_the_number(self):
        cards = self.cards(2)
        count = self.counting_round()
        phone = self.as_("clerk", count)
        for text in (cards[1].code, f"https://x.example/reform/asset/{cards[1].code}"):
            self.assertEqual(phone.phone_scan(text)["name"], "房屋1")
        with self.assertRaisesRegex(UserError, "unknown item"):
            phone.phone_scan("ZC9999999")
        self.assertEqual(len(phone.phone_state(search=cards[1].code)["lines"]), 1)
        self.assertEqual(len(phone.phone_state(search="房屋")["lines"]), 2)

    def test_a_line_of_another_round_or_place_is_not_opened(self):
        self.cards(1)
        count = self.counting_round()
        home = {"place_id": self.other_village.id, "origin_place_id": self.other_village.id}
        other = self.card("other_clerk", **home, entity_id=self.other_collective.id)
        far = self.round_("county_agriculture", place=self.other_village)
        self.as_("county_agriculture", far).action_freeze()
        stranger = self.env["reform.count.line"].search([("asset_id", "=", other.id)])
        with self.assertRaises(UserError):
            self.as_("clerk", count).phone_line(stranger.id)
        with self.assertRaises(AccessError):
            self.as_("clerk", far).phone_state()


@tagged("-at_install", "post_install")
class TestReformCountDownload(CountHttpCase):
    def test_forms_and_sheet_are_handed_out_to_who_may_read_the_round(self):
        self.cards(1)
        count = self.counting_round()
        urls = [f"/reform_assets/count/{count.id}/{name}.xlsx" for name in ("forms", "sheet")]
        for role, status in (("clerk", 200), ("auditor", 200), ("other_clerk", 404), ("reader", 404)):
            self.authenticate(f"test_{role}", f"test_{role}")
            for url in urls:
                with self.subTest(role=role, url=url):
                    answer = self.url_open(url)
                    self.assertEqual(answer.status_code, status)
                    if status == 200:
                        self.assertTrue(pages(io.BytesIO(answer.content)))
