from odoo import fields, models
from odoo.addons.reform_assets.models.reform_count_entry import check_photo
from odoo.addons.reform_rules.capitals import lists
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger.cash_count import DENOMINATIONS
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, split_every

from ..messages import clearing_lists as messages
from .reform_clearing_item import BOOK_COLUMNS

WAYS = [
    ("phone", "Phone"),
    ("list", "List"),
    ("sheet", "Sheet"),
    ("round", "Counting Round"),
    ("letter", "Confirmation Letter"),
]
COUNTERS = (
    "reform_places.group_clerk",
    "reform_places.group_director",
    "reform_places.group_accountant",
    "reform_places.group_township",
)
NOTES = tuple(DENOMINATIONS)
# What may be said of a thing beside how much of it there is.
FACTS = (
    *NOTES, "statement_amount", "outstanding_amount", "ukeys", "evidence", "disputed", "collectable",
    "original_held", "keeper_found", "material", "seal_state", "number_from", "number_to", "used_count",
    "void_count", "unused_count", "reason", "note",
)  # fmt: skip
MEASURES = ("counted_quantity", "counted_amount")
SAID = frozenset({*MEASURES, *FACTS, "imprint"})
_SET = 5000


class ReformClearingCount(models.Model):
    """Somebody said what he found of a line, and when. The newest word counts; none is ever lost."""

    _name = "reform.clearing.count"
    _description = "Count of a Clearing"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "item_id"

    _frozen_columns = (
        "item_id", "user_id", "at", "way", "quantity", "amount", "said_measure", "facts", "ref",
    )  # fmt: skip

    item_id = fields.Many2one("reform.clearing.item", required=True, index=True, ondelete="restrict")
    clearing_id = fields.Many2one(related="item_id.clearing_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Said by", required=True, index=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True)
    way = fields.Selection(WAYS, required=True)
    said_measure = fields.Boolean("Counted", help="A number or an amount was said, not only a remark.")
    quantity = fields.Float(digits=(16, 4), aggregator=None)
    amount = fields.Float(digits=(16, 2), aggregator=None)
    facts = fields.Json("What Else Was Said")
    ref = fields.Char("Paper or Round")
    imprint = fields.Image(max_width=1200, max_height=1200)


