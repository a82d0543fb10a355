from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import disposal as disposal_rule
from odoo.addons.reform_rules.money import ZERO, split, yuan
from odoo.exceptions import UserError

from ..messages import disposal as messages
from .reform_disposal import OUTCOMES, ROUTES

KINDS = [("proceeds", "Proceeds"), ("cost", "Disposal Cost")]
METHODS = [("bank", "Bank"), ("cash", "Cash"), ("treasury", "Treasury Receipt")]
OPEN = {
    "proceeds": (*OUTCOMES, "delivered"),
    "cost": (*OUTCOMES, "delivered", "listed", "approved"),
}


class ReformDisposalProceeds(models.Model):
    """One payment that came in for a disposal, or that it cost; a slip is taken back in red."""

    _name = "reform.disposal.proceeds"
    _description = "Money of a Disposal"
    _inherit = ["reform.append.only.mixin"]
    _order = "disposal_id, id"
    _rec_name = "key"
    _frozen_columns = (
        "disposal_id", "kind", "key", "date", "amount", "method", "route", "payer_id", "reference",
        "reverses_id",
    )  # fmt: skip

    disposal_id = fields.Many2one("reform.disposal", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="disposal_id.entity_id", string="Owner", store=True, index=True)
    place_id = fields.Many2one(related="disposal_id.place_id", string="Place", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    key = fields.Char(required=True, readonly=True)
    date = fields.Date(required=True)
    amount = fields.Float(digits=(16, 2), required=True)
    method = fields.Selection(METHODS, required=True)
    route = fields.Selection(ROUTES, "Goes to")
    payer_id = fields.Many2one("res.partner", "Paid by", ondelete="restrict")
    reference = fields.Char("Receipt No.")
    reverses_id = fields.Many2one("reform.disposal.proceeds", "Takes Back", readonly=True)

    _key_unique = models.Constraint("UNIQUE (key)", lambda env, _diag: messages.key_taken(env))
    _reversed_once = models.Constraint("UNIQUE (reverses_id)", lambda env, _diag: messages.reversed_once(env))

    def action_reverse(self):
        """Take a payment back in red: a slip of the keyboard is not rubbed out."""
        for row in self:
            row.disposal_id._require_money_hand("proceeds")
            taken_back = self.sudo().search_count([("reverses_id", "=", row.id)], limit=1)
            if taken_back or yuan(row.amount) <= ZERO:
                raise UserError(messages.reversed_once(self.env))
            row.disposal_id._receive(
                kind=row.kind,
                amount=-yuan(row.amount),
                date=civil_day.today(),
                method=row.method,
                payer=row.payer_id,
                reference=row.reference,
                reverses=row,
            )
        return True

    def _money_event(self):
        """Return the payment as facts for the books; the parts by card and origin village add up."""
        self.ensure_one()
        disposal = self.sudo().disposal_id
        lines, amount = disposal.line_ids, yuan(self.amount)
        weights = [yuan(line.value) or yuan(line.net_value) for line in lines]
        parts = split(amount, weights if any(weights) else [1] * len(lines))
        return {
            "key": self.key,
            "kind": "disposal_proceeds" if self.kind == "proceeds" else "disposal_costs",
            "entity_id": disposal.entity_id.id,
            "date": self.date,
            "amount": amount,
            "partner_id": self.payer_id.id,
            "method": self.method,
            "route": self.route,
            "reversal_of_key": self.reverses_id.key or "",
            "lines": [
                {
                    "asset_id": line.asset_id.id,
                    "origin_place_id": line.asset_id.origin_place_id.id,
                    "amount": part,
                }
                for line, part in zip(lines, parts, strict=True)
            ],
        }

    @api.model
    def _reform_invariants(self):
        return [(messages.check_proceeds(self.env), self._check_sums())]

    def _check_sums(self):
        """Return a sentence for each ended disposal whose money is not its price to the cent."""
        self.flush_model()
        self.env["reform.disposal"].flush_model()
        self.env.cr.execute(
            """SELECT d.name, d.price, coalesce(sum(p.amount), 0)
                 FROM reform_disposal d
                 LEFT JOIN reform_disposal_proceeds p ON p.disposal_id = d.id AND p.kind = 'proceeds'
                WHERE d.kind = 'sale' AND d.state IN ('proceeds_received', 'removed', 'reported')
                GROUP BY d.id, d.name, d.price HAVING d.price <> coalesce(sum(p.amount), 0)"""
        )
        return [
            messages.proceeds_differ_check(self.env, disposal=name, price=price, received=received)
            for name, price, received in self.env.cr.fetchall()
        ]


class ReformDisposal(models.Model):
    """Receiving and paying money for a disposal."""

    _inherit = "reform.disposal"

    def action_receive(self, kind="proceeds", amount=None, date=None, method="bank", reference=None):
        """Record a payment; without an amount a window asks for it. Instalments are several payments."""
        self.ensure_one()
        self._require_money_hand(kind)
        if amount is None:
            return {
                "type": "ir.actions.act_window",
                "res_model": "reform.disposal.receive",
                "view_mode": "form",
                "target": "new",
                "name": messages.receive_title(self.env),
                "context": {"default_disposal_id": self.id, "default_kind": kind},
            }
        if yuan(amount) <= ZERO:
            raise UserError(messages.amount_not_positive(self.env))
        payer = self.buyer_id if kind == "proceeds" else self.env["res.partner"]
        date = fields.Date.to_date(date) or civil_day.today()
        self._receive(
            kind=kind, amount=yuan(amount), date=date, method=method, payer=payer, reference=reference
        )
        return True

    def _require_money_hand(self, kind):
        self._require_group(
            "reform_places.group_clerk", "reform_places.group_accountant", "reform_places.group_township"
        )
        self.check_access("read")
        if kind not in OPEN or self.state not in OPEN[kind]:
            raise UserError(self._not_at_this_step())

    def _receive(self, *, kind, amount, date, method, payer, reference, reverses=None):
        """Add one row under its own key; held against whoever else records at this moment."""
        if date > civil_day.today():
            raise UserError(messages.money_in_future(self.env))
        if self.regime == "state" and kind == "proceeds" and method != "treasury":
            raise UserError(messages.treasury_only(self.env, disposal=self.name))
        self._lock_rows()
        # sudo: nobody has the right to add rows by hand, and the numbers count all of them.
        rows = self.env["reform.disposal.proceeds"].sudo()
        present = rows.search([("disposal_id", "=", self.id), ("kind", "=", kind)])
        total = sum((yuan(row.amount) for row in present), start=ZERO) + amount
        if kind == "proceeds" and not ZERO <= total <= yuan(self.price):
            raise UserError(
                messages.over_the_price(self.env, disposal=self.name, total=total, price=yuan(self.price))
            )
        row = rows._add(
            [
                {
                    "disposal_id": self.id,
                    "kind": kind,
                    "key": f"disposal:{self.name}:{kind}:{len(present) + 1}",
                    "date": date,
                    "amount": float(amount),
                    "method": method,
                    "route": disposal_rule.route_of(self.regime or "") if kind == "proceeds" else False,
                    "payer_id": payer.id,
                    "reference": (reference or "").strip() or False,
                    "reverses_id": reverses.id if reverses else False,
                }
            ]
        )
        self.invalidate_recordset(["proceeds_ids", "received", "costs"])
        label = dict(row._fields["kind"]._description_selection(self.env))[kind]
        self._message_log_batch(
            {self.id: messages.money_recorded(self.env, kind=label, amount=amount, date=date)}
        )
        return row
