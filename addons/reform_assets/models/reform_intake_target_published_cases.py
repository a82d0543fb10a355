from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import asset_ledger, published_case
from odoo.fields import Command

from ..messages import published as messages

# Titles of lists that programs write, besides those people write.
TITLES = {
    "name": "asset_name", "province": "province", "county": "county", "township": "township",
    "village": "village", "asset_type": "asset_type", "area_sqm": "area_sqm", "area_mu": "land_area_mu",
    "owner": "original_owner", "mode": "revitalisation_mode", "user": "tenant_or_use",
    "rent_year": "annual_rent_yuan", "investment": "investment_yuan", "income_year": "collective_income_yuan",
    "year": "year", "source": "source_url", "status": "status", "note": "note",
}  # fmt: skip


class ReformIntakeTargetPublishedCases(models.AbstractModel):
    """Published cases: each line becomes a card, the facts it tells, and a plan with its uses as printed."""

    _name = "reform.intake.target.published_cases"
    _inherit = "reform.intake.target.asset_ledger"
    _description = "Published Cases Sheet"

    def _title(self):
        return messages.title(self.env)

    def _columns(self):
        return tuple(
            column._replace(titles=(*column.titles, TITLES[column.field]))
            for column in asset_ledger.COLUMNS
            if column.field in TITLES
        )

    def _remark_titles(self):
        return {}

    def _remarks(self, values, form, titles):
        """Return nothing: what the line says stands in facts, not in the remarks."""
        return

    def _apply(self, batch, rows):
        """Write cards as any ledger does, then what the lines tell beyond the card."""
        ids = super()._apply(batch, rows)
        told, cases, above = [], [], ""
        for card_id, (row_id, values, *_rest) in zip(ids, rows, strict=True):
            cells = {field: str(values.get(field) or "") for field in published_case.FIELDS}
            case = published_case.understand(cells, above)
            above = cells["note"]
            told.append((card_id, case.facts, self._source(case), row_id))
            cases.append((card_id, case))
        self.env["reform.published.fact"]._tell(told)
        self._mark_cards(cases)
        self._plan(cases)
        return ids

    def _source(self, case):
        """Return the address of the source, or its title where there is none."""
        for wanted in ("source_address", "source_title"):
            for fact in case.facts:
                if fact.name == wanted and fact.text:
                    return fact.text
        return ""

    def _mark_cards(self, cases):
        """Tell the cards what the facts decide: private houses are not counted, grade D is dangerous."""
        Asset = self.env["reform.asset"]
        private = Asset.browse(card_id for card_id, case in cases if case.private)
        dangerous = Asset.browse(
            card_id
            for card_id, case in cases
            if any(fact.name == "danger_grade" and fact.text == "D" for fact in case.facts)
        )
        private._set_guarded({"not_public": True})
        dangerous._set_guarded({"condition": "dangerous"})

    def _plan(self, cases):
        """Draw the plans up; a published status is kept beside their own, which begins at the beginning."""
        Plan = self.env["reform.plan"]
        schemes, methods = {}, {one.code: one for one in self.env["reform.scheme.method"].search([])}
        types = self._use_types()
        today = civil_day.today()
        vals, states = [], []
        for card_id, case in cases:
            if not case.uses and not case.status:
                continue
            card = self.env["reform.asset"].browse(card_id)
            county = card.sudo().county_id
            scheme = schemes.setdefault(county, self.env["reform.scheme"]._in_force(county, today))
            uses = [self._use_vals(case, use, n, scheme, methods, types) for n, use in enumerate(case.uses)]
            vals.append(
                {
                    "asset_id": card_id,
                    "scheme_id": scheme.id,
                    "origin": "published",
                    "unit_count": case.units,
                    "use_ids": [Command.create(use) for use in uses],
                    "funding_ids": [
                        Command.create({"source": source, "amount": float(amount)})
                        for source, amount in case.funding
                    ],
                }
            )
            states.append(case.status)
        for plan, state in zip(Plan.create(vals), states, strict=True):
            plan._set_guarded({"published_state": state or False})

    def _use_vals(self, case, use, number, scheme, methods, types):
        destination = scheme.destination_ids.filtered(lambda one: one.code == use.destination)
        vals = {
            "sequence": number,
            "name": use.name or False,
            "destination_id": destination.id,
            "method_id": methods[use.method].id if use.method in methods else False,
            "use_type_id": self._use_type(types, use.name),
            "operator": use.operator or False,
            "income_year": float(use.income or 0),
            "income_basis": use.basis,
            "jobs": use.jobs,
            "beneficiaries": use.people,
        }
        if number == 0:
            percent, every = case.uplift
            vals |= {
                "uplift_percent": float(percent),
                "uplift_every_years": int(every),
                "term_years": float(case.term),
                "contributed_value": float(case.contributed),
                "surplus_by_share": case.surplus_by_share,
                "payee_ids": [
                    Command.create({"name": name, "share_percent": float(share), "amount": float(amount)})
                    for name, share, amount in case.payees
                ],
            }
        return vals

    def _use_types(self):
        """Return (words, id) of the types of use, and the type for all others."""
        types = self.env["reform.use.type"].search([])  # pylint: disable=no-search-all  # a handful of rows
        return [((one.words or "").split("|"), one.id) for one in types if one.words], types.filtered(
            lambda one: one.code == "other"
        ).id

    def _use_type(self, types, name):
        known, other = types
        return next((one for words, one in known if any(word in (name or "") for word in words)), other)
