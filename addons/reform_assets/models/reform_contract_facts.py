from decimal import Decimal

from odoo import api, models
from odoo.addons.reform_rules.assets import arrears, lease_kind, lease_trade
from odoo.addons.reform_rules.assets import contract_checks as rule
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from .reform_rent_due import IN_FORCE

PHASES = {
    "signed": rule.SIGNED,
    "filed": rule.SIGNED,
    "effective": rule.RUNNING,
    "ended": rule.ENDED,
    "handed_back": rule.RETURNED,
    "settled": rule.RETURNED,
}
BINDING = tuple(PHASES)


class ReformLease(models.Model):
    """What the contract checks have to know of leases, gathered for all of them in a few statements."""

    _inherit = "reform.lease"

    @api.model
    def _contract_facts(self, ids, at):
        """Return {lease id: rule.ContractFacts} of the leases `ids` on the day `at`.

        Runs past the record rules: whoever asks has shown before that he may see the leases.
        """
        rules = self.env["reform.parameter"]._at(at)
        self.env.flush_all()
        self.env.cr.execute(self._contract_facts_query(list(ids), at, rules))
        columns = [column.name for column in self.env.cr.description]
        rows = [dict(zip(columns, row, strict=True)) for row in self.env.cr.fetchall()]
        peers = self._contract_peers(at)
        table = self.env["reform.trade.threshold"].sudo().search([])  # pylint: disable=no-search-all  # a handful of rows
        thresholds = list(zip([line.place_id.id for line in table], table._plain(), strict=True))
        more = self._contract_facts_more(list(ids), at)
        return {
            row["id"]: self._contract_fact(row, peers, thresholds, at, rules)._replace(
                **more.get(row["id"], {})
            )
            for row in rows
        }

    @api.model
    def _contract_facts_more(self, ids, at):
        """Return {lease id: {fact: value}} of what other subjects know of the leases; they extend it."""
        return {}

    def _contract_fact(self, row, peers, thresholds, at, rules):
        """Return one row of the query as the rule takes it."""
        key = (row["township_id"], row["category_id"])
        return rule.ContractFacts(
            phase=PHASES.get(row["state"], rule.DRAFT),
            kind=row["kind"],
            date_start=row["date_start"],
            date_end=row["date_end"],
            years_max=self._contract_years_max(row, rules),
            has_document=row["has_document"],
            signed_date=row["signed_date"],
            filed=bool(row["filing_no"]),
            rent_year=yuan(row["rent_year"] or 0),
            area_sqm=yuan(row["area_sqm"] or 0),
            peers=peers.get(key) if row["category_id"] else None,
            has_rise=row["has_rise"],
            has_lessee=row["has_lessee"],
            has_purpose=row["has_purpose"],
            overdue=yuan(row["overdue"] or 0),
            overdue_days=row["overdue_days"] or 0,
            approved=row["approved"],
            listing_required=not row["direct"] and self._contract_listing(row, thresholds, at),
            listed=row["listed"],
            followed=row["followed"],
            overlapping=tuple(row["overlapping"] or ()),
            related=row["related"] or "",
            sublet=False,
            flags=frozenset(row["flags"] or ()),
            booked=None,
        )

    @api.model
    def _contract_years_max(self, row, rules):
        """Return the cap of the term in years, None where the law sets none."""
        return lease_kind.years_max(row["kind"], row["land_use"] or "", rules)

    @api.model
    def _contract_listing(self, row, thresholds, at):
        """Tell whether the county's table asks for a public listing of the lease in `row`."""
        lines = [line for county, line in thresholds if county in (False, row["county_id"])]
        start, end = row["date_start"], row["date_end"]
        letting = lease_trade.Letting(
            kind=row["kind"],
            owner_classes=frozenset(row["owner_classes"] or ()),
            rent_year=yuan(row["rent_year"] or 0),
            area_sqm=yuan(row["area_sqm"] or 0),
            area_mu=Decimal(row["area_mu"] or 0),
            years=Decimal((end - start).days + 1) / Decimal("365.25") if start and end else Decimal(0),
            at=row["signed_date"] or at,
        )
        return lease_trade.listing_required(letting, lines)

    @api.model
    def _contract_facts_query(self, ids, at, rules):
        latest = arrears.due_days_of(arrears.bands(rules)[0], at)[1]
        return SQL(
            """
            WITH wanted AS MATERIALIZED (SELECT * FROM reform_lease WHERE id = ANY(%(ids)s)),
            let AS (SELECT n.lease_id,
                           sum(CASE WHEN n.part_id IS NULL THEN a.area_sqm ELSE p.area_sqm END) AS area_sqm,
                           sum(CASE WHEN n.part_id IS NULL THEN a.area_mu ELSE p.area_mu END) AS area_mu,
                           array_agg(DISTINCT a.owner_class) AS owner_classes,
                           CASE WHEN count(DISTINCT a.category_id) = 1 AND count(*) = count(a.category_id)
                                THEN min(a.category_id) END AS category_id
                      FROM reform_lease_line n JOIN reform_asset a ON a.id = n.asset_id
                      LEFT JOIN reform_asset_part p ON p.id = n.part_id
                     WHERE n.lease_id IN (SELECT id FROM wanted) GROUP BY n.lease_id),
            late AS (SELECT d.lease_id, sum(d.outstanding) AS overdue, %(at)s::date - min(d.date_due) AS days
                       FROM reform_rent_due d JOIN wanted w ON w.id = d.lease_id AND w.state IN %(force)s
                      WHERE d.outstanding > 0 AND d.date_due <= %(latest)s GROUP BY d.lease_id),
            twice AS (SELECT n.lease_id, array_agg(DISTINCT o.name ORDER BY o.name) AS names
                        FROM wanted w JOIN reform_lease_line n ON n.lease_id = w.id
                        JOIN reform_lease_line m ON m.asset_id = n.asset_id AND m.lease_id <> n.lease_id
                        JOIN reform_lease o ON o.id = m.lease_id AND o.state IN %(binding)s
                       WHERE w.state IN %(binding)s
                         AND (n.part_id IS NULL OR m.part_id IS NULL OR n.part_id = m.part_id)
                         AND daterange(w.date_start, coalesce(w.terminated_from - 1, w.date_end), '[]')
                          && daterange(o.date_start, coalesce(o.terminated_from - 1, o.date_end), '[]')
                       GROUP BY n.lease_id),
            kin AS (SELECT w.id AS lease_id, string_agg(DISTINCT r.officer, ', ') AS officers
                      FROM wanted w JOIN reform_related_party r ON r.partner_id = w.lessee_id
                     WHERE r.active
                       AND (w.date_end IS NULL OR r.date_from IS NULL OR r.date_from <= w.date_end)
                       AND (w.date_start IS NULL OR r.date_to IS NULL OR r.date_to >= w.date_start)
                     GROUP BY w.id),
            raised AS (SELECT lease_id, array_agg(code) AS flags FROM reform_contract_finding
                        WHERE is_manual AND state NOT IN ('closed', 'overridden') GROUP BY lease_id)
            SELECT w.id, w.state, w.kind, w.date_start, w.date_end, w.signed_date, w.filing_no, w.township_id,
                   w.rent_year, w.land_use, let.area_sqm, let.owner_classes, let.area_mu, place.county_id,
                   EXISTS (SELECT FROM reform_lease_listing g WHERE g.lease_id = w.id) AS listed,
                   coalesce(w.direct_reason, '') <> '' AS direct, let.category_id,
                   EXISTS (SELECT FROM reform_lease_document_rel p WHERE p.lease_id = w.id) AS has_document,
                   coalesce(w.uplift_every_years, 0) > 0 OR w.in_kind IS TRUE
                       OR EXISTS (SELECT FROM reform_lease_step t WHERE t.lease_id = w.id) AS has_rise,
                   w.lessee_id IS NOT NULL AS has_lessee, coalesce(w.purpose, '') <> '' AS has_purpose,
                   late.overdue, late.days AS overdue_days,
                   w.decision_id IS NOT NULL OR coalesce(w.approval_no, '') <> '' AS approved,
                   w.successor_id IS NOT NULL AS followed, twice.names AS overlapping,
                   coalesce(kin.officers, (SELECT min(q.name) FROM res_users u
                       JOIN res_partner q ON q.id = u.partner_id
                      WHERE u.partner_id = w.lessee_id AND u.active)) AS related,
                   raised.flags
              FROM wanted w LEFT JOIN reform_place place ON place.id = w.place_id
              LEFT JOIN let ON let.lease_id = w.id LEFT JOIN late ON late.lease_id = w.id
              LEFT JOIN twice ON twice.lease_id = w.id LEFT JOIN kin ON kin.lease_id = w.id
              LEFT JOIN raised ON raised.lease_id = w.id
             ORDER BY w.id
            """,
            ids=ids,
            at=at,
            latest=latest,
            force=IN_FORCE,
            binding=BINDING,
        )

    @api.model
    def _contract_peers(self, at):
        """Return {(township, category): rule.Peers}: what a square metre costs in running leases."""
        self.env.cr.execute(
            SQL(
                """SELECT l.township_id, one.category_id,
                          percentile_cont(0.5) WITHIN GROUP (ORDER BY l.rent_year / one.area_sqm), count(*)
                     FROM reform_lease l
                     JOIN (SELECT n.lease_id, min(a.category_id) AS category_id,
                                  sum(CASE WHEN n.part_id IS NULL THEN a.area_sqm ELSE p.area_sqm END)
                                      AS area_sqm
                             FROM reform_lease_line n JOIN reform_asset a ON a.id = n.asset_id
                             LEFT JOIN reform_asset_part p ON p.id = n.part_id
                            GROUP BY n.lease_id
                           HAVING count(DISTINCT a.category_id) = 1 AND count(*) = count(a.category_id)) one
                       ON one.lease_id = l.id
                    WHERE l.kind = 'lease' AND l.state IN ('signed', 'filed', 'effective')
                      AND l.rent_year > 0 AND one.area_sqm > 0 AND l.date_end >= %s
                    GROUP BY l.township_id, one.category_id""",
                at,
            )
        )
        return {
            (township, category): rule.Peers(Decimal(repr(float(median))), count)
            for township, category, median, count in self.env.cr.fetchall()
        }
