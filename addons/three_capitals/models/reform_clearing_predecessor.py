from collections import defaultdict

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import clearing as rules
from odoo.exceptions import UserError

from ..messages import campaign as messages

COUNTY = "reform_places.group_county_agriculture"
TOWNSHIP = "reform_places.group_township"
# So many places are named in a sentence; the number of all is told.
NAMED_MAX = 10


class ReformClearingCampaign(models.Model):
    """Whom a campaign clears: every collective of a place that ends, found in the mergers themselves."""

    _inherit = "reform.clearing.campaign"

    def action_add_predecessors(self):
        """Add the collectives of all villages that end by a merger, within the user's scope.

        Doing it twice adds nothing. Mergers prepared and confirmed count; what is taken back does not.
        Raises: UserError: a village ends in two mergers; nothing is added then.
        """
        self.ensure_one()
        self._require_group(COUNTY, TOWNSHIP)
        if self.state == "closed":
            raise UserError(messages.campaign_over(self.env, campaign=self.name))
        found, problems = rules.predecessors(*self._mergings())
        if errors := [problem for problem in problems if problem.level == "error"]:
            raise UserError("\n".join(self._merging_sentences(errors)))
        added, elsewhere = self._add_clearings(found)
        said = [messages.added(self.env, count=len(added)), *self._merging_sentences(problems)]
        if elsewhere:
            names = "、".join(elsewhere.mapped("entity_id.display_name"))
            said.append(messages.cleared_elsewhere(self.env, entities=names))
        self._message_log(body="\n".join(said))
        return self._tell(said, warn=len(said) > 1)

    def _mergings(self):
        """Return (mergers of places below the campaign's, collectives of each place) for the rule."""
        # sudo: mergers and the names of organisations are public; what may be added is asked on creating.
        mergers = (
            self.env["reform.merger"]
            .sudo()
            .search(
                [
                    ("state", "in", ("draft", "confirmed")),
                    ("predecessor_ids", "child_of", self.place_id.ids),
                    ("predecessor_ids.level", "=", "village"),
                ]
            )
        )
        mergings = [
            rules.Merging(merger.id, tuple(merger.predecessor_ids.ids), tuple(merger.successor_ids.ids))
            for merger in mergers
        ]
        places = mergers.predecessor_ids | mergers.successor_ids
        rows = (
            self.env["reform.entity"]
            .sudo()
            ._read_group(
                [("kind", "=", "collective"), ("place_id", "in", places.ids)], ["place_id"], ["id:array_agg"]
            )
        )
        return mergings, {place.id: tuple(sorted(ids)) for place, ids in rows}

    def _add_clearings(self, found):
        """Create the clearings of predecessors in scope that have none, in one call.

        Return (clearings made, clearings outside this campaign that stand in the way).
        """
        clearings = self.env["reform.clearing"]
        # sudo: another campaign may have them already, out of sight.
        known = clearings.sudo().search(
            [
                ("entity_id", "in", [one.entity for one in found]),
                ("kind", "=", "merger"),
                ("state", "!=", "cancelled"),
            ]
        )
        elsewhere = known.filtered(lambda clearing: clearing.campaign_id != self)
        mine = self.env["reform.entity"].search([("id", "in", [one.entity for one in found])])
        new = {one.entity: one for one in found if one.entity in set((mine - known.entity_id).ids)}
        made = clearings.create(
            [
                {
                    "campaign_id": self.id,
                    "kind": "merger",
                    "entity_id": one.entity,
                    "successor_id": one.successor or False,
                    "date_base": self.date_base,
                }
                for one in new.values()
            ]
        )
        return made, elsewhere

    def _merging_sentences(self, problems):
        """Return a sentence for each kind of problem, with the first of its places and how many there are."""
        places, mergers = self.env["reform.place"], self.env["reform.merger"].sudo()
        by_name = defaultdict(list)
        for problem in problems:
            by_name[problem.name].append(problem)
        said = []
        for name, found in by_name.items():
            named = places.browse(problem.facts["place"] for problem in found[:NAMED_MAX]).mapped("name")
            ids = {merger for problem in found[:NAMED_MAX] for merger in problem.facts.get("mergers", ())}
            facts = {
                "count": len(found),
                "places": "、".join(named) + ("……" if len(found) > NAMED_MAX else ""),
            }
            if ids:
                facts["mergers"] = "；".join(mergers.browse(sorted(ids)).mapped("display_name"))
            said.append(messages.MERGING[name](self.env, **facts))
        return said

    def _tell(self, said, *, warn):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.name,
                "message": " ".join(said),
                "type": "warning" if warn else "success",
                "sticky": warn,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class ReformClearing(models.Model):
    """What is not handed over in time."""

    _inherit = "reform.clearing"

    is_overdue = fields.Boolean(compute="_compute_is_overdue", search="_search_is_overdue")
    date_due = fields.Date(related="campaign_id.date_end", string="Hand over Until")

    def _compute_is_overdue(self):
        late = self.filtered_domain(self._domain_overdue())
        for clearing in self:
            clearing.is_overdue = clearing in late

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_overdue()

    def _domain_overdue(self):
        today = civil_day.today()
        return [
            ("campaign_id.date_end", "<", today),
            ("state", "not in", ("handed_over", "reconciled", "closed", "cancelled")),
        ]
