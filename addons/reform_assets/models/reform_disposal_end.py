from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import disposal as disposal_rule
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import disposal as messages
from .reform_valuation_steps import DIRECTOR, TOWNSHIP

# Which class of owner a receiver is: by the kind of entity, a collective by the level of its place.
COLLECTIVE_CLASS = {"township": "town_collective", "group": "group_collective"}
ROAD_OF_A_CARD = ("village_checked", "town_checked", "confirmed")
FACTS = {"transfer": "asset_given", "exchange": "asset_given", "contribution": "asset_contributed"}


class ReformDisposal(models.Model):
    """The end of a disposal: a receiver takes the thing over, and the giver's register lets go of it."""

    _inherit = "reform.disposal"

    def _givers(self):
        """Return everybody who has put a name to it on the giver's side."""
        mine = self.sudo()
        return mine.create_uid | mine.decided_by_id | mine.approved_by_id

    def action_accept(self):
        """The receiver takes it over: both registers change in this one act, or neither does.

        The giver's card is disposed of and names the receiver's; the receiver's new card carries cost, net
        value, area and origin exactly. Raises: AccessError: not a person of the receiver, or a person of the
        giver.
        """
        for disposal in self:
            disposal._require_receiver()
        self._begin("transferred")
        today = civil_day.today()
        for disposal in self:
            disposal._conclude("transferred", accepted_by_id=self.env.uid, accepted_date=today)
            disposal._hand_over(disposal.line_ids, disposal.receiver_id)
            disposal._hand_over(disposal.counter_line_ids, disposal.entity_id)
            disposal._tell_leases()
        return True

    def action_remove(self):
        """Strike the cards off the register; the disposal stays as the reason."""
        self._begin("removed")
        for disposal in self:
            scrapped = disposal.kind in ("scrapping", "demolition")
            # sudo: what leaves the register follows from the concluded disposal, not from a right to cards.
            disposal.sudo()._strike_off(
                disposal.sudo().line_ids.asset_id, "scrapped" if scrapped else "disposed"
            )
        return self._move("removed", removed_date=civil_day.today())

    def _require_receiver(self):
        """Refuse whoever does not answer for the receiver's place, or has signed on the giver's side."""
        self.ensure_one()
        if self.env.su:
            return
        self._require_group(DIRECTOR, TOWNSHIP)
        place = self.sudo().receiver_id.place_id
        scope = self.env.user.sudo().reform_scope_ids
        above = {int(part) for part in (place.parent_path or "").split("/") if part}
        if not above & set(scope.ids):
            raise AccessError(messages.not_the_receiver(self.env, receiver=self.sudo().receiver_id.name))
        if self.env.user in self._givers():
            raise UserError(messages.giver_does_not_accept(self.env, disposal=self.name))

    def _hand_over(self, lines, receiver):
        """Make the receiver's cards of the giver's, values carried exactly, and strike the giver's off."""
        # sudo: the cards change hands by this act alone; neither side has a right to the other's register.
        lines = lines.sudo()
        for line in lines:
            card = line.asset_id
            new = card._receive_as(receiver, self)
            line._set_guarded({"new_asset_id": new.id})
            card._set_guarded({"successor_card_id": new.id})
        if lines:
            mine = self.sudo()
            mine._strike_off(lines.asset_id, "disposed")
            reason = messages.struck_off(self.env, disposal=self.name, kind=self._kind_label())
            mine.env["reform.asset.act"]._enact("allocated", lines.new_asset_id, {}, reason, origin=mine)

    def _strike_off(self, cards, use_state):
        """Let cards leave the register by an act of removal that rests on this disposal."""
        reason = messages.struck_off(self.env, disposal=self.name, kind=self._kind_label())
        vals = {
            "leaves_as": use_state,
            "removal": FACTS.get(self.kind, "asset_removed"),
            "partner_id": (self.company_id or self.buyer_id).id,
            "ref_no": self.approval_no,
        }
        self.env["reform.asset.act"]._enact("removal", cards.with_env(self.env), vals, reason, origin=self)

    def _tell_leases(self):
        """A lease goes on with the new owner: note him on every lease in force."""
        # sudo: the lease follows the thing by law, whoever may write leases.
        mine = self.sudo()
        leases = mine.line_ids.asset_id.lease_line_ids.lease_id.filtered(
            lambda lease: lease._holds_its_assets()
        )
        owner = mine.buyer_id.name or mine.receiver_id.name or mine.company_id.name or ""
        for lease in leases:
            lease._follow(self, owner)

    def _kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    # --- for the books ---

    def _outcome_facts(self):
        """Return what the disposal left, as facts beside those of its acts and payments: by card cost, worn
        off, net value, and for a contribution the agreed value and its difference.
        """
        self.ensure_one()
        mine = self.sudo()
        agreed = self._agreed_by_line()
        lines = []
        for line in mine.line_ids:
            cost, net = yuan(line.cost), yuan(line.net_value)
            lines.append(
                {
                    "asset_id": line.asset_id.id,
                    "origin_place_id": line.asset_id.origin_place_id.id,
                    "cost": cost,
                    "accumulated": cost - net,
                    "net": net,
                    "agreed": agreed[line.id],
                    "difference": agreed[line.id] - net,
                }
            )
        return {
            "kind": FACTS.get(self.kind, "asset_removed"),
            "entity_id": self.entity_id.id,
            "date": self.outcome_date,
            "partner_id": (self.company_id or self.buyer_id).id,
            "amount": sum((line["net"] for line in lines), start=yuan(0)),
            "proceeds": yuan(self.received),
            "costs": yuan(self.costs),
            "route": disposal_rule.route_of(self.regime or ""),
            "lines": lines,
        }

    def _agreed_by_line(self):
        """Return {line id: its part of the contributed value}; the parts add up to it."""
        lines = self.sudo().line_ids
        if self.kind != "contribution":
            return {line.id: yuan(line.net_value) for line in lines}
        parts = disposal_rule.shares(yuan(self.agreed_value), [yuan(line.value) for line in lines])
        return dict(zip(lines.ids, parts, strict=True))
