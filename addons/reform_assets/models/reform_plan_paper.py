import hashlib

from odoo import api, fields, models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from ..messages import plan as messages

KINDS = [
    ("minutes", "Minutes of the discussion"),
    ("collective_decision", "Collective decision of the office"),
    ("education_opinion", "Opinion of the education bureau"),
    ("safety_report", "Safety report of the building"),
    ("agreement", "Agreement"),
    ("share_paper", "Share certificate"),
    ("handover", "Handover note"),
    ("transfer_order", "Order of transfer"),
    ("other", "Other"),
]


class ReformPlanPaper(models.Model):
    """A paper a plan rests on. Once a step has been taken with it, it stays as it is."""

    _name = "reform.plan.paper"
    _description = "Paper of a Plan"
    _order = "plan_id, id"

    plan_id = fields.Many2one("reform.plan", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True)
    name = fields.Char("File Name", required=True)
    file = fields.Binary(required=True, attachment=True)
    number = fields.Char("Document No.")
    date = fields.Date("Date of the Paper")
    checksum = fields.Char("Fingerprint", compute="_compute_checksum", store=True)
    is_sealed = fields.Boolean("Sealed", readonly=True, copy=False)

    @api.depends("file")
    def _compute_checksum(self):
        for paper in self:
            data = paper.with_context(bin_size=False).file or b""
            paper.checksum = hashlib.sha256(data).hexdigest() if data else False

    @api.model_create_multi
    def create(self, vals_list):
        clean = self.with_context(  # pylint: disable=context-overridden  # a key is taken out
            {key: value for key, value in self.env.context.items() if key != "default_is_sealed"}
        )
        rows = [{**vals, "is_sealed": False} for vals in vals_list]
        return super(ReformPlanPaper, clean).create(rows).with_env(self.env)

    def write(self, vals):
        self._refuse_sealed()
        if vals.get("is_sealed"):
            raise AccessError(messages.plan_paper_sealed(self.env, plan=self[:1].plan_id.display_name))
        return super().write(vals)

    def unlink(self):
        self._refuse_sealed()
        return super().unlink()

    def _refuse_sealed(self):
        for paper in self.sudo():
            if paper.is_sealed:
                raise AccessError(messages.plan_paper_sealed(self.env, plan=paper.plan_id.display_name))

    def _seal_papers(self):
        models.Model.write(self.filtered(lambda paper: not paper.is_sealed), {"is_sealed": True})


class IrAttachment(models.Model):
    """The database keeps the files of sealed papers, photos of acceptances and inspections."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_plan_paper_guard",
            """paper.res_field IS NOT NULL AND CASE paper.res_model
                WHEN 'reform.plan.paper' THEN (
                    SELECT p.is_sealed FROM reform_plan_paper p WHERE p.id = paper.res_id)
                WHEN 'reform.plan.acceptance' THEN (
                    SELECT a.state <> 'draft' FROM reform_plan_acceptance a WHERE a.id = paper.res_id)
                WHEN 'reform.inspection' THEN (
                    SELECT i.state <> 'due' FROM reform_inspection i WHERE i.id = paper.res_id)
                END""",
        )
