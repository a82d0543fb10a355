from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import lease as lease_rule
from odoo.addons.reform_rules.assets import rent
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError

from .. import messages

STATES = [
    ("draft", "Draft"),
    ("priced", "Priced"),
    ("decided", "Decided"),
    ("listed", "Listed"),
    ("bid_closed", "Bids Closed"),
    ("result_published", "Result Published"),
    ("signed", "Signed"),
    ("filed", "Filed"),
    ("effective", "Effective"),
    ("ended", "Ended"),
    ("handed_back", "Handed Back"),
    ("settled", "Accounts Settled"),
    ("cancelled", "Cancelled"),
]
EDGES = frozenset(
    {
        ("draft", "priced"),
        ("priced", "decided"),
        ("decided", "signed"),
        ("signed", "filed"),
        ("filed", "effective"),
        ("effective", "ended"),
        ("priced", "draft"),
        ("decided", "draft"),
        ("decided", "listed"),
        ("listed", "bid_closed"),
        ("listed", "decided"),
        ("bid_closed", "result_published"),
        ("bid_closed", "decided"),
        ("result_published", "decided"),
        ("result_published", "signed"),
        ("ended", "handed_back"),
        ("handed_back", "settled"),
        *(
            (state, "cancelled")
            for state in (
                "draft",
                "priced",
                "decided",
                "listed",
                "bid_closed",
                "result_published",
                "signed",
                "filed",
            )  # fmt: skip
        ),
    }
)
KINDS = [
    ("lease", "Lease"),
    ("land_contract", "Land Contract"),
    ("construction_land", "Construction Land"),
    ("free_loan", "Free loan"),
    ("cooperation", "Cooperation with Guaranteed Return"),
    ("profit_share", "Profit Share"),
    ("equity", "Equity Contribution"),
]
FREQUENCIES = [
    ("monthly", "Monthly"),
    ("quarterly", "Quarterly"),
    ("half_yearly", "Half-yearly"),
    ("yearly", "Yearly"),
    ("five_yearly", "Every five years"),
    ("whole_term", "Once for the whole term"),
]
ALIGNMENTS = [("contract", "From the day it begins"), ("calendar", "By calendar months")]
PAY_WHEN = [("advance", "First day of the period"), ("arrears", "Last day of the period")]
PRICE_BASES = [
    ("valuation", "Valuation"),
    ("comparables", "Three comparable rents"),
    ("previous_rent", "Previous rent"),
]
# What the parties agree on and the villagers vote on.
TERM_FIELDS = (
    "kind", "lessee_id", "asset_ids", "date_start", "date_end", "rent_year", "frequency", "alignment",
    "pay_when", "uplift_percent", "uplift_every_years", "free_months", "deposit", "purpose", "sublet_allowed",
)  # fmt: skip
# The papers and the resolution a signed contract rests on.
FROZEN_AT_SIGNING = frozenset({"document_ids", "decision_id"})
BEFORE_SIGNING = ("draft", "priced", "decided", "listed", "bid_closed", "result_published")


