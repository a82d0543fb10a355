from odoo import api, fields, models
from odoo.addons.reform_rules.economy import shares as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_seal import serial
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL

from ..messages import members as messages

SHARE_KINDS = [
    ("member", "Member Shares"),
    ("seniority", "Seniority Shares"),
    ("contribution", "Contribution Shares"),
    ("collective", "Collective Shares"),
]
MOVES = [
    ("grant", "Granted"),
    ("inherit", "Inherited"),
    ("transfer", "Transferred"),
    ("freeze", "Frozen"),
    ("release", "Released"),
    ("cancel", "Cancelled"),
]
assert tuple(name for name, _label in MOVES) == rules.CHANGES


class ReformShare(models.Model):
    """A line of the share register: how many shares came to somebody or left him, when and why.

    Shares are an income right, not a slice of the property. Lines are only added, so that the register of any
    day can be shown and a dividend of an earlier year worked out again.
    Source: collective-law-40
    """

    _name = "reform.share"
    _description = "Move of Shares"
    _inherit = ["reform.append.only.mixin"]
    _order = "date desc, id desc"

    _frozen_columns = (
        "entity_id", "kind", "move", "partner_id", "member_id", "origin_place_id", "number", "frozen", "date",
        "quantification_id", "change_id", "user_id",
    )  # fmt: skip

    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(SHARE_KINDS, "Kind of Shares", required=True)
    move = fields.Selection(MOVES, required=True)
    partner_id = fields.Many2one(
        "res.partner", "Holder", index=True, ondelete="restrict", help="Empty: the collective itself."
    )
    member_id = fields.Many2one("reform.member", index="btree_not_null", ondelete="restrict")
    household_id = fields.Many2one(related="member_id.household_id")
    origin_place_id = fields.Many2one(
        "reform.place", "Former Village", index="btree_not_null", ondelete="restrict",
        help="The village whose property the shares are of, where a merged village has not joined them.",
    )  # fmt: skip
    number = fields.Float("Number of Shares", digits=(16, 4), required=True)
    frozen = fields.Float("Frozen Shares", digits=(16, 4), default=0)
    date = fields.Date("Effective from", required=True)
    reason = fields.Char()
    quantification_id = fields.Many2one(
        "reform.quantification", "By Plan", index="btree_not_null", ondelete="restrict"
    )
    change_id = fields.Many2one(
        "reform.share.change", "By Change", index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")

    _by_holder = models.Index("(entity_id, partner_id, date)")
    _holder = models.Constraint(
        "CHECK ((kind = 'collective') = (partner_id IS NULL)"
        " AND (partner_id IS NULL) = (member_id IS NULL)"
        " AND abs(number) < 1e11 AND abs(coalesce(frozen, 0)) < 1e11)",
        "Shares belong to a member, or to the collective itself.",
    )

    @api.depends("move", "partner_id.name", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["move"]._description_selection(self.env))
        for share in self:
            holder = share.partner_id.name or share.entity_id.name
            share.display_name = f"{holder} {labels.get(share.move, '')} {share.date}"

    # -- reading ---

    @api.model
    def _register_at(self, entity, day, origin=None):
        """Return {partner id: shares that earn} of a collective at the end of a day; 0 is the collective.

        Args: origin: a former village (reform.place) whose shares alone count. Who holds nothing is left out.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT coalesce(partner_id, 0), sum(number) FROM reform_share
                    WHERE entity_id = %s AND date <= %s AND %s
                    GROUP BY 1 HAVING sum(number) <> 0 ORDER BY 1""",
                entity.id,
                day,
                SQL("origin_place_id = %s", origin.id) if origin else SQL("TRUE"),
            )
        )
        return {partner: rules.count(number) for partner, number in self.env.cr.fetchall()}

    @api.model
    def _holdings(self, partners, day):
        """Return {partner id: (shares, frozen shares)} at the end of a day, as floats for a screen."""
        if not partners:
            return {}
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT partner_id, sum(number)::float8, sum(coalesce(frozen, 0))::float8 FROM reform_share
                    WHERE partner_id = ANY(%s) AND date <= %s GROUP BY 1""",
                partners.ids,
                day,
            )
        )
        return {partner: (number, frozen) for partner, number, frozen in self.env.cr.fetchall()}

    @api.model
    def _origins(self, entity, day):
        """Return the former villages whose shares still stand apart on a day; empty: one register for all."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT coalesce(origin_place_id, 0) FROM reform_share
                WHERE entity_id = %s AND date <= %s GROUP BY 1 HAVING sum(number) <> 0 ORDER BY 1""",
            [entity.id, day],
        )
        return self.env["reform.place"].browse(place for (place,) in self.env.cr.fetchall() if place)

    @api.model
    def _standing(self, entity, day):
        """Return the ids of former villages whose shares stand on a day or any later one; 0 is one register
        for all."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT origin FROM (
                       SELECT coalesce(origin_place_id, 0) AS origin FROM reform_share WHERE entity_id = %s
                        GROUP BY origin_place_id, kind, partner_id
                       HAVING sum(number + coalesce(frozen, 0)) FILTER (WHERE date <= %s) <> 0
                           OR bool_or(date > %s)) AS held""",
                entity.id,
                day,
                day,
            )
        )
        return {origin for (origin,) in self.env.cr.fetchall()}

    @api.model
    def _refuse_mixed(self, entity, day, origin):
        """Refuse shares for all beside shares of a former village, and the other way round."""
        standing = self._standing(entity, day)
        if (standing - {0}) if not origin else (0 in standing):
            raise UserError(messages.registers_mixed(self.env))
        return standing

    # -- writing ---

    @api.model
    def _hold(self, entity):
        """Let one after the other write into the register of a collective, or work by it.

        Whoever waited for another one judges by a register of before: the server lets him begin again.
        """
        serial.lock(self.env.cr, f"reform.share:{entity.id}")
        self.env.flush_all()
        query = SQL("SELECT coalesce(max(id), 0) FROM reform_share WHERE entity_id = %s", entity.id)
        if serial.moved_on(self.env, query):
            raise ConcurrencyError(messages.register_moved_on(self.env))

    def _check_moves(self, entity, kind, origin, new):
        """Refuse rule moves that would leave somebody below nothing on some day."""
        holders = [move.holder for move in new]
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT date, coalesce(partner_id, 0), number, coalesce(frozen, 0) FROM reform_share
                    WHERE entity_id = %s AND kind = %s AND coalesce(partner_id, 0) = ANY(%s)
                      AND coalesce(origin_place_id, 0) = %s ORDER BY date, id""",
                entity.id,
                kind,
                holders,
                origin.id or 0,
            )
        )
        known = [
            rules.Move(day, holder, rules.count(number), rules.count(frozen))
            for day, holder, number, frozen in self.env.cr.fetchall()
        ]
        try:
            rules.check(known, new)
        except RuleError as refusal:
            holder = self.env["res.partner"].sudo().browse(refusal.facts.get("holder", 0)).name or entity.name
            raise UserError(
                messages.share_refused(self.env, refusal.name, {**refusal.facts, "holder": holder})
            ) from refusal

    # -- checks ---

    @api.model
    def _reform_invariants(self):
        """Nobody holds less than nothing on any day, and shares that pass on add up to nothing."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT entity_id, partner_id, min(held) FROM (
                   SELECT entity_id, partner_id,
                          sum(sum(number)) OVER (PARTITION BY entity_id, partner_id, kind, origin_place_id
                                                 ORDER BY date) AS held
                     FROM reform_share GROUP BY entity_id, partner_id, kind, origin_place_id, date) AS days
                GROUP BY 1, 2 HAVING min(held) < 0 ORDER BY 1, 2"""
        )
        problems = [
            messages.share_below_nothing(
                self.env,
                entity=self.env["reform.entity"].browse(entity).sudo().display_name,
                holder=self.env["res.partner"].browse(partner).sudo().display_name or "",
                number=f"{held:g}",
            )
            for entity, partner, held in self.env.cr.fetchall()
        ]
        self.env.cr.execute(
            """SELECT change_id, sum(number) FROM reform_share
                WHERE move IN ('inherit', 'transfer') GROUP BY 1 HAVING sum(number) <> 0"""
        )
        problems += [
            messages.share_change_open(self.env, change=change, number=number)
            for change, number in self.env.cr.fetchall()
        ]
        return [(messages.check_shares(self.env), problems)]
