"""What posting, objections and filing of cleared lists say."""

from odoo.addons.reform_rules.errors import Problem


def problem(env, one: Problem):
    facts = one.facts
    match one.name:
        case "NotPosted":
            return env._("The lists have not been posted.")
        case "StillPosted":
            return env._("The lists hang until %(until)s; file them afterwards.", until=facts["until"])
        case "ObjectionsOpen":
            return env._("Objections that are not closed: %(count)s.", count=facts["count"])
        case "ListsChanged":
            return env._("The lists are not those that were posted. Post them again.")
        case "AssemblyMissing":
            return env._("The assembly has not confirmed the result of the clearing.")
    raise AssertionError(one.name)


def not_filed(env, *, clearing, problems):
    lines = "\n".join(f"• {problem(env, one)}" for one in problems)
    return env._("%(clearing)s cannot be filed:\n%(lines)s", clearing=clearing, lines=lines)


def refusal(env, error):
    match error.name:
        case "PostedInFuture":
            return env._("Nothing is posted in the future: %(day)s.", day=error.day)
        case "PostedTooShort":
            return env._(
                "The lists hang %(days)s days only; at least %(limit)s are needed.",
                days=error.days,
                limit=error.limit,
            )
    raise AssertionError(error.name)


def posting_incomplete(env):
    return env._("Say where the lists hang, and attach a photo of them.")


def publication_name(env, *, entity, day):
    return env._("Posting of %(entity)s, %(day)s", entity=entity, day=day)


def terms(env, *, entity, base, count, digest):
    return env._(
        "Result of clearing the three capitals of %(entity)s as at %(base)s: %(count)s items.\n"
        "Digest of the posted lists: %(digest)s",
        entity=entity,
        base=base,
        count=count,
        digest=digest,
    )


def filing_number(env, *, county, year, number):
    return env._(
        "%(county)s Capitals Filing [%(year)s] No. %(number)s", county=county, year=year, number=number
    )


def not_published(env, *, clearing, state):
    return env._(
        "Objections are made while the lists are posted; %(clearing)s is: %(state)s.",
        clearing=clearing,
        state=state,
    )


def own_answer(env):
    return env._("Whoever answered an objection does not close it.")


def upheld(env, *, text):
    return env._("Objection upheld: %(text)s", text=text)


def post_title(env):
    return env._("Post the Lists")


def objection_late_label(env):
    return env._("Objection to cleared lists unanswered")


def objection_late(env, *, date):
    return env._("Raised on %(date)s and not closed. Answer it; until then nothing is filed.", date=date)


def filing_late_label(env):
    return env._("Cleared lists not filed")


def filing_late(env, *, date):
    return env._("The lists were posted until %(date)s. File them, or say what stands in the way.", date=date)
