from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import asset_card
from odoo.exceptions import AccessError, UserError

from .. import messages

ACTIVITY = "reform_assets.mail_activity_type_confirmation"
# Whose name is asked for next, by state; the county's authority depends on the owner class.
APPROVERS = {
    "registered": ("reform_places.group_director", "reform_places.group_supervisor"),
    "village_checked": ("reform_places.group_township",),
}
SIGNATURE = {
    "village_checked": "village_checked_by_id",
    "town_checked": "town_checked_by_id",
    "confirmed": "confirmed_by_id",
}
NEXT = {"registered": "village_checked", "village_checked": "town_checked", "town_checked": "confirmed"}
# A sheet of hundreds of new cards does not ring everybody's bell; the filter "waiting for me" shows them.
ASKED_AT_ONCE_MAX = 20


class ReformAsset(models.Model):
    """The road of a card: the village checks it, the township checks it, the county confirms it.

    Every step works on a whole list at once, with a number of statements that does not grow with the list,
    and names all cards that cannot go on together. Nobody puts his name to a card he entered, or twice to the
    same card.
    """

    _inherit = "reform.asset"

    problem_text = fields.Text("To Be Completed", compute="_compute_problem_text")
    can_advance = fields.Boolean(compute="_compute_can_advance")
    waits_for_me = fields.Boolean(
        "Waiting for Me", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )

    def _compute_problem_text(self):
        for asset in self:
            problems = asset_card.check(asset._plain()) if asset.code and asset.state != "confirmed" else []
            asset.problem_text = "\n".join(messages.problems(self.env, problems, short=True))

    def _approver_groups(self):
        """Return the groups whose members may put their name to the card next; none once it is confirmed."""
        self.ensure_one()
        if self.state == "town_checked":
            return (f"reform_places.group_{asset_card.confirming_authority(self.owner_class)}",)
        return APPROVERS.get(self.state, ())

    def _compute_can_advance(self):
        lent = self.env["reform.delegation"]._groups_of(self.env.user, self._name)
        for asset in self:
            groups = asset._approver_groups()
            asset.can_advance = self.env.user not in asset.sudo()._hands() and (
                any(map(self.env.user.has_group, groups)) or not lent.isdisjoint(groups)
            )

    def _compute_waits_for_me(self):
        for asset in self:
            asset.waits_for_me = asset.can_advance

    def _search_waits_for_me(self, operator, value):
        """Find the cards the user may put the next name to."""
        if operator != "in":
            return NotImplemented
        has, me = self.env.user.has_group, self.env.uid
        domain = []
        if any(map(has, APPROVERS["registered"])):
            domain.append([("state", "=", "registered"), ("create_uid", "!=", me)])
        if any(map(has, APPROVERS["village_checked"])):
            domain.append(
                [
                    ("state", "=", "village_checked"),
                    ("create_uid", "!=", me),
                    ("village_checked_by_id", "!=", me),
                ]
            )
        for group, operator in (("county_finance", "="), ("county_agriculture", "!=")):
            if has(f"reform_places.group_{group}"):
                domain.append([("state", "=", "town_checked"), ("owner_class", operator, "state")])
        return fields.Domain.OR(domain)

    # --- the steps ---

    def action_check_village(self):
        """The village puts its name to the cards: what is written is what stands there."""
        return self._advance("registered")

    def action_check_town(self):
        """The township has compared the cards with its own list and the place."""
        return self._advance("village_checked")

    def action_confirm(self):
        """The county confirms: finance for state property, agriculture for collective property."""
        return self._advance("town_checked")

    def action_advance(self):
        """Let each card take its next step, whichever that is; all of them or none."""
        if not self:
            return True
        by_state = self.grouped("state")
        if "confirmed" in by_state:
            raise UserError(messages.already_confirmed(self.env, card=by_state["confirmed"][0].display_name))
        for state in NEXT:
            if cards := by_state.get(state):
                cards._advance(state)
        return True

    def action_return(self, reason=None):
        """Send cards back to who entered them, with the reason; their signatures so far are void."""
        if not (reason or "").strip():
            return self._ask_reason("card_return")
        for (state, groups), cards in self.grouped(
            lambda asset: (asset.state, asset._approver_groups())
        ).items():
            if state in NEXT:
                cards._return(NEXT[state], *groups, reason=reason)
        # sudo: a deputy signs without the rights of the role; _return has asked for it.
        self.sudo()._move("registered", reason=reason.strip(), **dict.fromkeys(SIGNATURE.values(), False))
        self._ask_next_approver(reason=reason)
        return True

    def _advance(self, state):
        """Move cards that stand at `state` one step on, after checking who acts and what they carry."""
        stray = self.filtered(lambda asset: asset.state != state)
        if stray:
            raise UserError(
                messages.not_at_this_step(self.env, card=stray[0].display_name, state=stray[0]._state_label())
            )
        by_groups = self.grouped(lambda asset: asset._approver_groups())
        for groups, cards in by_groups.items():
            cards._authority(groups)
        self._refuse_own_hand()
        self._refuse_problems()
        after = NEXT[state]
        for groups, cards in by_groups.items():
            cards._approve(after, *groups)
        values = {SIGNATURE[after]: self.env.uid}
        if after == "confirmed":
            values["confirmed_date"] = civil_day.today()
        # sudo: a deputy signs without the rights of the role; _approve has asked for it.
        self.sudo()._move(after, **values)
        self._ask_next_approver()
        return True

    def _hands(self):
        """Return everybody who has entered the card or already put a name to it."""
        return self.create_uid | self.village_checked_by_id | self.town_checked_by_id

    def _refuse_own_hand(self):
        if self.env.su:
            return
        for asset in self:
            if self.env.user in asset.sudo()._hands():
                raise AccessError(messages.own_hand(self.env, card=asset.display_name))

    def _refuse_problems(self):
        """Raise UserError that names every card that lacks something, and what."""
        problems = [
            problem
            for asset in self
            for problem in asset_card.check(asset._plain())
            if problem.level == "error"
        ]
        if problems:
            raise UserError("\n".join(messages.problems(self.env, problems)))

    # --- asking the next one ---

    def _ask_next_approver(self, reason=None):
        """Give the next approvers an activity for every card, and take back those of the step before."""
        # What was computed is written in the name of who did it, not of the superuser below.
        self.flush_recordset()
        kind = self.env.ref(ACTIVITY)
        # sudo: the activities of a step belong to the approvers, not to who makes the step.
        activities = self.env["mail.activity"].sudo()
        activities.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("activity_type_id", "=", kind.id)]
        ).unlink()
        if len(self) > ASKED_AT_ONCE_MAX and all(asset.state == "registered" for asset in self):
            return
        model = self.env["ir.model"]._get_id(self._name)
        today = civil_day.today()
        activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model,
                    "res_id": asset.id,
                    "user_id": user.id,
                    "summary": messages.please_check(self.env, state=asset._state_label()),
                    "note": reason or False,
                    "date_deadline": today,
                }
                for asset, users in self._next_approvers().items()
                for user in users
            ]
        )

    def _next_approvers(self):
        """Return {card: users}: members of the next step's groups whose scope holds the card's place.

        One query for each kind of approver, whatever the number of cards.
        """
        found = {}
        for groups, assets in self.grouped(lambda asset: asset._approver_groups()).items():
            if not groups:
                continue
            # sudo: who else works for the village is not for every clerk to read.
            users = self.env["res.users"].sudo()
            group_ids = [self.env.ref(xmlid).id for xmlid in groups]
            users = users.search(
                [("all_group_ids", "in", group_ids), ("reform_scope_ids", "!=", False)], order="id"
            )
            roots = {user: set(user.reform_scope_ids.ids) for user in users}
            for asset in assets:
                above = {int(place) for place in (asset.place_id.parent_path or "").split("/") if place}
                hands = asset.sudo()._hands()
                found[asset] = [user for user in users if roots[user] & above and user not in hands]
        return found

    def _ask_reason(self, act):
        """Open the window that asks for a reason and then calls the act again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.asset.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }
