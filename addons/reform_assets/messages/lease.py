"""What is said about leases."""


def lease_no_taken(env):
    return env._("Another lease has this number.")


def signed_papers(env, *, fields, lease):
    return env._(
        "“%(lease)s” is signed: %(fields)s can no longer be changed. They are what was signed.",
        fields=fields,
        lease=lease,
    )


def needs_county_finance(env, *, lease):
    return env._("“%(lease)s” lets state property: the county's finance bureau approves it.", lease=lease)


def needs_members(env, *, lease):
    return env._("“%(lease)s” lets collective property: the members decide, not the county.", lease=lease)


def term_not_over(env, *, lease, date_end):
    return env._(
        "“%(lease)s” runs until %(date_end)s and ends after that day.", lease=lease, date_end=date_end
    )


def lease_begins(env, *, lease):
    return env._("Lease %(lease)s is in force", lease=lease)


def lease_ended(env, *, lease):
    return env._("Lease %(lease)s has ended", lease=lease)


def let_already(env, *, card, lease):
    return env._(
        "“%(card)s” is let under %(lease)s in these days. Choose other days, or wait until that lease ends.",
        card=card,
        lease=lease,
    )


def let_twice(env):
    return env._("An asset of this lease is let to somebody else in these days; it cannot be let twice.")


def asset_twice(env):
    return env._("An asset stands in a lease once.")


def hold_is_guarded(env):
    return env._("The days an asset is held follow from signing; they cannot be written by hand.")


def reason_title(env, act):
    titles = {
        "card_return": env._("Return with a Reason"),
        "lease_back": env._("Back to Draft"),
        "lease_cancel": env._("Cancel the Lease"),
        "lease_approve": env._("Approve the Lease"),
        "lease_file": env._("File the Lease"),
        "lease_object": env._("Object to the Result"),
        "lease_answer": env._("Answer the Objection"),
        "sublet_refuse": env._("Refuse the Sub-letting"),
        "lease_relist": env._("List Again"),
        "lease_consent": env._("Approve Letting to an Outsider"),
        "receipt_reverse": env._("Reverse the Receipt"),
        "unfit_propose": env._("Propose as Unfit"),
        "unfit_return": env._("Return the Proposal"),
        "unfit_lift": env._("Lift the Finding"),
    }
    return titles[act]