class ReformLease(models.Model):
    """A contract by which a village or a township lets what it owns, to somebody, for a time, for a rent.

    It cannot be signed before the right people have decided it, for longer than the law allows, or for less
    than the floor; signing makes the whole schedule of dues, and the schedule does not change afterwards.
    """

    _name = "reform.lease"
    _description = "Lease"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "lessee_id.name", "line_ids.asset_id.name", "filing_no"]

    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "priced_by_id", "approved_by_id", "approval_no", "signed_by_id", "signed_date", "filed_by_id",
            "filed_date", "filing_no", "ended_date",
        }
    )  # fmt: skip
    _frozen_fields = frozenset(TERM_FIELDS) | {
        "name", "entity_id", "line_ids", "floor_rent", "price_basis", "price_note",
    }  # fmt: skip
    _decision_kind = "asset_lease"
    _decision_term_fields = TERM_FIELDS

    name = fields.Char("Lease No.", readonly=True, copy=False, index="trigram")
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    kind = fields.Selection(
        KINDS, required=True, default="lease", help="A free loan has no rent, on purpose."
    )
    entity_id = fields.Many2one(
        "reform.entity",
        "Lessor",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", string="Township", store=True, index=True)
    lessee_id = fields.Many2one("res.partner", index=True, ondelete="restrict")
    line_ids = fields.One2many("reform.lease.line", "lease_id", "Assets Let", copy=True)
    asset_ids = fields.Many2many(
        "reform.asset",
        string="Assets",
        compute="_compute_asset_ids",
        inverse="_inverse_asset_ids",
        search="_search_asset_ids",
    )
    purpose = fields.Char(help="What the lessee may use it for.")
    sublet_allowed = fields.Boolean(
        "Sub-letting Allowed", help="Otherwise each sub-lease needs written consent."
    )

    # Term and rent
    date_start = fields.Date("First Day")
    date_end = fields.Date("Last Day")
    rent_year = fields.Float("Rent per Year", digits=(16, 2), help="In yuan, for the first year.")
    frequency = fields.Selection(FREQUENCIES, "Payment Frequency", required=True, default="yearly")
    alignment = fields.Selection(ALIGNMENTS, "Periods", required=True, default="contract")
    pay_when = fields.Selection(PAY_WHEN, "Falls Due on", required=True, default="advance")
    uplift_percent = fields.Float("Rise (%)", digits=(6, 2), help="Rise of the rent, on the rent before it.")
    uplift_every_years = fields.Integer("Rise Every (Years)", aggregator=None)
    free_months = fields.Integer("Rent-free Months", aggregator=None, help="At the beginning of the term.")
    deposit = fields.Float(digits=(16, 2), help="In yuan; a debt to the lessee, not income.")

    # Price
    floor_rent = fields.Float("Floor Rent per Year", digits=(16, 2), help="In yuan; nothing is let below it.")
    price_basis = fields.Selection(PRICE_BASES)
    price_note = fields.Text("Reason for the Price")

    # Papers and signatures
    document_ids = fields.Many2many(
        "ir.attachment",
        "reform_lease_document_rel",
        "lease_id",
        "attachment_id",
        "Contract Document",
        copy=False,
    )
    priced_by_id = fields.Many2one("res.users", "Priced by", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)
    approval_no = fields.Char("Approval No.", readonly=True, copy=False)
    signed_by_id = fields.Many2one("res.users", "Contract Signed by", readonly=True, copy=False)
    signed_date = fields.Date("Signed On", readonly=True, copy=False)
    filed_by_id = fields.Many2one("res.users", "Filed by", readonly=True, copy=False)
    filed_date = fields.Date("Filed On", readonly=True, copy=False)
    filing_no = fields.Char("Filing No.", readonly=True, copy=False, index="btree_not_null")
    ended_date = fields.Date("Ended On", readonly=True, copy=False)

    # Schedule and receipts
    due_ids = fields.One2many("reform.rent.due", "lease_id", "Rent Schedule", readonly=True, copy=False)
    receipt_ids = fields.One2many("reform.rent.receipt", "lease_id", "Receipts", readonly=True, copy=False)
    amount_total = fields.Float("Rent of the Term", digits=(16, 2), compute="_compute_amounts")
    amount_paid = fields.Float("Received", digits=(16, 2), compute="_compute_amounts")
    amount_overdue = fields.Float("In Arrears", digits=(16, 2), compute="_compute_amounts")
    problem_text = fields.Text("To Be Completed", compute="_compute_problem_text")
    needs_decision = fields.Boolean(compute="_compute_needs_decision")
    note = fields.Text("Remarks")

    _name_unique = models.Constraint("UNIQUE (name)", lambda env, _diag: messages.lease_no_taken(env))
    _end_index = models.Index("(date_end) WHERE state = 'effective'")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_lease_name_seq")

    # --- computes ---

    @api.depends("line_ids.asset_id")
    def _compute_asset_ids(self):
        # Each assignment below asks whether the cards may be read, which their place decides: read for all at
        # once. sudo: nothing is shown by it.
        self.sudo().line_ids.asset_id.fetch(["place_id"])
        for lease in self:
            lease.asset_ids = lease.line_ids.asset_id

    def _inverse_asset_ids(self):
        for lease in self:
            wanted, present = lease.asset_ids, lease.line_ids.asset_id
            lease.line_ids.filtered(lambda line, wanted=wanted: line.asset_id not in wanted).unlink()
            self.env["reform.lease.line"].create(
                [{"lease_id": lease.id, "asset_id": asset.id} for asset in wanted - present]
            )

    def _search_asset_ids(self, operator, value):
        return [("line_ids.asset_id", operator, value)]

    @api.depends("due_ids.amount", "due_ids.paid_amount", "rent_year", "state")
    def _compute_amounts(self):
        for lease in self:
            dues = lease.due_ids
            lease.amount_total = float(sum((yuan(due.amount) for due in dues), start=Decimal(0)))
            if not dues and lease.date_start and lease.date_end:
                lease.amount_total = lease._agreed_total()
            lease.amount_paid = float(sum((yuan(due.paid_amount) for due in dues), start=Decimal(0)))
            late = dues.filtered(lambda due: due.state == "overdue")
            lease.amount_overdue = float(sum((yuan(due.outstanding) for due in late), start=Decimal(0)))

    def _agreed_total(self):
        """Return the rent of the term before it is signed, 0 while its terms make no sense."""
        try:
            return float(rent.total(self._terms()))
        except RuleError:
            return 0.0

    def _compute_problem_text(self):
        for lease in self:
            lease.problem_text = "\n".join(messages.problems(self.env, lease._problems(), short=True))

    @api.depends("line_ids.asset_id.owner_class")
    def _compute_needs_decision(self):
        for lease in self:
            lease.needs_decision = lease._approval() == "decision"

    # --- create, write ---

    @api.model_create_multi
    def create(self, vals_list):
        year = civil_day.today().year
        numbers = serial.numbers(self.env.cr, "reform_lease_name_seq", len(vals_list))
        numbers = [f"ZL{year}-{number:05d}" for number in numbers]
        return super().create(
            [{**vals, "name": number} for vals, number in zip(vals_list, numbers, strict=True)]
        )

    def write(self, vals):
        """Refuse those who approve and file, and papers of a signed contract: they are what was signed."""
        if not self.env.su:
            self._require_group("reform_places.group_clerk", "reform_places.group_director")
        if touched := FROZEN_AT_SIGNING & vals.keys():
            for lease in self.sudo():
                if lease.state not in BEFORE_SIGNING:
                    raise AccessError(
                        messages.signed_papers(
                            self.env, fields=self._labels(touched), lease=lease.display_name
                        )
                    )
        result = super().write(vals)
        if "entity_id" in vals:
            # Nobody pushes a lease over the fence, to a lessor he does not answer for.
            self.check_access("write")
        return result

    # --- plain values ---

    def _terms(self):
        """Return what the parties agreed on, as the rent rule takes it."""
        self.ensure_one()
        return rent.Terms(
            date_start=self.date_start,
            date_end=self.date_end,
            rent_year=yuan(self.rent_year),
            frequency=self.frequency,
            alignment=self.alignment,
            pay_when=self.pay_when,
            uplift_percent=Decimal(repr(self.uplift_percent)),
            uplift_every_years=self.uplift_every_years,
            free_months=self.free_months,
        )

    def _plain(self):
        """Return the lease as the rule sees it."""
        self.ensure_one()
        # sudo: an asset of the collective may stand outside the user's own village.
        assets = self.sudo().asset_ids
        return lease_rule.LeaseFacts(
            kind=self.kind,
            date_start=self.date_start or None,
            date_end=self.date_end or None,
            rent_year=yuan(self.rent_year),
            floor_rent=yuan(self.floor_rent),
            price_basis=self.price_basis or None,
            deposit=yuan(self.deposit),
            uplift_percent=Decimal(repr(self.uplift_percent)),
            uplift_every_years=self.uplift_every_years,
            free_months=self.free_months,
            has_document=bool(self.document_ids),
            entity_frozen=self.entity_id.frozen,
            has_lessee=bool(self.lessee_id),
            assets=tuple(
                lease_rule.LetAsset(
                    code=asset.code,
                    owner_class=asset.owner_class,
                    confirmed=asset.state == "confirmed",
                    use_state=asset.use_state,
                    same_entity=asset.entity_id == self.entity_id,
                    exists_from=asset.acquired_date or None,
                    in_dispute=asset.in_dispute,
                )
                for asset in assets
            ),
        )

    def _approval(self):
        """Return what the lease needs before it is signed: `decision` or `county_finance`."""
        self.ensure_one()
        return lease_rule.approval_of(frozenset(self.sudo().asset_ids.mapped("owner_class")))

    def _seal_payload(self):
        self.ensure_one()
        documents = self.sudo().document_ids
        return {
            "id": self.id,
            "name": self.name,
            "entity_id": self.entity_id.id,
            "floor_rent": yuan(self.floor_rent),
            "price_basis": self.price_basis or "",
            "terms": self._decision_terms(),
            "decision_id": self.decision_id.id or 0,
            "approval_no": self.approval_no or "",
            "filing_no": self.filing_no or "",
            "documents": sorted(document.checksum or "" for document in documents),
            "dues": [
                [due.sequence, due.date_from, due.date_to, due.date_due, yuan(due.amount)]
                for due in self.due_ids
            ],
        }
