import base64
import io

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from PIL import Image, UnidentifiedImageError

from .. import messages
from . import paper
from .decision_table import ORDER, PAPER_KINDS


class ReformDecisionPaper(models.Model):
    """A further paper of a case: sign-in sheets, written proxies, photos of the meeting and of the postings.

    Each kind is sealed with the step it belongs to. What is called a photo has to be one.
    """

    _name = "reform.decision.paper"
    _description = "Paper of a Decision"
    _order = "decision_id, id"

    decision_id = fields.Many2one("reform.decision", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="decision_id.entity_id", store=True, index=True)
    kind = fields.Selection(
        [(kind, label) for kind, (label, _step, _picture) in PAPER_KINDS.items()],
        required=True,
        default="photo",
    )
    file = fields.Binary(required=True, attachment=True)
    name = fields.Char("File Name", required=True)
    sealed = fields.Boolean(compute="_compute_sealed")

    def _compute_sealed(self):
        for one in self:
            one.sealed = one._is_sealed()

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers._refuse_sealed()
        papers._refuse_no_picture()
        return papers

    def write(self, vals):
        self._refuse_sealed()
        result = super().write({key: value for key, value in vals.items() if key != "decision_id"})
        self._refuse_sealed()
        self._refuse_no_picture()
        return result

    def unlink(self):
        self._refuse_sealed()
        return super().unlink()

    def _is_sealed(self):
        return ORDER[self.decision_id.state] >= ORDER[PAPER_KINDS[self.kind][1]]

    def _refuse_sealed(self):
        for one in self.sudo():
            if one._is_sealed():
                raise AccessError(messages.paper_is_sealed(self.env, record=one.decision_id.name))

    def _refuse_no_picture(self):
        for one in self.with_context(bin_size=False):
            if not PAPER_KINDS[one.kind][2]:
                continue
            try:
                Image.open(io.BytesIO(base64.b64decode(one.file or b""))).verify()
            except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
                raise UserError(messages.not_a_picture(self.env, file=one.name)) from broken

    def _seal_payload(self):
        return [self.kind, paper.digest(self, "file")]
