"""What is said about asset cards."""


def code_taken(env):
    return env._(
        "Another card has this card number. Numbers are given once; leave it empty to get a new one."
    )


def measure_negative(env):
    return env._("Area and cost cannot be less than nothing.")


def coordinates_outside(env, *, card):
    return env._("%(card)s: latitude lies between -90 and 90, longitude between -180 and 180.", card=card)


def not_your_card(env, *, card):
    return env._(
        "%(card)s was entered by somebody else. Only the village clerk changes it;"
        " return it with a reason instead.",
        card=card,
    )


def photo_stays(env, *, card):
    return env._(
        "“%(card)s” has been checked with its photos: they stay. Add a new photo instead of changing one.",
        card=card,
    )


def own_hand(env, *, card):
    return env._(
        "You have entered “%(card)s” or put your name to it already. Somebody else has to take this step.",
        card=card,
    )


def already_confirmed(env, *, card):
    return env._("“%(card)s” is confirmed already; take it out of the selection.", card=card)


def not_at_this_step(env, *, card, state):
    return env._(
        "“%(card)s” is in the state “%(state)s”; this step does not begin there.", card=card, state=state
    )


def please_check(env, *, state):
    return env._("Please check and confirm: %(state)s", state=state)


def reason_missing(env):
    return env._("Write down the reason: it is kept with the record.")


def use_in_future(env):
    return env._("The new use begins today or has begun; a day in the future cannot be reported.")


def asset_is_let(env, *, card):
    return env._("“%(card)s” is let under a lease in force. Its use changes when the lease ends.", card=card)


def correct_only_confirmed(env, *, card):
    return env._(
        "“%(card)s” is not confirmed yet: have it returned with a reason and changed by who entered it.",
        card=card,
    )


def nothing_changed(env):
    return env._("Nothing differs from the card: change a field first.")


def changed(env, *, field, old, new, reason):
    return env._(
        "%(field)s: %(old)s → %(new)s. Reason: %(reason)s", field=field, old=old, new=new, reason=reason
    )


def changes_title(env):
    return env._("Changes")


def decisions_title(env):
    return env._("Decisions")
