from odoo import models
from odoo.addons.reform_rules.decision import procedure
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_seal import chain

from ..messages import printing as messages
from .decision_table import HEADS

# Lines of an empty sign-in sheet: one page of them.
BLANK_LINES = 14


class ReformDecision(models.Model):
    """The case on paper: what is posted, what is signed by hand, what is kept.

    Whatever is not known yet is a line to fill in; a paper can be printed at every step.
    """

    _inherit = "reform.decision"

    def _print_digest(self):
        """Return the digest of the content sealed so far; empty for a draft."""
        self.ensure_one()
        return "" if self.state == "draft" else chain.digest(chain.canonical(self._seal_payload()))

    def _print_body(self):
        return dict(self._fields["body"]._description_selection(self.env))[self.body]

    def _print_day(self, day):
        return messages.day(self.env, day)

    def _print_agenda(self):
        """Return the items of the agenda, the matter itself when nobody wrote one."""
        lines = [line.strip() for line in (self.agenda or "").splitlines() if line.strip()]
        return lines or [self.name]

    def _print_laws(self):
        return "、".join(self.statute_text.splitlines()) if self.statute_text else ""

    def _print_terms(self):
        """Return what was put to the vote: (label, value), or (sentence, "")."""
        lines = (self.terms_text or self.proposal or self.name).splitlines()
        return [line.partition(": ")[::2] for line in lines if line.strip()]

    def _print_term_rows(self):
        """Return the terms two in a row, as a form shows them; empty when they are plain sentences."""
        terms = self._print_terms()
        if not all(value for _label, value in terms):
            return []
        return [(*terms[at], *(*terms[at + 1 : at + 2], ("", ""))[0]) for at in range(0, len(terms), 2)]

    def _print_needed(self):
        """Return (people needed, votes needed when all come) by the rule of the body, zeros when unknown."""
        try:
            rule = procedure.vote_rule(self.kind, self.body, self._rules())
        except RuleError:
            return 0, 0
        whole = self.present if rule.majority.base == "present" and self.present else self.eligible
        return rule.quorum.least(self.eligible), rule.majority.least(whole)

    def _print_notice(self):
        """Return title, paragraphs and lines of the notice of the meeting."""
        self.ensure_one()
        env, body = self.env, self._print_body()
        needed, votes = self._print_needed()
        closing = [messages.notice_rules(env, needed=needed, votes=votes, eligible=self.eligible)]
        if self.body in self._rules().value("decision_proxy_bodies"):
            closing.append(messages.notice_proxy(env))
        if laws := self._print_laws():
            closing.append(messages.notice_law(env, laws=laws))
        return {
            "title": messages.notice_title(env, body=body),
            "to": messages.everybody(env),
            "opening": messages.notice_opening(
                env, matter=self.name, org=self.sudo().entity_id.name, body=body
            ),
            "lines": messages.notice_lines(
                env,
                day=self._print_day(self.meeting_on),
                time=self.meeting_time,
                place=self.meeting_place or messages.blank(env),
                reports=self._print_day(self.reports_on) if self.reports_on and self.reading_days else "",
            ),
            "agenda_label": messages.notice_agenda(env),
            "closing": [*closing, messages.notice_closing(env)],
        }

    def _print_resolution(self):
        """Return title and paragraphs of the resolution as it hangs out."""
        self.ensure_one()
        env, body = self.env, self._print_body()
        held = {step.name: self._print_day(step.held_on) for step in self.step_ids}
        laws = self._print_laws()
        paragraphs = [
            messages.resolution_steps(env, **held),
            messages.resolution_basis(
                env,
                laws=laws or messages.blank(env),
                day=self._print_day(self.meeting_on),
                place=self.meeting_place or messages.blank(env),
                body=body,
            ),
            messages.resolution_heads(
                env, eligible=self.eligible, present=self.present, heads=[self[name] for name in HEADS]
            ),
            messages.resolution_votes(
                env,
                votes=(self.votes_for, self.votes_against, self.abstained, self.votes_needed),
                result=self.result,
            ),
        ]
        after = [messages.resolution_watch(env, opinion=self.watch_opinion)] if self.watch_opinion else []
        after.append(
            messages.resolution_posting(
                env, first=self._print_day(self.published_on), last=self._print_day(self.posted_until)
            )
        )
        return {
            "title": messages.resolution_title(env, matter=self.name),
            "paragraphs": paragraphs,
            "content_label": messages.resolution_content(env),
            "after": after,
        }

    def _print_result(self):
        """Return title and paragraphs of the result as it hangs out."""
        self.ensure_one()
        env = self.env
        return {
            "title": messages.result_title(env, matter=self.name),
            "opening": messages.result_opening(
                env,
                body=self._print_body(),
                day=self._print_day(self.meeting_on),
                matter=self.name,
                done=self._print_day(self.implemented_on),
            ),
            "lines": (self.result_text or "").splitlines(),
            "closing": messages.result_posting(env, first=self._print_day(self.result_published_on)),
        }

    def _print_minutes(self):
        """Return title, facts and signatures of the minutes; numbers not counted yet are left open."""
        self.ensure_one()
        env, blank = self.env, messages.blank(self.env)
        time = " ".join(filter(None, (self._print_day(self.meeting_on), self.meeting_time)))
        counted, broken_down = bool(self.present), any(self[name] for name in HEADS)
        facts = {
            "matter": self.name,
            "time": time,
            "place": self.meeting_place or blank,
            "chair": self.chair or "",
            "secretary": self.secretary or "",
            "notice": self._print_day(self.notice_on),
            "eligible": self.eligible or "",
            "present": self.present if counted else "",
            "onsite": self.present_onsite if broken_down else "",
            "online": self.present_online if broken_down else "",
            "proxy": self.present_proxy if broken_down else "",
            "votes_for": self.votes_for if counted else "",
            "against": self.votes_against if counted else "",
            "abstained": self.abstained if counted else "",
        }
        return {
            "title": messages.minutes_title(env, body=self._print_body()),
            "facts": messages.minutes_facts(env, facts),
            "counts": messages.attendance_facts(env, facts),
            "signatures": messages.minutes_signatures(env),
        }

    def _print_sheet(self):
        """Return title, lines and signatures of the sign-in sheet, with empty lines to fill a page."""
        self.ensure_one()
        lines = [
            (line.household or "", line.name, line._mode_label(), line.carrier_id.name or "")
            for line in self.attendance_ids
        ]
        return {
            "title": messages.sheet_title(self.env, body=self._print_body()),
            "lines": lines + [("", "", "", "")] * max(0, BLANK_LINES - len(lines)),
            "counts": self._print_minutes()["counts"],
            "signatures": messages.tally_signatures(self.env),
        }
