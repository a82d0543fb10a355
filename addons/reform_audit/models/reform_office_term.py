import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..messages import case as messages
from .audit_table import PLANNERS


class ReformOfficeTerm(models.Model):
    """An office whose leaving is to be audited opens its audit, and follows it until the report is out."""

    _inherit = "reform.office.term"

    audit_case_id = fields.Many2one(
        "reform.audit.case", "Leaving Audit", readonly=True, copy=False, index="btree_not_null"
    )
    _guarded_fields = frozenset({"audit_case_id"})

    def action_open_audit(self):
        """Open the leaving audit that was asked for, and show it."""
        self.ensure_one()
        self._require_group(*PLANNERS)
        if not self.audit_case_id:
            if self.audit_state != "requested":
                raise UserError(messages.no_audit_asked(self.env, person=self.person_name))
            posts = dict(self._fields["post"]._description_selection(self.env))
            case = self.env["reform.audit.case"]._open_for(
                self.entity_id,
                self.sudo().user_id.partner_id or self._audited_partner(),
                self.date_from,
                self.date_to,
                clearing=self.clearing_id,
                office=posts[self.post],
            )
            # sudo: the township ends the office, the auditors take its audit up.
            self.sudo()._set_guarded({"audit_case_id": case.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.audit.case",
            "res_id": self.audit_case_id.id,
            "views": [(False, "form")],
        }

    def _audited_partner(self):
        """Return the person of somebody without a login, who has a name here and nothing else."""
        # sudo: a name alone; the office that bears it has been read already.
        partners = self.env["res.partner"].sudo()
        held = [("name", "=", self.person_name), ("reform_member_entity_ids", "in", self.entity_id.ids)]
        return partners.search(held, limit=1) or partners.create({"name": self.person_name})


class ReformAuditCase(models.Model):
    """What becomes of a leaving audit is told to the office it is about, and to its handover."""

    _inherit = "reform.audit.case"

    def _move(self, to, reason=None, **vals):
        result = super()._move(to, reason=reason, **vals)
        told = {"noticed": "running", "published": "done", "cancelled": "requested"}
        if to in told:
            # sudo: the state of the audit is what the audit says it is.
            terms = self.env["reform.office.term"].sudo().search([("audit_case_id", "in", self.ids)])
            terms._set_guarded({"audit_state": told[to]})
        if to == "cancelled":
            terms._set_guarded({"audit_case_id": False})
        if to == "published":
            self._tell_clearings()
        return result

    def _tell_clearings(self):
        """Lay the published report into the file of the handover, where it has none yet."""
        for case in self:
            clearing = case.clearing_id.sudo()
            if clearing and not clearing.audit_report:
                pdf, _kind = (
                    self.env["ir.actions.report"]
                    .sudo()
                    ._render_qweb_pdf("reform_audit.report_report", case.ids)
                )
                clearing._set_guarded(
                    {
                        "audit_report": base64.b64encode(pdf),
                        "audit_report_name": f"{case.report_no or case.name}.pdf",
                        "audit_published_on": case.published_date,
                    }
                )
