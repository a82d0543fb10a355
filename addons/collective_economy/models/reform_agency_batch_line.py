from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import agency as rules
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from ..messages import agency as messages

STATES = [
    ("waiting", "To Report"),
    ("reported", "Reported"),
    ("checked", "Checked"),
    ("booked", "Booked"),
    ("published", "Made Public"),
    ("returned", "Sent Back"),
]
EDGES = frozenset(
    {
        ("waiting", "reported"),
        ("returned", "reported"),
        ("reported", "checked"),
        ("reported", "returned"),
        ("checked", "returned"),
        ("checked", "booked"),
        ("booked", "published"),
    }
)
COUNTS = (
    "request_count", "asked_count", "unpaid_count", "spent_count", "receipt_count", "prepared_count",
    "reviewed_count", "posted_count", "sheet_count",
)  # fmt: skip
SUMS = ("asked_amount", "spent_amount", "receipt_amount", "income_amount", "expense_amount")


class ReformAgencyBatchLine(models.Model):
    """One entity in one month of the agency: reported, checked, in the books, published; or sent back.

    What has happened is counted by the database for all lines of a screen together; a line stores only where
    it stands and what the clerk has handed in.
    """

    _name = "reform.agency.batch.line"
    _description = "Entity in a Month of the Agency"
    _inherit = ["mail.thread", "reform.workflow.mixin"]
    _order = "month desc, township_id, place_id, id"
    _mail_post_access = "read"

    _state_initial = "waiting"
    _state_edges = EDGES
    _editable_states = frozenset({"waiting", "returned"})
    _guarded_fields = frozenset(
        {"batch_id", "engagement_id", "entity_id", "reported_by_id", "reported_on", "checked_by_id", "run_id",
         "return_reason"}
    )  # fmt: skip
    _frozen_fields = frozenset({"nil", "sheets", "paper_ids", "note"})

    state = fields.Selection(
        STATES,
        required=True,
        default="waiting",
        readonly=True,
        index=True,
        group_expand="_group_expand_state",
    )
    batch_id = fields.Many2one(
        "reform.agency.batch", required=True, readonly=True, index=True, ondelete="cascade"
    )
    engagement_id = fields.Many2one(
        "reform.agency.engagement", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(
        "reform.entity", required=True, readonly=True, index=True, ondelete="restrict"
    )
    month = fields.Date(related="batch_id.month", store=True, index=True)
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", string="Township", store=True, index=True)
    clerk_id = fields.Many2one(related="engagement_id.clerk_id", string="Reporting Clerk")

    # What the clerk hands in
    nil = fields.Boolean("Nothing Happened", help="No income and no spending in the month.")
    sheets = fields.Integer(
        "Sheets on Paper", help="Receipts and slips handed in besides the requests to spend."
    )
    paper_ids = fields.Many2many(
        "ir.attachment",
        "reform_agency_line_paper_rel",
        "line_id",
        "attachment_id",
        "Photos of Papers",
        copy=False,
    )
    note = fields.Char("Remarks")
    reported_by_id = fields.Many2one("res.users", "Reported by", readonly=True)
    reported_on = fields.Date(readonly=True)
    checked_by_id = fields.Many2one("res.users", "Checked by", readonly=True)
    return_reason = fields.Char("Sent Back because", readonly=True)
    run_id = fields.Many2one("reform.money.run", "Booked in Run", readonly=True, index="btree_not_null")

    # What the database counts
    sheet_count = fields.Integer("Sheets", compute="_compute_figures")
    request_count = fields.Integer("Requests", compute="_compute_figures")
    asked_count = fields.Integer("In Approval", compute="_compute_figures")
    asked_amount = fields.Float("In Approval (yuan)", digits=(16, 2), compute="_compute_figures")
    unpaid_count = fields.Integer("Not Paid", compute="_compute_figures")
    spent_count = fields.Integer("Payments", compute="_compute_figures")
    spent_amount = fields.Float("Paid (yuan)", digits=(16, 2), compute="_compute_figures")
    receipt_count = fields.Integer("Receipts", compute="_compute_figures")
    receipt_amount = fields.Float("Received (yuan)", digits=(16, 2), compute="_compute_figures")
    event_count = fields.Integer("Not Booked", compute="_compute_figures")
    prepared_count = fields.Integer("To Review", compute="_compute_figures")
    reviewed_count = fields.Integer("To Post", compute="_compute_figures")
    posted_count = fields.Integer("Posted", compute="_compute_figures")
    income_amount = fields.Float("Income (yuan)", digits=(16, 2), compute="_compute_figures")
    expense_amount = fields.Float("Expense (yuan)", digits=(16, 2), compute="_compute_figures")
    missing_text = fields.Char("Still Missing", compute="_compute_figures")
    due_on = fields.Date("Next Step by", compute="_compute_due_on")
    is_late = fields.Boolean("Late", compute="_compute_due_on")

    _once = models.UniqueIndex("(batch_id, entity_id)", "This entity stands in the month already.")

    @api.model
    def _group_expand_state(self, _states, _domain):
        return [state for state, _label in STATES]

    @api.depends("entity_id", "month")
    def _compute_display_name(self):
        for line in self:
            month = f"{line.month:%Y-%m}" if line.month else ""
            line.display_name = f"{month} {line.entity_id.sudo().name or ''}".strip()

    # -- figures ---

    @api.model
    def _figures_sql(self):
        """Return the SELECT of counts and sums of every line: column `id`, then `COUNTS` and `SUMS`."""
        return SQL(
            """
            SELECT l.id, s.request_count, s.asked_count, s.asked_amount, u.unpaid_count, p.spent_count,
                   p.spent_amount,
                   r.receipt_count, r.receipt_amount, v.prepared_count, v.reviewed_count, v.posted_count,
                   b.income_amount, b.expense_amount,
                   coalesce(l.sheets, 0) + s.photo_count + s.paper_count + w.paper_count AS sheet_count
              FROM reform_agency_batch_line l
              CROSS JOIN LATERAL (SELECT (l.month + interval '1 month - 1 day')::date AS last) AS m
              CROSS JOIN LATERAL (
                  SELECT count(*) AS request_count,
                         count(*) FILTER (WHERE q.state = 'asked') AS asked_count,
                         coalesce(sum(q.amount) FILTER (WHERE q.state = 'asked'), 0) AS asked_amount,
                         coalesce(sum((SELECT count(*) FROM reform_spending_paper_rel x
                                        WHERE x.spending_id = q.id)), 0) AS paper_count,
                         coalesce(sum((SELECT count(*) FROM ir_attachment a
                                        WHERE a.res_model = 'reform.spending' AND a.res_field = 'photo'
                                          AND a.res_id = q.id)), 0) AS photo_count
                    FROM reform_spending q
                   WHERE q.entity_id = l.entity_id AND q.asked_on BETWEEN l.month AND m.last
                     AND q.state NOT IN ('draft', 'returned', 'withdrawn')) AS s
              CROSS JOIN LATERAL (
                  SELECT count(*) AS unpaid_count FROM reform_spending q
                   WHERE q.entity_id = l.entity_id AND q.state = 'approved' AND q.approved_on <= m.last) AS u
              CROSS JOIN LATERAL (
                  SELECT count(*) AS spent_count, coalesce(sum(q.amount), 0) AS spent_amount
                    FROM reform_spending q
                   WHERE q.entity_id = l.entity_id AND q.paid_on BETWEEN l.month AND m.last) AS p
              CROSS JOIN LATERAL (
                  SELECT count(*) AS receipt_count, coalesce(sum(q.amount), 0) AS receipt_amount
                    FROM reform_rent_receipt q
                   WHERE q.entity_id = l.entity_id AND q.date BETWEEN l.month AND m.last) AS r
              CROSS JOIN LATERAL (
                  SELECT count(*) FILTER (WHERE q.state IN ('draft', 'prepared')) AS prepared_count,
                         count(*) FILTER (WHERE q.state = 'reviewed') AS reviewed_count,
                         count(*) FILTER (WHERE q.state = 'posted') AS posted_count
                    FROM ledger_voucher q
                   WHERE q.entity_id = l.entity_id AND q.date BETWEEN l.month AND m.last) AS v
              CROSS JOIN LATERAL (
                  SELECT coalesce(sum(q.credit - q.debit) FILTER (WHERE a.kind = 'income'), 0)
                             AS income_amount,
                         coalesce(sum(q.debit - q.credit) FILTER (WHERE a.kind = 'expense'), 0)
                             AS expense_amount
                    FROM ledger_balance q JOIN ledger_account a ON a.id = q.account_id
                   WHERE q.entity_id = l.entity_id AND q.month = l.month AND q.kind <> 'closing') AS b
              CROSS JOIN LATERAL (
                  SELECT count(*) AS paper_count FROM reform_agency_line_paper_rel x
                   WHERE x.line_id = l.id) AS w
            """
        )

    @api.depends("nil", "sheets", "paper_ids", "state")
    @api.depends_context("lang", "uid")
    def _compute_figures(self):
        """Count everything of all lines: one statement, and one for each kind of event."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("SELECT * FROM (%s) AS f WHERE f.id = ANY(%s)", self._figures_sql(), self.ids)
        )
        rows = {row["id"]: row for row in self.env.cr.dictfetchall()}
        events = self._event_counts()
        for line in self:
            row = rows.get(line.id, {})
            for name in COUNTS:
                line[name] = row.get(name, 0)
            for name in SUMS:
                line[name] = float(yuan(row.get(name) or 0))
            line.event_count = events.get((line.month, line.entity_id.id), 0)
            found = rules.all_missing(line._facts(), line.state)
            line.missing_text = "; ".join(messages.problems(self.env, found))

    def _event_counts(self):
        """Return {(month, entity id): events without a voucher}."""
        by_month, found = defaultdict(lambda: self.env["reform.entity"]), {}
        for line in self.filtered("id"):
            by_month[line.month] |= line.entity_id
        for month, entities in by_month.items():
            run = self.env["reform.money.run"].new({"month": month})
            run.entity_ids = entities
            counts = run._waiting_counts()
            found.update({(month, entity): count for entity, count in counts.items()})
        return found

    def _facts(self):
        """Return the month as a rule value."""
        self.ensure_one()
        return rules.LineFacts(
            papers=self.sheet_count,
            nil=self.nil,
            asked=self.asked_count,
            unpaid=self.unpaid_count,
            events=self.event_count,
            prepared=self.prepared_count,
            reviewed=self.reviewed_count,
            posted=self.posted_count,
        )

    @api.depends("state", "month")
    def _compute_due_on(self):
        today, windows = civil_day.today(), {}
        for line in self:
            batch = line.batch_id.sudo()
            if batch not in windows:
                windows[batch] = batch._window()
            days = windows[batch]
            line.due_on = {
                "waiting": days.report_to,
                "returned": days.report_to,
                "reported": days.book_to,
                "checked": days.book_to,
                "booked": days.publish_to,
            }.get(line.state, False)
            line.is_late = bool(line.due_on) and line.due_on < today

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "month": self.month,
            "entity": self.entity_id.id,
            "nil": self.nil,
            "sheets": self.sheets,
            # sudo: the digests of papers, never their content.
            "papers": sorted(file.checksum or "" for file in self.sudo().paper_ids),
        }
