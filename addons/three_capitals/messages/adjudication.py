"""What is said about deciding the differences of a clearing."""


def refusal(env, error, *, item="", labels=None):
    """Return the sentence of a refusal of the rules."""
    facts = error.facts
    match error.name:
        case "VerdictUnfit":
            allowed = "、".join((labels or {}).get(name, name) for name in facts["allowed"])
            if not allowed:
                return env._("“%(item)s” agrees with the books: there is nothing to decide.", item=item)
            return env._(
                "“%(item)s”: this decision does not fit the difference. Possible are: %(allowed)s.",
                item=item,
                allowed=allowed,
            )
        case "ClaimNobody":
            return env._("“%(item)s”: name who has to make it good.", item=item)
        case "EventUnknown":
            return env._(
                "“%(item)s”: the chart %(chart)s has no entry for this decision. Correct the books by an"
                " ordinary voucher.",
                item=item,
                chart=facts["chart"],
            )
        case _:
            return str(error)


def not_deciding(env, *, clearing, state):
    return env._(
        "Differences of “%(clearing)s” are not decided now (%(state)s).", clearing=clearing, state=state
    )


def reason_missing(env):
    return env._("Say why it is decided so: the reason stays with the decision.")


def decided_already(env, *, item, user, at, verdict):
    return env._(
        "“%(item)s” has been decided already by %(user)s on %(at)s: %(verdict)s. Nothing was changed. Who"
        " thinks otherwise has that decision taken back first.",
        item=item,
        user=user,
        at=at,
        verdict=verdict,
    )


def own_count(env, *, item):
    return env._("You have counted “%(item)s” yourself. Somebody else decides it.", item=item)


def not_decided(env, *, item):
    return env._("“%(item)s” is not decided yet.", item=item)


def booked_stays(env, *, item, voucher):
    return env._(
        "The decision about “%(item)s” stands in the books as %(voucher)s. Reverse the voucher first.",
        item=item,
        voucher=voucher,
    )


def voted_stays(env, *, item, case):
    return env._(
        "The members have decided about “%(item)s” in %(case)s. Have that case revoked first.",
        item=item,
        case=case,
    )


def own_decision(env, *, item):
    return env._("You have counted or decided “%(item)s” yourself. Another supervisor signs.", item=item)


def nothing_to_sign(env, *, item):
    return env._("“%(item)s” needs no signature of the supervisors.", item=item)


def court_name(env, *, item):
    return env._("Handed over to a court: %(item)s", item=item)


def court_over(env):
    return env._("The decision to hand it over to a court was taken back.")


def no_write_offs(env, *, clearing):
    return env._(
        "Nothing of “%(clearing)s” is to be written off: the members need not decide.", clearing=clearing
    )


def undecided_before_vote(env, *, count):
    return env._(
        "%(count)s differences are not decided yet. Decide them all before the members vote.", count=count
    )


def wrong_body(env, *, case, body, allowed):
    return env._(
        "%(case)s was decided by: %(body)s. Only the members themselves write off: %(allowed)s.",
        case=case,
        body=body,
        allowed=allowed,
    )


def write_off_unvoted(env, *, clearing, why):
    return env._("Write-offs of “%(clearing)s” are not booked yet: %(why)s", clearing=clearing, why=why)


def write_off_line(env, *, number, item, amount, reason):
    return env._(
        "%(number)s. %(item)s: %(amount)s yuan; %(reason)s",
        number=number,
        item=item,
        amount=amount,
        reason=reason,
    )


def cannot_confirm(env, *, clearing, problems):
    return env._(
        "“%(clearing)s” cannot be confirmed:\n%(problems)s", clearing=clearing, problems="\n".join(problems)
    )


def problem(env, problem):
    """Return the line that says what is missing."""
    facts = problem.facts
    match problem.name:
        case "Undecided":
            return env._("• %(count)s differences are not decided.", count=facts["count"])
        case "BasisMissing":
            return env._(
                "• %(count)s claims and debts have no basis: name the paper each rests on.",
                count=facts["count"],
            )
        case "DisputeUnsaid":
            return env._(
                "• Of %(count)s claims and debts nobody says whether they are disputed.", count=facts["count"]
            )
        case "SignatureMissing":
            return env._("• %(count)s decisions wait for the supervisors' signature.", count=facts["count"])
        case "MembersMustDecide":
            return env._(
                "• %(count)s write-offs need the members: %(why)s", count=facts["count"], why=facts["why"]
            )
        case "NotInTheBooks":
            return env._(
                "• %(count)s decisions are not in the books: their vouchers have to be posted.",
                count=facts["count"],
            )
        case _:
            return f"• {problem.name} {facts}"


def summary(env, *, verdict, item):
    return env._("Clearing: %(verdict)s, %(item)s", verdict=verdict, item=item)
