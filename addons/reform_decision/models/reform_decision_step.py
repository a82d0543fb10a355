from odoo import fields, models
from odoo.addons.reform_rules.decision import procedure
from odoo.exceptions import AccessError

from .. import messages
from . import paper
from .decision_table import ORDER

STEPS = [
    ("proposed", "Proposal of the Party Organisation"),
    ("consulted", "Discussion of the Committees"),
    ("deliberated", "Review of the Party Members"),
]


class ReformDecisionStep(models.Model):
    """One of the three meetings before the assembly: when, how many came, and the minutes they signed.

    Its lines can be written until the case has taken that step; then they are part of what was sealed.
    """

    _name = "reform.decision.step"
    _description = "Deliberation"
    _order = "decision_id, id"
    _rec_name = "name"

    decision_id = fields.Many2one("reform.decision", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="decision_id.entity_id", store=True, index=True)
    name = fields.Selection(STEPS, "Step", required=True, readonly=True)
    held_on = fields.Date("Held on")
    place = fields.Char("Held at")
    expected = fields.Integer("Members")
    present = fields.Integer()
    opinion = fields.Text(help="What the meeting said, in a sentence.")
    minutes = fields.Binary("Signed Minutes", attachment=True)
    minutes_name = fields.Char("Minutes File")
    sealed = fields.Boolean(compute="_compute_sealed")

    _once = models.UniqueIndex("(decision_id, name)")
    _counts = models.Constraint(
        "CHECK (least(expected, present) >= 0)", "A number of people cannot be negative."
    )

    def _compute_sealed(self):
        for step in self:
            step.sealed = step._is_sealed()

    def write(self, vals):
        for step in self.sudo():
            if step._is_sealed():
                raise AccessError(
                    messages.step_is_sealed(
                        self.env,
                        fields=step.display_name,
                        case=step.decision_id.name,
                        state=step.decision_id._state_label(),
                    )
                )
        return super().write(
            {key: value for key, value in vals.items() if key not in ("decision_id", "name", "entity_id")}
        )

    def _is_sealed(self):
        return ORDER[self.decision_id.state] >= ORDER[self.name]

    def _plain(self):
        self.ensure_one()
        return procedure.Step(
            name=self.name,
            held_on=self.held_on or None,
            expected=self.expected,
            present=self.present,
            has_minutes=bool(self.minutes),
        )

    def _seal_payload(self):
        return {
            "step": self.name,
            "held_on": self.held_on,
            "place": self.place or "",
            "expected": self.expected,
            "present": self.present,
            "opinion": self.opinion or "",
            "minutes": paper.digest(self, "minutes"),
        }
