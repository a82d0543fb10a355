from datetime import date, timedelta

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

# Months whose depreciation is charged for the demo villages; the next one waits for the reader.
MONTHS = (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
HOUSEHOLDS = (("唐家院子户", 3, 360), ("石板坡户", 4, 480), ("岩湾户", 2, 240))


class ReformEconomyDemo(models.AbstractModel):
    """Made-up schedules, a grant, a levy and a land compensation of the first villages, each made by the
    people who would make them."""

    _inherit = "reform.economy.demo"

    @api.model
    def _demo_events(self, entities, people):
        """Open the schedules of the cards, charge some months, and leave projects at different steps."""
        for entity, crew in zip(entities, people, strict=False):
            self._demo_schedules(entity, crew)
        self._demo_depreciation(entities[0], people[0])
        self._demo_grant(entities[0], people[0])
        self._demo_levy(entities[0], people[0])
        self._demo_land(entities[1], people[1])
        self._demo_payroll(entities[0], people[0])

    def _demo_schedules(self, entity, crew):
        """Draw up the schedules of a collective's cards; of two thirds of them somebody says what is left."""
        cards = as_person(self.env["reform.asset"], crew["accountant"]).search(
            [
                ("entity_id", "=", entity.id),
                ("state", "=", "confirmed"),
                ("card_kind", "=", "building"),
                ("cost", ">", 1),
                ("net_value", ">", 0),
                ("use_state", "not in", ("disposed", "scrapped")),
                ("schedule_ids", "=", False),
            ],
            order="id",
        )
        Schedule = as_person(self.env["reform.depreciation.schedule"], crew["accountant"])
        proposals = Schedule._proposals(cards)
        drafts = Schedule.create(
            [
                {
                    "asset_id": card.id,
                    **proposals[card],
                    "months": proposals[card]["months"] or 96 + 12 * (number % 5),
                    "first_month": MONTHS[0],
                }
                for number, card in enumerate(cards)
                if number % 3 < 2
            ]
        )
        drafts = drafts.filtered(lambda draft: draft.base > 0)
        as_person(drafts, crew["supervisor"]).action_confirm()

    def _demo_depreciation(self, entity, crew):
        for month in MONTHS:
            run = as_person(self.env["reform.depreciation.run"], crew["clerk"]).create(
                {"month": month, "place_id": entity.place_id.id}
            )
            run.action_run()
            vouchers = run.with_env(self.env).line_ids.voucher_id
            as_person(vouchers, crew["supervisor"]).action_review()
            as_person(vouchers, crew["accountant"]).action_post()

    def _demo_project(self, model, entity, crew, **vals):
        return as_person(self.env[model], crew["clerk"]).create({"entity_id": entity.id, **vals})

    def _demo_households(self, entity):
        return self.env["res.partner"].create(
            [
                {"name": name, "reform_member_entity_ids": [Command.set(entity.ids)]}
                for name, _persons, _amount in HOUSEHOLDS
            ]
        )

    def _demo_grant(self, entity, crew):
        grant = self._demo_project(
            "reform.grant",
            entity,
            crew,
            title="高标准农田机耕道建设",
            granted=180000,
            doc_no="前锋农发〔2026〕18号",
            date=date(2026, 1, 9),
            grantor_id=self.env["res.partner"].create({"name": "前锋区农业农村局", "is_company": True}).id,
        )
        as_person(grant, crew["township"]).action_verify()
        for kind, amount, day, account in (
            ("received", 180000, date(2026, 1, 12), ""),
            ("spent_asset", 90000, date(2026, 2, 20), "153"),
            ("spent_asset", 60000, date(2026, 4, 16), "153"),
            ("spent_cost", 4800, date(2026, 4, 16), ""),
        ):
            grant._record_by_hand(kind, amount, date=day, account=account)

    def _demo_levy(self, entity, crew):
        households = self._demo_households(entity)
        levy = self._demo_project(
            "reform.levy",
            entity,
            crew,
            title="三组入户道路硬化",
            day_rate=120,
            date=civil_day.today() - timedelta(days=40),
            line_ids=[
                Command.create({"partner_id": household.id, "persons": persons, "amount": amount})
                for household, (_name, persons, amount) in zip(households, HOUSEHOLDS, strict=True)
            ],
        )
        pass_decision(
            levy,
            crew,
            votes=(36, 31, 29, 1, 1),
            vals={"body": "member_assembly"},
            meeting_on=civil_day.today() - timedelta(days=9),
        )
        as_person(levy, crew["supervisor"]).action_levy()
        levy._record_by_hand("collected", 360, partner=households[0], method="cash")
        levy._record_by_hand("labour", 2400, note="20个工日")

    def _demo_land(self, entity, crew):
        households = self._demo_households(entity)
        record = self._demo_project(
            "reform.land.compensation",
            entity,
            crew,
            title="渠系工程征地补偿",
            total=100000,
            area_mu=2.5,
            date=civil_day.today() - timedelta(days=40),
            payer_id=self.env["res.partner"].create({"name": "前锋区水务局", "is_company": True}).id,
            line_ids=[
                Command.create({"partner_id": household.id, "area_mu": area, "amount": amount})
                for household, area, amount in zip(
                    households, (0.9, 0.7, 0.4), (30000, 25000, 15000), strict=True
                )
            ],
        )
        pass_decision(
            record,
            crew,
            votes=(40, 33, 31, 1, 1),
            vals={"body": "member_assembly"},
            meeting_on=civil_day.today() - timedelta(days=9),
        )
        as_person(record, crew["supervisor"]).action_decide()
        record.action_receive(date=civil_day.today() - timedelta(days=2))
        record._record_by_hand("paid", 30000, partner=households[0])

    def _demo_payroll(self, entity, crew):
        chart = self.env["ledger.book"]._of(entity).chart_id
        account = self.env["ledger.account"]._of_entity(entity, chart)["51301"]
        officers = self.env["res.partner"].create([{"name": "蒲文书"}, {"name": "邓会计"}])
        self._demo_project(
            "reform.payroll",
            entity,
            crew,
            title="村干部误工补贴",
            line_ids=[
                Command.create({"partner_id": officer.id, "account_id": account.id, "amount": amount})
                for officer, amount in zip(officers, (2600, 2200), strict=True)
            ],
        )
