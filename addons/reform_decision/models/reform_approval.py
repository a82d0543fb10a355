from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.reform_seal import chain

from ..messages import approval as messages

VERDICTS = [("approved", "Approved"), ("countersigned", "Countersigned"), ("returned", "Sent Back")]


class ReformApproval(models.Model):
    """One signature: who said yes or no to what, at which step, in whose name, and what it looked like then.

    A record may be sent back and come again: its signatures stay. The database refuses to change or remove a
    row, and it refuses a signature of whoever asked for it, whichever way it comes.
    """

    _name = "reform.approval"
    _description = "Approval"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "ref"

    res_model = fields.Char("Record Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", required=True, readonly=True)
    ref = fields.Char("Record", readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True, index=True, ondelete="restrict")
    step = fields.Char(required=True, readonly=True)
    step_label = fields.Char("Step Taken", compute="_compute_step_label")
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Signed by", required=True, readonly=True, ondelete="restrict", index=True
    )
    on_behalf_of_id = fields.Many2one("res.users", "On Behalf of", readonly=True, ondelete="restrict")
    delegation_id = fields.Many2one("reform.delegation", readonly=True, ondelete="restrict")
    group_id = fields.Many2one("res.groups", "Role", required=True, readonly=True, ondelete="restrict")
    requester_id = fields.Many2one("res.users", "Asked for by", readonly=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True, readonly=True)
    reason = fields.Char(readonly=True)
    digest = fields.Char(
        "Content Digest", required=True, readonly=True, help="Of the record as it was judged."
    )

    _record = models.Index("(res_model, res_id, id)")
    _not_the_requester = models.Constraint(
        "CHECK (requester_id IS NULL"
        " OR (user_id <> requester_id AND on_behalf_of_id IS DISTINCT FROM requester_id))",
        "Whoever asks for an approval does not give it.",
    )
    _not_for_oneself = models.Constraint(
        "CHECK (on_behalf_of_id IS DISTINCT FROM user_id)", "Nobody can be one's own deputy."
    )

    _frozen_columns = (
        "res_model", "res_id", "ref", "place_id", "step", "verdict", "user_id", "on_behalf_of_id",
        "delegation_id", "group_id", "requester_id", "at", "reason", "digest",
    )  # fmt: skip

    @api.depends("res_model", "step")
    @api.depends_context("lang")
    def _compute_step_label(self):
        for row in self:
            model = self.env.get(row.res_model)
            labels = model._approval_step_labels() if hasattr(model, "_approval_step_labels") else {}
            row.step_label = labels.get(row.step, row.step)

    def action_open_record(self):
        """Open what was judged."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    # -- our own acts
    # ------------------------------------------------------------------------------------------------

    @api.model
    def _sign(self, pairs):
        """Add and seal rows for [(record, vals)]; called by `reform.approval.mixin` after its guards."""
        rows = self.sudo()._add([vals for _record, vals in pairs])
        self.env["reform.seal.entry"].sudo()._append_by_stream(
            (
                record._seal_stream() if hasattr(record, "_seal_stream") else f"model:{record._name}",
                chain.SealItem(
                    kind=f"{row.step}: {row.verdict}",
                    res_model=row._name,
                    res_id=row.id,
                    ref=row.ref or "",
                    from_state="",
                    to_state=row.verdict,
                    reason=row.reason or "",
                    payload=row._seal_payload(),
                ),
            )
            for (record, _vals), row in zip(pairs, rows, strict=True)
        )
        return rows

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "record": f"{self.res_model},{self.res_id}",
            "step": self.step,
            "verdict": self.verdict,
            "user": self.user_id.id,
            "on_behalf_of": self.on_behalf_of_id.id or 0,
            "delegation": self.delegation_id.id or 0,
            "group": self.group_id.id,
            "requester": self.requester_id.id or 0,
            "at": self.at,
            "digest": self.digest,
        }

    def _people(self):
        """Return whose hand a signature is: who signed, and in whose name."""
        return self.sudo().user_id | self.sudo().on_behalf_of_id

    @api.model
    def _latest(self, records):
        """Return {record id: {step: newest row of that step}} of records of one model, in one query."""
        found = defaultdict(dict)
        rows = self.sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)], order="id"
        )
        for row in rows:
            found[row.res_id][row.step] = row
        return found

    # -- checks
    # ------------------------------------------------------------------------------------------------------

    @api.model
    def _reform_invariants(self):
        """Compare each signature with the log."""
        return [(self._model_label(), list(self._check_rows()))]

    def _check_rows(self):
        last, size = 0, 5000
        while rows := self.sudo().search([("id", ">", last)], order="id", limit=size):
            entries = (
                self.env["reform.seal.entry"]
                .sudo()
                .search_fetch(
                    [("res_model", "=", self._name), ("res_id", "in", rows.ids)], ["res_id", "digest"]
                )
            )
            sealed = {entry.res_id: entry.digest for entry in entries}
            for row in rows:
                if sealed.get(row.id) != chain.digest(chain.canonical(row._seal_payload())):
                    yield messages.not_sealed(self.env, record=row.ref, step=row.step_label)
            last = rows[-1].id
            self.env.invalidate_all()
