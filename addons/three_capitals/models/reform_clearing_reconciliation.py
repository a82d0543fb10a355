from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import integration as messages

KINDS = [("account", "Account"), ("card", "Asset Card"), ("contract", "Contract")]
TOWNSHIP, COUNTY = "reform_places.group_township", "reform_places.group_county_agriculture"
# Books of every predecessor that was handed over, account by account; then cards and contracts as frozen.
# A row's number is made of the first record behind it, so that one clearing can be looked at by itself.
_ROWS = """
WITH side AS (
    SELECT s.id, s.entity_id, s.successor_id, c.id AS clearing_id, c.date_base
      FROM reform_integration_side s
      JOIN reform_clearing c ON c.entity_id = s.entity_id AND c.kind = 'merger' AND c.state <> 'cancelled'
     WHERE s.state IN ('carried', 'ended')
), given AS (
    SELECT side.clearing_id, e.id, coalesce(p.to_code, a.code) AS code, e.partner_id, e.origin_place_id,
           a.kind IN ('income', 'expense') AS of_the_year, e.debit - e.credit AS amount
      FROM side
      JOIN ledger_entry e ON e.entity_id = side.entity_id
      JOIN ledger_voucher v ON v.id = e.voucher_id AND v.state = 'posted'
       AND v.event_key IS DISTINCT FROM 'handover:' || side.id || ':out'
      JOIN ledger_account a ON a.id = e.account_id
      LEFT JOIN reform_integration_account p ON p.side_id = side.id AND p.account_id = a.id
), moved AS (
    SELECT clearing_id, id::bigint * 3 AS src, code, partner_id, origin_place_id, amount AS given,
           0 AS received, CASE WHEN of_the_year THEN amount ELSE 0 END AS explained
      FROM given
    UNION ALL
    -- Income and expenses of the broken year stand with the receiver as its result so far.
    SELECT clearing_id, id::bigint * 3 + 1, '321', NULL, origin_place_id, 0, 0, -amount
      FROM given WHERE of_the_year
    UNION ALL
    SELECT side.clearing_id, e.id::bigint * 3 + 2, a.code, e.partner_id, e.origin_place_id, 0,
           e.debit - e.credit, 0
      FROM side
      JOIN ledger_voucher v ON v.event_key = 'handover:' || side.id || ':opening' AND v.state = 'posted'
      JOIN ledger_entry e ON e.voucher_id = v.id
      JOIN ledger_account a ON a.id = e.account_id
), thing AS (
    SELECT side.clearing_id, i.id, 'card' AS kind, i.name, i.origin_place_id,
           coalesce(i.book_amount, 0) AS given,
           CASE WHEN a.entity_id = side.successor_id THEN a.cost ELSE 0 END AS received,
           a.entity_id IS DISTINCT FROM side.successor_id AS away,
           a.use_state IN ('scrapped', 'disposed') OR EXISTS (
               SELECT FROM reform_asset_change h
                WHERE h.asset_id = a.id AND h.field_name IN ('cost', 'use_state')
                  AND coalesce(h.since, reform_civil_day(h.at)) >= side.date_base) AS told
      FROM side
      JOIN reform_clearing_item i ON i.clearing_id = side.clearing_id AND i.res_model = 'reform.asset'
      JOIN reform_asset a ON a.id = i.res_id
    UNION ALL
    SELECT side.clearing_id, i.id, 'contract', i.name, i.origin_place_id, coalesce(i.book_amount, 0),
           CASE WHEN l.entity_id = side.successor_id THEN coalesce(i.book_amount, 0) ELSE 0 END,
           l.entity_id IS DISTINCT FROM side.successor_id, l.state IN ('settled', 'cancelled')
      FROM side
      JOIN reform_clearing_item i ON i.clearing_id = side.clearing_id AND i.res_model = 'reform.lease'
      JOIN reform_clearing_category y ON y.id = i.category_id AND y.code = 'contracts'
      JOIN reform_lease l ON l.id = i.res_id
), line AS (
    SELECT min(src) * 4 AS id, clearing_id, 'account' AS kind, code AS name, partner_id, origin_place_id,
           sum(given) AS given, sum(received) AS received, sum(explained) AS explained, FALSE AS away
      FROM moved GROUP BY clearing_id, code, partner_id, origin_place_id
    HAVING sum(given) <> 0 OR sum(received) <> 0 OR sum(explained) <> 0
    UNION ALL
    SELECT id::bigint * 4 + CASE kind WHEN 'card' THEN 1 ELSE 2 END, clearing_id, kind, name, NULL,
           origin_place_id, given, received, CASE WHEN told THEN given - received ELSE 0 END,
           away AND NOT told
      FROM thing
)
SELECT line.*, given - received - explained AS rest, given - received - explained <> 0 OR away AS differs
  FROM line
"""


class ReformClearingReconciliation(models.Model):
    """Giver = receiver + explained differences: a line for each account × party × village, card and contract.

    Read from the posted entries, the cards and the contracts themselves, never from what the handover says
    of them.
    """

    _name = "reform.clearing.reconciliation"
    _description = "Reconciliation of a Handover"
    _auto = False
    _order = "clearing_id, kind, name, id"
    _rec_name = "name"

    clearing_id = fields.Many2one("reform.clearing", readonly=True)
    kind = fields.Selection(KINDS, "What", readonly=True)
    name = fields.Char("Account or Thing", readonly=True)
    partner_id = fields.Many2one("res.partner", "Party", readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Village of Origin", readonly=True)
    given = fields.Float("Giver", digits=(16, 2), readonly=True)
    received = fields.Float("Receiver", digits=(16, 2), readonly=True)
    explained = fields.Float(digits=(16, 2), readonly=True)
    rest = fields.Float("Not Explained", digits=(16, 2), readonly=True)
    away = fields.Boolean("Not with the Receiver", readonly=True)
    differs = fields.Boolean(readonly=True)
    why = fields.Char("Explanation", compute="_compute_why")

    @property
    def _table_query(self):
        return SQL(_ROWS)

    @api.depends("kind", "name", "explained")
    @api.depends_context("lang")
    def _compute_why(self):
        for line in self:
            line.why = messages.explained(self.env, line.kind, line.name) if line.explained else False


class ReformClearing(models.Model):
    """From handed over to reconciled to closed."""

    _inherit = "reform.clearing"

    _guarded_fields = frozenset({"reconciled_by_id", "reconciled_on", "reconciled_lines"})

    reconciliation_ids = fields.One2many("reform.clearing.reconciliation", "clearing_id", readonly=True)
    reconciled_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    reconciled_on = fields.Date(readonly=True, copy=False)
    reconciled_lines = fields.Integer("Lines Compared", readonly=True, copy=False)
    audit_report = fields.Binary(attachment=True, copy=False)
    audit_report_name = fields.Char(copy=False)
    audit_published_on = fields.Date("Audit Report Published on", copy=False)

    def _reconcile(self):
        """Return the lines of these clearings that are not explained, as dicts; [] when giver = receiver.

        One statement, whether for one organisation or for a whole county. Keys: `clearing_id`, `kind`
        (account | card | contract), `name`, `given`, `received`, `explained`, `rest` (yuan), `away`.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT clearing_id, kind, name, given, received, explained, rest, away FROM (%s) AS line"
                " WHERE differs AND clearing_id = ANY(%s) ORDER BY clearing_id, kind, name",
                SQL(_ROWS),
                self.ids,
            )
        )
        names = [column.name for column in self.env.cr.description]
        return [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]

    def _reconcile_problems(self):
        """Return the sentences that keep clearings from being reconciled."""
        found = []
        for side in self._side():
            name = side.entity_id.name
            if side.integration_id.books == "one" and side.state == "voted":
                found.append(messages.not_carried(self.env, entity=name))
            for voucher in (side.take_out_id, side.opening_id):
                if voucher and voucher.state != "posted":
                    found.append(
                        messages.not_posted(
                            self.env, voucher=voucher.display_name, entity=voucher.entity_id.name
                        )
                    )
        if found:
            return found
        return [
            messages.difference(
                self.env,
                entity=self.browse(line["clearing_id"]).sudo().entity_id.name,
                name=line["name"],
                given=yuan(line["given"]),
                received=yuan(line["received"]),
                rest=yuan(line["rest"]),
            )
            for line in self._reconcile()[:50]
        ]

    def action_reconcile(self):
        """Giver is receiver plus what is explained, on every line; an accountant puts his name to it."""
        self._require_group("reform_places.group_accountant", TOWNSHIP)
        self.check_access("read")
        for clearing in self:
            if clearing.state != "handed_over":
                raise UserError(messages.not_handed_over(self.env, clearing=clearing.display_name))
        if problems := self._reconcile_problems():
            raise UserError("\n".join(problems))
        counts = dict(
            self.env["reform.clearing.reconciliation"]
            .sudo()
            ._read_group([("clearing_id", "in", self.ids)], ["clearing_id"], ["__count"])
        )
        for clearing in self.sudo():
            clearing._set_guarded({"reconciled_lines": counts.get(clearing, 0)})
        # sudo: an accountant does not write clearings; the comparison lets him take this step.
        return self.sudo()._move("reconciled", reconciled_by_id=self.env.uid, reconciled_on=civil_day.today())

    def action_close_file(self):
        """Close the file once the audit report lies open to the villagers.

        Source: villagers-committee-law-35
        """
        self._require_group(TOWNSHIP, COUNTY)
        for clearing in self:
            if not clearing.audit_report or not clearing.audit_published_on:
                raise UserError(messages.no_audit_report(self.env, clearing=clearing.display_name))
            if clearing.audit_published_on > civil_day.today():
                raise UserError(messages.audit_in_future(self.env, day=clearing.audit_published_on))
        return self._move("closed")

    def action_reconciliation(self):
        """Show the comparison of giver and receiver."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "three_capitals.reform_clearing_reconciliation_action"
        )
        action["domain"] = [("clearing_id", "in", self.ids)]
        action["context"] = {}
        return action

    def action_integration(self):
        """Show the integration the organisation is in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.integration",
            "res_id": self._side().integration_id[:1].id,
            "views": [(False, "form")],
        }
