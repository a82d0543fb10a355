from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import inventory
from odoo.exceptions import AccessError, UserError

from ..messages import count as messages
from .reform_count_entry import check_photo
from .reform_count_freeze import FREEZERS
from .reform_count_verdict import JUDGES

PUBLISHERS = FREEZERS
# What the digest of the result covers, beside the list as frozen.
RESULT = (
    "result", "counted_quantity", "place_seen_id", "condition_seen", "use_state_seen", "counted_by_id",
    "second_by_id", "second_result", "second_quantity", "difference_kinds", "diff_quantity", "diff_cost",
    "diff_net", "verdict", "verdict_by_id", "verdict_reason", "unseen_reason", "unseen_by_id",
)  # fmt: skip


class ReformCountRound(models.Model):
    """The road of a round: frozen, counted, decided, confirmed by every owner, published, closed, reported.

    No step is silent about what is missing: it names how many of what still stand in its way.
    """

    _inherit = "reform.count.round"

    seen_count = fields.Integer("Seen", compute="_compute_progress")
    unseen_count = fields.Integer("Not Seen", compute="_compute_progress")
    difference_count = fields.Integer("Differences", compute="_compute_progress")
    open_count = fields.Integer("To Be Decided", compute="_compute_progress")
    second_count = fields.Integer("Second Counts Missing", compute="_compute_progress")
    find_count = fields.Integer("Unknown Items Found", compute="_compute_progress")
    progress = fields.Integer("Seen (%)", compute="_compute_progress")
    diff_cost = fields.Float("Difference at Cost", digits=(16, 2), compute="_compute_progress")
    to_do_text = fields.Text("Still to Be Done", compute="_compute_to_do_text")

    def _compute_progress(self):
        lines = self.env["reform.count.line"]
        known = {}
        for count, status, difference, number, cost in lines._read_group(
            [("round_id", "in", self.ids)], ["round_id", "status", "difference"], ["__count", "diff_cost:sum"]
        ):
            known.setdefault(count.id, []).append((status, difference, number, cost or 0))
        finds = dict(
            self.env["reform.count.find"]._read_group(
                [("round_id", "in", self.ids)], ["round_id"], ["__count"]
            )
        )
        for count in self:
            rows = known.get(count.id, [])
            total = sum(row[2] for row in rows)
            count.unseen_count = sum(row[2] for row in rows if row[0] in ("unseen", "recount"))
            count.seen_count = total - count.unseen_count
            count.difference_count = sum(row[2] for row in rows if row[1])
            count.open_count = sum(row[2] for row in rows if row[0] == "open")
            count.second_count = sum(row[2] for row in rows if row[0] == "second")
            count.diff_cost = sum(row[3] for row in rows)
            count.find_count = finds.get(count, 0)
            # Rounded down: a round with one card left is not done.
            count.progress = 100 * count.seen_count // total if total else 0

    def _compute_to_do_text(self):
        for count in self:
            problems = count._closing_problems() if count.state in ("counting", "differences") else []
            problems = [
                problem for problem in problems if problem.name not in ("NotPublished", "PublishedTooShort")
            ]
            count.to_do_text = "\n".join(messages.problem_lines(self.env, problems)) or False

    # --- what stands in the way ---

    def _standing(self, owner=None):
        """Return how much is left of the round, or of one owner in it, as the rule takes it."""
        self.ensure_one()
        # sudo: the round is done when everything in it is, also what lies out of sight.
        lines, finds = self.env["reform.count.line"].sudo(), self.env["reform.count.find"].sudo()
        domain = [("round_id", "=", self.id)]
        if owner:
            domain.append(("owner_id", "=", owner.id))
        unseen = second = disputed = differences = 0
        for status, reason, quarrel, decide, number in lines._read_group(
            domain, ["status", "unseen_by_id", "disputed", "must_decide"], ["__count"]
        ):
            if status == "recount" or status == "unseen" and not reason:
                unseen += number
            elif status == "second":
                second += number
            elif status == "open" and quarrel:
                disputed += number
            elif status == "open" and decide:
                differences += number
        return inventory.Standing(
            unseen_without_reason=unseen,
            second_missing=second,
            disputed=disputed,
            open_differences=differences,
            open_finds=finds.search_count([("round_id", "=", self.id), ("status", "=", "open")]),
            unconfirmed_owners=sum(one.state != "confirmed" for one in self.sudo().owner_ids),
            published_days=(civil_day.today() - self.published_on).days if self.published_on else None,
        )

    def _open_work(self, owner=None):
        return inventory.open_work(self._standing(owner))

    def _closing_problems(self):
        return inventory.closing(self._standing(), self.env["reform.parameter"]._at(civil_day.today()))

    def _refuse(self, problems):
        if problems:
            raise UserError(messages.problems(self.env, problems, head=self.display_name))

    # --- the steps ---

    def action_start(self):
        """Open the frozen list to the counters."""
        self._require_group(*FREEZERS)
        return self._move("counting")

    def action_finish(self):
        """End the counting: what two people must see has been seen by two; the rest is decided now."""
        self._require_group(*FREEZERS)
        self.check_access("write")
        later = dict.fromkeys(("unseen_without_reason", "disputed", "open_differences", "open_finds"), 0)
        for count in self:
            count._refuse(inventory.open_work(count._standing()._replace(**later)))
            seen = [("round_id", "=", count.id), ("result", "!=", "unseen")]
            if not count.sudo().line_ids.search_count(seen, limit=1):
                raise UserError(messages.nothing_counted(self.env, round=count.display_name))
        return self._move("differences")

    def action_count_again(self, reason=None):
        """Open the round to counts once more, with the reason."""
        self._require_group(*JUDGES)
        if not (reason or "").strip():
            return self._ask_reason("count_again")
        if any(owner.state == "confirmed" for owner in self.sudo().owner_ids):
            raise UserError(messages.owner_confirmed(self.env))
        return self._move("counting", reason=reason.strip())

    def action_confirm(self):
        """Take note that every owner has confirmed the result of its things; seal the result."""
        self._require_group(*FREEZERS)
        for count in self:
            count._lock_rows()
            standing = count._standing()
            problems = inventory.closing(standing, self.env["reform.parameter"]._at(civil_day.today()))
            count._refuse(
                [problem for problem in problems if not problem.name.startswith(("NotPubl", "Published"))]
            )
            count._move("confirmed", result_digest=count._result_digest())
        return True

    def _publish(self, on, where, photo):
        """Note since when and where the results are posted, with a photo of the notice."""
        self._require_group(*PUBLISHERS)
        today = civil_day.today()
        if not on or on > today or not (where or "").strip():
            raise UserError(messages.publication_incomplete(self.env))
        if photo:
            check_photo(self.env, photo)
        return self._move(
            "published", published_on=on, published_where=where.strip(), published_photo=photo or False
        )

    def action_close(self):
        """Close the round: what was decided is carried out on the cards, all of it or nothing."""
        self._require_group(*JUDGES)
        for count in self:
            count._lock_rows()
            count._refuse_counters()
            count._refuse(count._closing_problems())
            if count._result_digest() != count.result_digest:
                raise UserError(messages.result_differs(self.env, round=count.display_name))
            count._move("closed", closed_by_id=self.env.uid, closed_on=civil_day.today())
            count._carry_out()
        return True

    def _report(self, number, on=None):
        """Note that the result went up, with the number of the letter."""
        self._require_group(*JUDGES)
        on = on or civil_day.today()
        if not (number or "").strip() or on > civil_day.today():
            raise UserError(messages.report_incomplete(self.env))
        for count in self:
            if count.closed_on and on < count.closed_on:
                raise UserError(messages.report_incomplete(self.env))
        return self._move("reported", reported_on=on, report_no=number.strip())

    def action_cancel(self, reason=None):
        """Give the round up, with the reason; what was counted stays to be seen."""
        self._require_group(*JUDGES)
        if not (reason or "").strip():
            return self._ask_reason("count_cancel")
        return self._move("cancelled", reason=reason.strip())

    def _refuse_counters(self):
        """Who has counted in a round does not close it."""
        if self.env.su:
            return
        lines = self.env["reform.count.line"].sudo()
        me = self.env.uid
        mine = lines.search_count(
            [("round_id", "in", self.ids), "|", ("counted_by_id", "=", me), ("second_by_id", "=", me)],
            limit=1,
        )
        if mine:
            raise AccessError(messages.own_round(self.env, round=self[:1].display_name))

    def _result_digest(self):
        return self._line_digest(RESULT)

    def _ask_reason(self, act):
        """Open the window that asks for a reason and then calls the act again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.count.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_round_ids": self.ids},
        }

    # --- windows ---

    def _show(self, domain, name, action="reform_assets.reform_count_line_action"):
        window = self.env["ir.actions.act_window"]._for_xml_id(action)
        return {**window, "name": name, "domain": [("round_id", "in", self.ids), *domain], "context": {}}

    def action_lines(self):
        """Show what has been seen."""
        return self._show([("status", "not in", ("unseen", "recount"))], messages.seen_title(self.env))

    def action_all_lines(self):
        """Show the whole list."""
        return self._show([], messages.list_title(self.env))

    def action_unseen(self):
        """Show what nobody has seen yet."""
        return self._show([("status", "in", ("unseen", "recount"))], messages.unseen_title(self.env))

    def action_differences(self):
        """Show the differences."""
        return self._show(
            [("difference", "!=", False)],
            messages.differences_title(self.env),
            "reform_assets.reform_count_difference_action",
        )

    def action_finds(self):
        """Show the unknown items."""
        return self._show([], messages.finds_title(self.env), "reform_assets.reform_count_find_action")

    def action_forms(self):
        """Hand out the statutory forms of the round."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_assets/count/{self.id}/forms.xlsx",
            "target": "self",
        }

    def action_phone(self):
        """Open the screen for counting with a phone."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "reform_assets.count",
            "name": messages.phone_title(self.env),
            "params": {"round_id": self.id},
        }

    # --- the year ---

    @api.model
    def _propose_rounds(self):
        """Draw up the yearly round of every township that has cards and no round of the year; nightly.

        From December on; the township names the counters and freezes it on the record date.
        """
        today = civil_day.today()
        rules = self.env["reform.parameter"]._at(today)
        recorded = inventory.record_date(today.year, rules)
        if today.month != recorded.month:
            return self.browse()
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT DISTINCT a.township_id FROM reform_asset a
                WHERE a.township_id IS NOT NULL AND a.use_state NOT IN ('scrapped', 'disposed')
                  AND NOT EXISTS (
                      SELECT FROM reform_count_round r WHERE r.kind = 'yearly' AND r.record_date = %s
                         AND r.state <> 'cancelled' AND r.place_id = a.township_id)
                ORDER BY 1""",
            [recorded],
        )
        return self.create(
            [
                {"place_id": place_id, "record_date": recorded, "kind": "yearly"}
                for (place_id,) in self.env.cr.fetchall()
            ]
        )
