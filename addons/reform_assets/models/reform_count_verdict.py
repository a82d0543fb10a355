from odoo import fields, models
from odoo.addons.reform_rules.assets import inventory
from odoo.exceptions import AccessError, UserError

from ..messages import count as messages
from .reform_count_line import VERDICTS

JUDGES = (
    "reform_places.group_township",
    "reform_places.group_county_finance",
    "reform_places.group_county_agriculture",
)


class ReformCountVerdict(models.Model):
    """Somebody who did not count decided what a difference means, and put his name and a reason to it."""

    _name = "reform.count.verdict"
    _description = "Decision on a Difference"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "line_id"

    _frozen_columns = ("line_id", "verdict", "reason", "user_id", "at", "after_entry")

    line_id = fields.Many2one("reform.count.line", required=True, index=True, ondelete="restrict")
    verdict = fields.Selection(VERDICTS, "Ruling", required=True)
    reason = fields.Char(required=True)
    user_id = fields.Many2one("res.users", "Decided by", required=True, index=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True)
    after_entry = fields.Integer("Last Count before It")
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_count_verdict_paper_rel", "verdict_id", "attachment_id", "Papers"
    )


class ReformCountLine(models.Model):
    """Deciding differences: never by who counted, always with a reason, as often as needed until the end."""

    _inherit = "reform.count.line"

    def _judge(self, verdict, reason, papers=None):
        """Decide the differences of the lines.

        Args: verdict: one of `VERDICTS`. papers: attachments. Raises: AccessError: not the office, or who has
        counted it. UserError: no difference, no reason, wrong state, or a decision that does not fit.
        """
        self.check_access("read")
        self._require_group(*JUDGES)
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        self._lock()
        self._refuse_judging()
        for line in self:
            kinds = tuple(kind for kind in (line.difference_kinds or "").split(",") if kind)
            allowed = inventory.verdicts(kinds, disputed=line.disputed)
            if not allowed:
                raise UserError(messages.no_difference(self.env, line=line.name))
            if verdict not in allowed:
                labels = dict(self._fields["verdict"]._description_selection(self.env))
                raise UserError(
                    messages.verdict_does_not_fit(
                        self.env, line=line.name, allowed="、".join(labels[name] for name in allowed)
                    )
                )
        self._note_verdict(verdict, reason.strip(), papers)
        return True

    def _refuse_judging(self):
        """Nobody decides what he has counted himself, also if he took it back."""
        for count in self.sudo().round_id:
            if count.state != "differences":
                raise UserError(
                    messages.not_deciding(self.env, round=count.display_name, state=count._state_label())
                )
        self._refuse_confirmed()
        if self.env.su:
            return
        mine = (
            self.env["reform.count.entry"]
            .sudo()
            ._read_group([("line_id", "in", self.ids), ("user_id", "=", self.env.uid)], ["line_id"])
        )
        if mine:
            raise AccessError(messages.own_count(self.env, line=mine[0][0].name))

    def _refuse_confirmed(self):
        """What an owner has confirmed, or its members have voted on, stays until that is taken back."""
        if any(owner.state == "confirmed" for owner in self.sudo().owner_id):
            raise UserError(messages.owner_confirmed(self.env))

    def _note_verdict(self, verdict, reason, papers):
        last = {
            line.id: number
            for line, number in self.env["reform.count.entry"]
            .sudo()
            ._read_group([("line_id", "in", self.ids)], ["line_id"], ["id:max"])
        }
        # sudo: nobody has the right to add decisions by hand.
        self.env["reform.count.verdict"].sudo()._add(
            [
                {
                    "line_id": line.id,
                    "verdict": verdict,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "at": fields.Datetime.now(),
                    "after_entry": last.get(line.id, 0),
                    "paper_ids": [fields.Command.set((papers or self.env["ir.attachment"]).ids)],
                }
                for line in self
            ]
        )
        if verdict == "recount":
            self._settle()
        else:
            self._write_down(
                {
                    "verdict": verdict,
                    "verdict_by_id": self.env.uid,
                    "verdict_reason": reason,
                    "status": "decided",
                }
            )
