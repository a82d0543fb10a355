import io
import random

import xlrd
from freezegun import freeze_time
from odoo.addons.reform_intake import answers
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from python_calamine import CalamineWorkbook

from .intake_case import COLUMN, IntakeCase, line, xls, xlsx

# One fault a line: changes of a right line, and the name of the problem it must give.
FAULTS = [
    ({"资产名称": None}, "ValueMissing"),
    ({"村": "无此村"}, "PlaceUnknown"),
    ({"权属": "张三"}, "OwnerUnknown"),
    ({"资产性质": "很好"}, "WordUnknown"),
    ({"建筑面积": "六百多平"}, "NotAnArea"),
    ({"建筑面积": -3.0}, "NotAnArea"),
    ({"建筑面积": 9e9}, "FigureAbsurd"),
    ({"占地面积": 0.0}, "AreaNotPositive"),
    ({"原值": "十来万"}, "NotAnAmount"),
    ({"取得时间": "去年"}, "NotADate"),
    ({"取得时间": "2099年1月"}, "DateInFuture"),
    ({"闲置时间": "1990-01-01"}, "IdleBeforeAcquired"),
]


@tagged("post_install", "-at_install")
class TestAssetLedgerSheet(IntakeCase):
    def test_a_sheet_becomes_cards_that_know_their_cell(self):
        batch = self.checked(xls([line(1), line(2, 村="原甲村")]))
        self.assertEqual(self.states(batch), {"ok": 2})
        batch.action_apply_some()
        self.assertEqual(batch.state, "applied")
        first, second = self.cards(batch).sorted("code")
        self.assertEqual(first.intake_ref, "台账.xls/台账/3")
        self.assertEqual(
            (first.name, first.owner_class, first.nature), ("旧仓库1号", "village_collective", "operating")
        )
        self.assertEqual((first.area_sqm, first.land_area_mu, first.cost), (101.0, 1.5, 25000.0))
        self.assertEqual((first.use_state, str(first.idle_since)), ("idle", "2019-07-01"))
        self.assertEqual(
            (first.place_id, first.entity_id, first.state), (self.village, self.collective, "registered")
        )
        self.assertEqual((second.place_id, second.origin_place_id), (self.village, self.old_a))
        self.assertEqual(first.create_uid, self.users["clerk"])
        self.assertEqual(first.intake_row_id.res_id, first.id)

    def test_the_set_path_writes_what_create_writes(self):
        batch = self.checked(xls([line(1)]))
        batch.action_apply_some()
        card = self.cards(batch)
        made = self.env["reform.asset"].with_user(self.users["clerk"]).create(
            {
                "name": card.name, "place_id": card.place_id.id, "entity_id": card.entity_id.id,
                "owner_class": "village_collective", "nature": "operating", "condition": "fair",
                "area_sqm": 101.0,
                "land_area_mu": 1.5, "cost": 25000.0, "use_state": "idle", "idle_since": "2019-07-01",
                "acquired_date": "2001-05-01", "note": card.note,
            }
        )  # fmt: skip
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM reform_asset WHERE id IN %s ORDER BY id", [(card.id, made.id)])
        names = [column.name for column in self.env.cr.description]
        one, other = self.env.cr.fetchall()
        own = {"id", "code", "intake_ref", "intake_row_id", "idle_spell_id"}
        own |= {"create_date", "write_date", "write_uid"}
        differing = {
            name: (a, b)
            for name, a, b in zip(names, one, other, strict=True)
            if name not in own and (a or None) != (b or None)
        }
        self.assertFalse(differing)

    def test_a_thousand_rows_with_37_faults_give_exactly_37_named_rows(self):
        chance = random.Random(20260630)
        rows = [line(number) for number in range(1000)]
        seeded = {}
        for count, number in enumerate(sorted(chance.sample(range(1000), 37))):
            changes, name = FAULTS[count % len(FAULTS)]
            rows[number] = line(number, **changes)
            seeded[number + 3] = name
        batch = self.checked(xls(rows))
        self.assertEqual(self.states(batch), {"ok": 963, "error": 37})
        wrong = batch.row_ids.filtered(lambda row: row.state == "error")
        named = {
            row.row_no: [problem["name"] for problem in row.problems if problem["level"] == "error"]
            for row in wrong
        }
        self.assertEqual(named, {row_no: [name] for row_no, name in seeded.items()})
        for row in wrong:
            self.assertRegex(row.answer, r"[\u4e00-\u9fff]", "the answer speaks Chinese")

    def test_twenty_thousand_rows_are_not_cut_off(self):
        batch = self.checked(xlsx([line(number) for number in range(20_000)]), name="大表.xlsx")
        self.assertEqual(self.states(batch), {"ok": 20_000})
        self.assertEqual(
            batch.row_ids.search([("batch_id", "=", batch.id)], order="id desc", limit=1).row_no, 20_001
        )

    def test_the_statements_of_reading_do_not_grow_with_the_rows(self):
        counts = []
        # The first one fills the caches of the registry and does not count.
        for size in (10, 200, 4_000):
            batch = self.load(xls([line(number) for number in range(size)]), name=f"{size}.xls")
            before = self.env.cr.sql_log_count
            batch._stage()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(abs(counts[2] - counts[1]), 2, counts)

    def test_the_statements_of_applying_do_not_grow_with_the_rows(self):
        counts = []
        for size in (40, 100, 900):
            batch = self.checked(xls([line(number, 资产名称=f"库{size}-{number}") for number in range(size)]))
            before = self.env.cr.sql_log_count
            batch._apply_some()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(abs(counts[2] - counts[1]), 2, counts)

    def test_a_correction_on_screen_makes_the_row_right(self):
        batch = self.checked(xls([line(1, 建筑面积="六百多平"), line(2)]))
        row = batch.row_ids.filtered(lambda row: row.state == "error")
        cells = [dict(cell) for cell in row.cells]
        for cell in cells:
            if cell["field"] == "area_sqm":
                self.assertEqual(cell["came"], "六百多平")
                cell["now"] = "600"
        row.write({"cells": cells})
        self.assertEqual((row.state, row.error_count), ("ok", 0))
        self.assertEqual(row.values["area_sqm"], "600.00")
        self.assertEqual(row.raw[COLUMN["建筑面积"]], "六百多平", "what came stays")
        batch.action_apply_some()
        self.assertEqual(sorted(self.cards(batch).mapped("area_sqm")), [102.0, 600.0])

    def test_a_column_the_sheet_lacks_is_filled_in_on_screen(self):
        head = ["资产名称", "村", "建筑面积(㎡)"]
        batch = self.checked(xls([["老站房", "远村", 50.0]], head=head), role="clerk")
        row = batch.row_ids
        self.assertEqual([problem["name"] for problem in row.problems], ["OwnerMissing", "PlaceUnknown"])
        cells = [dict(cell) for cell in row.cells]
        self.assertEqual(cells[-1]["field"], "owner")
        cells[-1]["now"] = "国有"
        cells[1]["now"] = "合村"
        row.write({"cells": cells})
        self.assertEqual((row.state, row.values["owner_class"]), ("ok", "state"))

    def test_all_or_nothing_applies_nothing_while_a_row_is_wrong(self):
        batch = self.checked(xls([line(1), line(2, 权属="张三")]), mode="all")
        with self.assertRaisesRegex(UserError, "1"):
            batch.action_apply_some()
        self.assertFalse(self.cards(batch))

    def test_an_interrupted_apply_goes_on_with_what_is_left(self):
        batch = self.checked(xls([line(number) for number in range(30)]))
        self.assertEqual(batch._apply_some(limit=12), 18)
        self.assertEqual((batch.state, len(self.cards(batch))), ("applying", 12))
        while batch._apply_some(limit=12):
            pass
        self.assertEqual((batch.state, len(self.cards(batch))), ("applied", 30))
        self.assertEqual(len(set(self.cards(batch).mapped("intake_row_id.id"))), 30)

    def test_one_row_the_database_refuses_is_named_and_the_others_go_in(self):
        batch = self.checked(xls([line(number) for number in range(20)]))
        poisoned = batch.row_ids[7]
        self.env.cr.execute(
            "UPDATE reform_intake_row SET values = jsonb_set(values, '{cost}', '\"-5\"') WHERE id = %s",
            [poisoned.id],
        )
        batch.row_ids.invalidate_recordset()
        batch._apply_some()
        self.assertEqual(self.states(batch), {"applied": 19, "error": 1})
        self.assertEqual(poisoned.problems[0]["name"], "RefusedByDatabase")

    def test_the_same_file_twice_changes_nothing_and_says_so(self):
        data = xls([line(1), line(2)])
        self.checked(data).action_apply_some()
        again = self.checked(data, name="换了名字.xls")
        self.assertIn("台账.xls", again.notice)
        self.assertEqual(self.states(again), {"duplicate": 2})
        before = self.env["reform.asset"].search_count([])
        again.action_apply_some()
        self.assertEqual(self.env["reform.asset"].search_count([]), before)
        self.assertEqual(again.state, "applied")

    def test_a_known_card_with_other_figures_is_told_and_left_alone(self):
        first = self.checked(xls([line(1)]))
        first.action_apply_some()
        second = self.checked(xls([line(1, 原值=99.0)]))
        self.assertEqual(self.states(second), {"changed": 1})
        self.assertIn("原值", second.row_ids.answer)
        second.action_apply_some()
        self.assertEqual(self.cards(first).cost, 25000.0)

    def test_a_repeated_line_names_the_first_and_a_similar_one_is_a_warning(self):
        rows = [line(1), line(2, 资产名称="旧仓库1号"), line(3, 资产名称="闲置仓库1号")]
        batch = self.checked(xls(rows))
        self.assertEqual(self.states(batch), {"ok": 2, "duplicate": 1})
        self.assertEqual(batch.row_ids[1].twin["facts"]["row"], 3)
        self.assertEqual(batch.row_ids[2].twin["name"], "AlikeInFile")

    def test_totals_and_footnotes_are_answered_and_never_become_cards(self):
        rows = [line(1), ["合计", None, None, None, None, 101.0], ["填表人：李四"]]
        batch = self.checked(xls(rows))
        self.assertEqual(self.states(batch), {"ok": 1, "skipped": 2})

    def test_a_clerk_loads_nothing_for_another_village(self):
        batch = self.checked(xls([line(1), line(2, 乡镇="西镇", 村="远村")]))
        self.assertEqual(batch.row_ids[1].problems[0]["name"], "PlaceOutOfScope")
        batch.action_apply_some()
        self.assertEqual(self.cards(batch).place_id, self.village)

    def test_a_forged_place_is_refused_even_at_the_last_moment(self):
        batch = self.checked(xls([line(1)]), mode="all")
        self.env.cr.execute(
            "UPDATE reform_intake_row SET place_id = %s WHERE batch_id = %s",
            [self.other_village.id, batch.id],
        )
        with self.assertRaises(AccessError):
            batch.action_apply_some()

    def test_nobody_but_clerk_and_township_loads_a_sheet(self):
        for role in ("director", "supervisor", "accountant", "county_finance", "auditor", "reader"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.load(xls([line(1)]), role=role, place_id=self.village.id)

    def test_another_clerk_sees_nothing_of_the_file(self):
        batch = self.checked(xls([line(1)]))
        other = self.as_("other_clerk", self.env["reform.intake.row"])
        self.assertFalse(other.search([("batch_id", "=", batch.id)]))
        with self.assertRaises(AccessError):
            self.as_("other_clerk", batch).action_apply_some()

    def test_states_and_rows_are_moved_by_acts_only(self):
        batch = self.checked(xls([line(1, 权属="张三")]))
        row = batch.row_ids
        for record, vals in (
            (batch, {"state": "applied"}),
            (batch, {"sha256": "0" * 64}),
            (batch, {"file_name": "x.xls"}),
            (row, {"state": "ok"}),
            (row, {"values": {"name": "x"}}),
            (row, {"place_id": self.other_village.id}),
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                record.write(vals)

    def test_the_rejected_rows_come_back_mended_and_answer_for_the_first(self):
        batch = self.checked(xls([line(1), line(2, 权属="张三")]))
        batch.action_apply_some()
        data = answers.rejected(batch.with_context(lang="zh_CN"))
        page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        self.assertEqual(len(page), 2)
        self.assertEqual(page[0][-2:], ["处理结果", "行标识"])
        self.assertIn("张三", page[1][-2])
        mended = page[1]
        mended[COLUMN["权属"]] = "村集体"
        again = self.checked(xlsx([mended], head=page[0]), name="改好.xlsx")
        self.assertEqual(self.states(again), {"ok": 1})
        self.assertEqual(again.row_ids.origin_row_id, batch.row_ids[1])
        again.action_apply_some()
        batch.row_ids.invalidate_recordset()
        self.assertEqual(self.states(batch), {"applied": 1, "replaced": 1})

    def test_the_template_is_understood_by_the_reader(self):
        target = self.env["reform.intake.target.asset_ledger"].with_context(lang="zh_CN")
        data = answers.template(target)
        page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        page[1][page[0].index("乡镇")], page[1][page[0].index("村")] = "东镇", "原甲村"
        page[1][page[0].index("县")] = "测试县"
        batch = self.checked(xlsx(page[1:], head=page[0]))
        self.assertEqual(self.states(batch), {"ok": 1}, batch.row_ids.answer)

    @freeze_time("2026-06-30")
    def test_the_day_of_the_sheet_decides_what_lies_in_the_future(self):
        batch = self.checked(xls([line(1, 取得时间="2020年1月", 闲置时间=None)]), as_of="2019-12-31")
        self.assertEqual(batch.row_ids.problems[0]["name"], "DateInFuture")

    def test_an_xls_of_ours_is_what_xlrd_reads(self):
        self.assertEqual(xlrd.open_workbook(file_contents=xls([line(1)])).sheet_by_index(0).nrows, 3)
