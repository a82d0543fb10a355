from odoo import fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import count as messages
from .reform_asset import CONDITIONS, NATURES, OWNER_CLASSES
from .reform_count_counting import CHECKERS
from .reform_count_entry import check_photo
from .reform_count_owner import _regime
from .reform_count_verdict import JUDGES

STATUSES = [("open", "To be decided"), ("accepted", "Surplus, gets a card"), ("rejected", "Item Rejected")]
TOLD = ("name", "place_id", "spot", "photo", "quantity", "unit", "condition", "latitude", "longitude", "note")
DECIDED = ("entity_id", "owner_class", "category_id", "nature", "value")


class ReformCountFind(models.Model):
    """A thing somebody came upon that no card speaks of: with a photo, the place and a description.

    It is a surplus once somebody else has decided so, and becomes a card when the round closes.
    """

    _name = "reform.count.find"
    _description = "Unknown Item"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"

    _frozen_columns = (
        "round_id", "name", "place_id", "spot", "quantity", "unit", "condition", "latitude", "longitude",
        "found_by_id", "found_at",
    )  # fmt: skip

    round_id = fields.Many2one("reform.count.round", required=True, index=True, ondelete="restrict")
    round_state = fields.Selection(related="round_id.state", string="State of the Round")
    name = fields.Char("What It Is", required=True)
    place_id = fields.Many2one("reform.place", required=True, index=True, ondelete="restrict")
    spot = fields.Char("Where Exactly")
    photo = fields.Image(max_width=1600, max_height=1600)
    photo_256 = fields.Image("Small Photo", related="photo", max_width=256, max_height=256, store=True)
    quantity = fields.Float(digits=(16, 4), default=1)
    unit = fields.Char()
    condition = fields.Selection(CONDITIONS)
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    note = fields.Char()
    found_by_id = fields.Many2one("res.users", "Found by", required=True, index=True, ondelete="restrict")
    found_at = fields.Datetime("Found On", required=True)

    status = fields.Selection(STATUSES, required=True, default="open", readonly=True, index=True)
    entity_id = fields.Many2one(
        "reform.entity", "Owner", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    owner_class = fields.Selection(OWNER_CLASSES, readonly=True)
    category_id = fields.Many2one(
        "reform.asset.category", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    nature = fields.Selection(NATURES, readonly=True)
    value = fields.Float(
        digits=(16, 2), readonly=True, help="In yuan, as decided: replacement or market value."
    )
    reason = fields.Char("Reason of the Decision", readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    decided_at = fields.Datetime("Decided On", readonly=True)
    asset_id = fields.Many2one(
        "reform.asset", "New Card", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    def _judge(self, accept, reason, **decided):
        """Decide that the item is a surplus, with its owner and value, or that it is none of ours.

        Raises: AccessError: not the office, or who found it. UserError: no reason, no owner, decided twice.
        """
        assert decided.keys() <= set(DECIDED), decided.keys() - set(DECIDED)
        self.check_access("read")
        self.env["reform.count.round"]._require_group(*JUDGES)
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        for find in self:
            count = find.sudo().round_id
            if count.state not in ("counting", "differences"):
                raise UserError(
                    messages.not_deciding(self.env, round=count.display_name, state=count._state_label())
                )
            find._refuse_confirmed(accept and decided)
            if not self.env.su and find.found_by_id == self.env.user:
                raise AccessError(messages.own_count(self.env, line=find.name))
        if accept:
            if (
                not decided.get("owner_class")
                or not decided.get("entity_id")
                and decided["owner_class"] != "unconfirmed"
            ):
                raise UserError(messages.find_needs_owner(self.env))
            decided["value"] = float(yuan(decided.get("value") or 0))
            if decided["value"] < 0 or decided.get("nature") == "resource" and decided["value"]:
                raise UserError(messages.find_value_wrong(self.env))
        # sudo: finds are written by acts alone.
        models.Model.write(
            self.sudo(),
            {
                **(decided if accept else {}),
                "status": "accepted" if accept else "rejected",
                "reason": reason.strip(),
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            },
        )
        if accept:
            self._name_owner(decided)
        return True

    def _refuse_confirmed(self, decided):
        """An owner that has confirmed its result gains and loses no item until that is taken back."""
        find = self.sudo()
        named = {(find.entity_id.id, find.owner_class)} if find.status == "accepted" else set()
        if decided:
            named.add((decided.get("entity_id") or False, decided.get("owner_class")))
        wanted = {(entity, _regime(owner_class)) for entity, owner_class in named}
        for owner in find.round_id.owner_ids:
            if owner.state == "confirmed" and (owner.entity_id.id, owner.regime) in wanted:
                raise UserError(messages.owner_confirmed(self.env))

    def _name_owner(self, decided):
        """Let an owner who had no card in the round confirm its result too."""
        regime = (
            decided["owner_class"] if decided["owner_class"] in ("state", "unconfirmed") else "collective"
        )
        entity = self.env["reform.entity"].browse(decided.get("entity_id") or [])
        # sudo: owners come into being by acts of ours alone.
        owners = self.env["reform.count.owner"].sudo()
        for count in self.round_id:
            known = owners.search_count(
                [("round_id", "=", count.id), ("entity_id", "=", entity.id), ("regime", "=", regime)]
            )
            if not known:
                owners._create_guarded(
                    [
                        {
                            "round_id": count.id,
                            "entity_id": entity.id,
                            "regime": regime,
                            "place_id": (entity.sudo().place_id or count.place_id).id,
                        }
                    ]
                )


class ReformCountRound(models.Model):
    """A round takes note of things that no card speaks of."""

    _inherit = "reform.count.round"

    def _report_find(self, told):
        """Note an unknown item. Args: told: by the names of `TOLD`. Returns the item."""
        self.ensure_one()
        self.check_access("read")
        self._require_group(*CHECKERS)
        assert told.keys() <= set(TOLD), told.keys() - set(TOLD)
        if self.state != "counting":
            raise UserError(
                messages.not_counting(self.env, round=self.display_name, state=self._state_label())
            )
        if not (told.get("name") or "").strip() or not told.get("photo") or not told.get("place_id"):
            raise UserError(messages.find_incomplete(self.env))
        if (told.get("quantity") or 1) <= 0:
            raise UserError(messages.find_incomplete(self.env))
        check_photo(self.env, told["photo"])
        place = self.env["reform.place"].browse(told["place_id"])
        scope = self.env.user.sudo().reform_scope_ids.ids
        inside = [("id", "=", place.id), ("id", "child_of", self.place_id.id), ("id", "child_of", scope)]
        if not self.env.su and not self.env["reform.place"].search_count(inside):
            raise AccessError(messages.find_elsewhere(self.env, round=self.display_name))
        # sudo: nobody has the right to add items by hand.
        return (
            self.env["reform.count.find"]
            .sudo()
            ._add(
                [
                    {
                        **{name: told.get(name) for name in TOLD if told.get(name)},
                        "round_id": self.id,
                        "found_by_id": self.env.uid,
                        "found_at": fields.Datetime.now(),
                    }
                ]
            )
            .with_env(self.env)
        )
