from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError, ValidationError

from ..messages import income as messages


class ReformIncomeNotice(models.Model):
    """The notice on the board by which the villagers learn what their collective has earned.

    The figure is taken from the books when the notice is posted, and stays; what is booked later for the
    same days stands in a later notice.
    """

    _name = "reform.income.notice"
    _description = "Notice of Income"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date_to desc, entity_id"

    _state_edges = frozenset({("draft", "posted")})
    _guarded_fields = frozenset({"amount", "posted_on", "posted_by_id"})
    _frozen_fields = frozenset({"entity_id", "date_from", "date_to", "where", "photo"})

    entity_id = fields.Many2one(
        "reform.entity",
        "Collective",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    date_from = fields.Date("Income from", required=True)
    date_to = fields.Date("Income until", required=True)
    where = fields.Char("Posted at", help="Board, screen or group where the villagers find it.")
    photo = fields.Binary("Photo of the Notice", attachment=True)
    amount = fields.Float("Income Posted", digits=(16, 2), readonly=True, copy=False)
    posted_on = fields.Date(readonly=True, copy=False)
    posted_by_id = fields.Many2one(
        "res.users", "Posted on the Board by", readonly=True, copy=False, ondelete="restrict"
    )
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "On the Board")], required=True, default="draft", readonly=True
    )

    @api.depends("entity_id.name", "date_from", "date_to")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = messages.notice_name(
                self.env, entity=notice.entity_id.name or "", first=notice.date_from, last=notice.date_to
            )

    @api.constrains("date_from", "date_to")
    def _check_days(self):
        for notice in self:
            if notice.date_to < notice.date_from:
                raise ValidationError(messages.notice_days_reversed(self.env))

    def action_post(self):
        """Say that the notice hangs: its figure is what the books show for its days."""
        self._require_group("reform_places.group_clerk", "reform_places.group_supervisor")
        today = civil_day.today()
        for notice in self:
            name = notice.display_name
            if notice.date_to > today:
                raise UserError(messages.notice_too_early(self.env))
            if not notice.photo:
                raise UserError(messages.notice_photo_missing(self.env, notice=name))
            items = notice._items()
            if not items:
                raise UserError(messages.notice_nothing(self.env, notice=name))
            amount = sum(map(yuan, items.mapped("amount")), yuan(0))
            notice._move("posted", amount=float(amount), posted_on=today, posted_by_id=self.env.uid)
        return True

    def _items(self):
        """Return the posted income of the notice's days."""
        self.ensure_one()
        return self.env["reform.income.item"].search(
            [
                ("entity_id", "=", self.entity_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("is_posted", "=", True),
            ]
        )

    def action_items(self):
        """Show the income the notice is about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("collective_economy.reform_income_item_action")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            ("date", ">=", fields.Date.to_string(self.date_from)),
            ("date", "<=", fields.Date.to_string(self.date_to)),
        ]
        action["context"] = {}
        return action

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "from": self.date_from,
            "to": self.date_to,
            "where": self.where or "",
            "amount": yuan(self.amount),
        }
