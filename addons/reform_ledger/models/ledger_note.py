from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.ledger import notes as rules
from odoo.exceptions import UserError

from ..messages import statements as messages

WITH_TEXTS = (rules.NOTES, rules.STATISTICS)


class LedgerNote(models.Model):
    """What a collective says in words to the statements of a year, and to the statistics."""

    _name = "ledger.note"
    _description = "Notes to the Statements"
    _inherit = ["mail.thread"]
    _order = "year desc, entity_id"
    _rec_name = "entity_id"
    _mail_post_access = "read"

    entity_id = fields.Many2one("reform.entity", required=True, ondelete="restrict", tracking=True)
    place_id = fields.Many2one(related="entity_id.place_id", string="Place")
    year = fields.Integer(
        required=True,
        default=lambda self: civil_day.today().year - 1,
        aggregator=None,
        tracking=True,
    )
    line_ids = fields.One2many("ledger.note.line", "note_id", "Texts")
    empty_count = fields.Integer("Still Empty", compute="_compute_empty_count")

    _entity_year = models.UniqueIndex("(entity_id, year)", "The notes of this year have been begun already.")
    _year_plausible = models.Constraint(
        "CHECK (year BETWEEN 1949 AND 2200)", "A year has four digits, such as 2024."
    )

    @api.depends("line_ids.text")
    def _compute_empty_count(self):
        for note in self:
            note.empty_count = len(note.line_ids.filtered(lambda line: not (line.text or "").strip()))

    @api.model_create_multi
    def create(self, vals_list):
        notes = super().create(vals_list)
        for note in notes:
            note._add_lines()
        return notes

    def write(self, vals):
        result = super().write(vals)
        if {"entity_id", "year"} & vals.keys():
            for note in self:
                note._add_lines()
        return result

    def _add_lines(self):
        """Add the texts that the form of the year asks for and that are not there yet."""
        self.ensure_one()
        book = self.env["ledger.book"]._of(self.entity_id)
        known = set(self.line_ids.mapped("code"))
        day = fields.Date.to_date(f"{self.year}-12-31")
        lines = [line for name in WITH_TEXTS for line in book.chart_id._statement_lines(name, day)]
        self.env["ledger.note.line"].create(
            [
                {"note_id": self.id, "sequence": position, "code": line.code, "label": line.label}
                for position, line in enumerate(lines, 1)
                if line.kind == "text" and line.code not in known
            ]
        )

    @api.model
    def _texts(self, entity, year):
        """Return {line code: text} of an entity's year."""
        note = self.search([("entity_id", "=", entity.id), ("year", "=", year)], limit=1)
        return {line.code: line.text or "" for line in note.line_ids}

    def action_notes(self):
        """Show the notes as they are printed."""
        self.ensure_one()
        return self.env["ledger.report"]._action("notes", self.entity_id)


class LedgerNoteLine(models.Model):
    """One text of the notes."""

    _name = "ledger.note.line"
    _description = "Text of the Notes"
    _order = "note_id, sequence, id"
    _rec_name = "label"

    note_id = fields.Many2one("ledger.note", "Notes", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, readonly=True)
    label = fields.Char("Item", required=True, readonly=True)
    text = fields.Text()

    _code_unique = models.UniqueIndex("(note_id, code)", "This text stands in the notes already.")

    def write(self, vals):
        if set(vals) - {"text"} and not self.env.su:
            raise UserError(messages.only_the_text(self.env))
        return super().write(vals)
