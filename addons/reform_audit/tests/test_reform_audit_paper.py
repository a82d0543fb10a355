import io
from zipfile import ZipFile

from odoo.exceptions import AccessError, UserError

from .office import OfficeCase


class TestReformAuditPaper(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audit = cls("setUp").at_work()

    def of(self, kind):
        return self.paper(kind, self.audit)

    def cells(self, kind, key, title):
        return self.column(self.table(self.of(kind), key), title)

    def test_fifteen_papers_are_drawn_up_once(self):
        self.assertEqual(self.audit.paper_ids.mapped("sequence"), list(range(1, 16)))
        self.audit._draw_up_papers()
        self.assertEqual(len(self.audit.paper_ids), 15)
        self.assertTrue(self.of("spending").seed)

    def test_figures_end_with_the_office(self):
        trial = self.table(self.of("books"), "trial")
        by_code = {row[0]["id"]: row for row in trial["rows"]}
        # 102: 100,000 − 4,999 − 6,000 − 3,000 − 2,600 − 12,000 + 3,000 of rent; nothing of December.
        self.assertEqual(by_code["102"][6]["amount"], "74401.00")
        self.assertEqual(by_code["102"][2]["amount"], "100000.00")
        ties = self.table(self.of("books"), "ties")
        self.assertEqual(len(ties["rows"]), 5)
        self.assertEqual(set(self.column(ties, "结果")), {"相符"})

    def test_hands_and_organisation_stand_in_the_first_paper(self):
        people = self.table(self.of("basic"), "people")
        self.assertEqual(sorted(set(self.column(people, "经手环节"))), ["制单", "审核", "记账"])
        facts = self.table(self.of("basic"), "entity")
        self.assertEqual(facts["rows"][0][1]["record"], ["reform.entity", self.collective.id])

    def test_rent_that_came_and_was_not_booked_is_named(self):
        unrecorded = self.table(self.of("money"), "unrecorded")
        self.assertEqual(self.column(unrecorded, "金额"), ["3000.00"])
        contracts = self.table(self.of("income"), "contracts")
        self.assertEqual(self.column(contracts, "任期内应收"), ["12000.00"])
        self.assertEqual(self.column(contracts, "应收已入账"), ["6000.00"])
        self.assertEqual(self.column(contracts, "实收已入账"), ["3000.00"])
        self.assertEqual(self.column(contracts, "期末欠收"), ["6000.00"])
        self.assertEqual(self.column(contracts, "结论"), ["漏记"])

    def test_cash_above_the_limit_is_listed_by_day(self):
        above = self.table(self.of("money"), "above")
        # 6,000 drawn on 11 March, 4,500 left on 13 April, 1,500 from 8 July on.
        self.assertEqual(self.column(above, "日终库存现金"), ["6000.00", "4500.00"])
        self.assertIn("超限 2 天", above["remark"])

    def test_officers_who_owe_are_named_with_age(self):
        officers = self.table(self.of("parties"), "officers")
        self.assertEqual(self.column(officers, "身份"), ["被审计人"])
        self.assertEqual(self.column(officers, "借方余额（贷方为负）"), ["3000.00"])
        ages = self.table(self.of("parties"), "ages")
        chair = next(row for row in ages["rows"] if row[0]["text"] == "周某某")
        self.assertEqual((chair[4]["amount"], chair[8]["text"]), ("3000.00", "未函证"))

    def test_payments_stand_out_for_their_reasons(self):
        chosen = self.table(self.of("spending"), "chosen")
        reasons = dict(zip(self.column(chosen, "摘要"), self.column(chosen, "抽查原因"), strict=True))
        self.assertIn("临近限额", reasons["办公桌椅"])
        self.assertIn("同一收款人", reasons["沙石"])
        self.assertIn("周末", reasons["零星用工"])
        self.assertIn("大额现金", reasons["零星用工"])
        self.assertIn("大额", reasons["维修款"])
        self.assertNotIn("任期后支出", reasons)

    def test_the_same_seed_draws_the_same_payments(self):
        paper = self.of("spending")
        first = self.table(paper, "chosen")
        self.env.invalidate_all()
        self.assertEqual(self.table(paper, "chosen"), first)
        self.assertIn(str(paper.seed), first["remark"])

    def test_contracts_decisions_and_disclosure_are_looked_through(self):
        self.assertEqual(len(self.table(self.of("disclosure"), "months")["rows"]), 11)
        self.assertIn("未公开", self.cells("disclosure", "months", "公开情况"))
        self.assertFalse(self.table(self.of("decisions"), "missing")["rows"])
        self.assertTrue(self.table(self.of("assets"), "cards")["rows"])

    def test_a_signed_paper_is_frozen_and_later_differences_are_named(self):
        paper = self.sign(self.of("parties"))
        self.assertFalse(self.as_("auditor", paper).difference_text)
        signed = paper.content
        voucher = self.as_("clerk", self.env["ledger.voucher"])._from_event(
            [
                {
                    "entity_id": self.collective.id,
                    "date": "2025-11-30",
                    "word": "general",
                    "summary": "补记归还借支",
                    "event_key": "demo:audit:late",
                    "entries": [
                        {"account": "102", "debit": 3000, "origin_place_id": self.old_a.id},
                        {
                            "account": "112",
                            "credit": 3000,
                            "partner_id": self.chair.id,
                            "origin_place_id": self.old_a.id,
                        },
                    ],
                }
            ]
        )
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        self.env.invalidate_all()
        self.assertEqual(paper.content, signed)
        words = self.as_("auditor", paper).difference_text
        self.assertIn("周某某", words)
        self.assertIn("3000.00", words)

    def test_two_people_sign(self):
        paper = self.of("money")
        auditor = self.as_("auditor", paper)
        with self.assertRaises(UserError):
            auditor.action_sign()
        self.sign(paper, upto="signed")
        with self.assertRaises(UserError):
            auditor.action_review()
        with self.assertRaises(AccessError):
            auditor.conclusion = "改口"
        self.as_("second_auditor", paper).action_back()
        self.assertEqual((paper.state, paper.digest), ("draft", False))
        self.sign(paper)
        self.assertEqual((paper.state, len(paper.digest)), ("reviewed", 64))

    def test_auditors_of_the_team_alone_write_papers(self):
        self.users["county_agriculture"].group_ids |= self.env.ref("reform_places.group_auditor")
        with self.assertRaises(AccessError):
            self.as_("county_agriculture", self.of("land")).facts = "x"
        with self.assertRaises(AccessError):
            self.as_("auditor", self.of("land")).write({"content": {"tables": []}})

    def test_several_organisations_are_told_apart(self):
        case = self.at_work(other_entity_ids=self.other_collective.ids)
        table = self.table(self.paper("basic", case), "entity")
        self.assertEqual(table["columns"][0], "单位")
        self.assertEqual(set(self.column(table, "单位")), {self.collective.name, self.other_collective.name})

    def test_every_paper_is_a_workbook_and_a_form(self):
        papers = self.as_("auditor", self.audit.paper_ids)
        book = papers._workbook()
        with ZipFile(io.BytesIO(book)) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        tables = sum(len(paper.shown["tables"]) for paper in papers)
        self.assertEqual(len(sheets), tables)
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("reform_audit.report_paper", papers.ids)[0]
            .decode()
        )
        self.assertEqual(html.count("审计工作底稿"), 15)

    def test_findings_are_two_registers(self):
        self.finding(self.audit)
        tables = self.as_("auditor", self.of("ledgers")).shown["tables"]
        self.assertEqual([table["key"] for table in tables], ["evidence", "issues", "rectification"])
        self.assertEqual(self.column(tables[1], "金额"), ["3000.00"])
        book = self.as_("auditor", self.audit.finding_ids)._workbook()
        self.assertTrue(book.startswith(b"PK"))

    def test_the_papers_take_a_fixed_number_of_statements(self):
        papers = self.as_("auditor", self.audit.paper_ids)
        for paper in papers:
            paper._filled()
        counts = {}
        for paper in papers:
            self.env.flush_all()
            before = self.cr.sql_log_count
            paper._filled()
            counts[paper.kind] = self.cr.sql_log_count - before
        self.assertLessEqual(max(counts.values()), 9, counts)
        self.assertLessEqual(sum(counts.values()), 70, counts)
