from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.exceptions import UserError

from ..messages import handover as messages
from .reform_clearing_item_answer import THINGS
from .reform_clearing_publication import OF_MEMBERS
from .reform_handover import WITNESS_GROUP


class ReformHandover(models.Model):
    """The end of a handover: all of it or nothing, in one transaction for each organisation."""

    _inherit = "reform.handover"

    def _refuse(self, problems):
        if problems:
            raise UserError(messages.not_ready(self.env, handover=self.display_name, problems=problems))

    def _require_hand(self, *names):
        """Raise AccessError unless the user is one of these parties, or the township."""
        for handover in self.sudo():
            if any(handover[f"{name}_id"] == self.env.user for name in names):
                continue
            self._require_group(WITNESS_GROUP)

    def action_ready(self):
        """Everything is answered: the three may sign."""
        self.check_access("read")
        self._require_hand("receiver")
        for handover in self.sudo():
            handover._lock_rows()
            handover._refuse(handover._party_problems())
            handover._refuse_strangers()
            answers = [
                problem for problem in handover._completion_problems() if "Signature" not in problem.name
            ]
            handover._refuse(answers)
        # sudo: the receiver moves what he may not write; who he is was asked above.
        return self.sudo()._move("signing")

    def action_reopen(self, reason=None):
        """Open parties and answers again, with the reason; what was signed so far covers nothing."""
        self.check_access("read")
        self._require_hand("receiver")
        if not (reason or "").strip():
            return self._ask_reason("reopen")
        unsigned = dict.fromkeys((f"{role}_signed" for role in rules.ROLES), False)
        return self.sudo()._move("draft", reason=reason.strip(), **unsigned)

    def _completion_problems(self):
        self.ensure_one()
        self.env.cr.execute(
            "SELECT answer, answer_note FROM reform_clearing_item WHERE clearing_id = %s",
            [self.clearing_id.id],
        )
        return rules.completion(
            answers=self.env.cr.fetchall(),
            signatures=self._plain_signatures(),
            digest=self._digests()[self.id],
        )

    def action_hand_over(self):
        """Complete the handover. Of many, each is a transaction of its own: see the run that is opened."""
        if len(self) > 1:
            run = self.env["reform.handover.run"]._begin(self)
            run.action_run()
            return run._action_form()
        return self._hand_over()

    def _hand_over(self):
        """Complete one handover: everything in it changes hands, or nothing does.

        Raises: AccessError: not the township. UserError: an answer or a signature is missing or void, or a
        thing was handed over before.
        """
        self.ensure_one()
        self._require_group(WITNESS_GROUP)
        self.check_access("read")
        # sudo: the township completes what other people own; role and scope were asked above.
        handover = self.sudo()
        handover._lock_rows()
        handover.clearing_id._lock_rows()
        handover.invalidate_recordset()
        if handover.state != "signing":
            raise UserError(
                messages.not_signing(self.env, handover=self.display_name, state=handover._state_label())
            )
        handover._refuse([*handover._party_problems(), *handover._completion_problems()])
        handover._refuse_strangers()
        digest = handover._digests()[handover.id]
        handover._refuse_handed_before()
        handover._make_matters()
        handover._pass_items()
        handover._carry_over()
        today = civil_day.today()
        handover._move("done", digest=digest, done_on=today, done_by_id=self.env.uid)
        handover.clearing_id._move("handed_over")
        return True

    def _carry_over(self):
        """Bring what was handed over into the receiving organisation: the integration of books fills this.

        Called inside the one transaction of the handover; what it refuses, refuses the handover.
        """
        self.ensure_one()
        return True

    def _refuse_handed_before(self):
        """Refuse things whose last handover did not bring them to this giver."""
        self.ensure_one()
        if self.kind not in OF_MEMBERS:
            return
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT i.name, l.handover FROM reform_clearing_item i
                 JOIN LATERAL (
                     SELECT c.successor_id, h.name AS handover FROM reform_clearing_item p
                       JOIN reform_clearing c ON c.id = p.clearing_id
                       LEFT JOIN reform_handover h ON h.clearing_id = c.id AND h.state = 'done'
                      WHERE p.res_model = i.res_model AND p.res_id = i.res_id
                        AND p.category_id = i.category_id AND p.handed_no > 0
                      ORDER BY p.handed_no DESC LIMIT 1) l ON true
                WHERE i.clearing_id = %s AND i.answer IN ('accepted', 'reserved') AND i.res_model = ANY(%s)
                  AND l.successor_id IS DISTINCT FROM %s
                ORDER BY i.id LIMIT 1""",
            [self.clearing_id.id, list(THINGS), self.entity_id.id],
        )
        if found := self.env.cr.fetchone():
            raise UserError(messages.handed_twice(self.env, item=found[0], other=found[1] or ""))

    def _pass_items(self):
        """Set what became of every item, and number things that change their owner, with one statement."""
        self.ensure_one()
        self.env.cr.execute(
            """UPDATE reform_clearing_item i
                  SET state = CASE WHEN i.answer = 'refused' THEN 'refused' ELSE 'received' END,
                      handed_no = CASE WHEN i.answer <> 'refused' AND i.res_model = ANY(%(things)s)
                                        AND i.res_id > 0 AND %(owner_changes)s
                                       THEN 1 + (SELECT coalesce(max(p.handed_no), 0)
                                                   FROM reform_clearing_item p
                                                  WHERE p.res_model = i.res_model AND p.res_id = i.res_id
                                                    AND p.category_id = i.category_id) END
                WHERE i.clearing_id = %(clearing)s""",
            {
                "things": list(THINGS),
                "owner_changes": self.kind in OF_MEMBERS,
                "clearing": self.clearing_id.id,
            },
        )
        self.env["reform.clearing.item"].invalidate_model(["state", "handed_no"])

    # -- refusing, taking back -------------------------------------------------------------------------------

    def action_refuse(self, reason=None):
        """Note that somebody refuses to hand over or to receive: a case for the township."""
        self.check_access("read")
        self._require_hand("giver", "receiver")
        if not (reason or "").strip():
            return self._ask_reason("refuse")
        return self.sudo()._move(
            "refused",
            reason=reason.strip(),
            refusal=reason.strip(),
            refused_on=civil_day.today(),
        )

    def action_resume(self, reason=None):
        """Go on after a refusal, with what was agreed."""
        self._require_group(WITNESS_GROUP)
        if not (reason or "").strip():
            return self._ask_reason("resume")
        unsigned = dict.fromkeys((f"{role}_signed" for role in rules.ROLES), False)
        return self._move("draft", reason=reason.strip(), refused_on=False, **unsigned)

    def action_take_back(self, reason=None):
        """Give a handover up before it is signed; the clearing stays filed."""
        self._require_group(WITNESS_GROUP)
        if not (reason or "").strip():
            return self._ask_reason("take_back")
        self._move("cancelled", reason=reason.strip())
        clearings = self.sudo().clearing_id
        clearings._move("filed", reason=reason.strip())
        self.env["reform.clearing.item"]._forget_answers(clearings)
        return True

    def _ask_reason(self, act):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.handover.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }
