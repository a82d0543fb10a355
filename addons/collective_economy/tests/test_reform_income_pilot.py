import io
from datetime import date

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestIncomePilot(EconomyCase):
    """The report of a pilot: forecasts are called so, sums are reckoned again, nothing is typed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.villages = [
            cls._place(
                f"试点{n}村", "village", cls.township, code=f"9901011003{n:02d}", committee_type="village"
            )
            for n in range(1, 16)
        ]
        cls.entities = cls.env["reform.entity"].browse(
            [cls._entity(f"试点{n}村合作社", village).id for n, village in enumerate(cls.villages, 1)]
        )

    def forecast(self, entity, amount, earned=0, year=2025):
        forecast = self.as_("township", self.env["reform.income.forecast"]).create(
            {"entity_id": entity.id, "year": year, "amount": amount, "earned": earned, "basis": "已签合同"}
        )
        forecast.action_give()
        return forecast

    def frozen(self, entity, amount):
        places = (self.old_a, self.old_b) if entity == self.collective else (entity.place_id,)
        figures = [(place, "operating", amount if place == places[0] else 0) for place in places]
        self.as_("county_agriculture", self.baseline(*figures, entity=entity)).action_freeze()

    def pilot(self, entities, year=2025):
        return self.as_("county_agriculture", self.env["reform.income.pilot"]).create(
            {
                "name": "合并村集体经济融合发展试点",
                "place_id": self.county.id,
                "year": year,
                "line_ids": [Command.create({"entity_id": entity.id}) for entity in entities],
            }
        )

    def test_fifteen_villages_with_a_forecast_of_3_67_million_against_410_000_grow_by_795_percent(self):
        for entity in self.entities[:14]:
            self.frozen(entity, 27300)
        self.frozen(self.entities[14], 410000 - 14 * 27300)
        for entity in self.entities[:14]:
            self.forecast(entity, 244600)
        self.forecast(self.entities[14], 3670000 - 14 * 244600)
        pilot = self.pilot(self.entities)
        pilot.action_fill()
        self.assertEqual((pilot.village_count, pilot.forecast_count), (15, 15))
        self.assertEqual((pilot.base_amount, pilot.amount), (410000, 3670000))
        self.assertEqual((pilot.difference, pilot.growth_text, pilot.reached), (3260000, "+795.12 %", "yes"))
        self.assertEqual(set(pilot.line_ids.mapped("figure")), {"forecast"})
        pilot.action_report()
        self.assertEqual(pilot.sudo()._check_digests(), [])

    def test_a_base_of_nothing_has_no_verdict_and_the_sum_has_one(self):
        first, second = self.entities[:2]
        self.frozen(first, 0)
        self.frozen(second, 50000)
        self.forecast(first, 3000000)
        self.forecast(second, 59999.99)
        pilot = self.pilot(first | second)
        pilot.action_fill()
        self.assertEqual(pilot.line_ids.mapped("growth_text"), ["n/a", "+20.00 %"])
        self.assertEqual(pilot.line_ids.mapped("reached"), ["none", "no"])
        self.assertEqual((pilot.reached, pilot.reached_count), ("yes", 0))

    def test_a_figure_is_called_what_it_is(self):
        self.posted(self.contract.due_ids[:1])
        self.frozen(self.collective, 2000)
        pilot = self.pilot(self.collective)
        pilot.action_fill()
        line = pilot.line_ids
        self.assertEqual((line.figure, line.amount, line.earned), ("so_far", 3000, 3000))
        self.forecast(self.collective, 9000, earned=8000)
        pilot.action_fill()
        self.assertEqual((line.figure, line.amount, line.posted_amount), ("forecast", 9000, 3000))
        december = self.env["ledger.period"].search(
            [("entity_id", "=", self.collective.id), ("date_to", "=", date(2025, 12, 31))]
        )
        december.sudo()._move("closed")
        pilot.action_fill()
        self.assertEqual((line.figure, line.amount, line.forecast_amount), ("actual", 3000, 9000))
        self.assertEqual((line.growth_text, line.reached), ("+50.00 %", "yes"))

    def test_reported_figures_stay_whatever_is_expected_later(self):
        entity = self.entities[0]
        self.frozen(entity, 1000)
        self.forecast(entity, 1200)
        pilot = self.pilot(entity)
        pilot.action_report()
        self.forecast(entity, 5000)
        for act in (
            lambda: pilot.action_fill(),
            lambda: pilot.write({"year": 2026}),
            lambda: pilot.line_ids.write({"entity_id": self.collective.id}),
            lambda: pilot.line_ids.unlink(),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual((pilot.amount, pilot.growth_text, pilot.reached), (1200, "+20.00 %", "yes"))

    def test_without_base_or_figure_nothing_is_reported(self):
        entity = self.entities[0]
        pilot = self.pilot(entity)
        pilot.action_fill()
        self.assertEqual(pilot.line_ids.growth_text, "no baseline")
        with self.assertRaisesRegex(UserError, "No frozen baseline"):
            pilot.action_report()
        self.frozen(entity, 1000)
        with self.assertRaisesRegex(UserError, "Neither books nor a forecast"):
            pilot.action_report()

    def test_a_figure_is_not_typed_in(self):
        pilot = self.pilot(self.entities[0])
        line = pilot.line_ids
        line.write({"amount": 10**6, "figure": "actual"})
        self.assertEqual((line.amount, line.figure), (0, False))

    def test_workbook_and_paper_show_what_the_screen_shows(self):
        first, second = self.entities[:2]
        self.frozen(first, 13000)
        self.frozen(second, 0)
        self.forecast(first, 801000)
        self.forecast(second, 10)
        pilot = self.pilot(first | second)
        pilot.action_fill()
        sheet = openpyxl.load_workbook(io.BytesIO(self.env["ledger.report"]._xlsx(pilot._result()))).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=7)]
        for row, line in zip(rows, pilot.line_ids, strict=False):
            self.assertEqual(row[1], line.entity_id.name)
            self.assertEqual((row[3], row[4], row[8]), (line.base_amount, line.amount, line.difference))
            self.assertEqual(row[9], line.growth_text)
        self.assertEqual(rows[2][3:5], [pilot.base_amount, pilot.amount])
        self.assertIn("+6061.54 %", rows[0])
        self.assertIn("n/a", rows[1])
        html, kind = self.env["ir.actions.report"]._render_qweb_html(
            "collective_economy.reform_income_pilot_report", pilot.ids
        )
        self.assertEqual(kind, "html")
        text = html.decode()
        for row in pilot._result()["rows"]:
            for cell in row:
                self.assertIn(cell.get("amount") or cell.get("text") or "", text)

    def test_a_county_may_ask_for_more(self):
        entity = self.entities[0]
        self.frozen(entity, 1000)
        self.forecast(entity, 1250)
        own = self.as_("administrator", self.env["reform.parameter"]).create(
            {
                "kind_id": self.env.ref("reform_places.parameter_income_growth_percent_min").id,
                "county_id": self.county.id,
                "value_text": "30",
                "valid_from": "2025-01-01",
                "doc_no": "测农发〔2025〕4号",
            }
        )
        self.as_("county_agriculture", own).action_put_in_force()
        pilot = self.pilot(entity)
        pilot.action_fill()
        self.assertEqual((pilot.threshold_percent, pilot.line_ids.reached), (30, "no"))


@tagged("post_install", "-at_install")
class TestIncomeForecast(EconomyCase):
    def forecast(self, **vals):
        return self.as_("accountant", self.env["reform.income.forecast"]).create(
            {"entity_id": self.collective.id, "amount": 100, "basis": "已签合同", **vals}
        )

    def test_a_forecast_is_given_once_and_stays(self):
        forecast = self.forecast()
        self.assertEqual(forecast.year, 2025)
        forecast.action_give()
        for vals in ({"amount": 200}, {"state": "draft"}, {"given_on": "2020-01-01"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                forecast.write(vals)

    def test_what_is_over_is_no_forecast_and_a_forecast_has_an_amount_and_a_ground(self):
        for vals, words in (
            ({"year": 2024}, "2024 is over"),
            ({"amount": 0}, "enter the expected income"),
            ({"earned": 101}, "cannot be above"),
            ({"basis": " "}, "rests on"),
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, words):
                self.forecast(**vals).action_give()

    def test_the_clerk_gives_no_forecast(self):
        forecast = self.forecast()
        with self.assertRaises(AccessError):
            self.as_("clerk", forecast).action_give()
