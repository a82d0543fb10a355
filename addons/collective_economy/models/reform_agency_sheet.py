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
    stands in the next month's sheet.
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
        """Return the sheets of lines whose month stands in the books; two statements for all of them."""
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

    @api.model
    def _contents(self, lines):
        """Return {line id: what its sheet says}, amounts as text with two decimals."""
        self.env.flush_all()
        found = {line.id: {"money": [], "income": [], "expense": [], "items": []} for line in lines}
        self.env.cr.execute(
            SQL(
                """SELECT l.id, left(a.code, 3), min(a.kind),
                          t.name,
                          coalesce(sum(b.debit - b.credit) FILTER (WHERE b.month < l.month), 0),
                          coalesce(sum(b.debit) FILTER (WHERE b.month = l.month), 0),
                          coalesce(sum(b.credit) FILTER (WHERE b.month = l.month), 0)
                     FROM reform_agency_batch_line l
                     JOIN ledger_balance b ON b.entity_id = l.entity_id AND b.month <= l.month
                      AND b.kind <> 'closing'
                     JOIN ledger_account a ON a.id = b.account_id
                     LEFT JOIN ledger_account t ON t.chart_id = a.chart_id AND t.code = left(a.code, 3)
                      AND t.entity_id IS NULL
                    WHERE l.id = ANY(%s) AND (left(a.code, 3) IN ('101', '102')
                          OR a.kind IN ('income', 'expense') AND b.month = l.month)
                    GROUP BY 1, 2, 4 ORDER BY 1, 2""",
                lines.ids,
            )
        )
        for line_id, code, kind, name, begin, debit, credit in self.env.cr.fetchall():
            row = {"code": code, "name": name}
            if kind == "asset":
                ends = (begin, debit, credit, begin + debit - credit)
                row |= dict(zip(("begin", "in", "out", "end"), (str(yuan(one)) for one in ends), strict=True))
                found[line_id]["money"].append(row)
            elif amount := yuan(credit - debit if kind == "income" else debit - credit):
                found[line_id][kind].append({**row, "amount": str(amount)})
        self.env.cr.execute(
            SQL(
                """SELECT l.id, v.date, v.summary,
                          coalesce(sum(e.debit) FILTER (WHERE a.code LIKE '101%%' OR a.code LIKE '102%%'), 0),
                          coalesce(sum(e.credit) FILTER (WHERE a.code LIKE '101%%' OR a.code LIKE '102%%'), 0)
                     FROM reform_agency_batch_line l
                     JOIN ledger_voucher v ON v.entity_id = l.entity_id AND v.state = 'posted'
                      AND v.date >= l.month AND v.date < l.month + interval '1 month' AND v.kind = 'normal'
                     JOIN ledger_entry e ON e.voucher_id = v.id JOIN ledger_account a ON a.id = e.account_id
                    WHERE l.id = ANY(%s) GROUP BY l.id, v.id ORDER BY l.id, v.date, v.id""",
                lines.ids,
            )
        )
        for line_id, day, summary, received, paid in self.env.cr.fetchall():
            if received or paid:
                found[line_id]["items"].append(
                    {"date": str(day), "summary": summary, "in": str(yuan(received)), "out": str(yuan(paid))}
                )
        return found

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
        lacks = {}
        for line in here:
            found = rules.missing(line._facts(), "published")
            if found:
                lacks[line] = "; ".join(messages.problems(self.env, found))
        ready = here - self.browse([line.id for line in lacks])
        sentences = [f"{line.display_name}: {text}" for line, text in lacks.items()]
        if not ready:
            raise UserError("\n".join(sentences))
        self.env["reform.agency.sheet"]._draw_up(ready)
        return messages.left_behind(self.env, done=len(ready), sentences=sentences) if sentences else True

    def action_sheet(self):
        """Open the sheet of the month."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.agency.sheet",
            "res_id": self.sheet_id.id,
            "views": [(False, "form")],
        }
