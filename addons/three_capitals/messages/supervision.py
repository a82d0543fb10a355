"""What is said of supervision rounds and their findings."""


def round_name(env, *, team, number):
    return env._("%(team)s, round %(number)s", team=team, number=number)


def team_of_campaign(env):
    return env._("A round is made by a supervision team of the same campaign.")


def not_of_team(env, *, team):
    return env._("Only the members of “%(team)s” write this.", team=team)


def summary_missing(env):
    return env._("Write what was seen before the round is ended.")


def round_not_running(env, *, round):
    return env._("“%(round)s” is not on its way: findings are raised during the round.", round=round)


def finding_stays(env):
    return env._("What was raised is answered and closed; it is not taken away.")


def no_extension(env, *, finding):
    return env._(
        "%(finding)s: more time means a later day, and a finding that is not closed.", finding=finding
    )


def extended(env, *, day, reason):
    return env._("More time, until %(day)s: %(reason)s", day=day, reason=reason)


def own_answer(env, *, finding):
    return env._("%(finding)s: whoever answered it does not close it.", finding=finding)


def finding_open_label(env):
    return env._("Supervision finding to be put right")


def finding_open(env, *, deadline):
    return env._("A finding of the supervision team is to be put right by %(deadline)s.", deadline=deadline)


def finding_to_close_label(env):
    return env._("Supervision finding to be looked at again")


def finding_to_close(env, *, deadline):
    return env._(
        "The place says it has put this right (due %(deadline)s): look, and close it.", deadline=deadline
    )


def clearing_late_label(env):
    return env._("Clearing not handed over in time")


def clearing_late(env, *, due):
    return env._("It was to be handed over by %(due)s.", due=due)
