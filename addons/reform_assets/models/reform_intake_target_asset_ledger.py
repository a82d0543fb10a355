import base64
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_intake.copying import Copying, as_text
from odoo.addons.reform_rules import units
from odoo.addons.reform_rules.assets import asset_category, asset_ledger
from odoo.addons.reform_rules.assets import regime as regime_rule
from odoo.addons.reform_rules.intake import place_names
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError
from odoo.tools import SQL, split_every

from .. import messages

# Figures by which a line is compared with a card that exists: field of the line, of the card, decimals.
FIGURES = (("area_sqm", "area_sqm", 2), ("cost", "cost", 2), ("net_value", "net_value", 2))
# Kinds of entities that own what a class of owner says, nearest place first.
OWNERS = {
    "state": ("township_body",),
    "town_collective": ("collective",),
    "village_collective": ("collective",),
    "group_collective": ("collective",),
}
# What a published case says beyond the card, in the order in which it is told in the remarks.
REMARKS = ("asset_type", "owner", "condition_text", "address", "mode", "user", "rent_year", "investment",
           "income_year", "year", "status", "note", "source")  # fmt: skip
_COLUMNS = (
    "id", "code", "name", "state", "place_id", "origin_place_id", "township_id", "county_id", "entity_id",
    "owner_class", "certificate_no", "category_id", "nature", "condition", "acquired_date", "area_sqm",
    "area_mu", "land_area_mu", "cost", "use_state", "idle_since", "idle_reason", "latitude",
    "longitude", "has_photo", "note", "intake_ref", "intake_row_id", "create_uid", "create_date",
    "write_uid", "write_date", "regime", "card_kind", "net_value", "accumulated", "quantity", "unit",
    "months_used",
    "operator_id", "beneficiary_id", "disposer_id", "supervisor_id", "in_dispute",
)  # fmt: skip
# Cards made ready while those before are on their way into the database.
_PART = 250


