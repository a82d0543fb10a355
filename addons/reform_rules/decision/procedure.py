"""Four deliberations and two disclosures: who may decide a matter, in which order, on what papers.

*What it accepts.* A `Case`: the matter, the deciding body, the dated steps, notice and meeting.
*How to use.* `vote_rule()` for the thresholds, `check_body()` for competence, `missing()` for everything that
still stands between a case and its next step.
*How it works.* The rule sets are dated data of `parameters.toml`: a meeting of 2024 is judged by the
villagers' committee law, one of 2026 by the collective organisation law.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..parameters import Parameters
from .notice import notice_days
from .vote import Threshold, VoteRule

# The four deliberations; the assembly is called (`convened`) before it votes.
DELIBERATIONS = ("proposed", "consulted", "deliberated")
STEPS = (*DELIBERATIONS, "convened", "voted")

BODIES = ("member_assembly", "representative_assembly", "villager_assembly", "villager_delegates", "board")
DELEGATES = ("representative_assembly", "villager_delegates")
KINDS = (
    "asset_lease",
    "asset_disposal",
    "asset_plan",
    "asset_write_off",
    "contribution",
    "rent_relief",
    "valuation_agency",
    "construction_land",
    "land_contract",
    "land_contracting",
    "land_compensation",
    "distribution",
    "annual_accounts",
    "investment",
    "spending",
    "levy",
    "charter",
    "member_confirmation",
    "share_quantification",
    "merger",
    "clearing",
    "board_matter",
)


class NotDelegable(RuleError):
    """The whole assembly must decide this matter itself."""

    kind: str
    body: str


class BodyMayNotDecide(RuleError):
    """This body has no competence in the matter on that day."""

    kind: str
    body: str
    allowed: tuple[str, ...]
    on: date


class Step(NamedTuple):
    """One deliberation as held: `held_on` is None while it is still to come."""

    name: str
    held_on: date | None
    expected: int = 0
    present: int = 0
    has_minutes: bool = False


class Case(NamedTuple):
    """A decision case as plain values; `steps` holds the three deliberations before the assembly."""

    kind: str
    body: str
    steps: tuple[Step, ...]
    notice_on: date | None = None
    meeting_on: date | None = None
    has_tally: bool = False
    # Papers on file, by the names of the parameters `decision_call_papers` and `decision_vote_papers`.
    papers: tuple[str, ...] = ()
    # Since when the reports put to the vote could be read.
    reports_on: date | None = None


def check_body(kind: str, body: str, rules: Parameters) -> None:
    """Refuse a body that may not decide the matter on the day of `rules`.

    Raises: NotDelegable: facts `kind`, `body`. BodyMayNotDecide: facts `kind`, `body`, `allowed`, `on`.
    Source: collective-law-28
    """
    if body in DELEGATES and kind in rules.value("decision_not_delegable_kinds"):
        raise NotDelegable(kind=kind, body=body)
    allowed = bodies(kind, rules)
    if body not in allowed:
        raise BodyMayNotDecide(kind=kind, body=body, allowed=allowed, on=rules.day)


def bodies(kind: str, rules: Parameters) -> tuple[str, ...]:
    """Return the bodies that may decide the matter on the day of `rules`, the highest first."""
    if kind == "board_matter":
        allowed = tuple(rules.value("decision_board_bodies"))
    else:
        allowed = tuple(rules.value("decision_assembly_bodies"))
    if kind in rules.value("decision_not_delegable_kinds"):
        allowed = tuple(body for body in allowed if body not in DELEGATES)
    return allowed


def vote_rule(kind: str, body: str, rules: Parameters) -> VoteRule:
    """Return quorum and majority of the body for the matter on the day of `rules`.

    Raises: NotDelegable, BodyMayNotDecide: see `check_body`.
    Source: collective-law-27, villagers-committee-law-22
    """
    check_body(kind, body, rules)
    majority = Threshold.parse(rules.value(f"decision_{body}_majority"))
    if kind in rules.value("decision_land_majority_kinds"):
        # The land law asks for two thirds whichever body sits; a stricter rule of the body stays.
        majority = max(majority, Threshold.parse(rules.value("decision_land_majority")), key=_strictness)
    households = None
    if body == "villager_assembly":
        households = Threshold.parse(rules.value("decision_villager_assembly_quorum_households"))
    return VoteRule(Threshold.parse(rules.value(f"decision_{body}_quorum")), majority, households)


def notice_days_min(body: str, rules: Parameters) -> int:
    """Return how many days before its meeting the body must be called. Source: collective-law-27."""
    return int(rules.value(f"decision_{body}_notice_days_min"))


def reading_days_min(kind: str, rules: Parameters) -> int:
    """Return for how many days before the meeting the members can read the reports; 0: no such matter.

    Source: collective-law-46
    """
    if kind not in rules.value("decision_reading_kinds"):
        return 0
    return int(rules.value("decision_reading_days_min"))


def statutes(kind: str, body: str, rules: Parameters) -> tuple[str, ...]:
    """Return the ids of the articles by which the body decides the matter, for the posted resolution."""
    names = [f"decision_{body}_quorum", f"decision_{body}_majority"]
    if kind in rules.value("decision_not_delegable_kinds"):
        names.append("decision_not_delegable_kinds")
    if kind in rules.value("decision_township_consent_kinds"):
        names.append("decision_township_consent_kinds")
    elif kind in rules.value("decision_land_majority_kinds"):
        names.append("decision_land_majority_kinds")
    return tuple(dict.fromkeys(rules.article(name) for name in names if rules.article(name)))


def missing(case: Case, target: str, today: date, rules: Parameters) -> list[Problem]:
    """Return everything that stands between the case and the step `target`; empty when it may be taken.

    Earlier steps are checked as well, so that a case which jumped ahead names every hole at once.
    Problems: StepNotHeld, StepInFuture, StepOutOfOrder, MinutesMissing, AttendanceMissing,
    AttendanceTooLarge, NotDelegable, BodyMayNotDecide, NoticeMissing, NoticeInFuture, PaperMissing,
    MeetingDateMissing, NoticeBeforeDeliberation, NoticeTooShort, ReportsMissing, ReadingTooShort,
    MeetingInFuture, TallyMissing.
    """
    assert target in STEPS, target
    upto = STEPS.index(target)
    found = _deliberations_missing(case, STEPS[: upto + 1], today)
    if upto >= STEPS.index("convened"):
        found += _call_missing(case, today, rules)
    if target == "voted":
        found += _vote_missing(case, today, rules)
    return found


def _deliberations_missing(case: Case, wanted: tuple[str, ...], today: date) -> list[Problem]:
    found: list[Problem] = []
    held = {step.name: step for step in case.steps}
    last: Step | None = None
    for name in DELIBERATIONS:
        if name not in wanted:
            break
        step = held.get(name)
        if step is None or step.held_on is None:
            found.append(Problem("StepNotHeld", {"step": name}))
            continue
        if step.held_on > today:
            found.append(Problem("StepInFuture", {"step": name, "held_on": step.held_on}))
        if last and last.held_on and step.held_on < last.held_on:
            facts = {"step": name, "held_on": step.held_on, "before": last.name, "before_on": last.held_on}
            found.append(Problem("StepOutOfOrder", facts))
        if not step.has_minutes:
            found.append(Problem("MinutesMissing", {"step": name}))
        if step.present < 1:
            found.append(Problem("AttendanceMissing", {"step": name}))
        elif step.expected and step.present > step.expected:
            facts = {"step": name, "present": step.present, "expected": step.expected}
            found.append(Problem("AttendanceTooLarge", facts))
        last = step
    return found


def _call_missing(case: Case, today: date, rules: Parameters) -> list[Problem]:
    found: list[Problem] = []
    competent = True
    try:
        check_body(case.kind, case.body, rules)
    except (NotDelegable, BodyMayNotDecide) as refusal:
        competent = False
        found.append(Problem(refusal.name, refusal.facts))
    found += _papers_missing(case, "decision_call_papers", rules)
    if case.notice_on is None:
        found.append(Problem("NoticeMissing", {}))
    elif case.notice_on > today:
        found.append(Problem("NoticeInFuture", {"notice_on": case.notice_on}))
    if case.meeting_on is None:
        found.append(Problem("MeetingDateMissing", {}))
    if case.notice_on is None or case.meeting_on is None:
        return found
    last_held = max((step.held_on for step in case.steps if step.held_on), default=None)
    if last_held and case.notice_on < last_held:
        found.append(
            Problem("NoticeBeforeDeliberation", {"notice_on": case.notice_on, "deliberated_on": last_held})
        )
    # A body that may not decide has no notice of its own on that day.
    days_min = notice_days_min(case.body, rules) if competent else 0
    days = notice_days(case.notice_on, case.meeting_on)
    if days < days_min:
        facts = {
            "days": days,
            "days_min": days_min,
            "notice_on": case.notice_on,
            "meeting_on": case.meeting_on,
        }
        found.append(Problem("NoticeTooShort", facts))
    return found + _reading_missing(case, case.meeting_on, rules)


def _reading_missing(case: Case, meeting_on: date, rules: Parameters) -> list[Problem]:
    days_min = reading_days_min(case.kind, rules)
    if not days_min:
        return []
    if case.reports_on is None:
        return [Problem("ReportsMissing", {"days_min": days_min})]
    days = notice_days(case.reports_on, meeting_on)
    if days >= days_min:
        return []
    facts = {"days": days, "days_min": days_min, "reports_on": case.reports_on, "meeting_on": meeting_on}
    return [Problem("ReadingTooShort", facts)]


def _papers_missing(case: Case, parameter: str, rules: Parameters) -> list[Problem]:
    return [
        Problem("PaperMissing", {"paper": paper})
        for paper in rules.value(parameter)
        if paper not in case.papers
    ]


def _vote_missing(case: Case, today: date, rules: Parameters) -> list[Problem]:
    found: list[Problem] = []
    if case.meeting_on and case.meeting_on > today:
        found.append(Problem("MeetingInFuture", {"meeting_on": case.meeting_on}))
    if not case.has_tally:
        found.append(Problem("TallyMissing", {}))
    return found + _papers_missing(case, "decision_vote_papers", rules)


def _strictness(threshold: Threshold) -> tuple[bool, Fraction, bool]:
    # A share of all is harder to reach than one of those who came; then the larger share; then "more than".
    return (threshold.base == "eligible", Fraction(threshold.part, threshold.of), threshold.strict)
