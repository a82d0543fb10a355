"""What is said about confirmation letters."""


def not_now(env, *, clearing, state):
    return env._(
        "Letters of “%(clearing)s” are made while it is counted or decided (%(state)s).",
        clearing=clearing,
        state=state,
    )


def answer_missing(env, *, letter):
    return env._("%(letter)s: say which amount the other side names, or what it says.", letter=letter)


def evidence(env, *, letter):
    return env._("Confirmation letter %(letter)s", letter=letter)


def papers_stay(env):
    return env._("Papers of a clearing are evidence and stay as they were given.")
