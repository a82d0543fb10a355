from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import spending as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import spending as messages

STATES = [
    ("draft", "Draft"),
    ("asked", "In Approval"),
    ("approved", "To Pay"),
    ("paid", "Paid"),
    ("booked", "Booked"),
    ("returned", "Sent Back"),
    ("withdrawn", "Withdrawn"),
]
TURNS = [
    ("clerk", "Clerk"),
    ("director", "Director"),
    ("supervisor", "Supervisors"),
    ("township", "Township"),
    ("cashier", "Cashier"),
    ("accountant", "Accountant"),
]
EDITABLE = ("draft", "returned")
EDGES = frozenset(
    {
        ("draft", "asked"),
        ("returned", "asked"),
        ("asked", "returned"),
        ("approved", "returned"),
        ("asked", "approved"),
        ("approved", "paid"),
        ("paid", "booked"),
        *((state, "withdrawn") for state in ("draft", "asked", "approved", "returned")),
    }
)
CONTENT = frozenset(
    {
        "entity_id", "date", "purpose", "payee_id", "amount", "method", "account_no", "bank", "holder",
        "origin_place_id", "budget_ref", "photo", "paper_ids",
    }
)  # fmt: skip


class ReformSpending(models.Model):
    """A request to spend money of a collective: for what, to whom, on which papers, and who said yes.

    Handed in by the clerk, signed by as many people as the amount asks for, paid by the cashier, booked by
    the accountant: four pairs of hands, none of which can do the work of another.
    """

    _name = "reform.spending"
    _description = "Request to Spend"
    _inherit = ["mail.thread", "reform.approval.mixin", "reform.decision.gate", "reform.workflow.mixin"]
    _order = "date desc, id desc"
    _mail_post_access = "read"
    _rec_names_search = ["name", "purpose", "payee_id.name"]

    _state_edges = EDGES
    _editable_states = frozenset(EDITABLE)
    _guarded_fields = frozenset(
        {"name", "turn", "steps", "needs_decision", "asked_by_id", "asked_on", "round"}
    )
    _frozen_fields = CONTENT
    _decision_kind = "spending"
    _decision_term_fields = ("purpose", "payee_id", "amount")

    name = fields.Char("No.", readonly=True, copy=False, default="", index=True)
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True, tracking=True
    )
    turn = fields.Selection(
        TURNS,
        "Waiting for",
        default="clerk",
        readonly=True,
        copy=False,
        index=True,
        help="Whose step is next.",
    )
    entity_id = fields.Many2one(
        "reform.entity",
        "Payer",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("kind", "in", ("collective", "other"))],
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    date = fields.Date("Date of the Papers", required=True, default=civil_day.today)
    purpose = fields.Char(required=True, help="What the money is for, as the members will read it.")
    budget_ref = fields.Char("Budget Item", help="Item of the year's budget, or the meeting that agreed.")
    amount = fields.Float(digits=(16, 2), required=True, tracking=True)

    # Who is paid, and how
    payee_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    payee_is_unit = fields.Boolean("Payee Is a Unit", related="payee_id.is_company")
    method = fields.Selection(
        [("bank", "Bank transfer"), ("cash", "Cash")], "Way of Paying", required=True, default="bank"
    )
    account_no = fields.Char("Account No. of the Payee")
    bank = fields.Char("Bank of the Payee")
    holder = fields.Char("Name on the Account")

    # What it is, in the books
    account_id = fields.Many2one(
        "ledger.account",
        "Account Proposed",
        ondelete="restrict",
        domain="[('id', 'in', account_ids)]",
        help="The clerk proposes, the accountant settles it.",
    )
    account_ids = fields.Many2many("ledger.account", compute="_compute_account_ids")
    origin_place_id = fields.Many2one(
        "reform.place", "Village of Origin", ondelete="restrict", help="After a merger: the former village."
    )

    # Papers
    photo = fields.Image("Photo of the Receipt", max_width=2400, max_height=2400, copy=False)
    paper_ids = fields.Many2many(
        "ir.attachment",
        "reform_spending_paper_rel",
        "spending_id",
        "attachment_id",
        "More Papers",
        copy=False,
    )
    paper_count = fields.Integer("Sheets", compute="_compute_paper_count")

    # The way it goes
    steps = fields.Char("Signatures Needed", readonly=True, copy=False)
    needs_decision = fields.Boolean("Members Decide", readonly=True, copy=False)
    chain_text = fields.Char("Approved by", compute="_compute_chain_text")
    asked_by_id = fields.Many2one("res.users", "Asked for by", readonly=True, copy=False, ondelete="restrict")
    asked_on = fields.Date(readonly=True, copy=False, index=True)
    round = fields.Integer("Times Asked", readonly=True, copy=False, aggregator=None)

    _positive = models.Constraint("CHECK (amount > 0 AND amount < 1e12)", "An amount is above nothing.")

    # -- computed ---

    @api.depends("name", "purpose")
    def _compute_display_name(self):
        for request in self:
            request.display_name = f"{request.name or ''} {request.purpose or ''}".strip()

    @api.depends("entity_id")
    def _compute_account_ids(self):
        """Offer what money is spent on, in the books of the payer."""
        by_entity = {}
        books = self.env["ledger.book"].search([("entity_id", "in", self.entity_id.ids)])
        for book in books:
            by_entity[book.entity_id.id] = self.env["ledger.account"].search(
                [
                    ("chart_id", "=", book.chart_id.id),
                    ("entity_id", "in", (False, book.entity_id.id)),
                    ("kind", "in", rules.SPENT_ON),
                    ("postable", "=", True),
                    ("code", "not in", ("101", "102")),
                ]
            )
        for request in self:
            request.account_ids = by_entity.get(request.entity_id.id, False)

    @api.depends("photo", "paper_ids")
    def _compute_paper_count(self):
        pictures = set(
            # sudo: that there is a photo follows from the request, which has been read already.
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_field", "=", "photo"), ("res_id", "in", self.ids)])
            .mapped("res_id")
        )
        for request in self:
            request.paper_count = (
                request._origin.id in pictures or bool(not request.id and request.photo)
            ) + len(request.sudo().paper_ids)

    @api.depends("amount", "entity_id", "steps", "needs_decision", "state")
    @api.depends_context("lang")
    def _compute_chain_text(self):
        drafts = self.filtered(lambda r: r.state in EDITABLE and r.amount > 0 and r.entity_id)
        limits = self._limits(drafts.sudo().entity_id.place_id)
        for request in self:
            if request in drafts:
                place = request.sudo().entity_id.place_id
                frozen = request.sudo().entity_id.frozen
                found = rules.chain(yuan(request.amount), limits[place.id], frozen=frozen)
                request.chain_text = messages.chain(self.env, steps=found.steps, decision=found.decision)
            else:
                steps = (request.steps or "").split(",") if request.steps else ()
                request.chain_text = messages.chain(self.env, steps=steps, decision=request.needs_decision)

    @api.model
    def _limits(self, places):
        return self.env["reform.spending.band"]._limits_of(places, civil_day.today())

    @api.onchange("payee_id")
    def _onchange_payee_id(self):
        """Fill in where this payee was paid to the last time."""
        if not self.payee_id:
            return
        last = self.search([("payee_id", "=", self.payee_id.id), ("account_no", "!=", False)], limit=1)
        self.holder = self.payee_id.name
        self.account_no, self.bank = last.account_no, last.bank

    # -- create and write ---

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        for request, number in zip(requests, self._next_numbers(len(requests)), strict=True):
            request.sudo()._set_guarded({"name": number})
        return requests

    def write(self, vals):
        if "account_id" in vals:
            self._refuse_account()
        return super().write(vals)

    @api.model
    def _next_numbers(self, count):
        self.env.cr.execute("SELECT nextval('reform_spending_seq') FROM generate_series(1, %s)", [count])
        return [f"ZC{number:06d}" for (number,) in self.env.cr.fetchall()]

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_spending_seq")

    def _refuse_account(self):
        """The clerk proposes the account while she writes, the accountant settles it until it is booked."""
        if self.env.su:
            return
        settles = self.env.user.has_group("reform_places.group_accountant")
        for request in self:
            if request.state in EDITABLE:
                continue
            if not settles:
                raise AccessError(messages.account_not_yours(self.env))
            if request.state not in ("asked", "approved", "paid"):
                raise UserError(
                    messages.account_not_open(
                        self.env, request=request.display_name, state=request._state_label()
                    )
                )

    @api.constrains("account_id", "entity_id")
    def _check_account(self):
        for request in self:
            if request.account_id and request.account_id not in request.account_ids:
                raise UserError(
                    messages.account_of_another(
                        self.env,
                        account=request.account_id.display_name,
                        entity=request.entity_id.display_name,
                    )
                )

    # -- plain values ---

    def _plain(self):
        """Return the request as a rule value."""
        self.ensure_one()
        return rules.Request(
            purpose=self.purpose or "",
            payee=self.payee_id.name or "",
            payee_is_unit=self.payee_id.is_company,
            amount=yuan(self.amount),
            cash=self.method == "cash",
            account_no=self.account_no or "",
            holder=self.holder or "",
            papers=self.paper_count,
            has_account=bool(self.account_id),
        )

    def _seal_payload(self):
        """Return what is judged and sealed; the account is the accountant's and no part of it."""
        self.ensure_one()
        # sudo: the digests of papers, never their content.
        files = self.sudo().paper_ids | self.env["ir.attachment"].sudo().search(
            [("res_model", "=", self._name), ("res_field", "=", "photo"), ("res_id", "=", self.id)]
        )
        return {
            "id": self.id,
            "no": self.name,
            "entity": self.entity_id.id,
            "date": self.date,
            "purpose": self.purpose,
            "payee": self.payee_id.id,
            "amount": yuan(self.amount),
            "method": self.method,
            "account": [self.holder or "", self.bank or "", self.account_no or ""],
            "papers": sorted(file.checksum or "" for file in files),
            "round": self.round,
        }

    def _decision_in_use(self):
        return self.state in ("approved", "paid", "booked")

    def _decision_carried_out(self):
        return self.state in ("paid", "booked")
