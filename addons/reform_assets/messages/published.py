"""What is said about published cases."""


def so(env):
    return env._("It is so")


def title(env):
    return env._("Published Cases of Revitalisation")
