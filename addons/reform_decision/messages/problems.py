"""Problems of a case, by the name the rule gives them, and the rule in words."""


def problem(env, name, facts):
    """Return the sentence of a Problem or refusal of `reform_rules.decision`."""
    return PROBLEMS[name](env, **{**facts, **_labels(env, facts)})


def _labels(env, facts):
    """Return the facts that are technical words as the labels people know."""
    fields_of = {
        "step": env["reform.decision.step"]._fields["name"],
        "before": env["reform.decision.step"]._fields["name"],
        "kind": env["reform.decision"]._fields["kind"],
        "body": env["reform.decision"]._fields["body"],
    }
    labels = {
        fact: dict(field._description_selection(env)).get(facts[fact], facts[fact])
        for fact, field in fields_of.items()
        if fact in facts
    }
    if "allowed" in facts:
        bodies = dict(fields_of["body"]._description_selection(env))
        labels["allowed"] = ", ".join(bodies.get(body, body) for body in facts["allowed"])
    if "mode" in facts:
        modes = env["reform.decision.attendance"]._fields["mode"]
        labels["mode"] = dict(modes._description_selection(env)).get(facts["mode"], facts["mode"])
    if "paper" in facts:
        labels["paper"] = _paper(env, facts["paper"])
    if "field" in facts:
        labels["field"] = env["reform.decision"]._fields[facts["field"]]._description_string(env)
    return labels


def _paper(env, name):
    """Return what people call a paper of the rules: a field of the case, or a kind of further paper."""
    case = env["reform.decision"]
    own = {"notice": "notice_paper", "tally_sheet": "tally_sheet", "minutes": "minutes"}
    if name in own:
        return case._fields[own[name]]._description_string(env)
    kinds = dict(env["reform.decision.paper"]._fields["kind"]._description_selection(env))
    return kinds.get(name, name)


