from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.assets import asset_card, idle
from odoo.tools import SQL

from ..messages import alert as messages
from .reform_lease_steps import DIRECTOR, SUPERVISOR, TOWNSHIP

# Whose name a card waits for.
NEXT_ROLE = {"registered": SUPERVISOR, "village_checked": TOWNSHIP}


class ReformAsset(models.Model):
    """Cards that nobody puts a name to, and things that nobody uses, become cases."""

    _inherit = "reform.asset"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "idle_long": Kind(messages.idle_long_label(env), DIRECTOR, 60, messages.idle_long),
            "card_waits": Kind(messages.card_waits_label(env), SUPERVISOR, 30, messages.card_waits),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield the cards idle for longer than `idle_alert_days` beyond their listing, and those whose next
        name has been missing for longer than `card_confirm_days_max`.
        """
        rules = self.env["reform.parameter"]._at(at)
        yield from self._facts_idle(at, rules)
        yield from self._facts_waiting(at, rules)

    def _facts_idle(self, at, rules):
        latest = idle.latest_start_of_listing(at, rules) - timedelta(days=rules.value("idle_alert_days"))
        domain = [("use_state", "=", "idle"), ("idle_since", "<=", latest)]
        found = self.search_fetch(domain, ["code", "name", "place_id", "idle_since"])
        planned = self._idle_alert_planned()
        for card in found:
            if card.id in planned:
                continue
            facts = {
                "ref": card.display_name,
                "since": fields.Date.to_string(card.idle_since),
                "days": idle.days_idle(card.idle_since, at),
            }
            yield Fact("idle_long", card, card.place_id.id, facts=facts)

    @api.model
    def _idle_alert_planned(self):
        """Return the ids of idle cards somebody has a plan for; they are no alert of their own."""
        return frozenset()

    def _facts_waiting(self, at, rules):
        """Yield the cards at a step that was reached too long ago, by the sealed log."""
        limit = rules.value("card_confirm_days_max")
        self.flush_model(["state"])
        self.env.cr.execute(
            SQL(
                """SELECT a.id, a.code, a.name, a.place_id, a.state, a.owner_class,
                          %(at)s::date - reform_civil_day(coalesce(e.at, a.create_date))
                     FROM reform_asset a
                     LEFT JOIN (SELECT res_id, max(at) AS at FROM reform_seal_entry
                                 WHERE res_model = 'reform.asset' GROUP BY res_id) e ON e.res_id = a.id
                    WHERE a.state <> 'confirmed'
                      AND %(at)s::date - reform_civil_day(coalesce(e.at, a.create_date)) > %(limit)s
                    ORDER BY a.id""",
                at=at,
                limit=limit,
            )
        )
        for card_id, code, name, place_id, state, owner_class, days in self.env.cr.fetchall():
            role = NEXT_ROLE.get(state) or (
                f"reform_places.group_{asset_card.confirming_authority(owner_class)}"
            )
            facts = {"ref": f"[{code}] {name}", "days": days, "limit": limit}
            yield Fact("card_waits", self.browse(card_id), place_id, owner_group=role, facts=facts)
