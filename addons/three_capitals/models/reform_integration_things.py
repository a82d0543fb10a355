from odoo import fields, models
from odoo.addons.reform_rules.capitals import convergence as rules
from odoo.addons.reform_rules.economy.shares import count
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..messages import integration as messages

# Contracts that are over stay where they were; every other one goes on with the successor.
OVER = ("settled", "cancelled")
OWNERS = ("entity_id", "land_owner_id", "building_owner_id")
# What moves with the money it is about: states in which the matter is over stay behind.
MATTERS = {
    "reform.grant": ("closed",),
    "reform.levy": ("closed",),
    "reform.land.compensation": ("closed",),
}


class ReformLeaseSuccession(models.Model):
    """The contract went on with another lessor: from whom to whom, since when, by which merger.

    Nothing else of it changes: dues, receipts, arrears and deposit are the same records under the same keys,
    so that no money of it is booked twice or lost between two books. Source: land-contracting-law-25
    """

    _name = "reform.lease.succession"
    _description = "Succession of a Lessor"
    _inherit = ["reform.append.only.mixin"]
    _order = "lease_id, date, id"
    _rec_name = "lease_id"

    _frozen_columns = ("lease_id", "from_id", "to_id", "date", "side_id")

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    from_id = fields.Many2one("reform.entity", "Lessor until Then", required=True, ondelete="restrict")
    to_id = fields.Many2one("reform.entity", "Lessor since Then", required=True, ondelete="restrict")
    date = fields.Date("Since", required=True)
    side_id = fields.Many2one("reform.integration.side", "By Merger", index=True, ondelete="restrict")


class ReformLease(models.Model):
    """Who let it before the merger, and who lets it now."""

    _inherit = "reform.lease"

    succession_ids = fields.One2many("reform.lease.succession", "lease_id", "Lessors", readonly=True)