PROBLEMS = {
    "StepNotHeld": lambda env, step: env._("“%(step)s”: enter the day it was held.", step=step),
    "StepInFuture": lambda env, step, held_on: env._(
        "“%(step)s” is dated %(held_on)s, which is still to come.", step=step, held_on=held_on
    ),
    "StepOutOfOrder": lambda env, step, held_on, before, before_on: env._(
        "“%(step)s” (%(held_on)s) was held before “%(before)s” (%(before_on)s): keep the order of the steps.",
        step=step,
        held_on=held_on,
        before=before,
        before_on=before_on,
    ),
    "MinutesMissing": lambda env, step: env._("“%(step)s”: attach the signed minutes.", step=step),
    "AttendanceMissing": lambda env, step: env._("“%(step)s”: enter how many were present.", step=step),
    "AttendanceTooLarge": lambda env, step, present, expected: env._(
        "“%(step)s”: %(present)s present, but only %(expected)s belong to the meeting.",
        step=step,
        present=present,
        expected=expected,
    ),
    "NotDelegable": lambda env, kind, body: env._(
        "“%(kind)s” must be decided by the whole assembly; “%(body)s” cannot decide it.", kind=kind, body=body
    ),
    "BodyMayNotDecide": lambda env, kind, body, allowed, on: env._(
        "“%(body)s” cannot decide “%(kind)s” on %(on)s; allowed: %(allowed)s.",
        kind=kind,
        body=body,
        allowed=allowed,
        on=on,
    ),
    "NoticeMissing": lambda env: env._("Enter the day the notice of the meeting was posted."),
    "NoticeInFuture": lambda env, notice_on: env._(
        "The notice is dated %(notice_on)s, which is still to come.", notice_on=notice_on
    ),
    "PaperMissing": lambda env, paper: env._("Attach: %(paper)s.", paper=paper),
    "MeetingDateMissing": lambda env: env._("Enter the day of the meeting."),
    "NoticeBeforeDeliberation": lambda env, notice_on, deliberated_on: env._(
        "The notice (%(notice_on)s) was posted before the last deliberation (%(deliberated_on)s).",
        notice_on=notice_on,
        deliberated_on=deliberated_on,
    ),
    "NoticeTooShort": lambda env, days, days_min, notice_on, meeting_on: env._(
        "From the notice (%(notice_on)s) to the meeting (%(meeting_on)s) are %(days)s days; "
        "%(days_min)s are required. Choose a later day.",
        days=days,
        days_min=days_min,
        notice_on=notice_on,
        meeting_on=meeting_on,
    ),
    "MeetingInFuture": lambda env, meeting_on: env._(
        "The meeting is on %(meeting_on)s: its votes can be signed from that day on.", meeting_on=meeting_on
    ),
    "TallyMissing": lambda env: env._("Enter how many were eligible, how many came, and how they voted."),
    "ReportsMissing": lambda env, days_min: env._(
        "Enter since when the reports lie open: members must be able to read them %(days_min)s days before.",
        days_min=days_min,
    ),
    "ReadingTooShort": lambda env, days, days_min, reports_on, meeting_on: env._(
        "From the opening of the reports (%(reports_on)s) to the meeting (%(meeting_on)s) are %(days)s days; "
        "%(days_min)s are required. Choose a later day.",
        days=days,
        days_min=days_min,
        reports_on=reports_on,
        meeting_on=meeting_on,
    ),
    "OpinionMissing": lambda env: env._("The supervisors have not given their opinion yet."),
    "WatchObjects": lambda env, opinion: env._(
        "The supervisors found defects: %(opinion)s Mend them and ask for a new opinion.", opinion=opinion
    ),
    "SheetDiffers": lambda env, sheet, heads: env._(
        "The sign-in sheet holds %(sheet)s people, but %(heads)s were entered. Correct one of them.",
        sheet=sheet,
        heads=heads,
    ),
    "HeadsDoNotAddUp": lambda env, onsite, online, proxy, present: env._(
        "%(onsite)s on site, %(online)s online and %(proxy)s by proxy are not the %(present)s present. "
        "Correct the count.",
        onsite=onsite,
        online=online,
        proxy=proxy,
        present=present,
    ),
    "ModeNotAllowed": lambda env, mode, body, count: env._(
        "%(count)s people “%(mode)s”: a meeting of “%(body)s” cannot be attended in this way.",
        count=count,
        mode=mode,
        body=body,
    ),
    "AttendeeTwice": lambda env, name, household: env._(
        "“%(name)s” of household “%(household)s” stands twice on the sign-in sheet.",
        name=name,
        household=household,
    ),
    "CarrierMissing": lambda env, name: env._("“%(name)s”: say who carries the vote.", name=name),
    "CarrierIsProxy": lambda env, name, carrier: env._(
        "“%(name)s”: “%(carrier)s” did not come and cannot carry a vote.", name=name, carrier=carrier
    ),
    "CarrierOutsideHousehold": lambda env, name, carrier, household: env._(
        "“%(name)s” (household “%(household)s”): “%(carrier)s” is not of the same household. "
        "A proxy is given within the household only.",
        name=name,
        carrier=carrier,
        household=household,
    ),
    "TooManyProxies": lambda env, name, count, limit: env._(
        "“%(name)s” carries %(count)s votes for others; at most %(limit)s are allowed.",
        name=name,
        count=count,
        limit=limit,
    ),
    "CountNegative": lambda env, field, count: env._(
        "%(field)s is %(count)s: a number of people cannot be negative.", field=field, count=count
    ),
    "NobodyEligible": lambda env, eligible: env._("Enter how many people have a vote."),
    "MorePresentThanEligible": lambda env, present, eligible: env._(
        "%(present)s present, but only %(eligible)s have a vote. Correct the count.",
        present=present,
        eligible=eligible,
    ),
    "MoreVotesThanPresent": lambda env, votes, present: env._(
        "%(votes)s votes were counted, but only %(present)s people came. Correct the count.",
        votes=votes,
        present=present,
    ),
    "MoreHouseholdsThanEligible": lambda env, present, eligible: env._(
        "%(present)s households were represented, but there are only %(eligible)s. Correct the count.",
        present=present,
        eligible=eligible,
    ),
    "TermsChanged": lambda env: env._(
        "The terms of the record were changed after the proposal: revoke this case and propose the new terms."
    ),
    "PostingDateMissing": lambda env: env._("Enter the day it was posted."),
    "PostingInFuture": lambda env, posted_on: env._(
        "The posting is dated %(posted_on)s, which is still to come.", posted_on=posted_on
    ),
    "PostedBeforeMeeting": lambda env, posted_on, meeting_on: env._(
        "The posting (%(posted_on)s) is dated before the meeting (%(meeting_on)s).",
        posted_on=posted_on,
        meeting_on=meeting_on,
    ),
    "PostingPhotoMissing": lambda env: env._("Attach a photo of the posting."),
    "PostingTooShort": lambda env, days, days_min, until: env._(
        "It must stay posted for %(days_min)s days, until %(until)s (so far %(days)s).",
        days=days,
        days_min=days_min,
        until=until,
    ),
    "RecordNotDone": lambda env, record: env._("“%(record)s” has not been carried out yet.", record=record),
    "ObjectionsOpen": lambda env, count: env._("%(count)s objections are not answered yet.", count=count),
    "ThresholdUnreadable": lambda env, text: env._(
        "The rule “%(text)s” of the parameters cannot be read; tell the administrator.", text=text
    ),
    "NotYetInForce": lambda env, parameter, day: env._(
        "No rule for such a meeting was in force on %(day)s (%(parameter)s). "
        "Choose another body or correct the date.",
        parameter=parameter,
        day=day,
    ),
}


def threshold(env, share, whole):
    """Return a threshold in words, with the head count when the whole is known."""
    facts = {"part": share.part, "of": share.of, "count": share.least(whole) if whole else "…"}
    if share.base == "present":
        if share.strict:
            return env._("more than %(part)s/%(of)s of those present (%(count)s)", **facts)
        return env._("at least %(part)s/%(of)s of those present (%(count)s)", **facts)
    if share.base == "households":
        return env._("representatives of at least %(part)s/%(of)s of the households (%(count)s)", **facts)
    if share.strict:
        return env._("more than %(part)s/%(of)s of all eligible (%(count)s)", **facts)
    return env._("at least %(part)s/%(of)s of all eligible (%(count)s)", **facts)


def rule_text(env, *, rule, notice_days, case):
    whole = case.present if rule.majority.base == "present" else case.eligible
    lines = [
        env._("Notice: at least %(days)s days before the meeting.", days=notice_days),
        env._("Attendance: %(share)s.", share=threshold(env, rule.quorum, case.eligible)),
        env._("Votes for: %(share)s.", share=threshold(env, rule.majority, whole)),
    ]
    if rule.quorum_households:
        other = threshold(env, rule.quorum_households, case.households)
        lines.insert(2, env._("Or attendance by households: %(share)s.", share=other))
    return "\n".join(lines)
