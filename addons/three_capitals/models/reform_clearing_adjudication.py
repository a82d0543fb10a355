from odoo import fields, models
from odoo.addons.reform_rules.capitals import adjudication
from odoo.exceptions import UserError

from ..messages import adjudication as messages
from .reform_clearing_lists import JUDGES


class ReformClearing(models.Model):
    """From deciding to confirmed: what was decided is signed, voted on where it makes poorer, and booked."""

    _name = "reform.clearing"
    _inherit = ["reform.clearing", "reform.decision.gate"]

    _decision_kind = "asset_write_off"
    _decision_term_fields = ("write_off_count", "write_off_amount", "write_off_text")

    write_off_count = fields.Integer("Lines Written Off", compute="_compute_write_offs")
    write_off_amount = fields.Float("Written Off (yuan)", digits=(16, 2), compute="_compute_write_offs")
    write_off_text = fields.Text("What Is Written Off", compute="_compute_write_offs")
    unbooked_count = fields.Integer("Decisions Not in the Books", compute="_compute_standing")
    unsigned_count = fields.Integer("Signatures Missing", compute="_compute_standing")

    def _compute_write_offs(self):
        # sudo: what the members vote on is one text, whoever reads it.
        found = self.env["reform.clearing.item"].sudo().search_fetch(
            [("clearing_id", "in", self.ids), ("verdict", "=", "write_off")],
            ["clearing_id", "name", "diff_amount", "verdict_reason"],
        )  # fmt: skip
        by_clearing = found.grouped("clearing_id")
        for clearing in self:
            items = by_clearing.get(clearing.sudo(), found.browse())
            clearing.write_off_count = len(items)
            clearing.write_off_amount = -sum(items.mapped("diff_amount"))
            clearing.write_off_text = "\n".join(
                messages.write_off_line(
                    self.env,
                    number=number,
                    item=item.name,
                    amount=f"{-item.diff_amount:.2f}",
                    reason=item.verdict_reason,
                )
                for number, item in enumerate(items.sorted("id"), 1)
            )

    def _compute_standing(self):
        for clearing, standing in self._standing().items():
            clearing.unbooked_count = standing.unbooked
            clearing.unsigned_count = standing.unsigned

    def _standing(self):
        """Return {clearing: adjudication.Standing}, in two statements and what the gate asks."""
        self.env["reform.clearing.item"].flush_model()
        self.env["reform.clearing.verdict"].flush_model()
        self.env["ledger.voucher"].flush_model(["event_key", "state"])
        self.env.cr.execute(
            """SELECT i.clearing_id, count(*) FILTER (WHERE i.state = 'varied'),
                      count(*) FILTER (WHERE c.code IN ('claims', 'debts') AND coalesce(i.evidence, '') = ''),
                      count(*) FILTER (WHERE c.code IN ('claims', 'debts') AND i.disputed IS NULL),
                      count(*) FILTER (WHERE i.needs_sign AND i.signed_by_id IS NULL),
                      count(*) FILTER (WHERE i.verdict = 'write_off')
                 FROM reform_clearing_item i JOIN reform_clearing_category c ON c.id = i.category_id
                WHERE i.clearing_id = ANY(%s) GROUP BY 1""",
            [self.ids],
        )
        numbers = {row[0]: row[1:] for row in self.env.cr.fetchall()}
        self.env.cr.execute(
            """SELECT d.clearing_id, count(*) FROM reform_clearing_verdict d
                WHERE d.clearing_id = ANY(%s) AND d.stands AND d.is_booked
                  AND NOT EXISTS (SELECT FROM ledger_voucher v
                                   WHERE v.event_key = d.key AND v.state = 'posted') GROUP BY 1""",
            [self.ids],
        )
        unbooked = dict(self.env.cr.fetchall())
        return {
            clearing: adjudication.Standing(
                *(told := numbers.get(clearing.id, (0, 0, 0, 0, 0))),
                decision=clearing._write_off_refusal() if told[4] else "",
                unbooked=unbooked.get(clearing.id, 0),
            )
            for clearing in self
        }

    def _rules(self):
        """Return the parameters of the clearing's place on its base date."""
        self.ensure_one()
        return self.env["reform.parameter"]._at(self.date_base, place=self.sudo().place_id)

    # --- the members ---

    def _write_off_refusal(self):
        """Return why the members have not carried the write-offs, or an empty text."""
        self.ensure_one()
        refusal = self._decision_refusal()
        if refusal:
            return refusal
        # sudo: whether a case carried is asked by people who may not read it.
        case = self.sudo().decision_id
        allowed = tuple(self._rules().value("clearing_write_off_bodies"))
        if case.body in allowed:
            return ""
        labels = dict(case._fields["body"]._description_selection(self.env))
        return messages.wrong_body(
            self.env,
            case=case.name,
            body=labels[case.body],
            allowed="、".join(labels[body] for body in allowed),
        )

    def _open_decision(self, **vals):
        """The members are asked when it is sure what they are asked about."""
        self.ensure_one()
        if not self.write_off_count:
            raise UserError(messages.no_write_offs(self.env, clearing=self.display_name))
        if self.undecided_count:
            raise UserError(messages.undecided_before_vote(self.env, count=self.undecided_count))
        self._require_group("reform_places.group_clerk", "reform_places.group_director")
        self.check_access("read")
        # sudo: the village puts the question; the clearing itself is the township's to write.
        case = super(ReformClearing, self.sudo())._open_decision(**vals)
        self.invalidate_recordset(["decision_id"])
        return case.with_env(self.env)

    def _decision_in_use(self):
        return self.state not in ("draft", "frozen", "counting", "adjudicating") or bool(
            self.env["reform.clearing.verdict"].sudo().search_count(
                [("clearing_id", "=", self.id), ("verdict", "=", "write_off"), ("book_state", "!=", "none"),
                 ("stands", "=", True)], limit=1)
        )  # fmt: skip

    # --- the books, and the end ---

    def action_book_verdicts(self):
        """Prepare the vouchers of all decisions that move the books and have none yet."""
        self.check_access("read")
        waiting = self.env["reform.clearing.verdict"].search(
            [("clearing_id", "in", self.ids), ("stands", "=", True), ("is_booked", "=", True),
             ("book_state", "=", "none")], order="id"
        )  # fmt: skip
        return waiting.action_book()

    def _confirm_problems(self):
        """Return {clearing: sentences} of what keeps the clearings from being confirmed."""
        return {
            clearing: [messages.problem(self.env, problem) for problem in adjudication.missing(standing)]
            for clearing, standing in self._standing().items()
        }

    def action_confirm_lists(self):
        """Everything is decided, signed, voted on and booked: the lists are confirmed."""
        self._require_group(*JUDGES)
        self.check_access("write")
        for clearing, problems in self._confirm_problems().items():
            if problems:
                raise UserError(
                    messages.cannot_confirm(self.env, clearing=clearing.display_name, problems=problems)
                )
        self._settle_items("confirmed")
        self._move_sealed("confirmed")
        return True

    def _settle_items(self, state):
        """Bring all lines to a state in one statement; what was not decided stands as found."""
        self.env["reform.clearing.item"].flush_model()
        self.env.cr.execute(
            """UPDATE reform_clearing_item
                  SET decided_quantity = CASE WHEN verdict IS NULL THEN counted_quantity
                                              ELSE decided_quantity END,
                      decided_amount = CASE WHEN verdict IS NULL THEN counted_amount ELSE decided_amount END,
                      state = %s, write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                WHERE clearing_id = ANY(%s)""",
            [state, self.env.uid, self.ids],
        )
        self.env["reform.clearing.item"].invalidate_model()
