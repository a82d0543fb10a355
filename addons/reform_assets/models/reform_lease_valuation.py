from decimal import Decimal

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import valuation as messages


class ReformLease(models.Model):
    """The floor of a rent may rest on a valuation, as long as that valuation may be used."""

    _inherit = "reform.lease"
    _guarded_fields = frozenset({"valuation_ids"})

    valuation_ids = fields.Many2many(
        "reform.valuation",
        "reform_lease_valuation_rel",
        "lease_id",
        "valuation_id",
        "Valuations",
        readonly=True,
        copy=False,
        help="Where the floor rent was taken from.",
    )

    def action_take_valuation(self):
        """Set the floor rent to the sum of the rent values in force today, and say where it is from."""
        self._require_group("reform_places.group_clerk", "reform_places.group_director")
        for lease in self:
            if lease.state != "draft":
                raise UserError(messages.only_in_draft(self.env, lease=lease.display_name))
            assets = lease.asset_ids
            lines = self.env["reform.valuation"]._valid_lines(assets, civil_day.today(), "lease")
            bare = [asset.display_name for asset in assets if asset not in lines]
            if bare or not lines:
                cards = ", ".join(bare) or lease.display_name
                raise UserError(messages.no_valuation_for_lease(self.env, cards=cards))
            # sudo: the rent values are what the valuations in force say, whoever may read them.
            found = self.env["reform.valuation.line"].union(*lines.values()).sudo()
            names = ", ".join(found.valuation_id.mapped("name"))
            lease.write(
                {
                    "floor_rent": float(sum((yuan(line.rent_value) for line in found), start=Decimal(0))),
                    "price_basis": "valuation",
                    "price_note": messages.taken_from(self.env, valuations=names),
                }
            )
            lease._set_guarded({"valuation_ids": [fields.Command.set(found.valuation_id.ids)]})
        return True

    def action_price(self):
        self._refuse_valuation_over()
        return super().action_price()

    def action_sign(self):
        self._refuse_valuation_over()
        return super().action_sign()

    def _refuse_valuation_over(self):
        """Refuse a lease whose floor rests on a valuation that has ended or is contested."""
        today = civil_day.today()
        for lease in self:
            # sudo: whether a valuation may be used is asked for people who may not read it.
            over = lease.sudo().valuation_ids.filtered(
                lambda one: one.state not in ("confirmed", "superseded") or one.valid_to < today
            )
            if lease.price_basis == "valuation" and over:
                raise UserError(
                    messages.lease_valuation_over(
                        self.env, lease=lease.display_name, valuations=", ".join(over.mapped("name"))
                    )
                )