class ReformClearingItem(models.Model):
    """Counting: who may say what was found, and what follows for the line.

    Everything works on sets: lines are locked once, the words go in with one statement, and lines that come
    to the same thing are written together.
    """

    _inherit = "reform.clearing.item"

    def write(self, vals):
        """What somebody writes into a list is a count of his; nothing else is by hand."""
        if not vals or not vals.keys() <= SAID:
            labels = [
                self._fields[name]._description_string(self.env)
                for name in sorted(vals.keys() & set(BOOK_COLUMNS))
            ]
            if labels:
                raise AccessError(messages.frozen_for_ever(self.env, fields="、".join(labels)))
            return super().write(vals)
        self._count_each([(item, vals) for item in self], way="list")
        return True

    def action_as_booked(self):
        """Note the chosen lines as found exactly as the books say; what only books know needs no count."""
        self._count_each(
            [
                (item, {"counted_quantity": item.book_quantity, "counted_amount": item.book_amount})
                for item in self
                if item.category_id.code not in lists.BOOKS_ONLY
            ],
            way="list",
        )
        return True

    def _count_each(self, items, *, way, ref=False):
        """Lay what was found on lines.

        Args: items: (line, {name of SAID: value}) each; numbers of notes make the amount of a cash line.
        Raises: UserError, AccessError: nothing is noted at all.
        """
        found = self.browse(item.id for item, _said in items)
        found.check_access("read")
        found.clearing_id._require_group(*COUNTERS)
        found._lock()
        found._refuse_counts()
        now, entries, written = fields.Datetime.now(), [], {}
        for item, said in items:
            entry, values = item._said(said)
            entries.append({**entry, "item_id": item.id, "way": way, "ref": ref,
                            "user_id": self.env.uid, "at": now})  # fmt: skip
            imprint = values.pop("imprint", None)
            if imprint is not None:
                item._write_down({"imprint": imprint})
            if entry["said_measure"]:
                values |= {"counted_by_id": self.env.uid, "counted_at": now}
            written.setdefault(tuple(sorted(values.items())), []).append(item.id)
        # sudo: nobody has the right to add counts by hand.
        self.env["reform.clearing.count"].sudo()._add(entries)
        for values, ids in written.items():
            if values:
                self.browse(ids)._write_down(dict(values))
        return True

    def _said(self, said):
        """Return (entry, values of the line) of what was said of one line."""
        self.ensure_one()
        said = {name: value for name, value in said.items() if name in SAID}
        if said.get("imprint"):
            check_photo(self.env, said["imprint"])
        facts = {name: said[name] for name in FACTS if name in said}
        values = {**facts, **({"imprint": said["imprint"]} if "imprint" in said else {})}
        quantity, amount = (said.get(name) for name in MEASURES)
        try:
            if facts.keys() & set(NOTES) and amount is None:
                amount = lists.notes({name: int(facts.get(name, self[name]) or 0) for name in NOTES})
            entry = {"facts": facts, "imprint": said.get("imprint") or False, "said_measure": False}
            if quantity is not None or amount is not None:
                values |= self._measured(quantity, amount)
                entry |= {
                    "said_measure": True,
                    "quantity": values["counted_quantity"],
                    "amount": values["counted_amount"],
                }
        except RuleError as refusal:
            raise UserError(messages.refusal(self.env, refusal, item=self.display_name)) from refusal
        return entry, values

    def _measured(self, quantity, amount):
        """Return what the line says once so much was found. Raises: RuleError."""
        book = self._book()
        category = self.category_id.code
        side = lists.found_side(
            category,
            None if quantity is None else lists.Decimal(str(quantity)),
            None if amount is None else yuan(amount),
            book,
        )
        apart = lists.difference(book, side)
        differs = lists.differs(category, book, side, listed=self.source not in ("template", "found"))
        return {
            "counted_quantity": float(side.quantity),
            "counted_amount": float(side.amount),
            "diff_quantity": float(apart.quantity),
            "diff_amount": float(apart.amount),
            "differs": differs,
            "state": "varied" if differs else "counted",
        }

    def _book(self):
        """Return the side of the books as the rule takes it."""
        self.ensure_one()
        return lists.Side(lists.Decimal(str(self.book_quantity)), yuan(self.book_amount))

    def _refuse_counts(self):
        """Lines are counted while their clearing is being counted, and one at a time decided."""
        for clearing in self.sudo().clearing_id:
            if clearing.state != "counting":
                raise UserError(
                    messages.not_counting(
                        self.env, clearing=clearing.display_name, state=clearing._state_label()
                    )
                )
        for item in self.sudo().filtered("verdict"):
            raise UserError(
                messages.decided_already(
                    self.env,
                    item=item.display_name,
                    user=item.verdict_by_id.name,
                    at=fields.Datetime.context_timestamp(self, item.verdict_at).strftime("%Y-%m-%d %H:%M"),
                )
            )
        for item in self.filtered(lambda item: item.category_id.code in lists.BOOKS_ONLY):
            raise UserError(messages.books_only(self.env, list=item.category_id.name))

    def _lock(self):
        """Hold the lines, so that of two people at one line the later sees the earlier."""
        for ids in split_every(_SET, sorted(self.ids)):
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM reform_clearing_item WHERE id = ANY(%s) ORDER BY id FOR UPDATE", list(ids)
                )
            )
        self.invalidate_recordset()

    def _write_down(self, vals):
        """Write what follows from an act; the guards of the client do not apply to it."""
        return models.Model.write(self.sudo(), vals)

    # --- things no book knew ---

    def _find(self, clearing, vals_list, *, way="list"):
        """Add lines for things found that no book knew; each is counted with what is said of it."""
        clearing._require_group(*COUNTERS)
        clearing.check_access("read")
        fresh = []
        for vals in vals_list:
            if not (vals.get("name") or "").strip() or not vals.get("category_id"):
                raise UserError(messages.name_missing(self.env))
            fresh.append(
                {
                    "clearing_id": clearing.id,
                    "entity_id": clearing.entity_id.id,
                    "source": "found",
                    **{name: vals[name] for name in OPEN_TO_FINDERS if vals.get(name)},
                }
            )
        # sudo: lines come into being by the freeze and by this act.
        items = self.sudo()._add(fresh).with_env(self.env)
        items._count_each(
            [
                (item, {name: value for name, value in vals.items() if name in SAID})
                for item, vals in zip(items, vals_list, strict=True)
            ],
            way=way,
        )
        return items


# What who finds something says of it; no account, for the books did not know it.
OPEN_TO_FINDERS = (
    "category_id", "name", "code", "partner_id", "place_id", "unit", "specification", "date_from", "date_to",
    "certificate_no",
)  # fmt: skip


class ReformClearingList(models.Model):
    """A list of which there is nothing: somebody puts his name to it."""

    _inherit = "reform.clearing.list"

    def action_nothing(self):
        """State that there is nothing of these lists."""
        self.clearing_id._require_group(*COUNTERS)
        self.check_access("read")
        for each in self:
            if each.clearing_id.state != "counting":
                raise UserError(
                    messages.not_counting(
                        self.env,
                        clearing=each.clearing_id.display_name,
                        state=each.clearing_id._state_label(),
                    )
                )
            if each.item_count:
                raise UserError(
                    messages.nothing_but_items(self.env, list=each.category_id.name, count=each.item_count)
                )
        values = {"nothing_by_id": self.env.uid, "nothing_at": fields.Datetime.now()}
        models.Model.write(self.sudo(), values)
        return True

    def action_as_booked(self):
        """Note every line of the list that is not counted yet as found exactly as the books say."""
        self.ensure_one()
        domain = [
            ("clearing_id", "=", self.clearing_id.id),
            ("category_id", "=", self.category_id.id),
            ("state", "=", "listed"),
            ("source", "!=", "template"),
        ]
        self.env["reform.clearing.item"].search(domain).action_as_booked()
        return True


class ReformClearing(models.Model):
    """The window in which something that no book knew is put on a list."""

    _inherit = "reform.clearing"

    def _add_found(self, vals_list, *, way="list"):
        """Add lines for things found to this clearing."""
        self.ensure_one()
        return self.env["reform.clearing.item"]._find(self, vals_list, way=way)


assert not SAID & set(BOOK_COLUMNS)
