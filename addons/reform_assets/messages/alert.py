"""What the alerts of cards and rent say."""


def rent_overdue_label(env):
    return env._("Rent overdue")


def rent_overdue(env, *, amount, days, lessee, dues):
    return env._(
        "%(lessee)s owes %(amount)s yuan of %(dues)s dues, the oldest for %(days)s days."
        " Remind the lessee, or agree on a deferral.",
        lessee=lessee,
        amount=amount,
        dues=dues,
        days=days,
    )


def idle_long_label(env):
    return env._("Idle too long")


def idle_long(env, *, since, days):
    return env._(
        "Unused since %(since)s, for %(days)s days. Plan its use, or record why it cannot be used.",
        since=since,
        days=days,
    )


def card_waits_label(env):
    return env._("Card unconfirmed too long")


def card_waits(env, *, days, limit):
    return env._(
        "The card has waited for the next name for %(days)s days; %(limit)s are allowed."
        " Check it, or return it with a reason.",
        days=days,
        limit=limit,
    )
