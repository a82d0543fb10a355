from odoo import api, fields, models
from odoo.addons.reform_decision.models.decision_table import TOWNSHIP
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import agency_objection as messages


class ReformAgencyObjection(models.Model):
    """What a member said against a month's finance on the board.

    The sheet stays as it hangs. An objection that is right is upheld with the voucher that corrects the
    books; the next sheet shows the correction, with its date also where it is of a month published already.
    """

    _name = "reform.agency.objection"
    _description = "Objection to a Finance Sheet"
    _inherit = ["reform.objection.mixin", "mail.thread"]
    _order = "id desc"
    _rec_name = "text"

    _frozen_fields = frozenset({"sheet_id", "correction_id"})
    _answer_parameter = "agency_objection_answer_days_max"

    sheet_id = fields.Many2one(
        "reform.agency.sheet", "Finance Sheet", required=True, index=True, ondelete="restrict",
        domain="[('state', '=', 'posted')]",
    )  # fmt: skip
    entity_id = fields.Many2one(related="sheet_id.entity_id", store=True, index=True)
    month = fields.Date(related="sheet_id.month")
    state = fields.Selection(
        [
            ("open", "Not Answered"),
            ("answered", "Answered, Figures Stand"),
            ("upheld", "Upheld, Books Corrected"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
    )
    correction_id = fields.Many2one(
        "ledger.voucher", "Corrected by", index="btree_not_null", ondelete="restrict",
        domain="[('entity_id', '=', entity_id), ('state', '=', 'posted'), ('date', '>=', month)]",
        help="The posted voucher that puts the books right; needed to uphold the objection.",
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        objections = super().create(vals_list)
        for one in objections.sudo():
            sheet = one.sheet_id
            if sheet.state != "posted":
                raise UserError(messages.not_posted(self.env, sheet=sheet.display_name))
            if not sheet.posted_from <= one.raised_on <= civil_day.today():
                raise UserError(messages.day_wrong(self.env, day=sheet.posted_from))
        return objections

    def action_answer(self):
        """Answer it: the figures stand, and the answer says why."""
        return self._answer("answered")

    def action_uphold(self):
        """The member is right: name the voucher that corrects the books."""
        self._require_group(TOWNSHIP)
        self.check_access("read")
        for one in self.sudo():
            correction = one.correction_id
            if not correction:
                raise UserError(messages.correction_missing(self.env))
            if (
                correction.entity_id != one.entity_id
                or correction.state != "posted"
                or correction.date < one.month
            ):
                raise UserError(messages.correction_elsewhere(self.env, voucher=correction.display_name))
        return self._answer("upheld")

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "sheet": self.sheet_id.id,
            "raised_by": self.raised_by,
            "raised_on": self.raised_on,
            "text": self.text,
            "answer": self.answer or "",
            "correction": self.correction_id.id or None,
        }


class ReformAgencySheet(models.Model):
    """What was said against the sheet."""

    _inherit = "reform.agency.sheet"

    objection_ids = fields.One2many("reform.agency.objection", "sheet_id", "Objections")
    objection_count = fields.Integer("Objections Not Answered", compute="_compute_objection_count")

    def _compute_objection_count(self):
        counts = dict(
            self.env["reform.agency.objection"]._read_group(
                [("sheet_id", "in", self.ids), ("state", "=", "open")], ["sheet_id"], ["__count"]
            )
        )
        for sheet in self:
            sheet.objection_count = counts.get(sheet, 0)
