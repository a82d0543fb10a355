import re

from odoo import api, fields, models
from odoo.addons.reform_rules.places import lineage
from odoo.addons.reform_rules.places.codes import NotADivisionCode, parse
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from .. import civil_day, messages

LEVELS = [
    ("province", "Province"),
    ("prefecture", "Prefecture"),
    ("county", "County"),
    ("township", "Township"),
    ("village", "Village or Community"),
    ("group", "Villager Group"),
]
COMMITTEE_TYPES = [
    ("village", "Villagers' Committee"),
    ("community", "Residents' Committee"),
    ("virtual", "Other Unit"),
]


class ReformPlace(models.Model):
    """An administrative unit for as long as it existed.

    A merged village and the villages it was made of are different places, even when name and code went on:
    what each brought in stays visible for ever. Two trees hang together here. `parent_id` is the
    administrative parent, of then. `scope_parent_id` says who answers for the place today: a former village
    hangs below the village that followed it, an unresolved one below its township. `child_of` follows the
    second tree, so a user's scope includes predecessors without another word.
    """

    _name = "reform.place"
    _description = "Place"
    _order = "code, valid_from desc, id"
    _parent_name = "scope_parent_id"
    _parent_store = True
    _rec_names_search = ("full_name", "code")

    name = fields.Char(required=True, index="trigram")
    official_name = fields.Char(help="Name of the committee or office as the official list writes it.")
    code = fields.Char(
        "Division Code",
        size=12,
        index=True,
        help="Twelve digits of the statistical list. Not an identity: a code may go on to another place.",
    )
    level = fields.Selection(LEVELS, required=True, default="village", index=True)
    committee_type = fields.Selection(COMMITTEE_TYPES, "Committee", index=True)
    full_name = fields.Char(compute="_compute_full_name", store=True, index="trigram")

    # The administrative tree.
    parent_id = fields.Many2one("reform.place", "Belongs to", index=True, ondelete="restrict")
    child_ids = fields.One2many("reform.place", "parent_id", "Places Below")
    county_id = fields.Many2one(
        "reform.place", compute="_compute_above", store=True, index=True, recursive=True
    )
    township_id = fields.Many2one(
        "reform.place", compute="_compute_above", store=True, index=True, recursive=True
    )

    # Who answers for it today.
    scope_parent_id = fields.Many2one(
        "reform.place",
        "Answered for by",
        index=True,
        readonly=True,
        ondelete="restrict",
        help="The village that followed a former one, otherwise the unit above. Kept by the mergers.",
    )
    scope_child_ids = fields.One2many("reform.place", "scope_parent_id", "Answers for")
    parent_path = fields.Char(index=True)

    # Validity.
    valid_from = fields.Date(help="First day. Empty: it was there before the first list.")
    valid_to = fields.Date(help="Last day. Empty: it still stands.", index=True)
    former = fields.Boolean(compute="_compute_former", search="_search_former")

    # Lineage.
    ended_by_ids = fields.Many2many(
        "reform.merger", "reform_merger_predecessor_rel", "place_id", "merger_id", "Ended by", readonly=True
    )
    formed_by_ids = fields.Many2many(
        "reform.merger", "reform_merger_successor_rel", "place_id", "merger_id", "Formed by", readonly=True
    )
    predecessor_count = fields.Integer("Predecessors", compute="_compute_lineage_counts")
    successor_count = fields.Integer("Successors", compute="_compute_lineage_counts")
    entity_ids = fields.One2many("reform.entity", "place_id", "Entities")

    _code_digits = models.Constraint(
        "CHECK (code IS NULL OR code ~ '^[0-9]{12}$')", "A division code has twelve digits."
    )
    _validity = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "A place cannot end before it begins.",
    )
    _committee = models.Constraint(
        "CHECK (committee_type IS NULL OR level = 'village')", "Only a village or community has a committee."
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        civil_day.install(self.env.cr)

    @api.depends("name", "level", "township_id.name", "county_id.name")
    def _compute_full_name(self):
        for place in self:
            above = [] if place.level in ("province", "prefecture") else [place.county_id, place.township_id]
            names = [other.name for other in above if other and other != place]
            place.full_name = "".join([*filter(None, names), place.name or ""])

    @api.depends("level", "parent_id.county_id", "parent_id.township_id")
    def _compute_above(self):
        for place in self:
            place.county_id = place if place.level == "county" else place.parent_id.county_id
            place.township_id = place if place.level == "township" else place.parent_id.township_id

    @api.depends("valid_to")
    def _compute_former(self):
        for place in self:
            place.former = bool(place.valid_to)

    def _search_former(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        domains = [Domain("valid_to", "!=" if wanted else "=", False) for wanted in value]
        found = Domain.OR(domains)
        return found if operator == "in" else ~found

    @api.depends("full_name", "name", "valid_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for place in self:
            full_name = place.full_name or place.name or ""
            if place.valid_to and place.name:
                above = full_name.removesuffix(place.name)
                full_name = above + messages.former_place(self.env, name=place.name)
            place.display_name = full_name

    @api.model
    def _search_display_name(self, operator, value):
        """Find a place by name or code, and a former one the way people say it: 原沙坪村, 护安镇原沙坪村."""
        domain = super()._search_display_name(operator, value)
        match = re.fullmatch(r"(.*)原(.+)", value.strip()) if isinstance(value, str) else None
        if match and operator in ("ilike", "like", "=ilike", "=like", "="):
            former = Domain("valid_to", "!=", False) & Domain("name", "ilike", match[2])
            if match[1]:
                former &= Domain("full_name", "ilike", match[1])
            return Domain(domain) | former
        return domain

    @api.depends("ended_by_ids.state", "ended_by_ids.successor_ids", "formed_by_ids.state")
    def _compute_lineage_counts(self):
        for place in self:
            place.predecessor_count = len(place._formed_by().predecessor_ids)
            place.successor_count = len(place._ended_by().successor_ids)

    @api.constrains("code", "level")
    def _check_code(self):
        for place in self.filtered("code"):
            try:
                level = parse(place.code).level
            except NotADivisionCode:
                raise ValidationError(messages.not_a_division_code(self.env, code=place.code)) from None
            if place.level != level:
                raise ValidationError(
                    messages.code_of_another_level(
                        self.env, code=place.code, place=place.name, level=dict(LEVELS)[level]
                    )
                )

    @api.constrains("parent_id", "level")
    def _check_parent(self):
        order = [level for level, _label in LEVELS]
        for place in self.filtered("parent_id"):
            if order.index(place.parent_id.level) >= order.index(place.level):
                raise ValidationError(
                    messages.parent_below(self.env, place=place.name, parent=place.parent_id.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_scope_parent(vals)
        return super().create(
            [{**vals, "scope_parent_id": vals.get("parent_id", False)} for vals in vals_list]
        )

    def write(self, vals):
        self._refuse_scope_parent(vals)
        result = super().write(vals)
        if "parent_id" in vals:
            self._refresh_scope()
        return result

    def _refuse_scope_parent(self, vals):
        """The scope decides who sees which money; it follows from parents and mergers, nobody writes it."""
        if "scope_parent_id" in vals:
            raise AccessError(messages.scope_is_kept_by_mergers(self.env))

    # --- lineage ---

    def _ended_by(self):
        """Return the confirmed merger in which the places ended (empty when they stand)."""
        return self.ended_by_ids.filtered(lambda merger: merger.state == "confirmed")

    def _formed_by(self):
        """Return the confirmed mergers of which the places came."""
        return self.formed_by_ids.filtered(lambda merger: merger.state == "confirmed")

    def _predecessors(self, at=None):
        """Return the earlier places these came from, nearest first; with a day only those standing on it."""
        return self._lineage_walk("predecessors", at)

    def _successors(self, at=None):
        """Return the later places these went into, nearest first; with a day only those standing on it."""
        return self._lineage_walk("successors", at)

    def _standing(self, day):
        """Return who stands for these places on a day: themselves, predecessors or successors."""
        return self._lineage_walk("standing", day)

    def _lineage_walk(self, way, day):
        history = self.env["reform.merger"]._lineage(self)
        keys = dict.fromkeys(key for place in self for key in getattr(history, way)(place.id, day))
        return self.browse(keys)

    def _unit(self):
        """Return the place as the value from which the kind of a merger follows."""
        self.ensure_one()
        return lineage.Unit(self.name or "", self.committee_type or "")

    def _refresh_scope(self):
        """Hang the places below whoever answers for them today.

        One successor: that one. Several (a split) or none known: the township of then, or who followed it;
        when the township itself was divided, the county.
        """
        for place in self:
            successors = place._ended_by().successor_ids
            above = successors if len(successors) == 1 else place.parent_id
            if place.scope_parent_id != above:
                # Past the refusal above: this is the one place where the tree of the scope grows.
                models.Model.write(place, {"scope_parent_id": above.id})

    # --- acts ---

    def action_predecessors(self):
        return self._places_action(self._formed_by().predecessor_ids, messages.predecessors_of)

    def action_successors(self):
        return self._places_action(self._ended_by().successor_ids, messages.successors_of)

    def _places_action(self, places, title):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_places.reform_place_action")
        action.update(
            name=title(self.env, place=self.display_name),
            domain=[("id", "in", places.ids)],
            context={"create": False},
            views=[(False, "list"), (False, "form")],
        )
        if len(places) == 1:
            action.update(views=[(False, "form")], res_id=places.id)
        return action

    # --- checks ---

    @api.model
    def _reform_invariants(self):
        """Compare validity and scope of every place with the confirmed mergers."""
        return [(messages.check_places(self.env), [*self._check_validity(), *self._check_scope()])]

    def _check_validity(self):
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT p.id FROM reform_place p
                 LEFT JOIN LATERAL (
                        SELECT count(*) AS mergers, max(m.date) AS day
                          FROM reform_merger_predecessor_rel r
                          JOIN reform_merger m ON m.id = r.merger_id AND m.state = 'confirmed'
                         WHERE r.place_id = p.id) ended ON true
                 LEFT JOIN LATERAL (
                        SELECT min(m.date) AS day
                          FROM reform_merger_successor_rel r
                          JOIN reform_merger m ON m.id = r.merger_id AND m.state = 'confirmed'
                         WHERE r.place_id = p.id AND m.absorbing IS NOT TRUE) formed ON true
                WHERE ended.mergers > 1
                   OR (ended.mergers = 1 AND p.valid_to IS DISTINCT FROM ended.day - 1)
                   OR (formed.day IS NOT NULL AND p.valid_from IS DISTINCT FROM formed.day)
                ORDER BY p.id"""
        )
        places = self.browse(row[0] for row in self.env.cr.fetchall())
        return [messages.validity_differs(self.env, place=place.display_name) for place in places]

    def _check_scope(self):
        self.env.cr.execute(
            """SELECT p.id FROM reform_place p
                 LEFT JOIN LATERAL (
                        SELECT min(s.place_id) AS place_id, count(*) AS successors
                          FROM reform_merger_predecessor_rel r
                          JOIN reform_merger m ON m.id = r.merger_id AND m.state = 'confirmed'
                          JOIN reform_merger_successor_rel s ON s.merger_id = m.id
                         WHERE r.place_id = p.id) next ON true
                WHERE p.scope_parent_id IS DISTINCT FROM
                      CASE WHEN next.successors = 1 THEN next.place_id ELSE p.parent_id END
                ORDER BY p.id"""
        )
        places = self.browse(row[0] for row in self.env.cr.fetchall())
        return [messages.scope_differs(self.env, place=place.display_name) for place in places]
