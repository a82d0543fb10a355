from odoo import api, fields, models
from odoo.addons.reform_rules import own_values
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.parameters import articles, every_entry
from odoo.exceptions import ValidationError

from .. import civil_day, messages

SUBJECTS = [
    ("places", "Places and Alerts"),
    ("decision", "Democratic Decisions"),
    ("register", "Asset Cards"),
    ("count", "Stocktaking"),
    ("idle", "Idle Assets"),
    ("plan", "Use and Inspection"),
    ("valuation", "Valuation"),
    ("lease", "Leases and Arrears"),
    ("disposal", "Disposal of Assets"),
    ("economy", "Collective Income"),
    ("capitals", "Clearing and Handover"),
    ("audit", "Audit"),
    ("intake", "Import of Sheets"),
]
MARKS = [
    ("T", "Text of the Law Read"),
    ("S", "From a Named Source"),
    ("K", "To Be Confirmed"),
    ("?", "To Be Verified"),
    ("D", "Agreed by This System"),
]


class ReformParameterKind(models.Model):
    """One number of the regulations by the name people know it, beside what the nation and the county say.

    The number itself stays in ``parameters.toml``: this row only gives it a name that can be translated, and
    shows the entry of today with its article and how sure we are of it.
    """

    _name = "reform.parameter.kind"
    _description = "Policy Parameter"
    _order = "sequence, id"
    _rec_names_search = ("name", "code")

    name = fields.Char("Policy Parameter", required=True, translate=True, readonly=True)
    code = fields.Char("Technical Name", required=True, readonly=True, index=True)
    subject = fields.Selection(SUBJECTS, required=True, readonly=True, index=True)
    sequence = fields.Integer(readonly=True)
    national_text = fields.Char("National Value", compute="_compute_national")
    unit = fields.Char("Unit of the Value", compute="_compute_national")
    since = fields.Date("National Value since", compute="_compute_national")
    article = fields.Char("Ground of the National Value", compute="_compute_national")
    mark = fields.Selection(
        MARKS,
        "How Sure",
        compute="_compute_national",
        search="_search_mark",
        help="Whether the text of the law was read. What is not certain has to be compared with the source.",
    )
    own_text = fields.Char("Value of the County", compute="_compute_own_text")
    has_own = fields.Boolean("Set by the County", compute="_compute_own_text", search="_search_has_own")
    value_ids = fields.One2many("reform.parameter", "kind_id", "County Values")

    _one_code = models.Constraint("UNIQUE (code)", "This policy parameter exists already.")

    def _entry(self):
        """Return the national entry of today, None for a number of an earlier version."""
        self.ensure_one()
        known = self.code in every_entry()
        return own_values.entry_on(self.code, civil_day.today()) if known else None

    @api.depends("code")
    @api.depends_context("lang", "tz")
    def _compute_national(self):
        units = messages.parameter_units(self.env)
        for kind in self:
            entry = kind._entry()
            law = articles()[entry.article] if entry else None
            kind.national_text = kind._written(entry.value, entry.unit) if entry else False
            kind.unit = units.get(entry.unit, entry.unit) if entry else False
            kind.since = entry.valid_from if entry else False
            kind.article = messages.ground(self.env, law["law"], law["article"]) if law else False
            kind.mark = entry.mark if entry and entry.mark in dict(MARKS) else False

    def _search_mark(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        kinds = self.search([])  # pylint: disable=no-search-all  # about a hundred rows
        wanted = kinds.filtered(lambda kind: (kind.mark in value) == (operator == "in"))
        return [("id", "in", wanted.ids)]

    @api.depends_context("lang", "tz")
    def _compute_own_text(self):
        today = civil_day.today()
        found = self.env["reform.parameter"]._in_force_by_county(today)
        counties = self.env["reform.place"].browse(found)
        for kind in self:
            entry = kind._entry()
            own = [
                messages.own_value(
                    self.env, kind._written(found[county.id][kind.code], entry.unit), county.name
                )
                for county in counties
                if entry and kind.code in found[county.id]
            ]
            kind.own_text = "; ".join(own)
            kind.has_own = bool(own)

    def _search_has_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.env["reform.parameter"]._in_force_by_county(civil_day.today())
        codes = {code for own in found.values() for code in own}
        return [("code", "in" if True in value else "not in", sorted(codes))]

    # --- what people type and read ---

    def _words(self):
        """Return the word → what people call it, for values that are lists of words."""
        entry = self._entry()
        return messages.parameter_words(self.env, entry.unit) if entry else {}

    def _written(self, value, unit):
        return own_values.written(value, unit, self._words()) or messages.nothing(self.env)

    def _understood(self, text, day):
        """Return the value that was typed for a day. Raises: ValidationError: it is none, or too loose."""
        self.ensure_one()
        text = (text or "").strip()
        text = "" if text in ("-", messages.nothing(self.env)) else text
        called = {label: word for word, label in self._words().items()}
        try:
            return own_values.understand(self.code, text, day, called)
        except own_values.NotThatKind as error:
            shown = self.national_text
            raise ValidationError(
                messages.not_a_value(self.env, name=self.name, text=text, unit=self.unit, example=shown)
            ) from error
        except own_values.LooserThanTheLaw as error:
            raise ValidationError(
                messages.looser_than_the_law(self.env, name=self.name, law=error.law, text=text)
            ) from error
        except RuleError as error:
            raise ValidationError(messages.not_for_a_county(self.env, name=self.name)) from error

    def action_own_value(self):
        """Open a new value of the county for this number."""
        return {
            "type": "ir.actions.act_window",
            "name": messages.new_own_value(self.env),
            "res_model": "reform.parameter",
            "views": [(False, "form")],
            "context": {"default_kind_id": self.id},
        }
