from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import freeze as messages
from .reform_freeze import KINDS

TOWNSHIP = "reform_places.group_township"
COLUMNS = (
    "freeze_id", "entity_id", "kind", "what", "reason", "date_until", "doc_no", "granted_by_id", "granted_at",
)  # fmt: skip


class ReformFreezeException(models.Model):
    """Leave of the township for one act of a frozen organisation: what, why, until when.

    A village lives on while it is cleared: a roof leaks, wages are due. Leave is for one record: the first
    that needs it takes it, and is named beside it. It is sealed, and nobody changes or removes it.
    """

    _name = "reform.freeze.exception"
    _description = "Leave under a Freeze"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "what"

    _frozen_columns = COLUMNS

    freeze_id = fields.Many2one(
        "reform.freeze", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, "Act", required=True, readonly=True)
    what = fields.Char("What May Be Done", required=True, readonly=True)
    reason = fields.Char("Why", required=True, readonly=True)
    date_until = fields.Date("Until", required=True, readonly=True)
    doc_no = fields.Char("Document No.", readonly=True)
    granted_by_id = fields.Many2one(
        "res.users", "Given by", required=True, readonly=True, ondelete="restrict"
    )
    granted_at = fields.Datetime("Given On", required=True, readonly=True)
    use_ids = fields.One2many("reform.freeze.use", "exception_id", "Used by")
    used_by = fields.Char("Used for", compute="_compute_used_by")

    @api.depends("use_ids.res_model", "use_ids.res_id")
    def _compute_used_by(self):
        for leave in self:
            # sudo: the name of what took the leave is no secret to who reads the leave.
            use = leave.sudo().use_ids[:1]
            record = self.env[use.res_model].sudo().browse(use.res_id).exists() if use else None
            leave.used_by = record.display_name if record else ""

    @api.model
    def _grant(self, clearing, *, kind, what, reason, date_until, doc_no=None):
        """Give leave for one act of the organisation of a frozen clearing; return it."""
        clearing._require_group(TOWNSHIP)
        clearing.check_access("write")
        freeze = self.env["reform.freeze"]._standing(clearing.entity_id)
        if not freeze or freeze.clearing_id != clearing.sudo():
            raise UserError(messages.nothing_frozen(self.env, entity=clearing.entity_id.display_name))
        if not (what or "").strip() or not (reason or "").strip():
            raise UserError(messages.facts_missing(self.env))
        until = fields.Date.to_date(date_until)
        if until < civil_day.today():
            raise UserError(messages.until_past(self.env, day=until))
        # sudo: leave comes into being by this act and in no other way.
        leave = self.sudo()._add(
            [
                {
                    "freeze_id": freeze.id,
                    "entity_id": clearing.entity_id.id,
                    "kind": kind,
                    "what": what.strip(),
                    "reason": reason.strip(),
                    "date_until": until,
                    "doc_no": (doc_no or "").strip() or False,
                    "granted_by_id": self.env.uid,
                    "granted_at": fields.Datetime.now(),
                }
            ]
        )
        leave._seal_grant(clearing)
        label = dict(self._fields["kind"]._description_selection(self.env))[kind]
        clearing._message_log(
            body=messages.exception_said(self.env, kind=label, what=what.strip(), day=until)
        )
        return leave.sudo(False)

    def _seal_grant(self, clearing):
        self.env["reform.seal.entry"].sudo()._append(
            clearing._seal_stream(),
            [
                chain.SealItem(
                    kind="freeze exception",
                    res_model=self._name,
                    res_id=self.id,
                    ref=f"{self.entity_id.name} {self.what}",
                    from_state="",
                    to_state="granted",
                    reason=self.reason,
                    payload=self._payload(),
                )
            ],
        )

    def _payload(self):
        """Return what is sealed of a leave."""
        self.ensure_one()
        return {
            "id": self.id,
            "freeze": self.freeze_id.id,
            "entity": self.entity_id.id,
            "kind": self.kind,
            "what": self.what,
            "reason": self.reason,
            "until": self.date_until,
            "doc_no": self.doc_no or "",
            "by": self.granted_by_id.id,
        }

    @api.model
    def _reform_invariants(self):
        """Every leave is the one that was sealed."""
        leaves = self.search([])  # pylint: disable=no-search-all  # every leave is compared
        self.env.cr.execute("SELECT res_id, digest FROM reform_seal_entry WHERE res_model = %s", [self._name])
        sealed = dict(self.env.cr.fetchall())
        wrong = [
            messages.leave_not_sealed(self.env, leave=leave.display_name)
            for leave in leaves
            if sealed.get(leave.id) != chain.digest(chain.canonical(leave._payload()))
        ]
        return [(messages.check_leaves(self.env), wrong)]

    def action_open_record(self):
        """Open the record that took the leave."""
        self.ensure_one()
        use = self.use_ids[:1]
        if not use:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": use.res_model,
            "res_id": use.res_id,
            "views": [(False, "form")],
        }


class ReformFreezeUse(models.Model):
    """Which record took a leave; written by the database in the moment it let the record pass."""

    _name = "reform.freeze.use"
    _description = "Use of a Leave"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _log_access = False

    _frozen_columns = ("exception_id", "entity_id", "res_model", "res_id", "used_at")

    exception_id = fields.Many2one(
        "reform.freeze.exception", "Leave", required=True, readonly=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    res_model = fields.Char("Kind of Record", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True, readonly=True)
    used_at = fields.Datetime("Used On", required=True, readonly=True)

    _once = models.UniqueIndex("(exception_id)", "This leave has been used already.")
    _record = models.Index("(res_model, res_id)")
