from datetime import date

from odoo import fields, models
from odoo.addons.reform_decision.walkthrough import as_person, pass_decision
from odoo.addons.reform_places import civil_day

from .reform_asset_demo import picture, picture_of


class ReformAssetDemo(models.AbstractModel):
    """A village counted to the end for 2025, and one whose count is half done."""

    _inherit = "reform.asset.demo"

    def _tell_counts(self):
        self._closed_round(self._crew(4))
        self._running_round(self._crew(2))

    def _round(self, village, crew, **vals):
        """Return a round of a village that takes counts."""
        entity = self._entity(village)
        count = as_person(self.env["reform.count.round"], crew["township"]).create(
            {"place_id": entity.place_id.id, "entity_id": entity.id, **vals}
        )
        count.action_freeze()
        count.action_start()
        return count

    def _lines(self, count, user):
        lines = as_person(self.env["reform.count.line"], user)
        return lines.search([("round_id", "=", count.id)], order="id")

    def _see(self, lines, way="phone"):
        """Count lines as they stand in the books, each with its photo."""
        lines._count_each(
            [
                (
                    line,
                    {
                        "result": "found",
                        "photo": picture_of(line.name),
                        "latitude": line.sudo().asset_id.latitude,
                        "longitude": line.sudo().asset_id.longitude,
                    },
                )
                for line in lines
            ],
            way=way,
        )

    def _closed_round(self, crew):
        """One sprayer is gone, a weighing machine stands there that no card speaks of."""
        count = self._round(4, crew, record_date=date(2025, 12, 31), second_cost_min=150000)
        lines = self._lines(count, crew["clerk"])
        sprayers = lines.filtered(lambda line: "喷雾机" in line.name)
        self._see(lines - sprayers)
        seen = {
            "result": "found",
            "quantity": 5,
            "photo": picture("machine"),
            "note": "一台喷杆断裂，已送废品站",
        }
        sprayers._count(seen, way="phone")
        again = self._lines(count, crew["director"])
        self._see(again.filtered("needs_second") - again.filtered(lambda line: "喷雾机" in line.name))
        if again.filtered(lambda line: "喷雾机" in line.name).needs_second:
            again.filtered(lambda line: "喷雾机" in line.name)._count(seen, way="phone")
        as_person(count, crew["clerk"])._report_find(
            {
                "name": "电子地磅",
                "place_id": count.place_id.id,
                "spot": "粮站仓房院内",
                "photo": picture("machine"),
                "quantity": 1,
                "unit": "台",
                "condition": "fair",
                "note": "二〇一九年产业项目配套，未登记入账",
                "latitude": 30.5808,
                "longitude": 106.9313,
            }
        )
        as_person(count.find_ids, crew["township"])._judge(
            True,
            "项目验收资料载明归村集体所有，按重置价估值入账。",
            entity_id=count.entity_id.id,
            owner_class="village_collective",
            category_id=self.env.ref("reform_assets.category_collective_c03").id,
            nature="operating",
            value=12800,
        )
        count.action_finish()
        as_person(sprayers, crew["township"])._judge("adjust_card", "实地核对五台，一台报废，调整卡片数量。")
        for owner in count.owner_ids.with_env(self.env):
            if owner.needs_decision:
                pass_decision(owner, crew, vals={"body": "representative_assembly"})
            as_person(owner, crew["supervisor"]).action_confirm()
        count.action_confirm()
        posted = fields.Date.subtract(civil_day.today(), days=8)
        as_person(count, crew["director"])._publish(posted, "村务公开栏", picture("notice"))
        as_person(count, crew["county_agriculture"]).action_close()
        as_person(count, crew["county_agriculture"])._report("前农函〔2026〕18号", civil_day.today())

    def _running_round(self, crew):
        """Half of the cards are seen; one thing nobody can find, one stands elsewhere."""
        count = self._round(2, crew)
        lines = self._lines(count, crew["clerk"])
        self._see(lines[: len(lines) // 2])
        left = lines[len(lines) // 2 :]
        left[:1]._count(
            {
                "result": "damaged",
                "condition": "poor",
                "photo": picture_of(left[0].name) or picture("ruin"),
                "note": "屋面漏雨",
            },
            way="phone",
        )
