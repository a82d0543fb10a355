"""What stands on the papers of a case: notice, minutes, resolution, result, sign-in and tally sheet."""


def day(env, day):
    """Return a day as it is written on an official paper, or a line to fill in by hand."""
    if not day:
        return env._("____ (day)")
    return env._("%(year)s-%(month)s-%(day)s", year=day.year, month=day.month, day=day.day)


def blank(env):
    return "________"


def notice_title(env, *, body):
    return env._("Notice of the Meeting of the %(body)s", body=body)


def everybody(env):
    return env._("To all members")


def notice_opening(env, *, matter, org, body):
    return env._(
        "To decide on “%(matter)s”, %(org)s calls a meeting of the %(body)s. Please come in time:",
        matter=matter,
        org=org,
        body=body,
    )


def notice_lines(env, *, day, time, place, reports):
    lines = [
        (env._("Time"), " ".join(filter(None, (day, time)))),
        (env._("Venue"), place),
    ]
    if reports:
        lines.append((env._("Reports"), env._("open to all members since %(day)s", day=reports)))
    return lines


def notice_agenda(env):
    return env._("Agenda")


def notice_rules(env, *, needed, votes, eligible):
    if eligible:
        return env._(
            "%(eligible)s people have a vote. The meeting is valid when %(needed)s are present; "
            "the matter carries with %(votes)s votes for it.",
            eligible=eligible,
            needed=needed,
            votes=votes,
        )
    return env._("Quorum and majority follow the law named below.")


def notice_proxy(env):
    return env._(
        "Who cannot come may take part online, or authorise in writing another member of the same household."
    )


def notice_law(env, *, laws):
    return env._("Legal basis: %(laws)s.", laws=laws)


def notice_closing(env):
    return env._("You are hereby notified.")


def resolution_title(env, *, matter):
    return env._("Resolution on %(matter)s", matter=matter)


def resolution_basis(env, *, laws, day, place, body):
    return env._(
        "By %(laws)s, the %(body)s met on %(day)s at %(place)s.", laws=laws, day=day, place=place, body=body
    )


def resolution_steps(env, *, proposed, consulted, deliberated):
    return env._(
        "The matter was proposed by the party organisation (%(proposed)s), discussed by the committees "
        "(%(consulted)s) and reviewed by the party members (%(deliberated)s) before.",
        proposed=proposed,
        consulted=consulted,
        deliberated=deliberated,
    )


def resolution_heads(env, *, eligible, present, heads):
    if any(heads):
        return env._(
            "Of %(eligible)s eligible, %(present)s were present (%(onsite)s on site, %(online)s online, "
            "%(proxy)s by written proxy).",
            eligible=eligible,
            present=present,
            onsite=heads[0],
            online=heads[1],
            proxy=heads[2],
        )
    return env._("Of %(eligible)s eligible, %(present)s were present.", eligible=eligible, present=present)


def resolution_votes(env, *, votes, result):
    facts = {"votes_for": votes[0], "against": votes[1], "abstained": votes[2], "needed": votes[3]}
    if result == "passed":
        return env._(
            "%(votes_for)s voted for it, %(against)s against, %(abstained)s abstained; "
            "%(needed)s were needed. The matter carried.",
            **facts,
        )
    return env._(
        "%(votes_for)s voted for it, %(against)s against, %(abstained)s abstained; "
        "%(needed)s were needed. The matter did not carry.",
        **facts,
    )


def resolution_content(env):
    return env._("It was decided")


def resolution_watch(env, *, opinion):
    return env._("Opinion of the supervisors: %(opinion)s", opinion=opinion)


def resolution_posting(env, *, first, last):
    return env._(
        "This resolution is posted from %(first)s to %(last)s. Who objects may say so to the supervisors "
        "or the township government within this time.",
        first=first,
        last=last,
    )


def result_title(env, *, matter):
    return env._("Result of the Resolution on %(matter)s", matter=matter)


def result_opening(env, *, body, day, matter, done):
    return env._(
        "What the %(body)s decided on %(day)s about “%(matter)s” was carried out on %(done)s. "
        "The result is made public here.",
        body=body,
        day=day,
        matter=matter,
        done=done,
    )


def result_posting(env, *, first):
    return env._(
        "Posted since %(first)s. Who objects may say so to the supervisors or the township government.",
        first=first,
    )


def minutes_title(env, *, body):
    return env._("Minutes of the Meeting of the %(body)s", body=body)


def minutes_facts(env, case):
    """Return pairs of label and value for the head of the minutes."""
    return [
        (env._("Matter"), case["matter"]),
        (env._("Time"), case["time"]),
        (env._("Venue"), case["place"]),
        (env._("Chaired by"), case["chair"]),
        (env._("Minutes Taken by"), case["secretary"]),
        (env._("Notice posted on"), case["notice"]),
    ]


def attendance_facts(env, case):
    return [
        (env._("Eligible"), case["eligible"]),
        (env._("Present"), case["present"]),
        (env._("On Site"), case["onsite"]),
        (env._("Online"), case["online"]),
        (env._("By Written Proxy"), case["proxy"]),
        (env._("For"), case["votes_for"]),
        (env._("Against"), case["against"]),
        (env._("Abstained"), case["abstained"]),
    ]


def minutes_signatures(env):
    return [
        env._("Chaired by"),
        env._("Minutes Taken by"),
        env._("Supervisor"),
        env._("Member of the Meeting"),
    ]


def sheet_title(env, *, body):
    return env._("Sign-in Sheet of the %(body)s", body=body)


def tally_signatures(env):
    return [env._("Called by"), env._("Counted by"), env._("Supervised by"), env._("Day")]
