from odoo import fields, models
from odoo.tools import SQL

KINDS = [
    ("money", "Money"),
    ("claims", "Claims"),
    ("property", "Fixed and Other Assets"),
    ("debts", "Debts"),
    ("equity", "Equity and Results"),
    ("income", "Income of All Years"),
    ("expense", "Expenses of All Years"),
    ("cards", "Asset Cards at Cost"),
    ("contracts", "Rent per Year in Force"),
    ("arrears", "Rent Not Paid"),
    ("paid", "Distributed to Members"),
]
# One row for each collective, former village and kind of figure: at most a dozen for a village.
_ROWS = """
WITH book AS (
    SELECT b.entity_id, b.origin_place_id,
           CASE WHEN a.kind = 'income' THEN 'income' WHEN a.kind = 'expense' THEN 'expense'
                WHEN left(a.code, 3) IN ('101', '102') THEN 'money'
                WHEN left(a.code, 3) IN ('112', '113') THEN 'claims'
                WHEN a.kind = 'liability' THEN 'debts' WHEN a.kind = 'equity' THEN 'equity'
                ELSE 'property' END AS kind,
           -- Closing takes income away at the year's end; what was earned is asked for here.
           CASE WHEN a.kind IN ('income', 'expense') AND b.kind = 'closing' THEN 0
                WHEN a.kind IN ('income', 'liability', 'equity') THEN b.credit - b.debit
                ELSE b.debit - b.credit END AS amount, 0 AS pieces
      FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
), thing AS (
    SELECT entity_id, origin_place_id, 'cards' AS kind, coalesce(cost, 0) AS amount, 1 AS pieces
      FROM reform_asset
     WHERE entity_id IS NOT NULL AND origin_place_id IS NOT NULL AND use_state NOT IN ('scrapped', 'disposed')
    UNION ALL
    SELECT l.entity_id, o.origin_place_id, 'contracts', l.rent_year, 1
      FROM reform_lease l
      JOIN LATERAL (SELECT a.origin_place_id FROM reform_lease_line n JOIN reform_asset a ON a.id = n.asset_id
                     WHERE n.lease_id = l.id ORDER BY n.id LIMIT 1) AS o ON o.origin_place_id IS NOT NULL
     WHERE l.state = 'effective'
    UNION ALL
    SELECT d.entity_id, o.origin_place_id, 'arrears', d.outstanding, 1
      FROM reform_rent_due d
      JOIN LATERAL (SELECT a.origin_place_id FROM reform_lease_line n JOIN reform_asset a ON a.id = n.asset_id
                     WHERE n.lease_id = d.lease_id ORDER BY n.id LIMIT 1) AS o
        ON o.origin_place_id IS NOT NULL
     WHERE d.outstanding > 0 AND d.date_due < reform_civil_day(now() AT TIME ZONE 'UTC')
    UNION ALL
    SELECT p.entity_id, p.origin_place_id, 'paid', n.amount, 1
      FROM reform_distribution_line n JOIN reform_distribution p ON p.id = n.distribution_id
     WHERE p.state IN ('paid', 'disclosed', 'audited') AND p.origin_place_id IS NOT NULL
)
SELECT (entity_id::bigint * 100000 + origin_place_id) * 20
         + array_position(ARRAY['money', 'claims', 'property', 'debts', 'equity', 'income', 'expense',
                                'cards', 'contracts', 'arrears', 'paid'], kind) AS id,
       entity_id, origin_place_id, kind, sum(amount) AS amount, sum(pieces)::integer AS pieces,
       p.valid_to IS NOT NULL AS former
  FROM (SELECT * FROM book UNION ALL SELECT * FROM thing) AS figure
  JOIN reform_place p ON p.id = origin_place_id
 GROUP BY entity_id, origin_place_id, kind, p.valid_to
HAVING sum(amount) <> 0 OR sum(pieces) > 0
"""


class ReformFormerFigure(models.Model):
    """What each former village brought into a collective and what has become of it: one screen for all of it.

    After a merger the wealth of a village must stay visible, or it is levelled without anybody deciding so.
    """

    _name = "reform.former.figure"
    _description = "Figures by Former Village"
    _auto = False
    _order = "entity_id, origin_place_id, id"
    _rec_name = "kind"

    entity_id = fields.Many2one("reform.entity", "Collective", readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Village of Origin", readonly=True)
    former = fields.Boolean("Former Village", readonly=True)
    kind = fields.Selection(KINDS, "Figure", readonly=True)
    amount = fields.Float(digits=(16, 2), readonly=True)
    pieces = fields.Integer("Number", readonly=True)

    @property
    def _table_query(self):
        return SQL(_ROWS)

    def action_records(self):
        """Open what stands behind the figure."""
        self.ensure_one()
        name, field = {
            "cards": ("reform_assets.reform_asset_action", "origin_place_id"),
            "contracts": ("reform_assets.reform_lease_action", "line_ids.asset_id.origin_place_id"),
            "arrears": ("reform_assets.reform_lease_action", "line_ids.asset_id.origin_place_id"),
            "paid": ("collective_economy.reform_distribution_action", "origin_place_id"),
        }.get(self.kind, ("reform_ledger.ledger_entry_action", "origin_place_id"))
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        action["domain"] = [("entity_id", "=", self.entity_id.id), (field, "=", self.origin_place_id.id)]
        action["context"] = {}
        return action
