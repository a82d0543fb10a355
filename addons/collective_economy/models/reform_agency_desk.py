from odoo import models
from odoo.addons.reform_decision.models.decision_table import SUPERVISOR, TOWNSHIP
from odoo.addons.reform_places.desk import glance, shortcut, todo

SPENDING = "collective_economy.reform_spending_action"
LINES = "collective_economy.reform_agency_batch_line_action"
SHEETS = "collective_economy.reform_agency_sheet_action"
OBJECTIONS = "collective_economy.reform_agency_objection_action"
SIGNERS = ("director", "supervisor", "township")


class ReformSpending(models.Model):
    """On the desk: requests to sign, to pay, sent back; the clerk's camera."""

    _inherit = "reform.spending"

    def _desk_tiles(self):
        env, me = self.env, self.env.uid

        def has(role):
            return self.env.user.has_group(f"reform_places.group_{role}")

        tiles = []
        turns = [role for role in SIGNERS if has(role)]
        if turns and not has("accountant") and not has("cashier"):
            waiting = [("state", "=", "asked"), ("turn", "in", turns), ("asked_by_id", "!=", me)]
            label = env._("Spending to approve")
            tiles.append(
                todo(
                    "spending_sign", label, SPENDING, waiting, "check-square-o", 8, sum="amount", unit="yuan"
                )
            )
        if has("cashier"):
            waiting, label = [("state", "=", "approved")], env._("Spending to pay")
            tiles.append(
                todo("spending_pay", label, SPENDING, waiting, "credit-card", 8, sum="amount", unit="yuan")
            )
        if has("clerk"):
            back, label = [("state", "=", "returned")], env._("Requests sent back")
            tiles.append(todo("spending_back", label, SPENDING, back, "reply", 9, tone="warning"))
            tiles.append(shortcut("spending_new", env._("New request to spend"), SPENDING, "camera", 19))
        if has("supervisor") or has("township") or has("auditor"):
            split = [("is_split", "=", True), ("state", "!=", "withdrawn")]
            label = env._("Spending perhaps cut in pieces")
            tiles.append(glance("spending_split", label, SPENDING, split, "scissors", 53, tone="danger"))
        return tiles


class ReformAgencyBatchLine(models.Model):
    """On the desk: the accountant's months, and the village's month to hand in."""

    _inherit = "reform.agency.batch.line"

    def _desk_tiles(self):
        env, tiles = self.env, []
        if self.env.user.has_group("reform_places.group_clerk"):
            mine, label = [("state", "in", ("waiting", "returned"))], env._("Months to report")
            tiles.append(todo("agency_report", label, LINES, mine, "inbox", 10))
        if self.env.user.has_group("reform_places.group_accountant"):
            for sequence, (state, label) in enumerate(
                (
                    ("reported", env._("Villages to check")),
                    ("checked", env._("Villages to book")),
                    ("booked", env._("Villages to publish")),
                ),
                9,
            ):
                waiting = [("state", "=", state), ("engagement_id.accountant_ids", "in", self.env.uid)]
                tiles.append(todo(f"agency_{state}", label, LINES, waiting, "th-list", sequence))
        return tiles


class ReformAgencySheet(models.Model):
    """On the desk: sheets to sign and to hang."""

    _inherit = "reform.agency.sheet"

    def _desk_tiles(self):
        env = self.env
        for role, state, label in (
            ("supervisor", "prepared", env._("Finance sheets to sign")),
            ("clerk", "signed", env._("Finance sheets to hang")),
        ):
            if env.user.has_group(f"reform_places.group_{role}"):
                return [todo("agency_sheets", label, SHEETS, [("state", "=", state)], "bullhorn", 12)]
        return []


class ReformAgencyObjection(models.Model):
    """On the desk: what members object to in a month's finance."""

    _inherit = "reform.agency.objection"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, (SUPERVISOR, TOWNSHIP))):
            return []
        label, waiting = self.env._("Objections to finance sheets"), [("state", "=", "open")]
        return [todo("agency_objections", label, OBJECTIONS, waiting, "comment-o", 13, tone="danger")]
