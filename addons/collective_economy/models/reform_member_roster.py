from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from ..messages import members as messages

STATES = [
    ("draft", "Draft"),
    ("published", "Publicly Posted"),
    ("confirmed", "Confirmed"),
    ("filed", "Filed"),
]


class ReformMemberRoster(models.Model):
    """A list of people whom the assembly is to confirm as members: posted, decided, filed with the township.

    Members confirmed before need no second confirmation; so a roster holds the new ones only.
    Source: collective-law-11
    """

    _name = "reform.member.roster"
    _description = "Member Roster"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread"]
    _order = "date desc, id desc"

    _state_edges = frozenset({("draft", "published"), ("published", "confirmed"), ("confirmed", "filed")})
    _guarded_fields = frozenset({"published_by_id", "confirmed_by_id", "filing_no", "filed_on"})
    _frozen_fields = frozenset(
        {"entity_id", "date", "member_ids", "published_on", "published_place", "published_photo"}
    )
    _decision_kind = "member_confirmation"

    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    date = fields.Date(
        "As of", required=True, default=civil_day.today,
        help="Membership counts from this day where no other day is proposed.",
    )  # fmt: skip
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True, tracking=True)
    member_ids = fields.Many2many(
        "reform.member", "reform_member_roster_rel", "roster_id", "member_id", "To Be Confirmed"
    )
    member_count = fields.Integer("People", compute="_compute_member_count")
    published_on = fields.Date("Posted on", copy=False)
    published_place = fields.Char("Posted at", copy=False)
    published_photo = fields.Image("Photo of the Posting", copy=False, max_width=1920, max_height=1920)
    posted_until = fields.Date("Posted until", compute="_compute_posted_until")
    published_by_id = fields.Many2one(
        "res.users", "Posted by", readonly=True, copy=False, ondelete="restrict"
    )
    confirmed_by_id = fields.Many2one(
        "res.users", "Confirmed by", readonly=True, copy=False, ondelete="restrict"
    )
    filing_no = fields.Char("Filing No.", readonly=True, copy=False)
    filed_on = fields.Date("Filed on", readonly=True, copy=False)

    @api.depends("entity_id.name", "date")
    def _compute_display_name(self):
        for roster in self:
            roster.display_name = messages.roster_name(
                self.env, entity=roster.entity_id.name or "", date=roster.date
            )

    @api.depends("member_ids")
    def _compute_member_count(self):
        for roster in self:
            roster.member_count = len(roster.member_ids)

    @api.depends("published_on")
    def _compute_posted_until(self):
        for roster in self:
            days = roster._rules().value("decision_posting_days_min")
            roster.posted_until = roster.published_on and roster.published_on + timedelta(days=int(days))

    def _rules(self):
        day = self.published_on or civil_day.today()
        return self.env["reform.parameter"]._at(day, self.sudo().place_id)

    # -- what is voted on ---

    def _decision_terms(self):
        self.ensure_one()
        members = self.sudo().member_ids.sorted("id")
        listed = [[member.id, member.name, member.household_id.code, member.cause] for member in members]
        return {"date": self.date.isoformat(), "members": chain.digest(chain.canonical({"list": listed}))}

    def _decision_terms_text(self):
        self.ensure_one()
        names = self.sudo().member_ids.sorted("id").mapped("name")
        return messages.roster_terms(self.env, date=self.date, count=len(names), names="、".join(names[:50]))

    def _decision_in_use(self):
        return self.state in ("confirmed", "filed")

    # -- acts ---

    def action_fill(self):
        """Take all people of the collective onto the list who are proposed and on no other one."""
        self._require_group("reform_places.group_clerk")
        for roster in self:
            waiting = self.env["reform.member"].search(
                [("entity_id", "=", roster.entity_id.id), ("state", "=", "proposed")]
            )
            others = self.search(
                [("entity_id", "=", roster.entity_id.id), ("state", "in", ("draft", "published"))]
            )
            roster.member_ids = waiting - (others - roster).member_ids
        return True

    def action_publish(self):
        """Post the list, so that everybody can object before the assembly."""
        self._require_group("reform_places.group_clerk")
        for roster in self:
            if not roster.member_ids:
                raise UserError(messages.roster_empty(self.env))
            if not (roster.published_on and roster.published_place and roster.published_photo):
                raise UserError(messages.posting_missing(self.env))
            self._check_people(roster)
        return self._move("published", published_by_id=self.env.uid)

    def _check_people(self, roster):
        strangers = roster.member_ids.filtered(lambda member: member.entity_id != roster.entity_id)
        if strangers:
            raise UserError(
                messages.household_elsewhere(
                    self.env, member=strangers[0].name, household=strangers[0].household_id.name
                )
            )
        if settled := roster.member_ids.filtered(lambda member: member.state != "proposed"):
            raise UserError(messages.member_already(self.env, member=settled[0].name))

    def action_confirm(self):
        """Make members of the people, by the decision of the assembly: the supervisor compares the two."""
        self._require_group("reform_places.group_supervisor")
        self.check_access("read")
        self._check_decision()
        today = civil_day.today()
        for roster in self:
            if self.env.user in (roster.sudo().published_by_id, roster.sudo().create_uid):
                raise AccessError(messages.own_roster(self.env))
            if roster.posted_until > today:
                raise UserError(messages.still_posted(self.env, until=roster.posted_until))
        # sudo: the supervisor confirms what others have entered and writes nothing himself.
        rosters = self.sudo()
        rosters._move("confirmed", confirmed_by_id=self.env.uid)
        for roster in rosters:
            roster.member_ids._join(roster)
        return True

    def action_file(self, number=None):
        """File the roster with the township."""
        self._require_group("reform_places.group_township")
        self.check_access("read")
        for roster in self.sudo():
            today = civil_day.today()
            count = self.sudo().search_count([("state", "=", "filed"), ("filed_on", "=", today)]) + 1
            no = number or messages.filing_number(
                self.env, year=today.year, number=f"{today:%m%d}{count:02d}"
            )
            roster._move("filed", filing_no=no, filed_on=today)
        return True

    def _seal_payload(self):
        self.ensure_one()
        return {"id": self.id, "entity": self.entity_id.id, **self._decision_terms()}