class ReformAsset(models.Model):
    """The card knows the line of the sheet it came from."""

    _inherit = "reform.asset"

    intake_row_id = fields.Many2one(
        "reform.intake.row",
        "Row of the Sheet",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_intake_row(self):
        """Open the line the card came from."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.intake.row",
            "res_id": self.intake_row_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }


class ReformIntakeTargetAssetLedger(models.AbstractModel):
    """The ledger of idle or of all assets, as townships keep it in a sheet."""

    _name = "reform.intake.target.asset_ledger"
    _inherit = "reform.intake.target"
    _description = "Asset Ledger Sheet"

    def _title(self):
        return messages.asset_ledger_title(self.env)

    def _res_model(self):
        return "reform.asset"

    def _columns(self):
        return asset_ledger.COLUMNS

    def _column_notes(self):
        return messages.asset_ledger_notes(self.env)

    def _example(self):
        # What a clerk in China writes; an example in another language would teach nothing.
        return {
            "name": "原沙坪村村小", "county": "前锋区", "township": "护安镇", "village": "原沙坪村",
            "address": "沙坪社区3组", "asset_type": "学校", "owner": "村集体", "nature": "经营性",
            "area_sqm": "600", "area_mu": "2.4", "cost": "125000", "accumulated": "95000",
            "net_value": "30000", "quantity": "1", "unit": "幢", "months_used": "321",
            "acquired": "1998年9月",
            "condition": "一般", "use_state": "闲置", "idle_since": "2019-07-01", "idle_reason": "学校撤并",
        }  # fmt: skip

    # --- understanding ---

    def _reader(self, batch, units):
        return asset_ledger.Reader(units, batch.as_of, self.env["reform.parameter"]._at(batch.as_of))

    def _words(self, values):
        return place_names.Words(values.county, values.township, values.village)

    def _label(self, values):
        return values.name

    def _owner_key(self, values):
        return values.owner_class

    def _figures(self, values):
        return {
            field: f"{float(values[field]):.{decimals}f}"
            for field, _card, decimals in FIGURES
            if values.get(field) is not None
        }

    def _existing(self, place_ids):
        if not place_ids:
            return []
        self.env["reform.asset"].flush_model()
        # In plain SQL and past the fence on purpose: a card that exists out of sight is a duplicate all the
        # same, and the answer names its number only.
        self.env.cr.execute(
            SQL(
                """SELECT owner_class, name, coalesce(origin_place_id, place_id), id, code,
                          area_sqm, cost, net_value
                     FROM reform_asset WHERE coalesce(origin_place_id, place_id) = ANY(%s)""",
                place_ids,
            )
        )
        return [
            (owner, name, place_id, card_id, f"{code} {name}", self._card_figures(figures))
            for owner, name, place_id, card_id, code, *figures in self.env.cr.fetchall()
        ]

    def _card_figures(self, figures):
        return {
            field: f"{float(value or 0):.{decimals}f}"
            for (field, _card, decimals), value in zip(FIGURES, figures, strict=True)
        }

    # --- writing ---

    def _check_rights(self, batch):
        Asset = self.env["reform.asset"]
        Asset.check_access("create")
        Asset._require_group("reform_places.group_clerk", "reform_places.group_township")

    def _apply(self, batch, rows):
        """Copy the cards of a set into the table at once, under the same rights and checks as `create`."""
        Asset = self.env["reform.asset"]
        places = self._places({place_id for _id, _values, place_id, *_rest in rows})
        owners = self._owners(batch, places)
        categories, card_kinds = self._categories()
        supervisors = Asset._supervisors(places)
        codes, ids = Asset._next_codes(len(rows)), self._next_ids(len(rows))
        # Translated once for the set.
        words = messages.remark(self.env), self._remark_titles()

        def card(card_id, code, row):
            row_id, values, place_id, origin_id, reference = row
            owner_class = values.get("owner_class", "unconfirmed")
            kind = asset_category.category(values.get("asset_type", ""), owner_class, values.get("nature"))
            owner, category = owners(owner_class, place_id), categories.get(kind)
            regime = regime_rule.regime_of(owner_class)
            return (
                card_id, code, values["name"], "registered", place_id, origin_id, *places[place_id],
                owner, owner_class, values.get("certificate_no"), category, values.get("nature"),
                values.get("condition"),
                values.get("acquired"), *_areas(values),
                values.get("cost", 0), values.get("use_state") or "in_use",
                values.get("idle_since"), values.get("idle_reason"), values.get("latitude", 0),
                values.get("longitude", 0), "f", self._remarks(values, *words), reference, row_id, *stamp,
                regime and regime.name, card_kinds.get(category), *_written_off(values),
                values.get("quantity", 1), values.get("unit"), int(Decimal(values.get("months_used", 0))),
                owner, owner, owner, supervisors.get(place_id) if owner else None, "f",
            )  # fmt: skip

        stamp = [self.env.uid, fields.Datetime.now()] * 2
        Asset.flush_model()
        with Copying(self.env.cr, "reform_asset", ", ".join(_COLUMNS)) as copying:
            for part in split_every(_PART, zip(ids, codes, rows, strict=True)):
                copying.send([as_text(card(*each)) for each in part])
        self._check_written(batch, Asset.browse(ids))
        return ids

    def _check_written(self, batch, assets):
        """Hold what was inserted to the scope and the checks of the card, as `create` does."""
        assets.invalidate_model()
        # What is looked at below, and not the forty columns of every card.
        assets.fetch(["code", "state", "place_id", "latitude", "longitude", "nature", "cost", "net_value",
                      "accumulated"])  # fmt: skip
        assets.check_access("create")
        fenced = batch.env["reform.place"].search_count(
            [("id", "in", assets.place_id.ids), ("id", "child_of", self.env.user.sudo().reform_scope_ids.ids)]
        )
        if not self.env.su and fenced != len(assets.place_id):
            raise AccessError(messages.place_out_of_scope(self.env))
        assets._validate_fields(["latitude", "longitude", "nature", "cost", "net_value", "accumulated"])
        assets._ask_next_approver()

    # --- demo ---

    @api.model
    def _load_demo(self):
        """Load the published cases as a county's sheet; counties that are not on the list yet are added.

        The demo's administrator and auditor are given the new counties, so that somebody can look at them.
        """
        # The builder writes .xls, which the server itself never does.
        from ..demo import published_cases

        Place = self.env["reform.place"]
        known = Place.search([("level", "=", "county")])
        batch = (
            self.env["reform.intake.batch"]
            .with_context(lang="zh_CN")
            .create(
                {
                    "target": "published_cases",
                    "file": base64.b64encode(published_cases.workbook()),
                    "file_name": published_cases.FILE_NAME,
                    "place_id": known[:1].id or Place.create({"name": "前锋区", "level": "county"}).id,
                    "mode": "all",
                    "create_places": True,
                }
            )
        )
        batch._stage()
        batch._apply_some()
        added = Place.search([("level", "=", "county"), ("id", "not in", known.ids)])
        for login in ("admin", "auditor"):
            user = self.env["res.users"].search([("login", "=", login)])
            user.write({"reform_scope_ids": [fields.Command.link(place.id) for place in added]})
        return True

    def _places(self, ids):
        self.env.cr.execute(
            SQL("SELECT id, township_id, county_id FROM reform_place WHERE id = ANY(%s)", list(ids))
        )
        return {
            place_id: (township_id, county_id) for place_id, township_id, county_id in self.env.cr.fetchall()
        }

    def _owners(self, batch, places):
        """Return a function that names the owning entity: the only one of its kind at the place, or none."""
        wanted = set(places) | {town for town, _county in places.values() if town}
        by_place = {}
        for entity in self.env["reform.entity"].search([("place_id", "in", list(wanted))]):
            by_place.setdefault((entity.place_id.id, entity.kind), []).append(entity.id)

        own_place, own, own_kind = batch.place_id.id, batch.entity_id.id, batch.entity_id.kind

        def owner(owner_class, place_id):
            kinds = OWNERS.get(owner_class, ())
            if own and place_id == own_place and own_kind in kinds:
                return own
            township_id = places[place_id][0]
            at = township_id if owner_class in ("state", "town_collective") else place_id
            found = [entity_id for kind in kinds for entity_id in by_place.get((at, kind), ())]
            return found[0] if len(found) == 1 else None

        return owner

    def _categories(self):
        """Return {(edition, code): category} and {category: kind of card}."""
        found = self.env["reform.asset.category"].search([])  # pylint: disable=no-search-all  # a handful of rows
        return (
            {(category.edition, category.code): category.id for category in found},
            {category.id: category.card_kind for category in found},
        )

    def _next_ids(self, count):
        """Return ids for new cards, in ascending order."""
        return serial.numbers(self.env.cr, "reform_asset_id_seq", count)

    def _remark_titles(self):
        titles = {column.field: column.titles[0] for column in self._columns()}
        titles["condition_text"] = titles["condition"]
        return titles

    def _remarks(self, values, form, titles):
        """Return what the line says beyond the card, each with its title; an unknown figure is not told."""
        said = []
        for field in REMARKS:
            value = values.get(field)
            if value not in (None, ""):
                said.append(form % {"title": titles[field], "value": value})
        return "\n".join(said) or None


def _written_off(values):
    """Return (net value, accumulated depreciation): two of cost, net value and these give the third."""
    cost, net_value, accumulated = map(values.get, ("cost", "net_value", "accumulated"))
    if cost is None or net_value is None and accumulated is None:
        return net_value or 0, 0
    if net_value is None:
        return yuan(cost) - yuan(accumulated), accumulated
    # A net value of nothing says that all is written off only where the depreciation says so too.
    return net_value, yuan(cost) - yuan(net_value) if yuan(net_value) or accumulated else 0


def _areas(values):
    """Return (area in m², area in mu, land beneath in mu): an area in mu alone is the area of the thing."""
    area_sqm, area_mu = values.get("area_sqm"), values.get("area_mu")
    if area_sqm is None and area_mu is not None:
        return units.read_area(area_mu, default_unit="mu"), area_mu, 0
    if area_sqm is None:
        return 0, 0, 0
    return area_sqm, units.mu_from_sqm(Decimal(area_sqm)), area_mu or 0
