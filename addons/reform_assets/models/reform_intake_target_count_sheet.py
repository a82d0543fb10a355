from odoo import models
from odoo.addons.reform_rules.assets import count_sheet, inventory
from odoo.addons.reform_rules.intake import place_names
from odoo.exceptions import UserError

from ..messages import count as messages
from .reform_count_counting import CHECKERS

# Names of values of a line ← what they say of the count.
SAID = {
    "result": "result", "quantity": "quantity", "condition": "condition", "use_state": "use_state",
    "place_id": "place_id", "note": "note",
}  # fmt: skip


class ReformIntakeTargetCountSheet(models.AbstractModel):
    """The sheet of a counting round, filled in on paper or on a computer and sent back.

    The mark of a line names the card and the round, so a sheet of any township is loaded without being told
    which round it is of. The same sheet twice counts once.
    """

    _name = "reform.intake.target.count_sheet"
    _inherit = "reform.intake.target"
    _description = "Count Sheet"

    def _title(self):
        return messages.sheet_title(self.env)

    def _res_model(self):
        return "reform.count.line"

    def _columns(self):
        return count_sheet.COLUMNS

    def _column_notes(self):
        return messages.sheet_notes(self.env)

    def _example(self):
        # What a clerk in China writes; an example in another language would teach nothing.
        return {
            "line_no": "QC000001-12", "code": "ZC0000012", "name": "原沙坪村村小", "result": "在账在位",
            "quantity": "1", "condition": "一般", "use_state": "闲置", "note": "钥匙在张会计处",
        }  # fmt: skip

    # --- understanding ---

    def _reader(self, batch, units):
        return count_sheet.Reader(self._known(batch), self._place_ids(batch))

    def _known(self, batch):
        """Return {mark: line} of the rounds that take counts, within the places of the batch and the user."""
        lines = self.env["reform.count.line"].search_fetch(
            [("round_id.state", "=", "counting"), ("place_id", "child_of", batch.place_id.id)],
            ["round_id", "code", "name", "place_id", "book_quantity", "book_cost", "book_net",
             "book_condition", "book_use_state"],
        )  # fmt: skip
        return {line._mark(): count_sheet.Known(line.id, line.name, line._book()) for line in lines}

    def _place_ids(self, batch):
        """Return ids by name of the places of the batch's county; 0 where several bear the name."""
        county = batch.place_id.county_id or batch.place_id
        found = {}
        for place in self.env["reform.place"].search_fetch(
            [("id", "child_of", county.id), ("level", "in", ("township", "village", "group"))], ["name"]
        ):
            found[place.name] = 0 if place.name in found else place.id
        return found

    def _words(self, values):
        return place_names.Words("", "", "")

    def _label(self, values):
        return values.name or values.line_no

    def _owner_key(self, values):
        return values.line_no

    def _figures(self, values):
        if not values.get("result"):
            return {}
        return _figures(values.get("result"), values.get("quantity"))

    def _existing(self, place_ids):
        """Return what has been counted already: the very same count again is known, another one differs."""
        if not place_ids:
            return []
        lines = self.env["reform.count.line"].search_fetch(
            [
                ("round_id.state", "=", "counting"),
                ("result", "!=", "unseen"),
                ("counted_by_id", "=", self.env.uid),
            ],
            ["round_id", "code", "name", "result", "counted_quantity", "book_quantity"],
        )
        return [
            (line._mark(), line.name, place_id, line.id, f"{line.code} {line.name}", line._figures())
            for place_id in place_ids
            for line in lines
        ]

    # --- writing ---

    def _check_rights(self, batch):
        lines = self.env["reform.count.line"]
        lines.check_access("read")
        lines._require_group(*CHECKERS)

    def _apply(self, batch, rows):
        """Lay the counts of a set on their lines; lines without a result are left as they are."""
        lines = self.env["reform.count.line"]
        items = []
        for _row_id, values, _place_id, _origin_id, _reference in rows:
            if values.get("result"):
                said = {SAID[name]: values[name] for name in SAID if values.get(name) not in (None, "")}
                items.append((lines.browse(values["line_id"]), said))
        if items:
            lines._count_each(items, way="sheet")
        return [values["line_id"] for _row_id, values, *_rest in rows]


class ReformCountLine(models.Model):
    """A line in the sheet of its round."""

    _inherit = "reform.count.line"

    def _mark(self):
        """Return the mark by which the line comes back."""
        self.ensure_one()
        # sudo: the number of a round is no secret to who reads one of its lines.
        return f"{self.sudo().round_id.code}-{self.id}"

    def _figures(self):
        self.ensure_one()
        return _figures(self.result, str(inventory.units(self.counted_quantity)))


class ReformCountRound(models.Model):
    """The sheet of a round, and the window that takes it back."""

    _inherit = "reform.count.round"

    def action_sheet(self):
        """Hand out the sheet of the round, pre-filled."""
        self.ensure_one()
        if not self.line_count:
            raise UserError(messages.not_frozen_yet(self.env, round=self.display_name))
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_assets/count/{self.id}/sheet.xlsx",
            "target": "self",
        }

    def action_load_sheet(self):
        """Open the window that loads a filled sheet."""
        self.ensure_one()
        scope = self.env.user.sudo().reform_scope_ids[:1]
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.intake.batch",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_target": "count_sheet",
                "default_place_id": scope.id or self.place_id.id,
                "default_as_of": str(self.record_date),
            },
        }


def _figures(result, quantity):
    """Return what two counts of one person are compared by; a number not written down is not compared."""
    figures = {"result": result}
    if quantity not in (None, ""):
        figures["quantity"] = str(inventory.units(quantity))
    return figures
