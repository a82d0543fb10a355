from odoo import fields, models
from odoo.addons.reform_rules.decision import notice, procedure, vote
from odoo.addons.reform_rules.errors import Problem, RuleError
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from .. import messages
from .decision_table import CLERK, DIRECTOR, ORDER, SUPERVISOR, TALLY, TOWNSHIP


class ReformDecision(models.Model):
    """The steps a case takes, each by the person whose step it is, and what must be there before it."""

    _inherit = "reform.decision"

    # -- acts
    # ----------------------------------------------------------------------------------------------------

    def action_propose(self):
        """The director brings in the party organisation's proposal; from here on the terms are frozen."""
        self._require_group(DIRECTOR)
        for case in self:
            case._refuse_missing("proposed")
            record = case._record()
            terms = record._decision_terms() if record is not None else {}
            case._step_to(
                "proposed",
                proposer_id=self.env.uid,
                terms_digest=chain.digest(chain.canonical(terms)),
                terms_text=record._decision_terms_text() if record is not None else False,
            )

    def action_consult(self):
        """The committees have discussed the proposal."""
        self._require_group(CLERK, DIRECTOR)
        self._take("consulted")

    def action_deliberate(self):
        """The party members have reviewed it."""
        self._require_group(CLERK, DIRECTOR)
        self._take("deliberated")

    def action_convene(self):
        """The director calls the assembly: notice, day and place can no longer be changed."""
        self._require_group(DIRECTOR)
        self._take("convened")

    def action_sign_tally(self, opinion=None):
        """The supervisor signs the count; the rule, and nobody else, says whether the matter has carried.

        Args: opinion: of the supervisors, that the procedure was in order; without one, and without one given
        before, it is asked for in a window.
        """
        self._authority((SUPERVISOR,))
        for case in self:
            if self.env.user in (case.proposer_id, case.tally_by_id, case.create_uid):
                raise UserError(messages.signs_own_work(self.env, case=case.name))
            if opinion:
                case._watch("in_order", opinion)
            elif not case.watch_opinion and {one.name for one in case._missing("voted")} == {
                "OpinionMissing"
            }:
                return case.action_watch()
            case._refuse_missing("voted")
            case._approve("voted", SUPERVISOR)
            outcome = case._outcome()
            case._step_to("voted", tally_signed_by_id=self.env.uid, tally_signed_at=fields.Datetime.now())
            case._step_to(
                "passed" if outcome.passed else "failed",
                result="passed" if outcome.passed else "failed",
                quorate=outcome.quorate,
                present_needed=outcome.present_needed,
                votes_needed=outcome.votes_needed,
                votes_of=outcome.majority_of,
            )
            case._supersede()
        return True

    def action_publish(self):
        """First disclosure: the resolution hangs out, with day, place and photo."""
        self._require_group(CLERK, DIRECTOR)
        self._take_after_vote("published")

    def action_implement(self):
        """The resolution is carried out: posting over, objections answered, the record at its own end."""
        self._require_group(DIRECTOR)
        self._take_after_vote("implemented", implemented_on=self._today())

    def action_publish_result(self):
        """Second disclosure: what came of it."""
        self._require_group(CLERK, DIRECTOR)
        self._take_after_vote("result_published")

    def action_close(self):
        """The supervisor closes a case whose disclosures are done, or one that did not carry."""
        self._authority((SUPERVISOR, TOWNSHIP))
        self._take_after_vote("closed")

    def action_revoke(self):
        """Ask for the reason, then revoke."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.decision.revoke",
            "view_mode": "form",
            "target": "new",
            "name": messages.revoke_title(self.env),
            "context": {"default_decision_id": self.id},
        }

    def _revoke(self, reason):
        """Revoke with a reason: before the vote the director may, after it only the township."""
        for case in self:
            voted = ORDER[case.state] >= ORDER["voted"]
            if not voted:
                case._require_group(DIRECTOR, TOWNSHIP)
            else:
                case._authority((TOWNSHIP,))
            if not (reason or "").strip():
                raise UserError(messages.reason_missing(self.env))
            record = case._record()
            if record is not None and record.sudo()._decision_in_use():
                raise UserError(
                    messages.decision_in_use(self.env, case=case.name, record=record.display_name)
                )
            if voted:
                case._approve("revoked", TOWNSHIP, reason=reason.strip())
            case._step_to("revoked", reason=reason.strip())
            if record is not None:
                record.sudo()._on_decision_revoked(case, reason.strip())

    def action_open_record(self):
        """Open what this case decides."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    # -- the way
    # -------------------------------------------------------------------------------------------------

    def _take(self, to):
        for case in self:
            case._refuse_missing(to)
            case._step_to(to)

    def _take_after_vote(self, to, **vals):
        for case in self:
            found = case._missing_after_vote(to)
            if found:
                raise UserError(messages.step_refused(self.env, case=case.name, problems=found))
            case._step_to(to, **vals)

    def _step_to(self, to, reason=None, **vals):
        """Move one case and tell whoever acts next.

        The roles were asked by the act; sudo because the supervisor and the township sign without a right
        to write.
        """
        self.check_access("read")
        self.sudo()._move(to, reason=reason, **vals)
        self._tell_next_actor()

    def _refuse_missing(self, to):
        found = self._missing(to)
        if found:
            raise UserError(messages.step_refused(self.env, case=self.name, problems=found))

    def _missing(self, to):
        """Return the Problems between the case and a step up to the vote."""
        self.ensure_one()
        found = procedure.missing(self._plain(), to, self._today(), self._rules())
        if self.state != "draft" and self.res_model and ORDER[to] <= ORDER["voted"] and self._terms_changed():
            found.append(Problem("TermsChanged", {}))
        if to == "voted" and not any(problem.name == "TallyMissing" for problem in found):
            found += self._meeting_problems()
            try:
                self._outcome()
            except RuleError as refusal:
                if refusal.name not in {problem.name for problem in found}:
                    found.append(Problem(refusal.name, refusal.facts))
        if to == "voted" and self.watch_verdict != "in_order":
            found.append(
                Problem("WatchObjects", {"opinion": self.watch_opinion})
                if self.watch_verdict
                else Problem("OpinionMissing", {})
            )
        return found

    def _missing_after_vote(self, to):
        """Return the Problems between a voted case and one of its later steps."""
        self.ensure_one()
        found, today = [], self._today()
        rules = self._rules()
        days_min = max(rules.value("decision_posting_days_min"), self.posting_days)
        posted = {
            "published": ("published_on", "published_photo"),
            "result_published": ("result_published_on", "result_photo"),
        }
        if to in posted:
            day, photo = (self[name] for name in posted[to])
            if not day:
                found.append(Problem("PostingDateMissing", {}))
            elif day > today:
                found.append(Problem("PostingInFuture", {"posted_on": day}))
            elif to == "published" and self.meeting_on and day < self.meeting_on:
                found.append(
                    Problem("PostedBeforeMeeting", {"posted_on": day, "meeting_on": self.meeting_on})
                )
            if not photo:
                found.append(Problem("PostingPhotoMissing", {}))
        over = (
            self.published_on
            if to == "implemented"
            else self.result_published_on
            if to == "closed"
            else False
        )
        if over:
            try:
                notice.check_posting(over, today, days_min)
            except notice.PostingTooShort as refusal:
                found.append(Problem(refusal.name, refusal.facts))
        if to == "implemented":
            if self.kind in rules.value("decision_township_consent_kinds") and (
                "consent" not in self._papers_on_file()
            ):
                found.append(Problem("PaperMissing", {"paper": "consent"}))
            record = self._record()
            if record is not None and not record.sudo()._decision_carried_out():
                found.append(Problem("RecordNotDone", {"record": record.sudo().display_name}))
        if to in ("implemented", "closed"):
            waiting = self.sudo().objection_ids.filtered(lambda objection: objection.state == "open")
            if waiting:
                found.append(Problem("ObjectionsOpen", {"count": len(waiting)}))
        return found

    def _missing_now(self):
        """Return the Problems between the case and its next step."""
        self.ensure_one()
        following = {
            "draft": "proposed",
            "proposed": "consulted",
            "consulted": "deliberated",
            "deliberated": "convened",
            "convened": "voted",
        }
        later = {
            "passed": "published",
            "published": "implemented",
            "implemented": "result_published",
            "result_published": "closed",
        }
        if self.state in following and self.kind and self.body:
            return self._missing(following[self.state])
        if self.state in later:
            return self._missing_after_vote(later[self.state])
        return []

    def _outcome(self):
        """Return the vote.Outcome of the tally; raises the refusals of a tally that cannot have happened."""
        rule = procedure.vote_rule(self.kind, self.body, self._rules())
        return vote.judge(vote.Tally(**{name: self[name] for name in TALLY}), rule)
