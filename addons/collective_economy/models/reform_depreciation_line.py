from odoo import api, fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import depreciation as messages
from .reform_depreciation_schedule import USES


class ReformDepreciationLine(models.Model):
    """What one card has worn off in one month: the detail behind the grouped voucher of the month.

    A month of a card is charged once; what was wrong is taken back by a line in red, and may then be charged
    again.
    """

    _name = "reform.depreciation.line"
    _description = "Depreciation of a Card"
    _inherit = ["reform.append.only.mixin"]
    _order = "month desc, asset_id, id desc"
    _rec_name = "asset_id"
    _frozen_columns = (
        "schedule_id", "asset_id", "entity_id", "run_id", "month", "booked_month", "amount", "turn",
        "reverses_id", "event_key", "expense_account", "worn_account", "origin_place_id", "category_id",
        "expense_use", "reason",
    )  # fmt: skip

    schedule_id = fields.Many2one(
        "reform.depreciation.schedule", required=True, index=True, ondelete="restrict"
    )
    asset_id = fields.Many2one("reform.asset", "Asset Card", required=True, ondelete="restrict")
    entity_id = fields.Many2one("reform.entity", "Owner", required=True, ondelete="restrict")
    category_id = fields.Many2one("reform.asset.category", ondelete="restrict", index=True)
    origin_place_id = fields.Many2one("reform.place", "Origin Village", ondelete="restrict")
    run_id = fields.Many2one("reform.depreciation.run", index=True, ondelete="restrict")
    month = fields.Date(required=True, help="The month that bears it.")
    booked_month = fields.Date("In the Books of", required=True, help="The month of the voucher.")
    amount = fields.Float(digits=(16, 2), required=True)
    expense_use = fields.Selection(USES, "Used for")
    expense_account = fields.Char("Expense", required=True)
    worn_account = fields.Char("Written Off In", required=True)
    event_key = fields.Char("Voucher Key", required=True, index=True)
    turn = fields.Integer(required=True, aggregator=None)
    reverses_id = fields.Many2one("reform.depreciation.line", "Takes Back", index="btree_not_null")
    reason = fields.Char()
    voucher_id = fields.Many2one("ledger.voucher", compute="_compute_voucher_id")

    # A month of a card is charged once, and taken back once before it is charged again.
    _once = models.UniqueIndex("(asset_id, month, turn, (reverses_id IS NULL))")
    _taken_back_once = models.UniqueIndex("(reverses_id) WHERE reverses_id IS NOT NULL")
    _by_entity = models.Index("(entity_id, month)")

    def _compute_voucher_id(self):
        found = self.env["ledger.voucher"].search([("event_key", "in", self.mapped("event_key"))])
        by_key = {voucher.event_key: voucher.id for voucher in found}
        for line in self:
            line.voucher_id = by_key.get(line.event_key)

    def action_voucher(self):
        self.ensure_one()
        return self.voucher_id._action_form()

    def action_take_back(self, reason=None):
        """Take months of cards back by lines in red, and prepare their voucher in red."""
        if not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "res_model": "reform.depreciation.back",
                "view_mode": "form",
                "target": "new",
                "name": messages.take_back_title(self.env),
                "context": {"default_line_ids": self.ids},
            }
        self.env["reform.lease"]._require_group("reform_places.group_accountant")
        self.check_access("read")
        red = self.browse()
        for key, lines in self.grouped("event_key").items():
            red |= lines._take_back(key, reason.strip())
        return (
            self.env["reform.depreciation.run"]
            ._book_keys(sorted(set(red.mapped("event_key"))))
            ._action_form()
        )

    def _take_back(self, key, reason):
        """Add the lines in red of one voucher, dated where its red letter would be; return them."""
        # sudo: rows are added by this act alone; right and scope have been checked.
        rows = self.sudo()
        if any(line.reverses_id or line.amount < 0 for line in rows) or rows.search_count(
            [("reverses_id", "in", rows.ids)], limit=1
        ):
            raise UserError(messages.taken_back_already(self.env))
        later = self._later_charged()
        if later:
            raise UserError(messages.later_months_first(self.env, card=later.asset_id.display_name,
                                                        month=f"{later.month:%Y-%m}"))  # fmt: skip
        voucher = self.env["ledger.voucher"].sudo().search([("event_key", "=", key)], limit=1)
        day = voucher._reversal_date() if voucher else max(rows.mapped("booked_month"))
        month = day.replace(day=1)
        entity = rows.entity_id
        fresh = self.env["reform.depreciation.run"]._next_keys(entity.ids, month)[entity.id]
        return rows._add(
            [
                {
                    **{
                        name: line[name].id
                        for name in ("schedule_id", "asset_id", "entity_id", "category_id", "origin_place_id")
                    },
                    **{
                        name: line[name]
                        for name in ("month", "expense_use", "expense_account", "worn_account", "turn")
                    },
                    "booked_month": month,
                    "amount": float(-yuan(line.amount)),
                    "event_key": fresh,
                    "reverses_id": line.id,
                    "reason": reason,
                }
                for line in rows
            ]
        )

    def _later_charged(self):
        """Return a line of a later month of the same cards that stands and is not among these: months are
        taken back newest first, so that what follows leans on nothing that is gone."""
        return self.sudo().search(
            [
                ("asset_id", "in", self.asset_id.ids),
                ("month", ">", max(self.mapped("month"))),
                ("reverses_id", "=", False),
                ("id", "not in", self.ids),
                ("reversed_by_ids", "=", False),
            ],
            limit=1,
        )

    reversed_by_ids = fields.One2many("reform.depreciation.line", "reverses_id", "Taken Back by")

    # -- checks ----------------------------------------------------------------------------------------------

    @api.model
    def _reform_invariants(self):
        return [
            (messages.check_lines_booked(self.env), self._check_lines_booked()),
            (messages.check_not_over_base(self.env), self._check_not_over_base()),
        ]

    @api.model
    def _check_lines_booked(self):
        """Return a sentence for each posted voucher of depreciation that is not the sum of its lines."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT v.event_key, l.amount, e.amount
                  FROM ledger_voucher v
                  JOIN (SELECT event_key, sum(amount) AS amount FROM reform_depreciation_line GROUP BY 1) l
                       ON l.event_key = v.event_key
                  JOIN (SELECT voucher_id, sum(debit) AS amount FROM ledger_entry GROUP BY 1) e
                       ON e.voucher_id = v.id
                 WHERE v.state = 'posted' AND l.amount <> e.amount ORDER BY 1
                """
            )
        )
        return [
            messages.voucher_differs(self.env, key=key, lines=lines, voucher=voucher)
            for key, lines, voucher in self.env.cr.fetchall()
        ]

    @api.model
    def _check_not_over_base(self):
        """Return a sentence for each version that has written off more than its base."""
        self.env.cr.execute(
            """SELECT s.id, s.base, sum(l.amount)
                 FROM reform_depreciation_schedule s JOIN reform_depreciation_line l ON l.schedule_id = s.id
                GROUP BY s.id, s.base HAVING sum(l.amount) > s.base OR sum(l.amount) < 0 ORDER BY 1"""
        )
        return [
            messages.over_base(
                self.env,
                schedule=self.env["reform.depreciation.schedule"].sudo().browse(schedule).display_name,
                base=base,
                worn=worn,
            )
            for schedule, base, worn in self.env.cr.fetchall()
        ]
