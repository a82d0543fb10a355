from odoo import fields, models
from odoo.addons.reform_rules.assets import asset_card
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from .. import messages
from .reform_asset import AMOUNTS, AREAS, CONTENT
from .reform_asset_detail_mixin import ADDED

KINDS = [("correction", "Correction"), ("use", "Change of use"), ("act", "Act")]
# What the county may put right on a confirmed card. Number and use have their own acts.
CORRECTABLE = (CONTENT | AMOUNTS | AREAS | ADDED | {"accumulated"}) - {
    "code",
    "use_state",
    "idle_since",
    "idle_reason",
}


class ReformAssetChange(models.Model):
    """One field of a card that was changed after its confirmation: what it was, what it is, who did it, why.

    Confirmed cards are never overwritten: the change is an act of its own, sealed, and shown for as long as
    the card.
    """

    _name = "reform.asset.change"
    _description = "Change of an Asset Card"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "field_label"

    _frozen_columns = (
        "asset_id",
        "kind",
        "user_id",
        "at",
        "field_name",
        "old_value",
        "new_value",
        "reason",
        "since",
    )

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)
    user_id = fields.Many2one("res.users", "Changed by", required=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True)
    field_name = fields.Char(required=True)
    field_label = fields.Char("Field", compute="_compute_field_label")
    old_value = fields.Char()
    new_value = fields.Char()
    reason = fields.Char(required=True)
    since = fields.Date(help="First day of the new use.")

    def _compute_field_label(self):
        labels = self.env["reform.asset"].fields_get(attributes=["string"])
        for change in self:
            change.field_label = labels.get(change.field_name, {}).get("string", change.field_name)


class ReformAsset(models.Model):
    """Correcting a confirmed card: only by the authority that confirmed it, with a reason, never by
    writing.
    """

    _inherit = "reform.asset"

    def _correct(self, values, reason):
        """Put right fields of a confirmed card.

        Args: values: field → new value as `write` takes it, fields of `CORRECTABLE`. Raises: AccessError: not
        the authority, or who entered the card. UserError: not confirmed, no reason, nothing changed, or a
        faulty result.
        """
        self.ensure_one()
        assert values.keys() <= CORRECTABLE, values.keys() - CORRECTABLE
        if self.state != "confirmed":
            raise UserError(messages.correct_only_confirmed(self.env, card=self.display_name))
        classes = {self.owner_class, values.get("owner_class", self.owner_class)}
        # Both sides put their name to a card that goes from one regime to the other: the one that takes it
        # acts.
        taking = values.get("owner_class", self.owner_class)
        self._require_group(f"reform_places.group_{asset_card.confirming_authority(taking)}")
        self._refuse_own_hand_in_correction()
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        if "unconfirmed" in classes - {self.owner_class} and self._lease_in_force():
            raise UserError(messages.asset_is_let(self.env, card=self.display_name))
        if not self._change(values, kind="correction", reason=reason.strip()):
            raise UserError(messages.nothing_changed(self.env))
        self._refuse_problems()
        return True

    def _refuse_own_hand_in_correction(self):
        if not self.env.su and self.env.user == self.sudo().create_uid:
            raise UserError(messages.own_hand(self.env, card=self.display_name))

    def _change(self, values, *, kind, reason, since=None):
        """Write values past the guard, note old and new for each field that differs, seal it; return what
        differed.
        """
        return self._change_each(dict.fromkeys(self, values), kind=kind, reason=reason, since=since)

    def _change_each(self, values_by_asset, *, kind, reason, since=None):
        """Write values of its own to each card, as `_change` does; {card: {field: value}}."""
        changes = []
        for asset in self:
            values = values_by_asset[asset]
            before = {name: asset._shown(name) for name in values}
            asset._set_guarded(values)
            changes += [
                {
                    "asset_id": asset.id,
                    "kind": kind,
                    "user_id": self.env.uid,
                    "at": fields.Datetime.now(),
                    "field_name": name,
                    "old_value": old,
                    "new_value": asset._shown(name),
                    "reason": reason,
                    "since": since,
                }
                for name, old in before.items()
                if old != asset._shown(name)
            ]
        if not changes:
            return []
        self.flush_recordset()
        # sudo: nobody has the right to add to the list of changes by hand.
        self.env["reform.asset.change"].sudo()._add(changes)
        touched = self.browse(dict.fromkeys(change["asset_id"] for change in changes))
        touched._seal({asset: (asset.state, asset.state) for asset in touched}, kind=kind, reason=reason)
        names = {change["field_name"] for change in changes}
        labels = self.fields_get(sorted(names), ["string"])
        bodies = {}
        for change in changes:
            line = messages.changed(
                self.env,
                field=labels[change["field_name"]]["string"],
                old=change["old_value"] or "–",
                new=change["new_value"] or "–",
                reason=reason,
            )
            bodies.setdefault(change["asset_id"], []).append(line)
        touched._message_log_batch({asset_id: "\n".join(lines) for asset_id, lines in bodies.items()})
        return changes

    def _shown(self, name):
        """Return a field's value as the people who read the list of changes know it."""
        value = self[name]
        field = self._fields[name]
        if isinstance(value, models.BaseModel):
            return value.sudo().display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "float":
            return f"{value:.{field.get_digits(self.env)[1]}f}"
        return str(value or "")

    def _seal_digests(self):
        """Say what the content of every card that somebody put a name to is today, for the nightly check."""
        for asset in self.search([("state", "!=", "registered")], order="id"):
            yield asset.id, asset.display_name, chain.digest(chain.canonical(asset._seal_payload()))
