"""What is said of the freeze, of leave given under it, and of the snapshot."""


def _voucher(env, *, entity):
    return env._(
        "%(entity)s is frozen: no voucher is made or posted on a day up to its base date without leave of "
        "the township.",
        entity=entity,
    )


def _lease(env, *, entity):
    return env._("%(entity)s is frozen: no contract is begun without leave of the township.", entity=entity)


def _disposal(env, *, entity):
    return env._("%(entity)s is frozen: nothing is disposed of without leave of the township.", entity=entity)


def _spending(env, *, entity):
    return env._("%(entity)s is frozen: nothing is spent without leave of the township.", entity=entity)


def _purchase(env, *, entity):
    return env._(
        "%(entity)s is frozen: nothing is bought on credit without leave of the township.", entity=entity
    )


def _bank_account(env, *, entity):
    return env._(
        "%(entity)s is frozen: no bank account is opened without leave of the township.", entity=entity
    )


REFUSALS = {
    "voucher": _voucher,
    "lease": _lease,
    "disposal": _disposal,
    "spending": _spending,
    "purchase": _purchase,
    "bank_account": _bank_account,
}


def database_guard(env, constraint):
    """Return the sentence for a refusal of the database, None when it is none of ours."""
    act = (constraint or "").removeprefix("reform_freeze_")
    if act == constraint:
        return None
    if act in REFUSALS:
        return REFUSALS[act](env, entity=env._("The organisation"))
    return env._("A freeze ends only when its clearing is cancelled or handed over.")


def frozen_already(env, *, entities):
    return env._("Frozen already, or past it: %(entities)s.", entities=entities)


def frozen_elsewhere(env, *, entities):
    return env._("Another clearing has frozen them, and it is not over: %(entities)s.", entities=entities)


def base_to_come(env, *, day):
    return env._(
        "The base date %(day)s is still to come: books are frozen as at a day that is over.", day=day
    )


def freeze_is_an_act(env):
    return env._(
        "An organisation is frozen and unfrozen by its clearing alone: freeze the clearing, or cancel it."
    )


def cancel_reason_missing(env):
    return env._("Say why the clearing is cancelled: it stays readable.")


def cancelled(env, *, reason):
    return env._("The clearing was cancelled: %(reason)s", reason=reason)


def handed_over(env):
    return env._("Handed over")


def nothing_frozen(env, *, entity):
    return env._("%(entity)s is not frozen: there is nothing to except.", entity=entity)


def until_past(env, *, day):
    return env._("Leave until %(day)s would be over before it begins.", day=day)


def facts_missing(env):
    return env._("Say what may be done, and why.")


def entity_frozen_said(env, *, day):
    return env._("Frozen as at %(day)s.", day=day)


def entity_unfrozen_said(env, *, why):
    return env._("No longer frozen: %(why)s", why=why)


def exception_said(env, *, kind, what, day):
    return env._("Leave given until %(day)s: %(kind)s, %(what)s", kind=kind, what=what, day=day)


def flag_missing(env, *, entity):
    return env._("%(entity)s is frozen by its clearing and does not bear the flag.", entity=entity)


def check_flags(env):
    return env._("Freezes: every organisation held by one bears its flag")


def leave_not_sealed(env, *, leave):
    return env._("The leave “%(leave)s” is not the one that was sealed.", leave=leave)


def check_leaves(env):
    return env._("Freezes: every leave given is the one that was sealed")
