from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import lease_life as messages
from .reform_lease_steps import DIRECTOR


class ReformLeaseSublet(models.Model):
    """A request, or the news, that a lessee sub-lets. Six months of silence are consent."""

    _name = "reform.lease.sublet"
    _description = "Sub-letting"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "known_on desc, id desc"
    _rec_name = "subtenant_id"

    _state_edges = frozenset({("requested", "consented"), ("requested", "refused"), ("requested", "deemed")})
    _state_initial = "requested"
    _guarded_fields = frozenset({"answered_by_id", "answer"})
    _frozen_fields = frozenset({"lease_id", "subtenant_id", "known_on", "date_from", "date_to", "what"})

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("consented", "Consented"),
            ("refused", "Refused"),
            ("deemed", "Consented by Silence"),
        ],
        required=True,
        default="requested",
        readonly=True,
    )
    subtenant_id = fields.Many2one("res.partner", required=True, ondelete="restrict")
    known_on = fields.Date("Known Since", required=True, default=civil_day.today, help="Asked, or noticed.")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    what = fields.Char("What Is Sub-let")
    deadline = fields.Date("Silence Counts from", compute="_compute_deadline", store=True)
    answer = fields.Text(readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, copy=False)

    @api.depends("known_on")
    def _compute_deadline(self):
        for sublet in self:
            months = sublet.lease_id._rules().value("sublet_silence_months") if sublet.lease_id else 6
            sublet.deadline = sublet.known_on and fields.Date.add(sublet.known_on, months=months)

    @api.constrains("date_from", "date_to", "lease_id", "known_on")
    def _check_days(self):
        for sublet in self:
            lease = sublet.sudo().lease_id
            if sublet.date_to < sublet.date_from or sublet.date_from < lease.date_start:
                raise UserError(messages.sublet_days_wrong(self.env))
            if sublet.date_to > lease.date_end:
                raise UserError(messages.sublet_beyond(self.env, date_end=lease.date_end))
            if sublet.known_on > civil_day.today():
                raise UserError(messages.sublet_in_future(self.env, date=sublet.known_on))

    def action_consent(self, reason=None):
        """Consent in writing."""
        self._require_group(DIRECTOR)
        return self._answer("consented", reason or messages.consented(self.env))

    def action_refuse(self, reason=None):
        """Refuse within six months, with a reason."""
        self._require_group(DIRECTOR)
        if not (reason or "").strip():
            return {
                **self.lease_id[:1]._ask_reason("sublet_refuse"),
                "context": {"default_act": "sublet_refuse", "default_res_ids": self.ids},
            }
        return self._answer("refused", reason.strip())

    def _answer(self, state, reason):
        for sublet in self:
            sublet.lease_id._refuse_own_hand(sublet.create_uid)
            sublet._move(state, reason=reason, answer=reason, answered_by_id=self.env.uid)
        return True

    @api.model
    def _cron_silence(self):
        """Six months after the lessor knew, silence is consent."""
        today = civil_day.today()
        silent = self.search([("state", "=", "requested"), ("deadline", "<=", today)])
        if silent:
            silent._move("deemed", answer=messages.silence(self.env))

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "subtenant": self.subtenant_id.id,
            "days": [self.known_on, self.date_from, self.date_to],
            "answer": self.answer or "",
        }


class ReformLease(models.Model):
    """The sub-lettings of a contract."""

    _inherit = "reform.lease"

    sublet_ids = fields.One2many("reform.lease.sublet", "lease_id", "Sub-lettings", copy=False)
