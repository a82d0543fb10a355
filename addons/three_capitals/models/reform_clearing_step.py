from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import clearing as rules
from odoo.exceptions import UserError

from ..messages import campaign as messages

COUNTY = "reform_places.group_county_agriculture"


class ReformClearingScheme(models.Model):
    """The stages and steps of a county's procedure, kept by the county.

    Counties speak of so many stages and so many steps; no published text says which they are. So the
    software ships the empty form with its numbers, and never a step it has made up.
    """

    _name = "reform.clearing.scheme"
    _description = "Scheme of Steps"
    _order = "id"

    name = fields.Char(required=True, translate=True)
    source = fields.Char(help="The document the steps are taken from.")
    active = fields.Boolean(default=True)
    step_ids = fields.One2many("reform.clearing.scheme.step", "scheme_id", "Steps", copy=True)


class ReformClearingSchemeStep(models.Model):
    """One step of a scheme; without a name until the county has written it in."""

    _name = "reform.clearing.scheme.step"
    _description = "Step of a Scheme"
    _order = "scheme_id, sequence, id"
    _rec_name = "sequence"

    scheme_id = fields.Many2one("reform.clearing.scheme", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer("No.", required=True, default=1, aggregator=None)
    phase = fields.Char("Stage")
    name = fields.Char("Step")
    days_before_end = fields.Integer("Days before the End", help="From which the day is reckoned back.")
    evidence = fields.Char("Evidence Asked for")

    _days = models.Constraint("CHECK (days_before_end >= 0)", "Days are counted back from the end.")


class ReformClearingStep(models.Model):
    """A step of a campaign: by when, who, and the sign that it was done."""

    _name = "reform.clearing.step"
    _description = "Step of a Campaign"
    _order = "campaign_id, sequence, id"

    campaign_id = fields.Many2one("reform.clearing.campaign", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer("No.", required=True, default=1, aggregator=None)
    phase = fields.Char("Stage")
    name = fields.Char("Step")
    owner_id = fields.Many2one("res.users", "Responsible", ondelete="restrict")
    date_due = fields.Date("Due")
    evidence = fields.Char()
    done_on = fields.Date(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", "Done by", readonly=True, copy=False, ondelete="restrict")
    is_late = fields.Boolean("Overdue", compute="_compute_is_late")

    @api.depends_context("tz")
    @api.depends("done_on", "date_due")
    def _compute_is_late(self):
        today = civil_day.today()
        for step in self:
            step.is_late = not step.done_on and bool(step.date_due) and step.date_due < today

    @api.model_create_multi
    def create(self, vals_list):
        clean = [{**vals, "done_on": False, "done_by_id": False} for vals in vals_list]
        steps = super().create(clean)
        steps.campaign_id._refuse_supervisors()
        return steps

    def write(self, vals):
        self.campaign_id._refuse_supervisors()
        vals = {name: value for name, value in vals.items() if name not in ("done_on", "done_by_id")}
        return super().write(vals)

    def unlink(self):
        self.campaign_id._refuse_supervisors()
        return super().unlink()

    def action_done(self):
        """Say that steps are done; a step without a name cannot be."""
        self.check_access("write")
        self.campaign_id._refuse_supervisors()
        for step in self:
            if not (step.name or "").strip():
                raise UserError(messages.step_without_name(self.env, number=step.sequence))
        return models.Model.write(self, {"done_on": civil_day.today(), "done_by_id": self.env.uid})


class ReformClearingPoint(models.Model):
    """What counts this week (每周要点): a line on the campaign's sheet of the week."""

    _name = "reform.clearing.point"
    _description = "Key Point of the Week"
    _order = "week desc, sequence, id"

    campaign_id = fields.Many2one("reform.clearing.campaign", required=True, index=True, ondelete="cascade")
    week = fields.Date(
        "Week of",
        required=True,
        default=lambda self: rules.week_of(civil_day.today()),
        index=True,
    )
    sequence = fields.Integer("No.", default=1, aggregator=None)
    name = fields.Char("Key Point", required=True)
    place_id = fields.Many2one("reform.place", "For", ondelete="restrict", help="Empty: for every township.")
    is_done = fields.Boolean("Done")

    @api.model_create_multi
    def create(self, vals_list):
        points = super().create([self._on_monday(vals) for vals in vals_list])
        points.campaign_id._refuse_supervisors()
        return points

    def write(self, vals):
        self.campaign_id._refuse_supervisors()
        return super().write(self._on_monday(vals))

    def unlink(self):
        self.campaign_id._refuse_supervisors()
        return super().unlink()

    @staticmethod
    def _on_monday(vals):
        if not vals.get("week"):
            return vals
        return {**vals, "week": rules.week_of(fields.Date.to_date(vals["week"]))}


class ReformClearingCampaign(models.Model):
    """A campaign, its steps and its weeks."""

    _inherit = "reform.clearing.campaign"

    scheme_id = fields.Many2one("reform.clearing.scheme", "Scheme of Steps", ondelete="restrict")
    step_ids = fields.One2many("reform.clearing.step", "campaign_id", "Steps")
    point_ids = fields.One2many("reform.clearing.point", "campaign_id", "Key Points of the Week")

    def action_take_scheme(self):
        """Copy the steps of the scheme, with their days reckoned back from the end; once."""
        self.ensure_one()
        self._require_group(COUNTY)
        if self.step_ids:
            raise UserError(messages.steps_there(self.env))
        if not self.scheme_id:
            raise UserError(messages.scheme_missing(self.env))
        self.env["reform.clearing.step"].create(
            [
                {
                    "campaign_id": self.id,
                    "sequence": step.sequence,
                    "phase": step.phase,
                    "name": step.name,
                    "evidence": step.evidence,
                    "date_due": self._due(step.days_before_end),
                }
                for step in self.scheme_id.step_ids
            ]
        )
        return True

    def _due(self, days_before_end):
        if not days_before_end or not self.date_end:
            return False
        return rules.due(self.date_start or self.date_base, self.date_end, days_before_end)
