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
