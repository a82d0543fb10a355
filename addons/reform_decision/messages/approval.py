"""What is said about approvals and delegations."""


def watched(env):
    return env._("Supervision")


def approvals_title(env):
    return env._("Approvals")


def group_required(env, *, groups):
    return env._(
        "This step is reserved for: %(groups)s. Ask one of them, or a deputy they have named.", groups=groups
    )


def own_request(env, *, record, person):
    return env._(
        "“%(person)s” has asked for “%(record)s” or entered it: somebody else has to judge it, "
        "in his own name and in nobody else's.",
        record=record,
        person=person,
    )


def second_signature(env, *, record, person, step):
    return env._(
        "“%(person)s” has already approved “%(record)s” at the step “%(step)s”: "
        "the second signature has to come from another person.",
        record=record,
        person=person,
        step=step,
    )


def signed_already(env, *, record, person):
    return env._(
        "“%(person)s” has already approved “%(record)s” as it stands. One person signs once.",
        record=record,
        person=person,
    )


def return_needs_reason(env):
    return env._("Say why it is sent back: whoever asked for it has to know what to change.")


def not_sealed(env, *, record, step):
    return env._(
        "The approval of “%(record)s” at the step “%(step)s” is not the one that was sealed.",
        record=record,
        step=step,
    )


def delegation_of_another(env, *, person):
    return env._("Only “%(person)s” or the administrator can give this authority away.", person=person)


def delegation_to_oneself(env):
    return env._("Nobody can be one's own deputy: choose another person.")


def not_his_to_give(env, *, person, group):
    return env._(
        "“%(person)s” does not hold the role “%(group)s” himself. "
        "A role one only holds for somebody else cannot be passed on.",
        person=person,
        group=group,
    )


def role_not_delegable(env, *, group):
    return env._("The role “%(group)s” cannot be given to a deputy.", group=group)


def roles_do_not_mix(env, *, person, own, group):
    return env._(
        "“%(person)s” is “%(own)s” and cannot act as “%(group)s” as well: "
        "who prepares a matter does not judge it. Choose another deputy.",
        person=person,
        own=own,
        group=group,
    )


def delegation_too_long(env, *, days, limit):
    return env._(
        "A delegation lasts at most %(limit)s days, this one %(days)s. Choose an earlier end.",
        days=days,
        limit=limit,
    )


def delegation_over(env, *, date_to):
    return env._(
        "The delegation would have ended on %(date_to)s already. Choose a later end.", date_to=date_to
    )


def delegation_name(env, *, delegator, delegate, group):
    return env._(
        "%(delegator)s → %(delegate)s (%(group)s)", delegator=delegator, delegate=delegate, group=group
    )
