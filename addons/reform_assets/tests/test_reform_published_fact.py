import base64
import csv
from pathlib import Path

from odoo.addons.reform_rules.assets import published_case
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .intake_case import IntakeCase

DEMO = Path(__file__).parents[1] / "demo" / "published_idle_assets.csv"
# The list the demo's copy was made from, where the project is read together with its sources.
_BESIDE = [
    parent / "shared/data/cases/idle_assets_published.csv" for parent in Path(__file__).resolve().parents
]
SOURCE = next((file for file in _BESIDE if file.exists()), None)


@tagged("post_install", "-at_install")
class TestPublishedCases(IntakeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = DEMO.read_bytes()
        with DEMO.open(encoding="utf-8", newline="") as lines:
            cls.rows = list(csv.DictReader(lines))
        # The demo may have loaded them already; under other names they are no duplicates.
        cls.env.cr.execute("UPDATE reform_asset SET name = name || '（演示）'")
        # The list as it is: a text file with the titles a program wrote.
        batch = cls.env["reform.intake.batch"].with_context(lang="zh_CN").create(
            {
                "target": "published_cases",
                "file": base64.b64encode(cls.data),
                "file_name": "idle_assets_published.csv",
                "place_id": cls.county.id,
                "mode": "all",
                "create_places": True,
            }
        )  # fmt: skip
        batch._stage()
        batch._apply_some()
        cls.batch = batch
        cls.cards = cls.env["reform.asset"].search([("intake_row_id.batch_id", "=", batch.id)], order="id")

    def card(self, name):
        found = self.cards.filtered(lambda card: card.name == name)
        self.assertEqual(len(found), 1, name)
        return found

    def plan(self, name):
        return self.card(name).plan_line_ids.plan_id

    def facts(self, name, fact):
        return self.card(name).published_fact_ids.filtered(lambda one: one.name == fact)

    def test_the_copy_of_the_demo_is_the_whole_list(self):
        if not SOURCE:
            self.skipTest("the published list is not here")
        self.assertEqual(self.data, SOURCE.read_bytes())

    def test_every_non_empty_cell_of_every_row_ends_in_a_structured_field_and_comes_back(self):
        self.assertEqual(self.batch.state, "applied")
        self.assertEqual((len(self.rows), len(self.cards)), (70, 70))
        titles = self.env["reform.intake.target.published_cases"]._columns()
        field_of = {column.titles[-1]: column.field for column in titles}
        for row, card in zip(self.rows, self.cards, strict=True):
            with self.subTest(asset=row["asset_name"]):
                self.assertEqual(card.name, row["asset_name"])
                back = self.env["reform.published.fact"]._cells(card)
                for title, cell in row.items():
                    self.assertEqual(back.get(field_of[title], ""), published_case.plain(cell), title)
                self.assertNotIn("not_understood", card.published_fact_ids.mapped("name"))
                for fact in card.published_fact_ids:
                    # Nothing lives in the quotation alone: it has a figure, a name, a date, or is simply so.
                    self.assertTrue(fact.name and fact.qualifier)
                self.assertFalse(card.note, "no free text carries what has a field")
                if row["revitalisation_mode"] or row["tenant_or_use"]:
                    self.assertTrue(card.plan_line_ids.plan_id.use_ids)
                if row["area_sqm"]:
                    self.assertEqual(card.area_sqm, float(row["area_sqm"]))
                if row["investment_yuan"]:
                    plan = card.plan_line_ids.plan_id
                    self.assertEqual(
                        plan.investment or plan.use_ids[0].contributed_value, float(row["investment_yuan"])
                    )
                if row["status"]:
                    self.assertTrue(card.plan_line_ids.plan_id.published_state)
                if row["source_url"]:
                    source = card.published_fact_ids.source_id
                    self.assertEqual(source.mapped("address"), [row["source_url"]])

    def test_eight_uses_stand_in_one_building(self):
        plan = self.plan("原白龙村办公场所")
        self.assertEqual((plan.use_count, len(plan.line_ids)), (8, 1))
        self.assertEqual(
            plan.use_ids.use_type_id.mapped("code")[:4], ["convenience", "health", "incubator", "emergency"]
        )

    def test_a_rent_of_nothing_is_not_an_unknown_rent(self):
        lent, unknown = self.plan("炮台小学").use_ids, self.plan("社区影剧院").use_ids
        self.assertEqual((lent.method_id.code, lent.income_year, lent.income_basis), ("lend", 0, "zero"))
        self.assertEqual((unknown.income_year, unknown.income_basis), (0, "unknown"))

    def test_payees_rise_contribution_and_guarantee(self):
        payees = self.plan("稻虾共养园区3号点储藏房").use_ids.payee_ids
        self.assertEqual(
            payees.mapped(lambda one: (one.name, one.share_percent, one.amount)),
            [("文河村", 30, 24000), ("白里社区", 70, 56000)],
        )
        self.assertEqual(sum(payees.mapped("amount")), payees.use_id.income_year)
        homestead = self.plan("20多户老旧房屋及闲置宅基地").use_ids
        self.assertEqual((homestead.uplift_percent, homestead.uplift_every_years), (10, 3))
        brewery = self.plan("原村办旧酒厂").use_ids
        self.assertEqual((brewery.contributed_value, brewery.method_id.code), (7000000, "equity"))
        self.assertEqual((brewery.income_year, brewery.income_basis), (220000, "guaranteed"))
        self.assertTrue(brewery.surplus_by_share)

    def test_bundles_dangerous_buildings_asking_prices_and_private_houses(self):
        self.assertEqual(self.plan("乡镇派出所(9处打包)").unit_count, 9)
        self.assertEqual(self.plan("闲置村委会活动室(45个打包)").unit_count, 45)
        vet = self.card("原回水乡兽防站")
        self.assertEqual(
            (vet.condition, vet.plan_line_ids.plan_id.use_ids.method_id.code), ("dangerous", "demolish")
        )
        asked = self.plan("肖寨村小学校舍").use_ids
        self.assertEqual((asked.income_year, asked.income_basis), (15000, "asking_price"))
        self.assertTrue(self.card("94套闲置农房(农户所有)").not_public)
        self.assertEqual(sum(self.cards.mapped("not_public")), 1)

    def test_sources_that_contradict_themselves_are_both_kept(self):
        title, text = self.facts("肖寨村小学校舍", "term").sorted("value", reverse=True)
        self.assertEqual((title.value, text.value), (10, 5))
        self.assertEqual(text.conflicts_with_id, title)
        self.assertFalse(title.conflicts_with_id)

    def test_a_published_status_counts_for_nothing(self):
        plans = self.cards.plan_line_ids.plan_id
        self.assertEqual(set(plans.mapped("state")), {"draft"})
        self.assertFalse(any(plans.mapped("counted_from")))

    def test_nobody_writes_a_published_fact(self):
        fact = self.cards.published_fact_ids[0]
        for role in ("clerk", "township", "county_finance", "administrator"):
            with self.assertRaises(AccessError):
                self.as_(role, fact).write({"value": 5})
            with self.assertRaises(AccessError):
                self.as_(role, self.env["reform.published.fact"]).create({"name": "use", "field": "user"})

    def test_a_clerk_loads_a_case_of_his_own_village(self):
        head = ["资产名称", "乡镇", "村", "原权属", "盘活方式", "用途", "年租金(元)", "备注"]
        line = ["旧小学", "东镇", "合村", "村集体", "支持产业/出租", "民宿", 8000, "期限5年"]
        from .intake_case import xls

        batch = self.checked(xls([line], head=head), target="published_cases")
        batch.action_apply_some()
        card = self.env["reform.asset"].search([("intake_row_id.batch_id", "=", batch.id)])
        use = card.plan_line_ids.plan_id.use_ids
        self.assertEqual((use.income_year, use.term_years, use.use_type_id.code), (8000, 5, "guest_house"))
