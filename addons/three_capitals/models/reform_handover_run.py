from odoo import api, fields, models, modules
from odoo.addons.collective_economy.messages import events as event_messages
from odoo.exceptions import AccessError, UserError, ValidationError
from psycopg2 import Error as DatabaseError

from .reform_handover import WITNESS_GROUP

STATES = [("waiting", "Waiting"), ("done", "Handed over"), ("failed", "Not Done")]


class ReformHandoverRun(models.Model):
    """Many handovers completed one after the other, each a transaction of its own.

    *How to use*: choose signed handovers, complete them together; press Run again when what is named has been
    put right, or when the run was interrupted. *How it works*: one that is refused is undone alone and named
    with its reason; what is done stays done, and is not begun again.
    """

    _name = "reform.handover.run"
    _description = "Handovers Completed Together"
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users", "Run by", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    run_at = fields.Datetime("Last Run", readonly=True)
    line_ids = fields.One2many("reform.handover.run.line", "run_id", "Handovers", readonly=True)
    done_count = fields.Integer("Done", compute="_compute_counts")
    failed_count = fields.Integer("Not Done", compute="_compute_counts")
    waiting_count = fields.Integer("Waiting", compute="_compute_counts")

    def _compute_counts(self):
        groups = self.env["reform.handover.run.line"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "state"], ["__count"]
        )
        counts = {(run.id, state): count for run, state, count in groups}
        for run in self:
            for state in ("done", "failed", "waiting"):
                run[f"{state}_count"] = counts.get((run.id, state), 0)

    @api.depends("create_date", "user_id.name")
    def _compute_display_name(self):
        for run in self:
            day = run.create_date and fields.Datetime.context_timestamp(run, run.create_date)
            run.display_name = " ".join(filter(None, (day and f"{day:%Y-%m-%d %H:%M}", run.user_id.name)))

    @api.model
    def _begin(self, handovers):
        """Return a run of these handovers, all waiting."""
        self.env["reform.handover"]._require_group(WITNESS_GROUP)
        handovers.check_access("read")
        # sudo: the record of a run is written by the run alone; who may run was asked above.
        run = self.sudo().create({"user_id": self.env.uid})
        self.env["reform.handover.run.line"].sudo().create(
            [{"run_id": run.id, "handover_id": each} for each in handovers.ids]
        )
        return run.sudo(False)

    def action_run(self):
        """Complete what is not completed yet; what was refused before is tried again."""
        self.env["reform.handover"]._require_group(WITNESS_GROUP)
        self.check_access("read")
        self._keep()
        for run in self:
            for line in run.line_ids.filtered(lambda one: one.state != "done"):
                line._complete()
                run._keep()
            run.sudo().run_at = fields.Datetime.now()
        return True

    def _keep(self):
        """Keep what is done: an interrupted run is gone on with, not begun anew."""
        # While addons are loaded, their demo included, or tested, the transaction is not ours to end.
        if self.env.registry.ready and not modules.module.current_test:
            self.env.flush_all()
            self.env.cr.commit()  # pylint: disable=invalid-commit  # one transaction for each organisation

    def _action_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }


class ReformHandoverRunLine(models.Model):
    """What became of one handover in a run."""

    _name = "reform.handover.run.line"
    _description = "Handover in a Run"
    _order = "state desc, id"

    run_id = fields.Many2one("reform.handover.run", required=True, index=True, ondelete="cascade")
    handover_id = fields.Many2one(
        "reform.handover", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(related="handover_id.entity_id", store=True, index=True)
    state = fields.Selection(STATES, required=True, default="waiting", readonly=True)
    reason = fields.Char(readonly=True)
    tries = fields.Integer(readonly=True, aggregator=None)

    _once = models.UniqueIndex("(run_id, handover_id)")

    def _complete(self):
        """Complete one handover, or note why not."""
        self.ensure_one()
        reason = ""
        if self.handover_id.state != "done":
            try:
                with self.env.cr.savepoint():
                    self.handover_id._hand_over()
            except (UserError, AccessError, ValidationError, DatabaseError) as refusal:
                reason = event_messages.reason(self.env, refusal)
        # sudo: as above.
        self.sudo().write(
            {
                "state": "failed" if reason else "done",
                "reason": reason or False,
                "tries": self.tries + 1,
            }
        )
