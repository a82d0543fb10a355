from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import agency as rules
from odoo.addons.reform_rules.periods import month_of
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..messages import agency as messages

ACCOUNTANT = "reform_places.group_accountant"


class ReformAgencyBatch(models.Model):
    """A month of an agency centre: every entity whose books it keeps, one line each, on one screen.

    Made by the daily job on the first of the month after, or by an accountant earlier; a later engagement is
    taken in by pressing the button again.
    """

    _name = "reform.agency.batch"
    _description = "Month of an Agency"
    _order = "month desc, id desc"

    month = fields.Date(
        required=True,
        default=lambda self: self._default_month(),
        help="Any day of the month; kept as its first.",
    )
    agency_id = fields.Many2one(
        "reform.entity",
        "Agency Centre",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("kind", "=", "agency_centre")],
        default=lambda self: self._default_agency(),
    )
    line_ids = fields.One2many("reform.agency.batch.line", "batch_id", "Entities")
    line_count = fields.Integer("Number of Entities", compute="_compute_counts")
    done_count = fields.Integer("Made Public", compute="_compute_counts")
    waiting_count = fields.Integer("Not Reported", compute="_compute_counts")
    report_to = fields.Date("Reported by", compute="_compute_days")
    book_to = fields.Date("In the Books by", compute="_compute_days")
    publish_to = fields.Date("Published by", compute="_compute_days")

    _once = models.UniqueIndex("(agency_id, month)", "This month of the agency exists already.")

    @api.model
    def _default_month(self):
        return civil_day.today().replace(day=1) - relativedelta(months=1)

    @api.model
    def _default_agency(self):
        """The agency whose engagements name the user."""
        mine = [("accountant_ids", "in", self.env.uid), ("state", "=", "signed")]
        return self.env["reform.agency.engagement"].search(mine, limit=1).agency_id

    @api.depends("month", "agency_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for batch in self:
            month = f"{batch.month:%Y-%m}" if batch.month else ""
            # sudo: the name of the agency is public to those whose books it keeps.
            agency = batch.agency_id.sudo().name or ""
            batch.display_name = messages.batch_name(self.env, month=month, agency=agency)

    def _compute_counts(self):
        groups = self.env["reform.agency.batch.line"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
        )
        counts = {(batch.id, state): count for batch, state, count in groups}
        for batch in self:
            own = {state: count for (batch_id, state), count in counts.items() if batch_id == batch.id}
            batch.line_count = sum(own.values())
            batch.done_count = own.get("published", 0)
            batch.waiting_count = own.get("waiting", 0) + own.get("returned", 0)

    @api.depends("month", "agency_id")
    def _compute_days(self):
        for batch in self:
            days = batch._window() if batch.month else None
            batch.report_to = days and days.report_to
            batch.book_to = days and days.book_to
            batch.publish_to = days and days.publish_to

    def _window(self):
        """Return the days of the month after by which its steps are due."""
        self.ensure_one()
        month = month_of(self.month)
        rule = self.env["reform.parameter"]._at(month.next.first, self.agency_id.sudo().place_id)
        return rules.window(month, rule)

    @api.constrains("month")
    def _check_month(self):
        for batch in self:
            if batch.month > civil_day.today():
                raise ValidationError(messages.month_not_begun(self.env, month=f"{batch.month:%Y-%m}"))

    @api.model_create_multi
    def create(self, vals_list):
        batches = super().create([self._with_first(vals) for vals in vals_list])
        batches._fill()
        return batches

    def write(self, vals):
        # Lines and sheets, those on the board too, take their month from here.
        if {"month", "agency_id"} & vals.keys() and self.sudo().line_ids:
            raise UserError(messages.batch_stays(self.env))
        return super().write(self._with_first(vals))

    @api.model
    def _with_first(self, vals):
        """Return the values with the first of the month."""
        if not vals.get("month"):
            return vals
        return {**vals, "month": fields.Date.to_date(vals["month"]).replace(day=1)}

    def action_fill(self):
        """Take in the entities engaged since."""
        self.env["reform.lease"]._require_group(ACCOUNTANT)
        self.check_access("write")
        self._fill()
        return True

    def _fill(self):
        """Make the lines that are missing: one for each engagement in force on a day of the month."""
        Line = self.env["reform.agency.batch.line"]
        for batch in self:
            last = batch.month + relativedelta(months=1, days=-1)
            engaged = self.env["reform.agency.engagement"].sudo()
            found = engaged.search(
                Domain(engaged._domain_in_force(batch.month, last))
                & Domain("agency_id", "=", batch.agency_id.id),
                order="date_from desc",
            )
            # Of two in one month the later one keeps the books when the month is done.
            by_entity = {}
            for one in found:
                by_entity.setdefault(one.entity_id.id, one)
            # sudo: whoever opens the month opens it for everybody the agency keeps books for.
            known = set(batch.sudo().line_ids.entity_id.ids)
            if not by_entity:
                raise UserError(
                    messages.nobody_engaged(
                        self.env, agency=batch.agency_id.sudo().name, month=f"{batch.month:%Y-%m}"
                    )
                )
            # Whose later month has its sheet, shows this one in it: sheets only go forward.
            later = [("entity_id", "in", list(by_entity)), ("month", ">", batch.month)]
            passed = set(self.env["reform.agency.sheet"].sudo().search(later).entity_id.ids)
            if not known and passed >= by_entity.keys():
                raise UserError(messages.month_passed(self.env, month=f"{batch.month:%Y-%m}"))
            Line.sudo()._create_guarded(
                [
                    {"batch_id": batch.id, "engagement_id": one.id, "entity_id": entity}
                    for entity, one in by_entity.items()
                    if entity not in known | passed
                ]
            )

    @api.model
    def _cron_open(self):
        """Open the month before for every agency that keeps somebody's books."""
        month = self._default_month()
        last = month + relativedelta(months=1, days=-1)
        engaged = self.env["reform.agency.engagement"].sudo()
        agencies = engaged.search(engaged._domain_in_force(month, last)).agency_id
        known = self.sudo().search([("month", "=", month), ("agency_id", "in", agencies.ids)])
        known._fill()
        self.sudo().create(
            [{"month": month, "agency_id": agency.id} for agency in agencies - known.agency_id]
        )

    def action_lines(self):
        """Show the entities of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_agency_batch_line_action"
        )
        action["display_name"] = self.display_name
        action["domain"] = [("batch_id", "in", self.ids)]
        action["context"] = {}
        return action
