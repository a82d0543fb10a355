from odoo import api, fields, models
from odoo.addons.reform_rules.capitals import adjudication, lists
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import adjudication as messages
from .reform_clearing_lists import JUDGES

VERDICTS = [
    ("as_booked", "The Books Stand"),
    ("adjust", "The Books Are Adjusted"),
    ("write_off", "Written Off"),
    ("claim", "To Be Made Good"),
    ("court", "Handed over to a Court"),
]
SUPERVISOR = "reform_places.group_supervisor"


class ReformClearingVerdict(models.Model):
    """Somebody who did not count decided what becomes of a difference, and put his name and a reason to it.

    Decisions only grow: one that was taken back stays, beside the next one. What moves the books becomes a
    voucher, once for each decision, dated the base date.
    """

    _name = "reform.clearing.verdict"
    _description = "Decision on a Difference of a Clearing"
    _inherit = ["reform.append.only.mixin", "reform.money.event.mixin"]
    _order = "id desc"
    _rec_name = "item_id"

    _frozen_columns = (
        "item_id", "clearing_id", "entity_id", "date", "key", "verdict", "reason", "claim_partner_id",
        "user_id", "at", "amount", "accumulated",
    )  # fmt: skip

    item_id = fields.Many2one("reform.clearing.item", required=True, index=True, ondelete="restrict")
    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date("Base Date", required=True)
    key = fields.Char(required=True)
    verdict = fields.Selection(VERDICTS, "Treatment", required=True)
    reason = fields.Char(required=True)
    claim_partner_id = fields.Many2one(
        "res.partner", "Made Good by", index="btree_not_null", ondelete="restrict"
    )
    amount = fields.Float("Difference in Yuan", digits=(16, 2))
    accumulated = fields.Float("Depreciation That Leaves", digits=(16, 2))
    user_id = fields.Many2one("res.users", "Decided by", required=True, index=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True)
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_clearing_verdict_paper_rel", "verdict_id", "attachment_id", "Papers"
    )
    stands = fields.Boolean(default=True, readonly=True)
    is_booked = fields.Boolean("Moves the Books", readonly=True)
    taken_back_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    taken_back_at = fields.Datetime("Taken Back On", readonly=True)
    taken_back_reason = fields.Char("Why It Was Taken Back", readonly=True)

    _key_unique = models.UniqueIndex("(key)")
    _one_stands = models.UniqueIndex("(item_id) WHERE stands")

    # --- the books ---

    def _event_key(self):
        self.ensure_one()
        return self.key

    @api.model
    def _event_key_sql(self, alias):
        return SQL.identifier(alias, "key")

    @api.model
    def _waiting_domain(self):
        """Return the decisions that move the books; write-offs wait for the members."""
        return fields.Domain([("stands", "=", True), ("is_booked", "=", True)])

    def _run_facts(self):
        self.ensure_one()
        return {"partner_id": self.item_id.partner_id.id, "amount": self.amount}

    def _book_problem(self):
        self.ensure_one()
        if not self.stands or not self.is_booked:
            return "NothingDue", {}
        return None

    def _book(self):
        """Write-offs come into the books when the members have carried them."""
        for clearing in self.filtered(lambda each: each.verdict == "write_off").sudo().clearing_id:
            if refusal := clearing._write_off_refusal():
                raise UserError(
                    messages.write_off_unvoted(self.env, clearing=clearing.display_name, why=refusal)
                )
        return super()._book()

    def _money_event(self):
        self.ensure_one()
        return {"entity_id": self.entity_id.id, "date": self.date, "key": self.key}

    def _entry(self, fact, entity, chart):
        event = self._adjudged()
        return "transfer", adjudication.entries(event, chart)

    def _adjudged(self):
        """Return the decision as the rule takes it."""
        self.ensure_one()
        item = self.item_id
        return adjudication.Adjudged(
            key=self.key,
            on=self.date,
            summary=self._book_summary(),
            category=item.category_id.code,
            verdict=self.verdict,
            amount=yuan(self.amount),
            accumulated=yuan(self.accumulated),
            account=item.account_id.code or "",
            worn=item.worn_account_id.code or "",
            origin=item.origin_place_id.id or self.entity_id.place_id.id,
            party=item.partner_id.id or 0,
            claim_party=self.claim_partner_id.id or 0,
            claim_member=self.claim_partner_id._is_member_of(self.entity_id),
        )

    def _book_summary(self):
        self.ensure_one()
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        return messages.summary(self.env, verdict=labels[self.verdict], item=self.item_id.name)


