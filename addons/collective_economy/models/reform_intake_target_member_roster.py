from odoo import fields, models
from odoo.addons.reform_rules.economy import roster
from odoo.addons.reform_rules.intake import place_names
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import members as messages

# What a line says of a member, beside name and household.
_COPIED = ("relation", "is_head", "sex", "birth_year", "cause", "identity", "phone", "bank_account", "note")


class ReformIntakeTargetMemberRoster(models.AbstractModel):
    """The roster of members as villages keep it in a sheet: one line a person, households by their number."""

    _name = "reform.intake.target.member_roster"
    _inherit = "reform.intake.target"
    _description = "Member Roster Sheet"

    def _title(self):
        return messages.roster_title(self.env)

    def _res_model(self):
        return "reform.member"

    def _columns(self):
        return roster.COLUMNS

    def _column_notes(self):
        return messages.roster_notes(self.env)

    def _example(self):
        # What a clerk in China writes; the person does not exist.
        return {
            "household": "0012", "name": "谢长贵", "county": "前锋区", "township": "护安镇",
            "village": "沙坪村", "group": "3组", "relation": "户主", "sex": "男", "birth": "1962年",
            "cause": "原始取得", "since": "1982-01-01", "phone": "13900000120",
        }  # fmt: skip

    def _importers(self):
        return ("reform_places.group_clerk",)

    # --- understanding ---

    def _reader(self, batch, units):
        return roster.Reader(units, batch.as_of)

    def _words(self, values):
        return place_names.Words(values.county, values.township, values.village)

    def _label(self, values):
        return values.name

    def _owner_key(self, values):
        return values.household

    def _existing(self, place_ids):
        if not place_ids:
            return []
        self.env["reform.member"].flush_model()
        self.env["reform.household"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT h.code, m.name, coalesce(h.origin_place_id, e.place_id), m.id,
                          m.name || ' ' || h.code
                     FROM reform_member m JOIN reform_household h ON h.id = m.household_id
                     JOIN reform_entity e ON e.id = m.entity_id
                    WHERE coalesce(h.origin_place_id, e.place_id) = ANY(%s)
                      AND m.state NOT IN ('left', 'deceased')""",
                place_ids,
            )
        )
        return [(*row, {}) for row in self.env.cr.fetchall()]

    # --- writing ---

    def _check_rights(self, batch):
        Member = self.env["reform.member"]
        Member._require_group("reform_places.group_clerk")
        Member.check_access("create")

    def _apply(self, batch, rows):
        """Create the people of some lines, and the households they name first."""
        entities = self._entities(batch, {place_id for _id, _values, place_id, *_rest in rows})
        households = self._households(entities, rows)
        vals_list = []
        for _row_id, values, place_id, _origin_id, _reference in rows:
            entity = entities[place_id]
            vals = {name: values[name] for name in _COPIED if values.get(name) not in (None, "")}
            vals["proposed_since"] = values.get("since") and fields.Date.to_date(values["since"])
            vals_list.append(
                {
                    **vals,
                    "name": values["name"],
                    "entity_id": entity.id,
                    "household_id": households[entity.id, values["household"]].id,
                }
            )
        return self.env["reform.member"].create(vals_list).ids

    def _entities(self, batch, place_ids):
        """Return {place id: collective}. Raises: UserError: a village with none or several."""
        found = {}
        for place in self.env["reform.place"].browse(place_ids):
            own = batch.entity_id if batch.entity_id.place_id == place else None
            entities = own or self.env["reform.entity"].search(
                [("place_id", "=", place.id), ("kind", "=", "collective")]
            )
            if len(entities) != 1:
                raise UserError(messages.not_one_collective(self.env, village=place.display_name))
            found[place.id] = entities
        return found

    def _households(self, entities, rows):
        """Return {(collective id, number): household}, with those that are new among them."""
        Household = self.env["reform.household"]
        wanted = {}
        for _row_id, values, place_id, origin_id, _reference in rows:
            entity = entities[place_id]
            vals = wanted.setdefault(
                (entity.id, values["household"]),
                {
                    "entity_id": entity.id,
                    "code": values["household"],
                    "name": values["name"],
                    "group_name": values.get("group") or False,
                    "origin_place_id": origin_id if origin_id != place_id else False,
                },
            )
            if values.get("is_head"):
                vals["name"] = values["name"]
        known = Household.with_context(active_test=False).search(
            [("entity_id", "in", [entity.id for entity in entities.values()]),
             ("code", "in", [code for _entity, code in wanted])]
        )  # fmt: skip
        found = {(household.entity_id.id, household.code): household for household in known}
        missing = [key for key in wanted if key not in found]
        found.update(zip(missing, Household.create([wanted[key] for key in missing]), strict=True))
        return found
