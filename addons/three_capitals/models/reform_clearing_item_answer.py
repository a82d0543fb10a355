from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import handover as messages

ANSWERS = [
    ("accepted", "Accepted"),
    ("reserved", "Accepted with Reservation"),
    ("refused", "Not Accepted"),
]
# Single things, of which there is one: they change hands once from each owner.
THINGS = ("reform.asset", "reform.lease", "ledger.bank.account")


class ReformClearingItem(models.Model):
    """What the receiver says to an item: accepted, accepted with reservation, or refused, with the reason.

    A thing that was handed over has a number saying how often; the database knows every number once, so of
    two organisations that hand over one card at the same moment only one succeeds.
    """

    _inherit = "reform.clearing.item"

    answer = fields.Selection(ANSWERS, readonly=True, copy=False, index=True)
    answer_note = fields.Char("Reason or Reservation", readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    answered_at = fields.Datetime("Answered On", readonly=True, copy=False)
    handed_no = fields.Integer("Times Handed Over", readonly=True, copy=False, aggregator=None)
    may_answer = fields.Boolean(compute="_compute_may_answer")

    _thing_once = models.UniqueIndex(
        "(res_model, res_id, category_id, handed_no) WHERE handed_no IS NOT NULL AND handed_no > 0",
        lambda env, _diag: messages.thing_once(env),
    )

    @api.depends_context("uid")
    def _compute_may_answer(self):
        for clearing, items in self.grouped("clearing_id").items():
            handover = clearing.sudo().handover_id.sudo(False)
            items.may_answer = bool(handover) and handover._may_answer()

    def action_accept(self):
        """Accept these items."""
        return self._answer("accepted")

    def action_reserve(self):
        """Ask for the reservation, then accept with it."""
        return self._ask_answer("reserved")

    def action_refuse(self):
        """Ask for the reason, then refuse."""
        return self._ask_answer("refused")

    def _ask_answer(self, answer):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.handover.answer",
            "view_mode": "form",
            "target": "new",
            "name": messages.answer_title(self.env),
            "context": {"default_answer": answer, "default_res_ids": self.ids},
        }

    def _answer(self, answer, text=None):
        """Answer these items for the receiver; as often as needed until the handover is completed.

        The number of statements does not grow with the number of items. Signatures given before cover the
        lists no more, so they are asked for again.
        Raises: AccessError: the user is not the receiver. UserError: no reason, or not being handed over.
        """
        assert answer in dict(ANSWERS), answer
        # Looked at together, wherever the records come from.
        items = self.browse(self.ids)
        items.check_access("read")
        if answer != "accepted" and not (text or "").strip():
            raise UserError(messages.text_missing(self.env))
        clearings = items.clearing_id
        handovers = self.env["reform.handover"].search(
            [("clearing_id", "in", clearings.ids), ("state", "in", ("draft", "signing"))]
        )
        if missing := clearings - handovers.clearing_id:
            item = items.filtered(lambda one: one.clearing_id in missing)[:1]
            raise UserError(messages.not_handing(self.env, item=item.name))
        handovers._open_to_answers()
        self._lay_answer(answer, text, SQL("id = ANY(%s)", list(self.ids)))
        return True

    @api.model
    def _lay_answer(self, answer, text, where):
        """Lay an answer on the items of a condition with one statement; return how many they were."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE reform_clearing_item
                      SET answer = %(answer)s, answer_note = %(text)s, answered_by_id = %(user)s,
                          answered_at = %(now)s, write_uid = %(user)s, write_date = %(now)s
                    WHERE %(where)s""",
                answer=answer,
                text=(text or "").strip() or None,
                user=self.env.uid,
                now=fields.Datetime.now(),
                where=where,
            )
        )
        count = self.env.cr.rowcount
        self.invalidate_model(["answer", "answer_note", "answered_by_id", "answered_at"])
        return count

    @api.model
    def _forget_answers(self, clearings):
        """Begin anew: a handover that was given up leaves no answers behind."""
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE reform_clearing_item
                  SET answer = NULL, answer_note = NULL, answered_by_id = NULL, answered_at = NULL
                WHERE clearing_id = ANY(%s) AND answer IS NOT NULL""",
            [clearings.ids],
        )
        self.invalidate_model(["answer", "answer_note", "answered_by_id", "answered_at"])


class ReformHandover(models.Model):
    """Answering: who may, how far it has come, and everything left accepted in one act."""

    _inherit = "reform.handover"

    item_count = fields.Integer("Items on the Lists", compute="_compute_counts")
    open_count = fields.Integer("To Be Answered", compute="_compute_counts")
    reserved_count = fields.Integer("With Reservation", compute="_compute_counts")
    refused_count = fields.Integer("Items Not Accepted", compute="_compute_counts")
    progress = fields.Integer("Answered (%)", compute="_compute_counts")
    may_answer = fields.Boolean("I Answer", compute="_compute_may_answer")

    def _compute_counts(self):
        known = {}
        for clearing, answer, count in self.env["reform.clearing.item"]._read_group(
            [("clearing_id", "in", self.clearing_id.ids)], ["clearing_id", "answer"], ["__count"]
        ):
            known.setdefault(clearing.id, {})[answer] = count
        for handover in self:
            counts = known.get(handover.clearing_id.id, {})
            handover.item_count = total = sum(counts.values())
            handover.open_count = counts.get(False, 0)
            handover.reserved_count = counts.get("reserved", 0)
            handover.refused_count = counts.get("refused", 0)
            # Rounded down: with one item left it is not done.
            handover.progress = 100 * (total - handover.open_count) // total if total else 100

    @api.depends("state", "receiver_id", "witness_id")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        for handover in self:
            handover.may_answer = handover._may_answer()

    def _may_answer(self):
        """Tell whether the user answers: the receiver, or the witness for one without a login."""
        self.ensure_one()
        if self.state not in ("draft", "signing"):
            return False
        # sudo: who the parties are stands on the paper.
        people = self.sudo()
        return self.env.su or (people.receiver_id or people.witness_id) == self.env.user

    def _open_to_answers(self):
        """Hold these handovers for an answer of the receiver, and void what was signed before it."""
        self.sudo()._lock_rows()
        for handover in self:
            if not handover._may_answer():
                receiver = handover.sudo().receiver_name or ""
                raise AccessError(
                    messages.not_the_receiver(self.env, handover=handover.display_name, receiver=receiver)
                )
        signed = {f"{role}_signed": False for role in ("giver", "receiver", "witness")}
        # sudo: the receiver answers without a right to write the handover.
        self.sudo()._set_guarded(signed)

    def action_accept_rest(self):
        """Accept everything that has no answer yet."""
        self.check_access("read")
        self._open_to_answers()
        count = self.env["reform.clearing.item"]._lay_answer(
            "accepted",
            None,
            SQL("answer IS NULL AND clearing_id = ANY(%s)", list(self.sudo().clearing_id.ids)),
        )
        if not count:
            raise UserError(messages.nothing_to_answer(self.env))
        self.invalidate_recordset(["open_count", "reserved_count", "refused_count", "progress"])
        return True

    def action_items(self):
        """Show the items with the answers."""
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_handover_item_action")
        waiting = self[:1].may_answer and self[:1].open_count
        return {
            **action,
            "name": messages.items_title(self.env),
            "domain": [("clearing_id", "in", self.clearing_id.ids)],
            "context": {"search_default_to_answer": 1} if waiting else {},
        }
