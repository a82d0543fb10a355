from odoo import models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

from .reform_asset_demo import paper

CODES = ("count_rate", "value_rate", "area_rate", "new_rent", "arrears_rate", "completeness")
ANSWERS = {
    "arrears": ("已上门催收，承租人承诺分两期缴清。", "recover"),
    "over_term": ("已约谈，拟按新一轮程序重新发包。", "take_back"),
}


class ReformAssetDemo(models.AbstractModel):
    """Looking at it all: contracts are checked, cases opened, figures frozen.

    It comes when everything else of the demo is there, so the last addon that adds to it calls it.
    """

    _inherit = "reform.asset.demo"

    def _look_back(self):
        """Check contracts, open cases, take the figures; nothing happens where figures were taken already."""
        if self.env["reform.indicator.snapshot"].search_count([], limit=1):
            return
        self._remind()
        self._check_contracts()
        self.env["reform.alert.run"]._cron_run()
        self._take_figures()

    def _remind(self):
        """One village writes its letters and hands over the one that asks for most."""
        clerk = self.env.ref("reform_places.demo_huxiao_clerk")
        reminders = as_person(self.env["reform.rent.reminder"], clerk)
        reminders.action_make()
        reminder = reminders.search([], order="amount desc", limit=1)
        proof = reminder.env["ir.attachment"].create({"name": "送达回证.txt", "datas": paper("送达回证")})
        reminder.write(
            {"sent_on": civil_day.today(), "sent_how": "hand", "paper_ids": [Command.set(proof.ids)]}
        )
        reminder.action_send()

    def _check_contracts(self):
        crew, checks = self._crew(4), self.env["reform.contract.check"]
        checks._cron_run()
        as_person(checks, crew["township"]).action_check_now()
        findings = self.env["reform.contract.finding"].search(
            [("entity_id", "=", self._entity(4).id), ("state", "=", "open")]
        )
        for finding in as_person(findings, crew["clerk"]):
            if finding.code in ANSWERS:
                answer, result = ANSWERS[finding.code]
                finding.write({"answer": answer, "result": result})
                finding.action_answer()

    def _take_figures(self):
        """Freeze today's figures of the county and of each township that has something to show."""
        townships = self.env["reform.asset"].search([("entity_id.kind", "=", "collective")]).township_id
        own = self._entity(1).place_id
        places = townships.filtered(lambda place: place.county_id == own.county_id) | own.county_id
        user = self._crew(2)["county_agriculture"]
        snapshots = as_person(self.env["reform.indicator.snapshot"], user)
        snapshots._take(CODES, places.with_env(snapshots.env), civil_day.today())
