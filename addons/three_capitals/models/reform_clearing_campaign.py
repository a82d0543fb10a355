from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import clearing as rules
from odoo.exceptions import UserError, ValidationError

from ..messages import campaign as messages

COUNTY = "reform_places.group_county_agriculture"
TOWNSHIP = "reform_places.group_township"
# Nothing is left to do for a clearing in these.
OVER = ("handed_over", "reconciled", "closed")


class ReformClearingCampaign(models.Model):
    """A county clears the three capitals of all organisations that are to merge, on one base date."""

    _name = "reform.clearing.campaign"
    _description = "Clearing Campaign"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_base desc, id desc"

    _state_edges = frozenset({("draft", "running"), ("running", "closed")})
    _frozen_fields = frozenset({"place_id", "date_base"})

    name = fields.Char(required=True, tracking=True)
    place_id = fields.Many2one(
        "reform.place",
        "County or Township",
        required=True,
        index=True,
        ondelete="restrict",
        help="Whose organisations are cleared.",
    )
    date_base = fields.Date(
        "Base Date", required=True, help="The day as at whose end books and things are compared and frozen."
    )
    date_start = fields.Date("Begins On", tracking=True)
    date_end = fields.Date(
        "Hand over Until", tracking=True, help="What is not handed over by then is overdue."
    )
    state = fields.Selection(
        [("draft", "In preparation"), ("running", "Running"), ("closed", "Ended")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    clearing_ids = fields.One2many("reform.clearing", "campaign_id", "Organisations")
    note = fields.Text()

    # How far it is
    organisation_count = fields.Integer("Organisations to Clear", compute="_compute_numbers")
    township_count = fields.Integer("Townships", compute="_compute_numbers")
    frozen_count = fields.Integer("Held Still", compute="_compute_numbers")
    handed_count = fields.Integer("Handed over", compute="_compute_numbers")
    overdue_count = fields.Integer("Overdue", compute="_compute_numbers")
    percent = fields.Integer("Covered (%)", compute="_compute_numbers")
    coverage_text = fields.Char("Coverage", compute="_compute_numbers")

    # What was reported, by whom, of what: never reckoned
    reported_count = fields.Integer(
        "Number Reported",
        help="A number somebody has published. It is kept as it was said; the software neither derives nor "
        "corrects it.",
    )
    reported_source = fields.Char("Reported by", help="The paper and the day.")
    reported_scope = fields.Char(
        "Number Reported of What", help="What it counts, as far as the source says; else: not known."
    )
    reported_text = fields.Char("Reported beside Reckoned", compute="_compute_numbers")

    _reported_positive = models.Constraint("CHECK (reported_count >= 0)", "A number is not below nothing.")

    @api.depends("clearing_ids.state", "date_end", "reported_count", "reported_source", "reported_scope")
    @api.depends_context("lang")
    def _compute_numbers(self):
        today = civil_day.today()
        # sudo: the denominator is that of the campaign, whatever part of it somebody sees.
        clearings = self.env["reform.clearing"].sudo()
        rows = clearings._read_group(
            [("campaign_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["campaign_id", "state"],
            ["__count"],
        )
        towns = dict(
            clearings._read_group(
                [("campaign_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["campaign_id"],
                ["township_id:count_distinct"],
            )
        )
        for campaign in self:
            mine = {state: count for owner, state, count in rows if owner.id == campaign.id}
            total = sum(mine.values())
            done = sum(mine.get(state, 0) for state in OVER)
            found = rules.coverage(done, total)
            campaign.organisation_count = total
            campaign.township_count = towns.get(campaign.sudo(), 0)
            campaign.frozen_count = total - mine.get("draft", 0) - done
            campaign.handed_count = done
            late = bool(campaign.date_end) and campaign.date_end < today
            campaign.overdue_count = total - done if late else 0
            campaign.percent = found.percent or 0
            campaign.coverage_text = messages.coverage(self.env, **found._asdict())
            campaign.reported_text = campaign.reported_count and messages.reported(
                self.env,
                count=campaign.reported_count,
                paper=campaign.reported_source,
                scope=campaign.reported_scope,
                done=done,
                total=total,
            )

    @api.constrains("date_base", "date_start", "date_end")
    def _check_dates(self):
        for campaign in self:
            found = rules.check_dates(
                campaign.date_base, campaign.date_start or None, campaign.date_end or None, ()
            )
            if found:
                raise ValidationError(messages.problems(self.env, found))

    @api.constrains("reported_count", "reported_source")
    def _check_reported(self):
        for campaign in self:
            if campaign.reported_count and not (campaign.reported_source or "").strip():
                raise ValidationError(messages.source_missing(self.env))

    # -- who only looks --------------------------------------------------------------------------------------

    def write(self, vals):
        self._refuse_supervisors()
        return super().write(vals)

    def unlink(self):
        self._refuse_supervisors()
        return super().unlink()

    def _require_group(self, *xmlids):
        self._refuse_supervisors()
        return super()._require_group(*xmlids)

    # -- the acts --------------------------------------------------------------------------------------------

    def action_start(self):
        """Begin: from here on the place and the base date stand."""
        self._require_group(COUNTY)
        for campaign in self:
            if not campaign.clearing_ids:
                raise UserError(messages.nobody_to_clear(self.env, campaign=campaign.name))
        return self._move("running")

    def action_close(self):
        """End campaigns of which nothing is left to do."""
        self._require_group(COUNTY)
        for campaign in self:
            left = campaign.organisation_count - campaign.handed_count
            if left:
                raise UserError(messages.not_over(self.env, campaign=campaign.name, count=left))
        return self._move("closed")

    def action_freeze_all(self):
        """Freeze the organisations in preparation that lie in the user's scope, as one set."""
        self.ensure_one()
        clearings = self.env["reform.clearing"].search(
            [("campaign_id", "=", self.id), ("state", "=", "draft")]
        )
        if not clearings:
            raise UserError(messages.nothing_to_freeze(self.env))
        return clearings.action_freeze()

    def action_clearings(self):
        """Open the organisations of the campaign, by state."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "three_capitals.reform_clearing_progress_action"
        )
        return {
            **action,
            "domain": [("campaign_id", "=", self.id)],
            "context": {"default_campaign_id": self.id},
        }

    def action_overdue(self):
        """Open what is not handed over although the day is past."""
        action = self.action_clearings()
        return {**action, "domain": [*action["domain"], ("state", "not in", (*OVER, "cancelled"))]}

    def _seal_payload(self):
        return {
            **super()._seal_payload(),
            "name": self.name,
            "place": self.place_id.id,
            "base": self.date_base,
            "organisations": sorted(self.sudo().clearing_ids.entity_id.ids),
        }
