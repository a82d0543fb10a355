import json

from odoo import fields, models
from odoo.addons.reform_rules.assets import inventory
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, split_every

from ..messages import count as messages

COUNTERS = ("reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township")
CHECKERS = (*COUNTERS, "reform_places.group_supervisor")
# What a client may say about what he saw.
SAID = (
    "result", "quantity", "place_id", "spot", "condition", "use_state", "latitude", "longitude", "photo",
    "note",
)  # fmt: skip
_SET = 5000


class ReformCountLine(models.Model):
    """Counting: who may look, what he says, and what follows for the line.

    Everything works on sets: the lines are locked once, the entries go in with one statement, and one more
    writes what follows from them. What a line shows is worked out from its entries each time, so an entry
    taken back leaves no trace but itself.
    """

    _inherit = "reform.count.line"

    def _count(self, said, *, way):
        """Count all lines of the set with the same words; return the answer of `_count_each`."""
        return self._count_each([(line, said) for line in self], way=way)

    def _count_each(self, items, *, way):
        """Count lines.

        Args: items: (line, what was seen by the names of `SAID`) each. Returns: {line id: sentence} for
        lines that somebody else had counted before, who is told so. Raises: UserError, AccessError: nothing
        is noted at all.
        """
        lines = self.browse(line.id for line, _said in items)
        lines.check_access("read")
        lines._refuse_closed_to_counts()
        lines._lock()
        taken = lines._taken()
        me, answers, values = self.env.user, {}, []
        now = fields.Datetime.now()
        limits = {count: count._limits() for count in lines.round_id}
        for line, said in items:
            first, second = taken.get(line.id, (None, None))
            if line.verdict:
                raise UserError(messages.decided_already(self.env, line=line.name))
            if first and second and me not in (first.user_id, second.user_id):
                raise UserError(
                    messages.counted_twice(
                        self.env, line=line.name, first=first.user_id.name, second=second.user_id.name
                    )
                )
            again = bool(first) and first.user_id != me
            line._refuse_counter(again)
            if again and not second:
                answers[line.id] = messages.counted_before(
                    self.env,
                    line=line.name,
                    user=first.user_id.name,
                    at=fields.Datetime.context_timestamp(self, first.at),
                )
            line._check_said(said)
            values.append(line._entry_values(said, way=way, at=now))
        # sudo: nobody has the right to add counts by hand.
        self.env["reform.count.entry"].sudo()._add(values)
        lines._settle(limits)
        return answers

    def _refuse_closed_to_counts(self):
        """Counts are taken while the round is counting, and later of things that are to be counted again."""
        for line in self.sudo().filtered(lambda line: line.round_id.state != "counting"):
            count = line.round_id
            if count.state != "differences" or "recount" not in line.verdict_ids.mapped("verdict"):
                raise UserError(
                    messages.not_counting(self.env, round=count.display_name, state=count._state_label())
                )
        self._refuse_confirmed()

    def _refuse_counter(self, again):
        """Refuse who may not make this count: by role, and by the people named for the round."""
        self._require_group(*(CHECKERS if again else COUNTERS))
        team = self.sudo().round_id
        named = team.checker_ids if again else team.counter_ids
        if not self.env.su and named and self.env.user not in named:
            raise AccessError(
                messages.not_in_the_team(
                    self.env, round=team.display_name, users="、".join(named.mapped("name"))
                )
            )

    def _require_group(self, *xmlids):
        return self.env["reform.count.round"]._require_group(*xmlids)

    def _check_said(self, said):
        """Refuse what cannot have been seen, with the sentence of the refusal."""
        assert said.keys() <= set(SAID), said.keys() - set(SAID)
        if said.get("result") not in inventory.RESULTS:
            raise UserError(messages.result_missing(self.env, line=self.name))
        if abs(said.get("latitude") or 0) > 90 or abs(said.get("longitude") or 0) > 180:
            raise UserError(messages.coordinates_outside(self.env, line=self.name))
        if said.get("place_id") and not self.env["reform.place"].browse(said["place_id"]).exists():
            raise UserError(messages.place_unknown(self.env, line=self.name))
        try:
            inventory.check_seen(self._book(), _seen(said))
        except RuleError as refusal:
            raise UserError(messages.refusal(self.env, refusal, line=self.name)) from refusal

    def _entry_values(self, said, *, way, at):
        seen = _seen(said)
        quantity = float(inventory.counted(self._book(), seen))
        plain = {name: said.get(name) or False for name in SAID}
        return {
            **plain,
            "line_id": self.id,
            "user_id": self.env.uid,
            "at": at,
            "way": way,
            "quantity": quantity,
        }

    def _lock(self):
        """Hold the lines, so that of two people counting one thing the later sees the earlier."""
        for ids in split_every(_SET, sorted(self.ids)):
            self.env.cr.execute(
                SQL("SELECT id FROM reform_count_line WHERE id = ANY(%s) ORDER BY id FOR UPDATE", list(ids))
            )
        self.invalidate_recordset()

    def _taken(self):
        """Return {line id: (entry of the first counter, entry of the second or None)} as they stand.

        The newest entry of each of the first two people since the last decision to count again.
        """
        # sudo: what somebody outside one's scope has counted decides all the same who is second.
        entries = self.env["reform.count.entry"].sudo()
        since = self._since()
        found = entries.search([("line_id", "in", self.ids)], order="id")
        undone = set(found.undoes_id.ids)
        by_line = {}
        for entry in found:
            if entry.undoes_id or entry.id in undone or entry.id <= since.get(entry.line_id.id, 0):
                continue
            by_line.setdefault(entry.line_id.id, {})[entry.user_id] = entry
        return {line_id: (*list(people.values())[:2], None)[:2] for line_id, people in by_line.items()}

    def _since(self):
        """Return {line id: last entry before it was to be counted again} of the lines that were."""
        # sudo: decisions are read to reckon with, whoever may read them.
        verdicts = self.env["reform.count.verdict"].sudo()
        groups = verdicts._read_group(
            [("line_id", "in", self.ids), ("verdict", "=", "recount")], ["line_id"], ["after_entry:max"]
        )
        return {line.id: last for line, last in groups}

    def _settle(self, limits=None):
        """Work out what the lines show from the entries laid on them, and write it with one statement."""
        if not self:
            return
        self.env.flush_all()
        limits = limits or {count: count._limits() for count in self.round_id}
        taken = self._taken()
        again = self._since()
        rows = [
            line._standing(*taken.get(line.id, (None, None)), limits[line.round_id], again=line.id in again)
            for line in self
        ]
        columns = list(rows[0])
        types = SQL(", ").join(
            SQL(
                "%s %s",
                SQL.identifier(name),
                SQL(self._fields[name].column_type[1] if name != "id" else "int4"),
            )
            for name in columns
        )
        sets = SQL(", ").join(
            SQL("%s = t.%s", SQL.identifier(name), SQL.identifier(name)) for name in columns if name != "id"
        )
        self.env.cr.execute(
            SQL(
                """UPDATE reform_count_line l SET %s, write_uid = %s, write_date = %s
                     FROM jsonb_to_recordset(%s::jsonb) AS t(%s) WHERE l.id = t.id""",
                sets,
                self.env.uid,
                fields.Datetime.now(),
                json.dumps(rows),
                types,
            )
        )
        self.invalidate_recordset()

    def _standing(self, first, second, limits, *, again):
        """Return the columns of the line that follow from its one or two counts."""
        row = {
            "id": self.id, "result": "unseen", "counted_quantity": None, "place_seen_id": None, "spot": None,
            "condition_seen": None, "use_state_seen": None, "counted_by_id": None, "counted_at": None,
            "second_by_id": None, "second_at": None, "second_result": None, "second_quantity": None,
            "has_photo": False, "note": None, "needs_second": False, "disputed": False, "must_decide": False,
            "difference": None, "difference_kinds": None, "diff_quantity": None, "diff_cost": None,
            "diff_net": None, "verdict": None, "verdict_by_id": None, "verdict_reason": None,
            "unseen_reason": self.unseen_reason or None, "unseen_by_id": self.unseen_by_id.id or None,
            "status": "recount" if again else "unseen",
        }  # fmt: skip
        if not first:
            return row
        book, seen = self._book(), _entry_seen(first)
        found = inventory.difference(book, seen)
        row |= {
            "result": first.result,
            "counted_quantity": first.quantity,
            "place_seen_id": first.place_id.id or None,
            "spot": first.spot or None,
            "condition_seen": inventory.condition_seen(book, seen),
            "use_state_seen": first.use_state or None,
            "counted_by_id": first.user_id.id,
            "counted_at": fields.Datetime.to_string(first.at),
            "has_photo": bool(first.with_context(bin_size=True).photo or second and second.photo),
            "note": first.note or None,
            "needs_second": inventory.needs_second(book, found, limits),
            "must_decide": inventory.must_be_adjudicated(found, limits),
            "difference": found.kinds[0] if found.kinds else None,
            "difference_kinds": ",".join(found.kinds) or None,
            "diff_quantity": str(found.quantity),
            "diff_cost": str(found.cost),
            "diff_net": str(found.net),
            "unseen_reason": None,
            "unseen_by_id": None,
        }
        if second:
            disputed = not inventory.agree(seen, _entry_seen(second), book)
            row |= {
                "second_by_id": second.user_id.id,
                "second_at": fields.Datetime.to_string(second.at),
                "second_result": second.result,
                "second_quantity": second.quantity,
                "disputed": disputed,
                "must_decide": disputed or row["must_decide"],
            }
        row["status"] = _status(row)
        return row

    # --- taking back, and things nobody saw ---

    def _undo(self):
        """Take back one's own last count of each line."""
        self.check_access("read")
        self._refuse_closed_to_counts()
        self._lock()
        taken = self._taken()
        now, values = fields.Datetime.now(), []
        for line in self:
            if line.verdict:
                raise UserError(messages.decided_already(self.env, line=line.name))
            mine = [entry for entry in taken.get(line.id, ()) if entry and entry.user_id == self.env.user]
            if not mine:
                raise UserError(messages.nothing_to_undo(self.env, line=line.name))
            values.append(
                {
                    "line_id": line.id,
                    "user_id": self.env.uid,
                    "at": now,
                    "way": mine[0].way,
                    "undoes_id": mine[0].id,
                }
            )
        # sudo: nobody has the right to add counts by hand.
        self.env["reform.count.entry"].sudo()._add(values)
        self._settle()
        return True

    def action_undo(self):
        """Take back one's own count."""
        return self._undo()

    def _explain_unseen(self, reason):
        """Put one's name to the reason why nobody saw these things; they stay unseen."""
        self.check_access("read")
        self._require_group(*COUNTERS)
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        self._lock()
        self._refuse_confirmed()
        for line in self:
            if line.sudo().round_id.state not in ("counting", "differences"):
                raise UserError(
                    messages.not_counting(
                        self.env,
                        round=line.sudo().round_id.display_name,
                        state=line.sudo().round_id._state_label(),
                    )
                )
            if line.result != "unseen":
                raise UserError(messages.was_seen(self.env, line=line.name))
        self._write_down({"unseen_reason": reason.strip(), "unseen_by_id": self.env.uid})
        return True

    def _write_down(self, values):
        """Write what an act of ours has found, the same for all lines."""
        # sudo: lines are written by acts alone.
        models.Model.write(self.sudo(), values)
        self.flush_recordset()


def _status(row):
    if row["needs_second"] and not row["second_by_id"]:
        return "second"
    return "open" if row["disputed"] or row["difference_kinds"] else "agreed"


def _seen(said):
    """Return what a client said as the rule takes it; nothing said is not zero (and `0 == False`)."""
    quantity = said.get("quantity")
    return inventory.Seen(
        result=said["result"],
        quantity=None
        if quantity is None or quantity is False or quantity == ""
        else inventory.units(quantity),
        place=said.get("place_id") or None,
        condition=said.get("condition") or None,
        use_state=said.get("use_state") or None,
    )


def _entry_seen(entry):
    return inventory.Seen(
        result=entry.result,
        quantity=inventory.units(entry.quantity),
        place=entry.place_id.id or None,
        condition=entry.condition or None,
        use_state=entry.use_state or None,
    )
