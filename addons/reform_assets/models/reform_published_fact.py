from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import published_case

from ..messages import published as messages

# What reports say of a place, by the name the rule gives it.
FACTS = [
    ("province", "Province"), ("county", "County"), ("township", "Township"), ("village", "Village"),
    ("asset_name", "Name of the asset"), ("asset_type", "Kind of asset"),
    ("original_owner", "Former owner"), ("co_owner", "Co-owner"), ("co_owner_count", "Number of co-owners"),
    ("owned_jointly", "Owned by several villages"), ("shareholder_households", "Households with a share"),
    ("private_property", "Private property"), ("not_counted", "Not counted as public property"),
    ("title_settled_first", "Title settled first"), ("file_per_school", "One file for each school"),
    ("predecessor", "Village merged"), ("villages_merged", "Number of villages merged"),
    ("area_building", "Area of the building"), ("area_land", "Area of the land"),
    ("area_outdoor", "Area outdoors"), ("area_workshop", "Area of the workshop"),
    ("area_first_phase", "Area of the first phase"), ("floors", "Floors"), ("floors_let", "Floors let"),
    ("danger_grade", "Grade of danger"), ("demolition_applied", "Demolition applied for"),
    ("closed_in", "Closed in"), ("idle_years", "Years without use"),
    ("bundle_count", "Things in the bundle"), ("group_count", "Things in the group"),
    ("group_area_land", "Land of the group"), ("group_area_building", "Buildings of the group"),
    ("group_net_value", "Net value of the group"), ("town_assets_used", "Used in the whole township"),
    ("mode", "Way of revitalisation"), ("use", "Used as"), ("use_count", "Number of uses"),
    ("several_uses", "One asset, several uses"), ("use_limited", "Use limited by contract"),
    ("jobs", "Jobs"), ("people_served", "People served"), ("beds", "Beds"), ("machines", "Machines"),
    ("annual_rent", "Rent per year"), ("annual_rent_forecast", "The rent is a forecast"),
    ("annual_rent_first_tenant", "Rent per year of the first tenant"),
    ("asking_price_only", "An asking price, not a rent"),
    ("rent_per_household", "The rent is that of one household"),
    ("rent_of_household", "Rent per year of a household"), ("uplift", "Rise of the rent"),
    ("uplift_every", "Rise every"), ("rent_times_expected", "Rent against what was expected"),
    ("rent_above_expected", "Rent above what was expected"), ("little_rent_before", "Little rent before"),
    ("payee_amount", "Part of a payee"), ("payee_share", "Share of a payee"),
    ("monthly_income", "Income per month"), ("computed_from_month", "Year worked out from a month"),
    ("photovoltaic_income", "Income from photovoltaics"),
    ("collective_income", "Income of the collective"), ("village_income", "Income of the whole village"),
    ("joint_income", "Income of all co-owners"), ("not_of_this_asset", "Not of this asset alone"),
    ("part_of_the_year", "Only a part of the year"), ("investment", "Investment"),
    ("funding_central_province", "Central and provincial funds"), ("funding_company", "Paid by the company"),
    ("funded_publicly", "Supported by public funds"), ("contributed_value", "Value brought in in kind"),
    ("surplus_by_share", "Surplus shared"), ("joint_investor", "Invested together with"),
    ("dividend_per_household", "Dividend per household"),
    ("dividend_per_certificate", "Dividend per certificate"),
    ("stocktaking_total", "Total of the stocktaking"), ("failed_offer", "Offer that came to nothing"),
    ("term", "Term"), ("deposit", "Deposit"), ("paid_yearly", "Paid once a year"),
    ("sublet_forbidden", "No sub-letting"), ("alteration_forbidden", "No alteration"),
    ("lender", "Lender"), ("borrower", "Borrower"), ("lent_free", "Lent without rent"),
    ("unanimous_vote", "Decided unanimously"), ("first_of_its_kind", "First of its kind"),
    ("lower_bound_taken", "The lower bound is taken"), ("intended_at_visit", "Only intended at the visit"),
    ("unfit_remote", "Unfit: remote"), ("unfit_small", "Unfit: too small"),
    ("unfit_no_taker", "Unfit: nobody takes it"), ("year", "Year"),
    ("status_revitalised", "Status: revitalised"), ("status_operating", "Status: operating"),
    ("status_operating_after_reform", "Status: operating after the reform"),
    ("status_deal_concluded", "Status: deal concluded"), ("status_listed", "Status: listed"),
    ("status_converting", "Status: being converted"), ("status_disposing", "Status: being disposed of"),
    ("status_intended", "Status: intended"), ("status_not_revitalised", "Status: not revitalised"),
    ("source_address", "Address of the source"), ("source_title", "Title of the source"),
    ("source_as_above", "Same source as above"), ("source_mirror", "The address is a copy of"),
    ("source_without_address", "Source without an address"), ("county_inferred", "County inferred from"),
    ("not_understood", "Not understood"),
]  # fmt: skip
MEASURES = [
    ("yuan", "yuan"), ("sqm", "㎡"), ("mu", "mu"), ("percent", "%"), ("year", "years"), ("piece", "pieces"),
    ("person", "people"), ("household", "households"), ("village", "villages"), ("floor", "floors"),
    ("times", "times"),
]  # fmt: skip
QUALIFIERS = [
    ("exact", "Exactly"),
    ("at_least", "At least"),
    ("about", "About"),
    ("up_to", "Up to"),
    ("forecast", "Forecast"),
]
# The columns of the list, in the words of the facts they hold.
FIELDS = [
    ("province", "Province"), ("county", "County"), ("township", "Township"), ("village", "Village"),
    ("name", "Name of the asset"), ("asset_type", "Kind of asset"), ("area_sqm", "Area of the building"),
    ("area_mu", "Area of the land"), ("owner", "Former owner"), ("mode", "Way of revitalisation"),
    ("user", "Used as"), ("rent_year", "Rent per year"), ("investment", "Investment"),
    ("income_year", "Income of the collective"), ("year", "Year"), ("source", "Address of the source"),
    ("status", "Status"), ("note", "Remarks"),
]  # fmt: skip


