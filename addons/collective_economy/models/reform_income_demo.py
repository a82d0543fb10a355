from datetime import date

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import PICTURE, as_person
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

PILOT = "合并村集体经济融合发展试点（示例）"


class ReformIncomeDemo(models.AbstractModel):
    """What the income screens of the demo show: forecasts of the running year, two pilot reports, notices.

    One pilot report is reported with the results of a closed year, the other stands in draft with forecasts,
    so that nobody takes the one for the other.
    """

    _name = "reform.income.demo"
    _description = "Demo of Incomes"

    @api.model
    def _load_demo(self, entities, crew):
        """Load forecasts, reports and notices for entities with books and frozen baselines."""
        entities = self.env["reform.entity"].union(*entities)
        year = civil_day.today().year
        self._forecasts(entities, crew["accountant"], year)
        self._pilots(entities, crew["county_agriculture"], year)
        self._notices(entities[:1], crew["clerk"])

    def _forecasts(self, entities, accountant, year):
        rows = self.env["reform.income.year"].search(
            [("entity_id", "in", entities.ids), ("year", "=", 2025)], order="entity_id"
        )
        forecasts = as_person(self.env["reform.income.forecast"], accountant).create(
            [
                {
                    "entity_id": row.entity_id.id,
                    "year": year,
                    "amount": round(row.amount * 1.12, -3),
                    "earned": round(row.earned * 1.15, -3),
                    "basis": "在履行的租赁、发包合同全年应收款，加入股分红和运转补助的上年数（示例）。",
                }
                for row in rows
            ]
        )
        # One stays a draft, for the accountant to give.
        forecasts[:-1].action_give()

    def _pilots(self, entities, county, year):
        pilots = as_person(self.env["reform.income.pilot"], county).create(
            [
                {
                    "name": PILOT,
                    "doc_no": "护农发〔2024〕12号",
                    "place_id": entities[:1].county_id.id,
                    "base_year": 2019,
                    "year": each,
                    "line_ids": [Command.create({"entity_id": entity.id}) for entity in entities],
                }
                for each in (2024, year)
            ]
        )
        pilots[0].action_report()
        pilots[1].action_fill()

    def _notices(self, entity, clerk):
        quarters = (
            (date(2025, 1, 1), date(2025, 3, 31), PICTURE),
            (date(2025, 4, 1), date(2025, 6, 30), PICTURE),
            (date(2025, 7, 1), date(2025, 9, 30), False),
        )
        notices = as_person(self.env["reform.income.notice"], clerk).create(
            [
                {
                    "entity_id": entity.id,
                    "date_from": first,
                    "date_to": last,
                    "where": "村务公开栏",
                    "photo": photo,
                }
                for first, last, photo in quarters
            ]
        )
        notices[:2].action_post()
