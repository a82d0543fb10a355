from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import members as messages

KINDS = [
    ("joined", "Joined"),
    ("left", "Left"),
    ("deceased", "Deceased"),
    ("frozen", "Rights Suspended"),
    ("restored", "Rights Restored"),
]
STATE_OF = {"joined": "member", "restored": "member"}
JOINING = [
    ("original", "Member from the Beginning"),
    ("birth", "Birth"),
    ("marriage", "Marriage"),
    ("adoption", "Adoption"),
    ("migration", "Resettlement by Policy"),
    ("other", "Another Cause"),
]
ENDING = [
    ("request", "Own Request"),
    ("elsewhere", "Member of Another Collective"),
    ("civil_servant", "Civil Servant"),
    ("nationality", "Nationality Lost"),
    ("death", "Death"),
    ("dispute", "Dispute"),
    ("solved", "Dispute Settled"),
]
# Studying, serving, working away, divorce, widowhood and prison end no membership: they are not on the list.
CAUSES_OF = {
    "joined": {name for name, _label in JOINING},
    "left": {"request", "elsewhere", "civil_servant", "nationality", "other"},
    "deceased": {"death"},
    "frozen": {"dispute", "other"},
    "restored": {"solved", "other"},
}


class ReformMemberChange(models.Model):
    """One line of a member's history; it is written once, with its paper, and never again.

    Source: collective-law-11
    """

    _name = "reform.member.change"
    _description = "Change of Membership"
    _inherit = ["reform.append.only.mixin"]
    _order = "date desc, id desc"

    _frozen_columns = (
        "member_id", "entity_id", "kind", "cause", "date", "decision_id", "roster_id", "user_id", "note",
    )  # fmt: skip

    member_id = fields.Many2one("reform.member", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    household_id = fields.Many2one(related="member_id.household_id")
    kind = fields.Selection(KINDS, "What Changed", required=True)
    cause = fields.Selection(JOINING + ENDING, required=True)
    date = fields.Date("Effective from", required=True)
    roster_id = fields.Many2one(
        "reform.member.roster", "By Roster", index="btree_not_null", ondelete="restrict"
    )
    decision_id = fields.Many2one(
        "reform.decision", "By Decision", index="btree_not_null", ondelete="restrict"
    )
    paper = fields.Binary("Proof", attachment=True)
    paper_name = fields.Char()
    note = fields.Char("Remarks")
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")

    @api.model
    def _joining_causes(self):
        return [(name, label) for name, label in self._fields["cause"]._description_selection(self.env) if
                name in CAUSES_OF["joined"]]  # fmt: skip

    @api.depends("kind", "member_id.name", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for change in self:
            change.display_name = f"{change.member_id.name} {labels.get(change.kind, '')} {change.date}"


class ReformMember(models.Model):
    """What changes a membership: by the roster the assembly confirmed, or by a paper."""

    _inherit = "reform.member"

    def _join(self, roster):
        """Make members of those the assembly has confirmed."""
        day = roster.date
        for since, members in self.grouped(lambda member: member.proposed_since or day).items():
            members._move("member", since=since)
        self._belongs()
        self.env["reform.member.change"]._add(
            [
                {
                    **member._change_vals("joined", member.cause, member.since),
                    "roster_id": roster.id,
                    "decision_id": roster.sudo().decision_id.id,
                }
                for member in self
            ]
        )

    def _change(self, kind, cause, date, *, note="", paper=False, paper_name=False):
        """Record that members left, died, or had rights suspended or restored, with the paper that says so.

        Raises: AccessError: neither director nor supervisor, or a member of one's own entry. UserError: no
        paper, a cause that is none, a day to come, shares still held by who leaves.
        """
        self._require_group("reform_places.group_director", "reform_places.group_supervisor")
        self.check_access("read")
        if kind == "joined" or cause not in CAUSES_OF.get(kind, ()):
            raise UserError(messages.cause_does_not_fit(self.env))
        if not paper:
            raise UserError(messages.paper_missing(self.env))
        if date > civil_day.today():
            raise UserError(messages.day_to_come(self.env, date=date))
        for member in self.sudo():
            if member.create_uid == self.env.user and not self.env.su:
                raise AccessError(messages.own_entry(self.env, member=member.name))
            if kind == "left" and yuan(member.shares + member.frozen_shares):
                raise UserError(messages.shares_left(self.env, member=member.name))
        state = STATE_OF.get(kind, kind)
        ended = {"ended": date} if state in ("left", "deceased") else {}
        # sudo: a director or supervisor writes nothing of a member but this step; both are checked above.
        members = self.sudo()
        members._move(state, reason=note or None, **ended)
        if kind == "left":
            members._belongs(joined=False)
        vals = [
            {**member._change_vals(kind, cause, date), "note": note, "paper": paper, "paper_name": paper_name}
            for member in members
        ]
        self.env["reform.member.change"].sudo()._add(vals)
        return True

    def _change_vals(self, kind, cause, date):
        self.ensure_one()
        return {
            "member_id": self.id, "entity_id": self.entity_id.id, "kind": kind, "cause": cause, "date": date,
            "user_id": self.env.uid,
        }  # fmt: skip
