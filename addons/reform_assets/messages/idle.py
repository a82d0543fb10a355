"""What is said about spells of idleness."""


def spells_overlap(env):
    return env._(
        "The asset was idle on some of these days already, as an earlier entry of the idle ledger says."
        " Let it begin after the day on which it was last put to use."
    )


def spell_name(env, *, card, since):
    return env._("%(card)s, idle since %(since)s", card=card, since=since)


def since_unknown(env):
    return env._("unknown")


def attempt_missing(env, *, card, attempts, needed):
    return env._(
        "“%(card)s” has %(attempts)s documented attempts and needs %(needed)s: enter what was tried to put it"
        " to use, with the papers, before it is called unfit.",
        card=card,
        attempts=attempts,
        needed=needed,
    )


def attempt_without_papers(env, *, card, day):
    return env._(
        "“%(card)s”: the attempt of %(day)s has no papers. Attach the notice, the letter or the minutes.",
        card=card,
        day=day,
    )


def attempt_in_future(env, *, day):
    return env._("The attempt of %(day)s lies in the future: enter what was done, when it was done.", day=day)


def found_unfit(env):
    return env._("Found unfit for any use.")


def spells_title(env):
    return env._("Spells of Idleness")


def ledger_at(env, *, day):
    return env._("Idle Ledger on %(day)s", day=day)


def check_spells(env):
    return env._("Every idle card has one open spell, and only idle cards have one")


def spell_differs(env, *, card):
    return env._("%(card)s: the card and its spells of idleness do not say the same.", card=card)
