"""What alerts about plans and inspections say."""


def plan_late_label(env):
    return env._("Plan past its deadline")


def plan_late(env, *, ref, deadline):
    return env._(
        "Plan %(ref)s was to be carried out by %(deadline)s: bring it to its end, or make a new version.",
        ref=ref,
        deadline=deadline,
    )


def not_accepted_label(env):
    return env._("In use, not accepted")


def not_accepted(env, *, ref, since, limit):
    return env._(
        "Plan %(ref)s is in use since %(since)s and was not accepted within %(limit)s days: visit the place.",
        ref=ref,
        since=since,
        limit=limit,
    )


def relapse_label(env):
    return env._("Relapse to be answered")


def relapse(env, *, ref):
    return env._(
        "Inspections of plan %(ref)s say that the place is idle again: confirm it, or answer why not.",
        ref=ref,
    )


def inspection_late_label(env):
    return env._("Inspection not made")


def inspection_late(env, *, ref, due):
    return env._("%(ref)s was to be inspected on %(due)s: go and look.", ref=ref, due=due)
