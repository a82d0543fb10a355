"""What the alerts say about counting rounds."""


def report_due_label(env):
    return env._("Count to Be Reported")


def report_due(env, *, ref, due, **_facts):
    return env._("“%(round)s” is not reported yet; the report is due on %(due)s.", round=ref, due=due)


def count_missing_label(env):
    return env._("Year without a Count")


def count_missing(env, *, ref, year, **_facts):
    return env._(
        "%(place)s has cards and no counting round of %(year)s that has begun.", place=ref, year=year
    )
