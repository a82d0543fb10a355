"""What the year-end closing says about counts."""


def count_running(env, *, count, state):
    return env._("The count “%(count)s” is still at “%(state)s”.", count=count, state=state)