class ReformPublishedSource(models.Model):
    """Where a published fact stands: the address or, where none was found, the title of the report."""

    _name = "reform.published.source"
    _description = "Published Source"
    _inherit = ["reform.append.only.mixin"]
    _rec_name = "name"

    _frozen_columns = ("name", "address")

    name = fields.Char("Source", required=True)
    address = fields.Char()

    _once = models.UniqueIndex("(name)")

    @api.model
    def _named(self, names):
        """Return {name: source} of addresses and titles; those not known yet are added."""
        # sudo: a source belongs to nobody's village.
        sources = self.sudo()
        known = {source.name: source for source in sources.search([("name", "in", list(names))])}
        new = [name for name in dict.fromkeys(names) if name not in known]
        vals = [{"name": name, "address": name if name.startswith("http") else False} for name in new]
        return {**known, **{source.name: source for source in sources._add(vals)}}


class ReformPublishedFact(models.Model):
    """One fact a report gives about an asset: how much, in what, how surely, of when, said where.

    A report is a claim, not our evidence: it fills cards and plans, and nothing is counted because of it. Two
    sources, or the title and the text of one, may contradict each other; both are kept, and the second one
    names the first.
    """

    _name = "reform.published.fact"
    _description = "Published Fact"
    _inherit = ["reform.append.only.mixin"]
    _order = "asset_id, sequence, id"

    _frozen_columns = (
        "asset_id", "name", "value", "has_value", "measure", "qualifier", "text", "as_of", "source_id",
        "field",
        "quote", "position", "sequence", "conflicts_with_id", "intake_row_id",
    )  # fmt: skip

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(related="asset_id.place_id", string="Place", store=True, index=True)
    sequence = fields.Integer(required=True, aggregator=None)
    name = fields.Selection(FACTS, "Fact", required=True, index=True)
    value = fields.Float(digits=(16, 2), aggregator=None)
    has_value = fields.Boolean("Is a Figure", help="Off: the fact is no figure. A figure of 0 is a figure.")
    measure = fields.Selection(MEASURES, "Unit")
    qualifier = fields.Selection(QUALIFIERS, required=True)
    text = fields.Char("Who or What")
    as_of = fields.Char("Of When")
    source_id = fields.Many2one("reform.published.source", index="btree_not_null", ondelete="restrict")
    conflicts_with_id = fields.Many2one(
        "reform.published.fact", "Contradicts", index="btree_not_null", ondelete="restrict"
    )
    field = fields.Selection(FIELDS, "Column of the Source", required=True)
    quote = fields.Char("In Its Own Words")
    position = fields.Integer(aggregator=None)
    intake_row_id = fields.Many2one(
        "reform.intake.row", "Row of the Sheet", index="btree_not_null", ondelete="restrict"
    )
    shown = fields.Char("What It Says", compute="_compute_shown")

    @api.depends("name")
    def _compute_display_name(self):
        labels = dict(self._fields["name"]._description_selection(self.env))
        for fact in self:
            fact.display_name = labels.get(fact.name, "")

    @api.depends("value", "measure", "qualifier", "text", "as_of")
    @api.depends_context("lang")
    def _compute_shown(self):
        units = dict(self._fields["measure"]._description_selection(self.env))
        surely = dict(self._fields["qualifier"]._description_selection(self.env))
        for fact in self:
            parts = [fact.text or ""]
            if fact.has_value:
                figure = f"{fact.value:,.2f}".rstrip("0").rstrip(".")
                before = "" if fact.qualifier == "exact" else surely[fact.qualifier]
                parts += [before, f"{figure} {units.get(fact.measure, '')}"]
            fact.shown = " ".join(part for part in [*parts, fact.as_of or ""] if part) or messages.so(
                self.env
            )

    @api.model
    def _tell(self, told):
        """Write the facts of some cards down.

        Args: told: (card id, facts of the rule, name of the source or "", id of the intake row) each.
        """
        sources = self.env["reform.published.source"]._named([name for *_rest, name, _row in told if name])
        # sudo: nobody has the right to add facts by hand.
        facts = self.sudo()
        vals, contradicted = [], []
        for card_id, found, source, row_id in told:
            for sequence, fact in enumerate(found):
                row = self._fact_vals(fact) | {
                    "asset_id": card_id, "sequence": sequence, "intake_row_id": row_id,
                    "source_id": sources[source].id if source else False,
                }  # fmt: skip
                (contradicted if fact.conflict else vals).append(row)
        first = facts._add(vals)
        for row in contradicted:
            other = first.filtered(
                lambda fact, row=row: fact.asset_id.id == row["asset_id"] and fact.name == row["name"]
            )[:1]
            facts._add([{**row, "conflicts_with_id": other.id}])
        return first

    @api.model
    def _fact_vals(self, fact):
        return {
            "name": fact.name,
            "value": float(fact.value or 0),
            "has_value": fact.value is not None,
            "measure": fact.unit or False,
            "qualifier": fact.qualifier,
            "text": fact.text or False,
            "as_of": fact.as_of or False,
            "field": fact.field,
            "quote": fact.quote,
            "position": fact.at,
        }

    def _plain(self):
        """Return the fact as the rule tells it."""
        self.ensure_one()
        return published_case.Fact(
            self.name, Decimal(f"{self.value:.2f}") if self.has_value else None, self.measure or "",
            self.qualifier, self.text or "", self.as_of or "", self.field, self.quote or "", self.position,
            bool(self.conflicts_with_id),
        )  # fmt: skip

    @api.model
    def _cells(self, asset):
        """Return the line of the source again, cell by cell, from the facts of a card."""
        return published_case.cells(fact._plain() for fact in self.search([("asset_id", "=", asset.id)]))


class ReformAsset(models.Model):
    """What has been published about an asset, seen from its card."""

    _inherit = "reform.asset"

    published_fact_ids = fields.One2many(
        "reform.published.fact", "asset_id", "Published Facts", readonly=True
    )
    published_fact_count = fields.Integer(
        "Number of Published Facts", compute="_compute_published_fact_count"
    )

    @api.depends("published_fact_ids")
    def _compute_published_fact_count(self):
        counted = dict(
            self.env["reform.published.fact"]._read_group(
                [("asset_id", "in", self.ids)], ["asset_id"], ["__count"]
            )
        )
        for asset in self:
            asset.published_fact_count = counted.get(asset, 0)

    def action_published_facts(self):
        """Show what has been published about the cards."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_published_fact_action")
        return {**action, "domain": [("asset_id", "in", self.ids)], "context": {}}
