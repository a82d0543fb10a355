from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import idle
from odoo.addons.reform_rules.errors import Problem
from odoo.exceptions import UserError

from ..messages import act as messages
from .reform_asset_act import ENTERS
from .reform_asset_act_carry import USE, _snapshot


class ReformAssetAct(models.Model):
    """Taking an act back: an act of its own, with the same approver, that restores what stood before.

    It is refused as long as a later act, or another hand, has changed what the first one wrote: what rests on
    it is taken back first.
    """

    _inherit = "reform.asset.act"

    def action_undo(self, reason=None):
        """Draft the act that takes this one back, and open it."""
        self.ensure_one()
        if not (reason or "").strip():
            return self._ask_reason("act_undo")
        self._require_group(*ENTERS)
        if self.state != "done" or self.kind == "undo":
            raise UserError(messages.only_done_is_undone(self.env, act=self.name))
        if waiting := self.undo_ids.filtered(lambda act: act.state in ("draft", "submitted", "approved")):
            raise UserError(messages.undo_under_way(self.env, act=self.name, undo=waiting[0].name))
        if found := self._what_keeps_it():
            raise UserError("\n".join(messages.problems(self.env, found)))
        undo = self.create(
            {
                "kind": "undo",
                "entity_id": self.entity_id.id,
                "place_id": self.place_id.id,
                "reason": reason.strip(),
                "line_ids": [(0, 0, {"asset_id": card.id}) for card in self._cards().asset_id],
            }
        )
        undo._set_guarded({"undo_of_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": undo.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _undo_problems(self):
        """Return what keeps the act this one takes back from being taken back."""
        first = self.undo_of_id.sudo()
        if not first or first.state != "done":
            return [Problem("act_undo_of_nothing", {})]
        if self.kind != "undo" or self.sudo().line_ids.asset_id != first._cards().asset_id:
            return [Problem("act_undo_changed", {"act": first.name})]
        today = civil_day.today()
        if self.date > today:
            return [Problem("act_day_future", {"day": self.date, "today": today})]
        return first._what_keeps_it()

    def _what_keeps_it(self):
        """Return the later acts, and the changes by another hand, that rest on what this act wrote."""
        self.ensure_one()
        first = self.sudo()
        cards = first.asset_ids
        later = (
            self.env["reform.asset.act.line"]
            .sudo()
            .search(
                [
                    ("act_id.state", "=", "done"),
                    ("act_id.kind", "!=", "undo"),
                    ("act_id.done_no", ">", first.done_no),
                    "|",
                    ("asset_id", "in", cards.ids),
                    ("result_id", "in", cards.ids),
                ]
            )
        )
        found = [
            Problem("act_later", {"code": line.asset_id.code or line.result_id.code, "act": line.act_id.name})
            for line in later
        ]
        if found:
            return found[:10]
        for line in first.line_ids:
            made = line.result_id if not line.asset_id else line.result_id if first.kind == "merge" else None
            if line.asset_id and line.after and _snapshot(line.asset_id, line.after) != line.after:
                found.append(Problem("act_changed_since", {"code": line.asset_id.code}))
            elif made and (made.use_state in ("leased", "lent", *idle.LEFT) or made._lease_in_force()):
                found.append(Problem("act_card_let", {"code": made.code}))
            elif made and line.after and not line.asset_id and _snapshot(made, line.after) != line.after:
                found.append(Problem("act_changed_since", {"code": made.code}))
        return found

    def _do_undo(self):
        """Put back what stood on the cards before the act that is taken back."""
        first = self.undo_of_id
        why = self._why()
        made = first.line_ids.result_id
        if made:
            made._set_use("disposed", self.date, why)
        by_card = {line.asset_id: line for line in self._cards()}
        values, uses = {}, {}
        for line in first._cards():
            before = line.before or {}
            by_card[line.asset_id]._set_guarded({"before": line.after, "after": before, "result_id": False})
            values[line.asset_id] = {name: value for name, value in before.items() if name not in USE}
            if "use_state" in before:
                key = before["use_state"], before["idle_since"], before["idle_reason"]
                uses[key] = uses.get(key, self.env["reform.asset"]) | line.asset_id
        first._cards().asset_id._change_each(values, kind="act", reason=why, since=self.date)
        for (use_state, since, reason), cards in uses.items():
            cards._come_back(why)
            cards._set_use(use_state, since or self.date, reason or why)
