from odoo import fields, models
from odoo.addons.reform_rules.capitals import lists
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import clearing_lists as messages
from .reform_clearing_item import BOOK_COLUMNS

TEAM = ("reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township")
JUDGES = ("reform_places.group_township", "reform_places.group_county_agriculture")
# What the digest of a list covers beside what the books said.
FOUND_COLUMNS = (
    "counted_quantity", "counted_amount", "reason", "evidence", "disputed", "differs", "verdict",
    "verdict_reason", "decided_quantity", "decided_amount", "claim_partner_id", "signed_by_id",
)  # fmt: skip


class ReformClearing(models.Model):
    """The lists of a clearing as a whole: what they come to, and the step from counting to deciding."""

    _inherit = "reform.clearing"

    _guarded_fields = frozenset({"lists_digest"})

    list_ids = fields.One2many("reform.clearing.list", "clearing_id", "Lists")
    item_count = fields.Integer("Lines", compute="_compute_list_numbers")
    counted_count = fields.Integer("Counted", compute="_compute_list_numbers")
    differing_count = fields.Integer("Differences", compute="_compute_list_numbers")
    undecided_count = fields.Integer("To Be Decided", compute="_compute_list_numbers")
    to_do_text = fields.Text("Still to Do", compute="_compute_to_do_text")
    control_html = fields.Html("Control", compute="_compute_control_html", sanitize=False)
    counted_percent = fields.Float("Counted (%)", compute="_compute_list_numbers", aggregator="avg")
    lists_digest = fields.Char("Digest of the Lists", readonly=True, copy=False)

    def _compute_list_numbers(self):
        numbers = {}
        for clearing, state, differs, count in self.env["reform.clearing.item"]._read_group(
            [("clearing_id", "in", self.ids)], ["clearing_id", "state", "differs"], ["__count"]
        ):
            numbers.setdefault(clearing.id, []).append((state, differs, count))
        for clearing in self:
            rows = numbers.get(clearing.id, [])
            total = sum(count for *_rest, count in rows)
            clearing.item_count = total
            clearing.counted_count = sum(count for state, _differs, count in rows if state != "listed")
            clearing.differing_count = sum(count for _state, differs, count in rows if differs)
            clearing.undecided_count = sum(count for state, _differs, count in rows if state == "varied")
            clearing.counted_percent = 100 * clearing.counted_count / total if total else 0

    def _compute_to_do_text(self):
        """Say what keeps a clearing where it is."""
        for clearing in self:
            problems = []
            if clearing.state == "counting":
                problems = clearing._counting_problems()[clearing]
            elif clearing.state == "adjudicating":
                problems = clearing._confirm_problems()[clearing]
            clearing.to_do_text = "\n".join(problems) or False

    def _compute_control_html(self):
        """Draw the control: accounts of the books beside the sums of the lines."""
        for clearing in self:
            rows = clearing._control_rows() if clearing.item_count else []
            names = clearing._account_names([row.account for row in rows])
            clearing.control_html = self.env["ir.qweb"]._render(
                "three_capitals.clearing_control", {"rows": rows, "names": names}
            )

    def _account_names(self, codes):
        # sudo: names of accounts are no secret to who reads the lists.
        accounts = self.env["ledger.account"].sudo().search_fetch(
            [("code", "in", codes), ("entity_id", "in", (False, self.entity_id.id)),
             ("id", "in", self.sudo().item_ids.account_id.ids + self.sudo().item_ids.worn_account_id.ids)],
            ["code", "name"],
        )  # fmt: skip
        return {account.code: account.name for account in accounts}

    # --- what the lists come to ---

    def _list_digests(self):
        """Return {clearing id: {code of the list: SHA-256}} of all lines as they stand, in one statement."""
        return self._digests((*BOOK_COLUMNS, *FOUND_COLUMNS))

    def _book_digests(self):
        """Return the same of what the books said alone, which never changes."""
        return self._digests(BOOK_COLUMNS)

    def _digests(self, columns):
        self.env["reform.clearing.item"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT i.clearing_id, c.code, encode(sha256(convert_to(string_agg(
                          concat_ws('|', i.id, %s), E'\n' ORDER BY i.id), 'UTF8')), 'hex')
                     FROM reform_clearing_item i JOIN reform_clearing_category c ON c.id = i.category_id
                    WHERE i.clearing_id = ANY(%s) GROUP BY 1, 2 ORDER BY 1, 2""",
                SQL(", ").join(SQL("coalesce(%s::text, '')", SQL.identifier("i", name)) for name in columns),
                self.ids,
            )
        )
        found = {clearing.id: {} for clearing in self}
        for clearing, code, digest in self.env.cr.fetchall():
            found[clearing][code] = digest
        return found

    def _control_rows(self):
        """Return lists.ControlRow of each account: the books on the base date against the lines.

        The books are read again, from the posted entries alone.
        """
        self.ensure_one()
        self.env["reform.clearing.item"].flush_model()
        self.env["ledger.entry"].flush_model()
        self.env.cr.execute(
            """SELECT a.code, sum(x.books), sum(x.items)
                 FROM (SELECT e.account_id, e.debit - e.credit AS books, 0 AS items
                         FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                        WHERE e.entity_id = %(entity)s AND v.state = 'posted' AND e.date <= %(day)s
                          AND coalesce(v.event_key, '') NOT LIKE %(own)s
                       UNION ALL SELECT account_id, 0, book_balance FROM reform_clearing_item
                        WHERE clearing_id = %(clearing)s AND account_id IS NOT NULL
                       UNION ALL SELECT worn_account_id, 0, -book_accumulated FROM reform_clearing_item
                        WHERE clearing_id = %(clearing)s AND worn_account_id IS NOT NULL) x
                 JOIN ledger_account a ON a.id = x.account_id GROUP BY 1""",
            {
                "entity": self.entity_id.id,
                "day": self.date_base,
                "clearing": self.id,
                # What the clearing itself booked later is not what the books said when it began.
                "own": f"clearing:{self.id}:%",
            },
        )
        books, items = {}, {}
        for code, told, laid in self.env.cr.fetchall():
            books[code], items[code] = yuan(told), yuan(laid)
        return lists.control(books, items)

    # --- from counting to deciding ---

    def _counting_problems(self):
        """Return {clearing: sentences} of what keeps the clearings in counting; empty lists for none."""
        self.list_ids.sudo().fetch(["category_id", "clearing_id", "nothing_by_id"])
        found = {}
        for clearing in self:
            parts = clearing.list_ids.sudo()
            names = {each.list_code: each.category_id.name for each in parts}
            problems = lists.missing(each._plain() for each in parts)
            found[clearing] = [
                messages.problem(self.env, problem, list=names[problem.facts["category"]])
                for problem in problems
            ]
        return found

    def action_adjudicate(self):
        """Everything is counted and every difference has a reason: the differences are decided now."""
        self._require_group(*TEAM)
        self.check_access("read")
        for clearing, problems in self._counting_problems().items():
            if problems:
                raise UserError(
                    messages.still_missing(self.env, clearing=clearing.display_name, problems=problems)
                )
        self._move_sealed("adjudicating")
        return True

    def action_recount(self):
        """Something has to be looked at again."""
        self._require_group(*JUDGES)
        self.check_access("write")
        self._move_sealed("counting")
        return True

    def _move_sealed(self, to, reason=None):
        """Move with the digest of the lists, so that the sealed step says what was on them."""
        from_lists = self._list_digests()
        for clearing in self:
            clearing.sudo()._move(to, reason=reason, lists_digest=_together(from_lists[clearing.id]))

    def _seal_payload(self):
        payload = super()._seal_payload()
        return {**payload, "lists": self.lists_digest} if self.lists_digest else payload

    # --- screens ---

    def _action_items(self, category=None):
        """Open the lines of all lists, or of one in its customary columns."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_clearing_item_action")
        domain = [("clearing_id", "=", self.id)]
        context = {"default_clearing_id": self.id}
        if category:
            domain.append(("category_id", "=", category.id))
            context |= {"default_category_id": category.id, f"list_{category.code}": True}
            action["name"] = category.name
            view = self.env.ref(
                f"three_capitals.reform_clearing_item_view_list_{category.code}", raise_if_not_found=False
            )
            if view:
                action["views"] = [(view.id, "list"), (False, "kanban"), (False, "form")]
        return {**action, "domain": domain, "context": context}

    def action_items(self):
        """Open the lines of all lists."""
        return self._action_items()

    def action_differences(self):
        """Open the lines that differ."""
        action = self._action_items()
        return {**action, "domain": [*action["domain"], ("differs", "=", True)]}


def _together(digests):
    """Return one digest of the digests of all lists."""
    return chain.digest(chain.canonical(digests))
