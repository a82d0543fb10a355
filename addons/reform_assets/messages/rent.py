"""What is said about rent due and received, and what the nightly check says about it."""


def receive_title(env):
    return env._("Record a Receipt")


def due_twice(env):
    return env._("A lease has each due once.")


def due_overpaid(env):
    return env._("No more can be received or credited on a due than it amounts to.")


def receipt_key_taken(env):
    return env._("A receipt with this key is recorded already and says something else.")


def receipt_reversed_already(env):
    return env._("This receipt has been reversed already.")


def reversal_stays(env):
    return env._("A reversing receipt is not reversed again: record the payment anew.")


def receipt_in_future(env, *, date):
    return env._("%(date)s lies in the future: money is recorded when it has come in.", date=date)


def lease_not_in_force(env, *, lease, state):
    return env._(
        "%(lease)s is in the state “%(state)s”: rent is received once it is in force.",
        lease=lease,
        state=state,
    )


def receipt_exceeds_dues(env, *, amount, outstanding):
    return env._(
        "%(amount)s yuan were received, but only %(outstanding)s yuan are open."
        " Record what belongs to this lease.",
        amount=amount,
        outstanding=outstanding,
    )


def nothing_received(env):
    return env._("The amount received has to be more than nothing.")


def received(env, *, amount, date):
    return env._("Received %(amount)s yuan on %(date)s.", amount=amount, date=date)


def band_none(env):
    return env._("Not in arrears")


def band(env, days_from, days_to):
    if days_to is None:
        return env._("%(first)s days and more", first=days_from)
    return env._("%(first)s to %(last)s days", first=days_from, last=days_to)


def check_dues_paid(env):
    return env._("Received amounts of dues are the sum of their receipts")


def check_schedules(env):
    return env._("Rent schedules cover every day of their lease once")


def check_receipts(env):
    return env._("Receipts are laid on dues to the cent")


def due_paid_wrong(env, *, due):
    return env._("Due %(due)s: the received amount is not the sum of its receipts.", due=due)


def schedule_broken(env, *, lease):
    return env._("Lease %(lease)s: its dues leave a day out or count one twice.", lease=lease)


def receipt_not_laid(env, *, receipt):
    return env._("Receipt %(receipt)s: its lines do not add up to its amount.", receipt=receipt)
