from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import inventory
from odoo.exceptions import UserError

from ..messages import count as messages
from .reform_count_counting import SAID
from .reform_count_find import TOLD

PAGE = 40
OPEN = ("unseen", "recount")
LINE = (
    "code", "name", "place_id", "unit", "book_quantity", "book_area_sqm", "book_condition", "book_use_state",
    "result", "status", "counted_by_id", "counted_quantity", "second_by_id", "needs_second",
    "difference_kinds", "has_photo",
)  # fmt: skip


class ReformCountRound(models.Model):
    """What the phone screen asks for: rounds that take counts, what is left, one thing, and the acts on it.

    Every answer holds the state of the round too, so that one call a thing is enough on a weak network. A
    list is one page, whatever the size of the round.
    """

    _inherit = "reform.count.round"

    @api.model
    def phone_rounds(self):
        """Return the rounds that take counts in the user's places, the most urgent first."""
        rounds = self.search([("state", "=", "counting")], order="report_due, id")
        return [count._phone_head() for count in rounds]

    def phone_state(self, search="", view="left", offset=0):
        """Return the head of the round and one page of lines.

        Args: view: left, second (a second person is missing), mine (counted by me), all.
        """
        self.ensure_one()
        lines = self.env["reform.count.line"]
        domain = fields.Domain(self._phone_view(view))
        if search := (search or "").strip():
            code = inventory.code_on_label(search)
            domain &= fields.Domain.OR(
                [
                    [("name", "ilike", search)],
                    [("code", "ilike", code)],
                    [("place_id.name", "ilike", search)],
                    [("custodian", "ilike", search)],
                ]
            )
        found = lines.search_fetch(
            domain, LINE, limit=PAGE + 1, offset=max(int(offset), 0), order="place_id, code"
        )
        return {
            "round": self._phone_head(),
            "lines": [line._phone_line() for line in found[:PAGE]],
            "more": len(found) > PAGE,
        }

    def phone_line(self, line_id):
        """Return one line with the photo of its card, and the places it may have gone to."""
        self.ensure_one()
        line = self._phone_browse(line_id)
        return {**line._phone_line(full=True), "places": self._phone_places()}

    def phone_scan(self, text):
        """Return the line of the card that a label names. Raises: UserError: no such card in the round."""
        self.ensure_one()
        code = inventory.code_on_label(text or "")
        line = self.env["reform.count.line"].search(
            [("round_id", "=", self.id), ("code", "=", code)], limit=1
        )
        if not line:
            raise UserError(messages.code_unknown(self.env, code=code[:40]))
        return self.phone_line(line.id)

    def phone_count(self, line_id, said):
        """Count one thing; return what to tell the user, the line, and the head of the round."""
        self.ensure_one()
        line = self._phone_browse(line_id)
        told = line._count({name: said.get(name) for name in SAID if said.get(name) is not None}, way="phone")
        return {"message": told.get(line.id, ""), "line": line._phone_line(), "round": self._phone_head()}

    def phone_undo(self):
        """Take back one's own last count in the round; return its line and the head."""
        self.ensure_one()
        entries = self.env["reform.count.entry"]
        mine = [("round_id", "=", self.id), ("user_id", "=", self.env.uid)]
        undone = entries.search([*mine, ("undoes_id", "!=", False)]).undoes_id
        last = entries.search([*mine, ("undoes_id", "=", False), ("id", "not in", undone.ids)], limit=1)
        if not last:
            raise UserError(messages.nothing_to_undo(self.env, line=self.name))
        last.line_id._undo()
        return {"line": last.line_id._phone_line(), "round": self._phone_head()}

    def phone_find(self, told):
        """Report an unknown item; return the head of the round."""
        self.ensure_one()
        self._report_find({name: told.get(name) for name in TOLD if told.get(name)})
        return self._phone_head()

    def phone_places(self):
        """Return the places of the round that the user answers for."""
        self.ensure_one()
        return self._phone_places()

    def _phone_browse(self, line_id):
        line = self.env["reform.count.line"].browse(int(line_id)).exists()
        if line.round_id != self:
            raise UserError(messages.code_unknown(self.env, code=str(line_id)))
        line.check_access("read")
        return line

    def _phone_view(self, view):
        domain = [("round_id", "=", self.id)]
        if view == "left":
            return [*domain, ("status", "in", OPEN)]
        if view == "second":
            return [*domain, ("status", "=", "second"), ("counted_by_id", "!=", self.env.uid)]
        if view == "mine":
            return [*domain, "|", ("counted_by_id", "=", self.env.uid), ("second_by_id", "=", self.env.uid)]
        return domain

    def _phone_head(self):
        """Return name, days left and how far the user's own places are."""
        self.ensure_one()
        known = dict(
            self.env["reform.count.line"]._read_group([("round_id", "=", self.id)], ["status"], ["__count"])
        )
        total, left = sum(known.values()), sum(known.get(status, 0) for status in OPEN)
        second = known.get("second", 0)
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "place": self.place_id.name,
            "days": (self.report_due - civil_day.today()).days,
            "total": total,
            "seen": total - left,
            "left": left,
            "second": second,
            # Rounded down: with one thing left it is not done.
            "percent": 100 * (total - left) // total if total else 0,
        }

    def _phone_places(self):
        scope = self.env.user.sudo().reform_scope_ids.ids
        places = self.env["reform.place"].search(
            [
                ("id", "child_of", self.place_id.id),
                ("id", "child_of", scope),
                ("level", "in", ("township", "village", "group")),
            ],
            limit=400,
        )
        return [{"id": place.id, "name": place.name} for place in places]


class ReformCountLine(models.Model):
    """A line as the phone shows it."""

    _inherit = "reform.count.line"

    def _phone_line(self, full=False):
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("result", "status", "book_condition", "book_use_state")
        }
        line = {
            "id": self.id,
            "code": self.code or "",
            "name": self.name or "",
            # sudo: the name of a person or of a place is no secret to who counts here.
            "place": self.sudo().place_id.name or "",
            "place_id": self.place_id.id,
            "unit": self.unit or "",
            "quantity": self.book_quantity,
            "area": self.book_area_sqm,
            "condition": labels["book_condition"].get(self.book_condition, ""),
            "use": labels["book_use_state"].get(self.book_use_state, ""),
            "result": self.result,
            "result_label": labels["result"].get(self.result, ""),
            "status": self.status,
            "status_label": labels["status"].get(self.status, ""),
            "counted_by": self.sudo().counted_by_id.name or "",
            "second_by": self.sudo().second_by_id.name or "",
            "mine": self.env.user in (self.counted_by_id, self.second_by_id),
            "needs_second": self.needs_second,
            "difference": self.difference_text or "",
        }
        if full:
            # sudo: the photo of the card in front of which somebody stands.
            card = self.sudo().asset_id
            line["photo"] = f"/web/image/reform.asset/{card.id}/photo_256" if card.has_photo else ""
            line["conditions"] = self._fields["condition_seen"]._description_selection(self.env)
            line["uses"] = [
                (key, label)
                for key, label in self._fields["use_state_seen"]._description_selection(self.env)
                if key in ("in_use", "leased", "lent", "idle")
            ]
        return line
