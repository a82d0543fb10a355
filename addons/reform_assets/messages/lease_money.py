"""What is said about credits on dues and about deposits."""


def credit_twice(env):
    return env._("This act has credited the due already.")


def credit_of_nothing(env):
    return env._("A credit is more than nothing.")


def credit_reason_missing(env):
    return env._("A credit needs a reason: say why the due is lessened.")


def credit_above_outstanding(env, *, due, amount, outstanding):
    return env._(
        "Only %(outstanding)s yuan are open on %(due)s: %(amount)s yuan cannot be credited."
        " Credit what is open at most.",
        due=due,
        amount=amount,
        outstanding=outstanding,
    )


def deposit_at_once(env):
    return env._("Somebody else has just recorded a movement of this deposit. Open the lease again.")


def deposit_below_nothing(env):
    return env._("A deposit is never below nothing.")


def deposit_of_nothing(env):
    return env._("The deposit moved has to be more than nothing.")


def deposit_in_future(env, *, date):
    return env._("%(date)s lies in the future: a deposit is recorded when it has moved.", date=date)


def deposit_too_small(env, *, lease, amount, balance):
    return env._(
        "The deposit of “%(lease)s” is %(balance)s yuan: %(amount)s yuan cannot be taken from it.",
        lease=lease,
        amount=amount,
        balance=balance,
    )


def deposit_moved(env, *, kind, amount, date):
    return env._("Deposit, %(kind)s: %(amount)s yuan on %(date)s.", kind=kind, amount=amount, date=date)


def deposit_missing(env, *, lease, deposit, balance):
    return env._(
        "“%(lease)s” asks for a deposit of %(deposit)s yuan first; %(balance)s yuan have come in."
        " Record the deposit, or change the clause.",
        lease=lease,
        deposit=deposit,
        balance=balance,
    )


def deposit_at_wrong_step(env, *, lease, state):
    return env._(
        "“%(lease)s” is in the state “%(state)s”: a deposit is taken once the letting is decided.",
        lease=lease,
        state=state,
    )


def deposit_before_end(env, *, lease):
    return env._("“%(lease)s” is not over: its deposit stays until the end.", lease=lease)


def forfeit_reason_missing(env):
    return env._("Say by which breach the lessee has lost the deposit.")


def deposit_title(env, kind):
    titles = {
        "received": env._("Receive the Deposit"),
        "returned": env._("Return the Deposit"),
        "forfeited": env._("Forfeit the Deposit"),
    }
    return titles[kind]


def check_deposits(env):
    return env._("Deposits are the sum of their movements")


def deposit_wrong(env, *, lease):
    return env._("Lease %(lease)s: the movements of its deposit do not give its balance.", lease=lease)