class ReformClearingItem(models.Model):
    """Deciding differences: never by who counted, always with a reason; taking a decision back."""

    _inherit = "reform.clearing.item"

    verdict_ids = fields.One2many("reform.clearing.verdict", "item_id", "Decisions")
    verdict = fields.Selection(VERDICTS, "Treatment", readonly=True, index="btree_not_null")
    verdict_reason = fields.Char("Reason of the Decision", readonly=True)
    verdict_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    verdict_at = fields.Datetime("Decided On", readonly=True)
    claim_partner_id = fields.Many2one(
        "res.partner", "Made Good by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    decided_quantity = fields.Float(digits=(16, 4), readonly=True, aggregator=None)
    decided_amount = fields.Float(digits=(16, 2), readonly=True)
    needs_sign = fields.Boolean("Supervisors Sign", readonly=True)
    signed_by_id = fields.Many2one("res.users", "Signed by", readonly=True, ondelete="restrict")
    signed_at = fields.Datetime("Signed On", readonly=True)
    book_state = fields.Selection(related="verdict_ids.book_state", string="In the Books")

    def _adjudicate(self, verdict, reason, *, claim_partner=None, papers=None):
        """Decide the differences of the lines.

        Args: verdict: one of `VERDICTS`. claim_partner: who makes it good. papers: attachments.
        Raises: AccessError: not the office, or who has counted it. UserError: no difference, no reason, wrong
        state, a decision that does not fit, or one that somebody else has made in the meantime.
        """
        self.check_access("read")
        self.clearing_id._require_group(*JUDGES)
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        self._lock()
        self._refuse_deciding()
        values = [self._verdict_vals(item, verdict, reason.strip(), claim_partner, papers) for item in self]
        # sudo: nobody has the right to add decisions by hand.
        self.env["reform.clearing.verdict"].sudo()._add(values)
        limit = {
            clearing: yuan(clearing._rules().value("clearing_sign_min"))
            for clearing in self.sudo().clearing_id
        }
        for item in self:
            book, found = item._book(), item._found()
            stands = adjudication.decided(verdict, book, found)
            sign = adjudication.needs_sign(lists.difference(book, found), limit[item.sudo().clearing_id])
            item._write_down(
                {
                    "state": "adjudicated",
                    "verdict": verdict,
                    "verdict_reason": reason.strip(),
                    "verdict_by_id": self.env.uid,
                    "verdict_at": fields.Datetime.now(),
                    "claim_partner_id": claim_partner.id if claim_partner else False,
                    "decided_quantity": float(stands.quantity),
                    "decided_amount": float(stands.amount),
                    "needs_sign": sign,
                }
            )
            if verdict == "court":
                item._open_matter()
        return True

    @api.model
    def _verdict_vals(self, item, verdict, reason, claim_partner, papers):
        difference = lists.difference(item._book(), item._found())
        category = item.category_id.code
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        number = len(item.sudo().verdict_ids) + 1
        try:
            adjudication.check(verdict, category, difference)
            if verdict == "claim" and not claim_partner:
                raise adjudication.ClaimNobody(key=str(item.id))
        except RuleError as refusal:
            sentence = messages.refusal(self.env, refusal, item=item.display_name, labels=labels)
            raise UserError(sentence) from refusal
        worn = adjudication.part_worn(yuan(item.book_accumulated), yuan(item.book_amount), difference.amount)
        return {
            "item_id": item.id,
            "clearing_id": item.clearing_id.id,
            "entity_id": item.entity_id.id,
            "date": item.date_base,
            "key": f"clearing:{item.clearing_id.id}:{item.id}:{number}",
            "verdict": verdict,
            "reason": reason,
            "claim_partner_id": claim_partner.id if claim_partner else False,
            "amount": float(difference.amount),
            "accumulated": float(worn),
            "is_booked": adjudication.is_booked(verdict, category, difference.amount),
            "user_id": self.env.uid,
            "at": fields.Datetime.now(),
            "paper_ids": [fields.Command.set((papers or self.env["ir.attachment"]).ids)],
        }

    def _found(self):
        """Return the side that was found as the rule takes it."""
        self.ensure_one()
        return lists.Side(lists.Decimal(str(self.counted_quantity)), yuan(self.counted_amount))

    def _refuse_deciding(self):
        """Nobody decides what he has counted, and nobody decides again what another has decided."""
        for clearing in self.sudo().clearing_id:
            if clearing.state != "adjudicating":
                raise UserError(
                    messages.not_deciding(
                        self.env, clearing=clearing.display_name, state=clearing._state_label()
                    )
                )
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        for item in self.sudo().filtered("verdict"):
            raise UserError(
                messages.decided_already(
                    self.env,
                    item=item.display_name,
                    user=item.verdict_by_id.name,
                    at=fields.Datetime.context_timestamp(self, item.verdict_at).strftime("%Y-%m-%d %H:%M"),
                    verdict=labels[item.verdict],
                )
            )
        self._refuse_own(messages.own_count)

    def _refuse_own(self, sentence):
        """Refuse who has counted one of the lines."""
        if self.env.su:
            return
        counts = self.env["reform.clearing.count"].sudo()
        domain = [("item_id", "in", self.ids), ("user_id", "=", self.env.uid), ("said_measure", "=", True)]
        for entry in counts.search(domain, limit=1):
            raise AccessError(sentence(self.env, item=entry.item_id.display_name))

    def _open_matter(self):
        """Put what goes to court on the list of open matters."""
        clearing, categories = self.sudo().clearing_id, self.env["reform.clearing.category"]._ids_by_code()
        self.sudo()._add(
            [
                {
                    "clearing_id": clearing.id,
                    "entity_id": clearing.entity_id.id,
                    "category_id": categories["matters"],
                    "source": "found",
                    "state": "counted",
                    "res_model": self._name,
                    "res_id": self.id,
                    "name": messages.court_name(self.env, item=self.name),
                    "partner_id": self.partner_id.id,
                    "specification": self.verdict_reason,
                    "counted_quantity": 1,
                    "counted_by_id": self.env.uid,
                    "counted_at": fields.Datetime.now(),
                }
            ]
        )

    def _take_back(self, reason):
        """Take decisions back; they stay to be read, and the lines are open again.

        Raises: AccessError: not the office. UserError: no reason, nothing decided, booked or voted on.
        """
        self.check_access("read")
        self.clearing_id._require_group(*JUDGES)
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        self._lock()
        for item in self:
            item._refuse_taking_back()
        standing = self.sudo().verdict_ids.filtered("stands")
        models.Model.write(
            standing,
            {
                "stands": False,
                "taken_back_by_id": self.env.uid,
                "taken_back_at": fields.Datetime.now(),
                "taken_back_reason": reason.strip(),
            },
        )
        self._write_down(
            {
                "state": "varied", "verdict": False, "verdict_reason": False, "verdict_by_id": False,
                "verdict_at": False, "claim_partner_id": False, "decided_quantity": 0, "decided_amount": 0,
                "needs_sign": False, "signed_by_id": False, "signed_at": False,
            }
        )  # fmt: skip
        self.sudo().search([("res_model", "=", self._name), ("res_id", "in", self.ids)])._write_down(
            {"counted_quantity": 0, "note": messages.court_over(self.env)}
        )
        return True

    def _refuse_taking_back(self):
        clearing, item = self.sudo().clearing_id, self.display_name
        if clearing.state != "adjudicating":
            raise UserError(
                messages.not_deciding(self.env, clearing=clearing.display_name, state=clearing._state_label())
            )
        if not self.verdict:
            raise UserError(messages.not_decided(self.env, item=item))
        voucher = self.sudo().verdict_ids.filtered("stands").voucher_id
        if voucher:
            raise UserError(messages.booked_stays(self.env, item=item, voucher=voucher.display_name))
        if self.verdict == "write_off" and not clearing._write_off_refusal():
            raise UserError(messages.voted_stays(self.env, item=item, case=clearing.decision_id.name))

    def action_sign(self):
        """A supervisor signs decisions over the limit."""
        self.clearing_id._require_group(SUPERVISOR)
        self.check_access("read")
        self._lock()
        for item in self:
            if item.clearing_state != "adjudicating" or not item.needs_sign or item.signed_by_id:
                raise UserError(messages.nothing_to_sign(self.env, item=item.display_name))
            if item.verdict_by_id == self.env.user:
                raise AccessError(messages.own_decision(self.env, item=item.display_name))
        self._refuse_own(messages.own_decision)
        return self._write_down({"signed_by_id": self.env.uid, "signed_at": fields.Datetime.now()})
