from odoo import api, fields, models
from odoo.addons.reform_decision.models.decision_table import TOWNSHIP
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_places.desk import glance, todo
from odoo.addons.reform_rules.capitals import integration as rules
from odoo.exceptions import UserError

from ..messages import integration as messages
from .reform_integration import MAKERS

ACTION = "three_capitals.reform_integration_action"
RESULTS = [("stay", "Stay Apart for Another Year"), ("converge", "Ready for One Book")]


class ReformIntegrationReview(models.Model):
    """A look at villages in transition: what has grown together, what has not, and when to look again."""

    _name = "reform.integration.review"
    _description = "Review of a Transition"
    _inherit = ["reform.append.only.mixin"]
    _order = "day desc, id desc"
    _rec_name = "day"

    _frozen_columns = ("integration_id", "day", "result", "text", "user_id")

    integration_id = fields.Many2one("reform.integration", required=True, index=True, ondelete="restrict")
    day = fields.Date(required=True)
    result = fields.Selection(RESULTS, required=True)
    text = fields.Text("What Was Found", required=True)
    user_id = fields.Many2one("res.users", "By", required=True, ondelete="restrict")


class ReformIntegration(models.Model):
    """The yearly look at a transition, and what comes up when nobody looks."""

    _inherit = "reform.integration"

    review_ids = fields.One2many("reform.integration.review", "integration_id", "Reviews", readonly=True)

    def action_look_again(self, result=None, text=None):
        """Record a review of the transition; the next one is a year later, unless it has come to its end."""
        self._require_group(*MAKERS)
        self._refuse_not_at("transitional")
        if result not in dict(RESULTS) or not (text or "").strip():
            return self._ask("look")
        today = civil_day.today()
        self.check_access("write")
        # sudo: a review is added by this act alone.
        self.env["reform.integration.review"].sudo()._add(
            [
                {
                    "integration_id": record.id,
                    "day": today,
                    "result": result,
                    "text": text.strip(),
                    "user_id": self.env.uid,
                }
                for record in self
            ]
        )
        for record in self:
            record._set_guarded({"review_on": rules.next_review(today, record._rules(today))})
            record._seal({record: (record.state, record.state)}, kind="review", reason=text.strip())
        return True

    def action_converge(self):
        """End the transition; only after a review has found the villages ready."""
        for record in self:
            if record.state == "transitional" and record.review_ids[:1].result != "converge":
                raise UserError(messages.not_ready(self.env, record=record.display_name))
        return super().action_converge()

    # -- alerts and desk ---

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "integration_review_due": Kind(messages.review_label(env), TOWNSHIP, 15, messages.review_due),
            "integration_creditors_late": Kind(
                messages.creditors_label(env), TOWNSHIP, 3, messages.creditors_late
            ),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield transitions nobody has looked at in time, and creditors nobody has told."""
        for one in self.search([("state", "=", "transitional"), ("review_on", "<=", at)], order="id"):
            facts = {"ref": one.display_name, "date": one.review_on.isoformat()}
            yield Fact("integration_review_due", one, one.place_id.id, facts=facts)
        for one in self.search([("state", "=", "county_approved"), ("notify_by", "<", at)], order="id"):
            facts = {"ref": one.display_name, "date": one.notify_by.isoformat()}
            yield Fact("integration_creditors_late", one, one.place_id.id, facts=facts)

    def _desk_tiles(self):
        env = self.env
        running = [("state", "not in", ("integrated", "transitional", "closed", "cancelled"))]
        tiles = [glance("integrations", env._("Integrations under way"), ACTION, running, "compress", 64)]
        if env.user.has_group(TOWNSHIP):
            due = [("state", "=", "transitional"), ("review_on", "<=", civil_day.today())]
            untold = [("state", "=", "county_approved")]
            tiles += [
                todo("integration_review", env._("Transitions to review"), ACTION, due, "refresh", 14),
                todo(
                    "integration_creditors", env._("Creditors to be told"), ACTION, untold, "envelope-o", 12,
                    tone="danger",
                ),
            ]  # fmt: skip
        return tiles
