from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import count as messages
from ..models.reform_asset import CONDITIONS
from ..models.reform_count_line import RESULTS

SEEN_USES = [("in_use", "In use"), ("leased", "Leased"), ("idle", "Idle")]


class ReformCountEnter(models.TransientModel):
    """Enter what was seen of one thing, or the same of many, from a list on paper."""

    _name = "reform.count.enter"
    _inherit = "reform.selected.mixin"
    _description = "What Was Seen"
    _selected = "line_ids"

    line_ids = fields.Many2many("reform.count.line", string="Counted", required=True)
    result = fields.Selection(RESULTS[1:], required=True, default="found")
    with_quantity = fields.Boolean("Another Quantity")
    quantity = fields.Float("Quantity Counted", digits=(16, 4))
    place_id = fields.Many2one("reform.place", "Place Seen")
    spot = fields.Char("Where Exactly")
    condition = fields.Selection(CONDITIONS, "Condition Seen")
    use_state = fields.Selection(SEEN_USES, "Use Seen")
    photo = fields.Image(max_width=1600, max_height=1600)
    note = fields.Char()

    def action_apply(self):
        self.ensure_one()
        said = {
            "result": self.result,
            "place_id": self.place_id.id,
            "spot": self.spot,
            "condition": self.condition,
            "use_state": self.use_state,
            "photo": self.photo,
            "note": self.note,
        }
        if self.with_quantity:
            said["quantity"] = self.quantity
        answers = self.line_ids._count(said, way="list")
        return self.line_ids._say(answers, after={"type": "ir.actions.act_window_close"})


class ReformCountReason(models.TransientModel):
    """Ask for the reason of an act on a round or of things nobody saw."""

    _name = "reform.count.reason"
    _inherit = "reform.selected.mixin"
    _description = "Reason in a Count"
    _selected = "line_ids"

    act = fields.Selection(
        [("count_again", "Count again"), ("count_cancel", "Cancel"), ("unseen", "Not seen")], required=True
    )
    round_ids = fields.Many2many("reform.count.round", string="Rounds")
    line_ids = fields.Many2many("reform.count.line", string="Not Seen")
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if values.get("line_ids"):
            values.setdefault("act", "unseen")
        return values

    def action_apply(self):
        self.ensure_one()
        if self.act == "unseen":
            self.line_ids._explain_unseen(self.reason)
        elif self.act == "count_again":
            self.round_ids.action_count_again(reason=self.reason)
        else:
            self.round_ids.action_cancel(reason=self.reason)
        return {"type": "ir.actions.act_window_close"}


class ReformCountPublish(models.TransientModel):
    """Note the posting of the results, or the report that went up."""

    _name = "reform.count.publish"
    _description = "Results Posted or Reported"

    round_id = fields.Many2one("reform.count.round", required=True)
    round_state = fields.Selection(related="round_id.state")
    on = fields.Date("Day", required=True, default=civil_day.today)
    where = fields.Char("Posted Where")
    photo = fields.Image("Photo of the Notice", max_width=1600, max_height=1600)
    number = fields.Char("Number of the Report")

    def action_apply(self):
        self.ensure_one()
        if self.round_id.state == "confirmed":
            self.round_id._publish(self.on, self.where, self.photo)
        elif self.round_id.state == "closed":
            self.round_id._report(self.number, self.on)
        else:
            raise UserError(
                messages.not_deciding(
                    self.env, round=self.round_id.display_name, state=self.round_id._state_label()
                )
            )
        return {"type": "ir.actions.act_window_close"}
