"""What is said of campaigns, their teams, steps and weeks."""


def supervisors_only_look(env, *, user):
    return env._(
        "%(user)s belongs to the supervision team: it reads everything and writes nothing but findings.",
        user=user,
    )


def no_supervisor(env, *, user):
    return env._(
        "%(user)s is neither of audit nor of the county's finance or agriculture: they supervise.", user=user
    )


def both_teams(env, *, users):
    return env._("Nobody supervises his own work: %(users)s are in a team of the other kind.", users=users)


def county_names_supervisors(env):
    return env._("The supervision team is named by the county.")


def coverage(env, *, done, total, percent):
    if percent is None:
        return env._("No organisation is in the campaign yet.")
    return env._(
        "%(done)s of the %(total)s organisations of this campaign are handed over (%(percent)s %%).",
        done=done,
        total=total,
        percent=percent,
    )


def reported(env, *, count, paper, scope, done, total):
    return env._(
        "Reported: %(count)s (%(paper)s; it counts: %(scope)s). Reckoned here: %(done)s of %(total)s. The "
        "one is not derived from the other.",
        count=count,
        paper=paper,
        scope=scope or env._("not known"),
        done=done,
        total=total,
    )


def source_missing(env):
    return env._("A reported number is kept with the paper it stands in: name the source.")


def _end_before_start(env, *, start, end):
    return env._("The campaign would end on %(end)s, before it begins on %(start)s.", start=start, end=end)


def _end_before_base(env, *, base, end):
    return env._("The campaign would end on %(end)s, before its base date %(base)s.", base=base, end=end)


def _step_outside(env, *, day):
    return env._("A step is due on %(day)s, outside the days of the campaign.", day=day)


DATES = {
    "end_before_start": _end_before_start,
    "end_before_base": _end_before_base,
    "step_outside": _step_outside,
}


def problems(env, found):
    """Return the sentences of what is wrong with the days of a campaign, one a line."""
    return "\n".join(DATES[problem.name](env, **problem.facts) for problem in found)


def _predecessor_twice(env, *, count, places, mergers):
    return env._(
        "%(places)s: a village ends in two mergers (%(mergers)s). Take one of them back first.",
        places=places,
        mergers=mergers,
    )


def _no_collective(env, *, count, places):
    return env._("Without a collective organisation, so nothing to clear: %(count)s villages (%(places)s).",
                 count=count, places=places)  # fmt: skip


def _successor_unclear(env, *, count, places):
    return env._("It is not clear which organisation takes over: %(count)s villages (%(places)s).",
                 count=count, places=places)  # fmt: skip


MERGING = {
    "predecessor_twice": _predecessor_twice,
    "no_collective": _no_collective,
    "successor_unclear": _successor_unclear,
}


def added(env, *, count):
    return env._("Organisations added: %(count)s.", count=count)


def cleared_elsewhere(env, *, entities):
    return env._("Being cleared outside this campaign: %(entities)s.", entities=entities)


def campaign_over(env, *, campaign):
    return env._("“%(campaign)s” is over.", campaign=campaign)


def nobody_to_clear(env, *, campaign):
    return env._("“%(campaign)s” clears nobody yet: add the organisations first.", campaign=campaign)


def not_over(env, *, campaign, count):
    return env._(
        "“%(campaign)s” is not over: %(count)s organisations are not handed over.",
        campaign=campaign,
        count=count,
    )


def nothing_to_freeze(env):
    return env._("No organisation in your places is left to be frozen.")


def step_without_name(env, *, number):
    return env._(
        "Step %(number)s has no name yet: write down what it is before saying that it is done.", number=number
    )


def steps_there(env):
    return env._("The campaign has its steps already: change them there.")


def scheme_missing(env):
    return env._("Choose a scheme first.")