class ReformIntegrationSide(models.Model):
    """What is not money goes over in sets: cards, contracts, open matters, people and their shares.

    The villages of origin stay on all of it. What belongs to villager groups has an owner of its own and is
    not touched. Source: collective-law-23
    """

    _inherit = "reform.integration.side"

    card_count = fields.Integer("Cards Handed over", readonly=True, copy=False)
    lease_count = fields.Integer("Contracts Handed over", readonly=True, copy=False)
    member_count = fields.Integer("Members Handed over", readonly=True, copy=False)

    _guarded_fields = frozenset({"card_count", "lease_count", "member_count"})

    def _carry_things(self, day):
        result = super()._carry_things(day)
        # Everything carried is sealed and told in one line; tracking its fields would tell it one by one.
        quiet = self.with_context(tracking_disable=True)
        self._set_guarded(
            {
                "card_count": quiet._carry_cards(day),
                "lease_count": quiet._carry_leases(day),
                "member_count": quiet._carry_people(day),
            }
        )
        quiet._carry_matters()
        return result

    def _why(self):
        return messages.carried_because(self.env, record=self.integration_id.display_name)

    def _carry_cards(self, day):
        """Let the cards of the predecessor belong to the successor: a sealed change of each, never silent."""
        old, new = self.entity_id, self.integration_id.successor_id
        domain = fields.Domain.OR(fields.Domain(name, "=", old.id) for name in OWNERS)
        cards = self.env["reform.asset"].search(domain, order="id")
        # Whoever looks at the card later must still see which village it came from.
        values = {}
        for card in cards:
            values[card] = {name: new.id for name in OWNERS if card[name] == old}
        cards._change_each(values, kind="act", reason=self._why(), since=day)
        return len(cards.filtered(lambda card: card.entity_id == new))

    def _carry_leases(self, day):
        """Let the successor be the lessor of every contract that is not over."""
        old, new = self.entity_id, self.integration_id.successor_id
        leases = self.env["reform.lease"].search(
            [("entity_id", "=", old.id), ("state", "not in", OVER)], order="id"
        )
        if not leases:
            return 0
        leases._set_guarded({"entity_id": new.id})
        leases.flush_recordset()
        self.env["reform.lease.succession"]._add(
            [
                {"lease_id": lease.id, "from_id": old.id, "to_id": new.id, "date": day, "side_id": self.id}
                for lease in leases
            ]
        )
        leases._seal({lease: (lease.state, lease.state) for lease in leases}, kind="succession")
        body = messages.lessor_changed(self.env, old=old.name, new=new.name, record=self._why())
        leases._message_log_batch(dict.fromkeys(leases.ids, body))
        return len(leases)

    def _carry_matters(self):
        """Let open grants, levies and compensations go on where their money is."""
        for model, over in MATTERS.items():
            records = self.env[model].search(
                [("entity_id", "=", self.entity_id.id), ("state", "not in", over)], order="id"
            )
            if records:
                records._set_guarded({"entity_id": self.integration_id.successor_id.id})
                records.flush_recordset()
                records._seal(
                    {each: (each.state, each.state) for each in records},
                    kind="succession",
                    reason=self._why(),
                )

    # -- people and shares ---

    def _carry_people(self, day):
        """Bring households and members onto the roster of the successor, and their shares as the way says."""
        old, new = self.entity_id, self.integration_id.successor_id
        households = self.env["reform.household"].with_context(active_test=False)
        households = households.search([("entity_id", "=", old.id)], order="id")
        members = self.env["reform.member"].search(
            [("entity_id", "=", old.id), ("state", "in", ("proposed", "member", "frozen"))], order="id"
        )
        self._refuse_double(members, new)
        self._carry_shares(members, day)
        self._renumber(households, new)
        home = self.place_id
        # Past the rule that a household stays with its collective: the collective is what has changed.
        nameless = households.filtered(lambda each: not each.origin_place_id)
        models.Model.write(nameless, {"origin_place_id": home.id})
        models.Model.write(households, {"entity_id": new.id})
        if members:
            members._set_guarded({"entity_id": new.id})
            members.flush_recordset()
            members._seal(
                {each: (each.state, each.state) for each in members}, kind="succession", reason=self._why()
            )
        for people in (households, members):
            people._message_log_batch(dict.fromkeys(people.ids, self._why()))
        known = self.env["res.partner"].search([("reform_member_entity_ids", "in", old.ids)])
        known.write({"reform_member_entity_ids": [Command.unlink(old.id), Command.link(new.id)]})
        return len(members)

    def _refuse_double(self, members, new):
        """Nobody is a member twice: whoever stands on both rosters leaves one of them first."""
        known = {
            member.identity
            for member in self.env["reform.member"].search(
                [("entity_id", "=", new.id), ("state", "not in", ("left", "deceased"))]
            )
            if member.identity
        }
        if double := members.filtered(lambda member: member.identity in known):
            raise UserError(messages.member_twice(self.env, names="、".join(double.mapped("name"))))

    def _renumber(self, households, new):
        """Put the village before a household number that the successor has given already, or will."""
        others = self.integration_id.side_ids.entity_id - self.entity_id | new
        rows = self.env["reform.household"].with_context(active_test=False)
        taken = set(rows.search([("entity_id", "in", others.ids)]).mapped("code"))
        for household in households:
            if household.code in taken:
                household.code = f"{self.place_id.name}-{household.code}"

    def _carry_shares(self, members, day):
        """End the register of the predecessor and give its members what the way of integration gives them."""
        way = self.integration_id.mode_id.shares
        Share = self.env["reform.share"]
        Share._hold(self.entity_id)
        Share._hold(self.integration_id.successor_id)
        rows = self._open_shares(day)
        holders = members.filtered(lambda member: member.partner_id and member.state != "proposed")
        if not holders:
            return
        held = {}
        for _kind, partner, _member, _origin, number, _frozen in rows:
            held[partner] = held.get(partner, count(0)) + count(number)
        side = rules.Side(
            self.id,
            yuan(self.net),
            tuple(
                rules.Holding(self.id, partner.id, held.get(partner.id, count(0)))
                for partner in holders.partner_id
            ),
        )
        numbers = self.integration_id._rules(day)
        try:
            given = rules.shares(
                way,
                [side],
                each=count(numbers.value("integration_even_shares")),
                par=yuan(numbers.value("integration_share_par_yuan")),
            )
        except RuleError as refusal:
            raise self._refused(refusal) from refusal
        by_partner = {member.partner_id.id: member for member in holders}
        Share._add([*self._share_ends(rows, day), *self._share_grants(given, by_partner, way, day)])

    def _open_shares(self, day):
        """Return (kind, holder, member, origin, shares, frozen) that stand in the old register."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT kind, coalesce(partner_id, 0), coalesce(max(member_id), 0),
                          coalesce(origin_place_id, 0), sum(number), sum(coalesce(frozen, 0))
                     FROM reform_share WHERE entity_id = %s AND date <= %s
                    GROUP BY kind, partner_id, origin_place_id
                   HAVING sum(number) <> 0 OR sum(coalesce(frozen, 0)) <> 0
                    ORDER BY 1, 2, 4""",
                self.entity_id.id,
                day,
            )
        )
        return self.env.cr.fetchall()

    def _share_ends(self, rows, day):
        return [
            {
                "entity_id": self.entity_id.id,
                "kind": kind,
                "move": "cancel",
                "partner_id": partner or False,
                "member_id": member or False,
                "origin_place_id": origin or False,
                "number": -float(number),
                "frozen": -float(frozen),
                "date": day,
                "reason": self._why(),
                "user_id": self.env.uid,
            }
            for kind, partner, member, origin, number, frozen in rows
        ]

    def _share_grants(self, given, by_partner, way, day):
        """Return the rows that give members their shares, under their village where these stay apart."""
        apart = self.place_id.id if way != rules.EQUAL else False
        return [
            {
                "entity_id": self.integration_id.successor_id.id,
                "kind": "member",
                "move": "grant",
                "partner_id": holding.member,
                "member_id": by_partner[holding.member].id,
                "origin_place_id": apart,
                "number": float(holding.shares),
                "date": day,
                "reason": self._why(),
                "user_id": self.env.uid,
            }
            for holding in given
        ]
