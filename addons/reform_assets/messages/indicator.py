"""What is said about indicators and their frozen figures."""


def definition_taken(env):
    return env._("The indicator has this version already.")


def future(env):
    return env._("A figure is taken of today or of a day before, never of a day to come.")


def period_backwards(env):
    return env._("The period begins after its last day: choose an earlier first day.")


def over_100(env, *, indicator, numerator, denominator):
    return env._(
        "“%(indicator)s”: %(numerator)s of %(denominator)s would be more than 100 %%. "
        "Nothing is published: look for what is counted above the line and not below it.",
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
    )


def outside(env, *, indicator, number):
    return env._(
        "“%(indicator)s”: %(number)s records are counted as done that were never due. Nothing is published.",
        indicator=indicator,
        number=number,
    )


def compared(env, *, frozen, again, live):
    return env._(
        "Frozen: %(frozen)s · worked out again from the frozen list: %(again)s · "
        "from the records of today: %(live)s.",
        frozen=frozen,
        again=again,
        live=live,
    )


def same(env):
    return env._("The frozen list and the records of today agree.")


def differences(env, *, only_then, only_now, changed):
    return env._(
        "Only in the frozen list: %(only_then)s; only today: %(only_now)s; counted otherwise: %(changed)s.",
        only_then=only_then,
        only_now=only_now,
        changed=changed,
    )


def broken(env):
    return env._("The frozen list does not give the digest it was sealed with.")


def not_applicable(env):
    return env._("n/a")


def snapshots_title(env):
    return env._("Indicator Figures")


def listed(env, *, above):
    return env._("Counted as Done") if above else env._("Counted as Due")


def check_snapshots(env):
    return env._("Frozen indicator figures: list, figure and digest")


def snapshot_wrong(env, *, snapshot):
    return env._("%(snapshot)s: the frozen list no longer gives the figure or the digest.", snapshot=snapshot)
