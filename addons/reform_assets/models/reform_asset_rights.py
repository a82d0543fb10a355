from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import asset_card
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..messages import register as messages
from .reform_asset_detail_mixin import RIGHTS

# Fields of a card that name an entity.
ENTITIES = ("entity_id", "land_owner_id", "building_owner_id", *RIGHTS)


class ReformAsset(models.Model):
    """Whose it is, in five parts: who owns it, runs it, has the income, supervises it, may dispose of it.

    After a merger these fall apart: the school belongs to the township, the village runs a kindergarten in
    it, three former villages share the income. What nobody says is with the owner.
    """

    _inherit = "reform.asset"

    share_ids = fields.One2many("reform.asset.share", "asset_id", "Co-owners", copy=True)
    funding_ids = fields.One2many("reform.asset.funding", "asset_id", "Sources of Money")

    @api.onchange("entity_id")
    def _onchange_entity_id(self):
        for name in ("operator_id", "beneficiary_id", "disposer_id"):
            if not self[name] or self[name] == self._origin.entity_id:
                self[name] = self.entity_id

    @api.constrains("share_ids")
    def _check_shares(self):
        for asset in self:
            percents = asset._share_percents()
            if percents and not asset_card.shares_fit(percents):
                raise ValidationError(
                    messages.shares_not_whole(self.env, card=asset.display_name, total=sum(percents))
                )

    def _share_percents(self):
        return tuple(Decimal(repr(share.percent or 0.0)) for share in self.share_ids)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._with_rights(vals_list)
        self._refuse_foreign_entities(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_foreign_entities([vals])
        return super().write(vals)

    @api.model
    def _with_rights(self, vals_list):
        """Return the values with the owner in the place of rights nobody was named for, and the township's
        body as the one that supervises.
        """
        places = {
            vals["place_id"] for vals in vals_list if vals.get("place_id") and not vals.get("supervisor_id")
        }
        supervisors = self._supervisors(places)
        completed = []
        for vals in vals_list:
            owner = vals.get("entity_id")
            rights = dict.fromkeys(("operator_id", "beneficiary_id", "disposer_id"), owner)
            rights["supervisor_id"] = supervisors.get(vals.get("place_id"))
            named = {name: vals.get(name) or value for name, value in rights.items() if owner}
            completed.append({**vals, **named})
        return completed

    @api.model
    def _supervisors(self, place_ids):
        """Return {place: entity} of the one township body that answers for a place; one query for all."""
        # sudo: that the township supervises the village is known to everybody in it.
        places = self.env["reform.place"].sudo().browse(place_ids).exists()
        bodies = self.env["reform.entity"].sudo()
        found = bodies._read_group(
            [("place_id", "in", places.township_id.ids), ("kind", "=", "township_body")],
            ["place_id"],
            ["id:recordset"],
        )
        by_township = {township: body.id for township, body in found if len(body) == 1}
        return {place.id: by_township.get(place.township_id) for place in places}

    def _refuse_foreign_entities(self, vals_list):
        """Raise AccessError when a card is to name an entity its writer does not answer for.

        A village names the entities of its own, of its former villages, and of the township and county above
        it, never those of another village: the township enters what several villages own together.
        """
        if self.env.su:
            return
        ids = {vals[name] for vals in vals_list for name in ENTITIES if vals.get(name)}
        for vals in vals_list:
            for command in vals.get("share_ids") or ():
                if command[0] in (Command.CREATE, Command.UPDATE) and command[2].get("entity_id"):
                    ids.add(command[2]["entity_id"])
        self.env["reform.entity"].browse(sorted(ids))._refuse_foreign()

    def _plain(self):
        return super()._plain()._replace(shares=self._share_percents())

    def _seal_payload(self):
        payload = super()._seal_payload()
        for name in ("share_ids", "funding_ids"):
            if lines := self[name].sorted("id"):
                payload[name] = lines._sealed()
        return payload
