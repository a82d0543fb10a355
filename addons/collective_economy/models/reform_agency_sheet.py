from odoo import api, fields, models
from odoo.addons.reform_decision.models import paper
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import agency as rules
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import agency as messages

SUPERVISOR = "reform_places.group_supervisor"
CLERK = "reform_places.group_clerk"
POSTING = ("posted_from", "posted_to", "where", "photo")
EDITABLE = ("prepared", "signed")


class ReformAgencySheet(models.Model):
    """A month's finance as the members read it on the board: item by item, with the amounts of the books.

    Drawn up by the accountant, looked through and signed by the supervisors, hung by the clerk, who proves it
    with a photo. The figures are those of the day it was drawn up and do not change; what is booked later
    stands in the next month's sheet, which goes on where this one ended.
    """

    _name = "reform.agency.sheet"
    _description = "Month's Finance Sheet"
    _inherit = ["mail.thread", "reform.approval.mixin", "reform.workflow.mixin"]
    _order = "month desc, place_id, id"
    _mail_post_access = "read"

    _state_initial = "prepared"
    _state_edges = frozenset({("prepared", "signed"), ("signed", "posted")})
    _editable_states = frozenset(EDITABLE)
    _guarded_fields = frozenset({"line_id", "content", "digest", "photo_digest", "posted_by_id"})
    _frozen_fields = frozenset(POSTING)

    state = fields.Selection(
        [("prepared", "To Sign"), ("signed", "To Hang"), ("posted", "On the Board")],
        required=True,
        default="prepared",
        readonly=True,
        index=True,
        tracking=True,
    )
    line_id = fields.Many2one(
        "reform.agency.batch.line",
        "Month of the Entity",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    entity_id = fields.Many2one(related="line_id.entity_id", store=True, index=True)
    place_id = fields.Many2one(related="line_id.place_id", store=True, index=True)
    month = fields.Date(related="line_id.month", store=True, index=True)
    content = fields.Json(readonly=True)
    digest = fields.Char("Digest of the Sheet", readonly=True)
    content_html = fields.Html("Finance of the Month", compute="_compute_content_html", sanitize=False)
    income = fields.Float(digits=(16, 2), compute="_compute_content_html")
    expense = fields.Float(digits=(16, 2), compute="_compute_content_html")

    # On the board
    posted_from = fields.Date("Hangs from")
    posted_to = fields.Date("Hangs until")
    where = fields.Char("Where It Hangs", default=lambda self: messages.board(self.env))
    photo = fields.Image("Photo of the Board", max_width=2400, max_height=2400)
    photo_digest = fields.Char("Digest of the Photo", readonly=True)
    posted_by_id = fields.Many2one("res.users", "Hung by", readonly=True)

    _once = models.UniqueIndex("(line_id)", "This month has its sheet already.")

    @api.depends("entity_id", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = messages.sheet_title(
                self.env,
                entity=sheet.entity_id.sudo().name or "",
                month=f"{sheet.month:%Y-%m}" if sheet.month else "",
            )

    @api.depends("content")
    @api.depends_context("lang")
    def _compute_content_html(self):
        for sheet in self:
            facts = sheet.content or {}
            sheet.income = float(yuan(sum(yuan(row["amount"]) for row in facts.get("income", ()))))
            sheet.expense = float(yuan(sum(yuan(row["amount"]) for row in facts.get("expense", ()))))
            sheet.content_html = (
                self.env["ir.qweb"]._render("collective_economy.reform_agency_sheet_tables", {"sheet": sheet})
                if facts
                else False
            )

    # -- drawn up ---

    @api.model
    def _draw_up(self, lines):
        """Return the sheets of lines whose month stands in the books; three statements for all of them."""
        contents = self._contents(lines)
        known = self.sudo().search([("line_id", "in", lines.ids)]).line_id
        return self._create_guarded(
            [
                {
                    "line_id": line.id,
                    "content": contents[line.id],
                    "digest": chain.digest(chain.canonical(contents[line.id])),
                }
                for line in lines - known
            ]
        )

    # -- signed, hung ---

    def action_sign(self):
        """Say that the sheet is true and complete: a supervisor of the village."""
        for sheet in self:
            sheet._approve("signed", SUPERVISOR)
        # sudo: a supervisor signs and writes nothing.
        return self.sudo()._move("signed")

    def action_post(self):
        """Say that the sheet hangs, with the photo that shows it; the month is published."""
        self.env["reform.lease"]._require_group(CLERK)
        for sheet in self:
            rule = self.env["reform.parameter"]._at(civil_day.today(), sheet.sudo().place_id)
            digest = paper.digest(sheet.sudo(), "photo")
            found = rules.check_posting(sheet.posted_from, sheet.posted_to, rule, has_photo=bool(digest))
            if found:
                raise UserError(
                    messages.listing(
                        self.env, record=sheet.display_name, sentences=messages.problems(self.env, found)
                    )
                )
            sheet._move("posted", photo_digest=digest, posted_by_id=self.env.uid)
        # sudo: the month follows its sheet.
        return self.sudo().line_id._move("published")

    def _print_signatures(self):
        return messages.sheet_signatures(self.env)

    def _print_digest(self):
        return self.digest or ""

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "month": self.month,
            "digest": self.digest,
            "from": self.posted_from or None,
            "to": self.posted_to or None,
            "where": self.where or "",
            "photo": self.photo_digest or "",
        }


class ReformAgencyBatchLine(models.Model):
    """A month in the books gets its sheet, and is published when it hangs."""

    _inherit = "reform.agency.batch.line"

    sheet_id = fields.Many2one("reform.agency.sheet", compute="_compute_sheet_id")
    sheet_state = fields.Selection(
        lambda self: self.env["reform.agency.sheet"]._fields["state"]._description_selection(self.env),
        "Publication",
        compute="_compute_sheet_id",
    )

    def _compute_sheet_id(self):
        sheets = self.env["reform.agency.sheet"].search([("line_id", "in", self.ids)])
        by_line = {sheet.line_id.id: sheet for sheet in sheets}
        for line in self:
            line.sheet_id = by_line.get(line.id, sheets.browse())
            line.sheet_state = line.sheet_id.state

    def action_publish(self):
        """Draw up the sheets of the months; supervisors then sign them, and clerks hang them."""
        self._require_keeper()
        here = self._at_step("booked")
        lacks, before = {}, here._month_before()
        for line in here:
            found = messages.problems(self.env, rules.missing(line._facts(), "published"))
            if line.id in before:
                found.append(messages.month_before(self.env, month=f"{before[line.id]:%Y-%m}"))
            if found:
                lacks[line] = "; ".join(found)
        ready = here - self.browse([line.id for line in lacks])
        sentences = [f"{line.display_name}: {text}" for line, text in lacks.items()]
        if not ready:
            raise UserError("\n".join(sentences))
        self.env["reform.agency.sheet"]._draw_up(ready)
        return messages.left_behind(self.env, done=len(ready), sentences=sentences) if sentences else True

    def _month_before(self):
        """Return {line id: earliest month of the entity at this agency that waits for its sheet}.

        Sheets go on one from the other: a later one would show what belongs to the month that waits.
        """
        self.env.cr.execute(
            SQL(
                """SELECT l.id, min(b.month)
                     FROM reform_agency_batch_line l JOIN reform_agency_batch lb ON lb.id = l.batch_id
                     JOIN reform_agency_batch_line b ON b.entity_id = l.entity_id AND b.month < l.month
                     JOIN reform_agency_batch bb ON bb.id = b.batch_id AND bb.agency_id = lb.agency_id
                    WHERE l.id = ANY(%s) AND NOT EXISTS (
                          SELECT FROM reform_agency_sheet s
                           WHERE s.entity_id = b.entity_id AND s.month >= b.month)
                    GROUP BY l.id""",
                self.ids,
            )
        )
        return dict(self.env.cr.fetchall())

    def action_sheet(self):
        """Open the sheet of the month."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.agency.sheet",
            "res_id": self.sheet_id.id,
            "views": [(False, "form")],
        }
