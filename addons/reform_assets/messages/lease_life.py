"""What is said about amendments, renewal, early end, hand-back, settlement and sub-letting."""


def amendment_not_decided(env, *, amendment):
    return env._(
        "“%(amendment)s” changes rent, term, use or tenant: it is decided before it is signed.",
        amendment=amendment,
    )


def amendment_needs_force(env, *, lease):
    return env._(
        "“%(lease)s” is not in force: change the draft instead, or draft a new contract.", lease=lease
    )


def amendment_empty(env):
    return env._("Say what changes: rent, last day, purpose, lessee, or another clause.")


def amendment_outside(env, *, date_from, date_to):
    return env._(
        "The change begins between %(date_from)s and the day after %(date_to)s.",
        date_from=date_from,
        date_to=date_to,
    )


def amendment_in_kind(env, *, lease):
    return env._(
        "The rent of “%(lease)s” is in kind: end it early and sign a new contract with other terms.",
        lease=lease,
    )


def amendment_ends_before(env, *, date_end):
    return env._("The contract would end on %(date_end)s, before the change begins.", date_end=date_end)


def amendment_too_long(env, *, years, latest):
    return env._(
        "A contract of this kind lasts %(years)s years at most; the latest last day is %(latest)s.",
        years=years,
        latest=latest,
    )


def amendment_below_floor(env, *, rent, floor):
    return env._(
        "The new rent of %(rent)s yuan is below the floor of %(floor)s yuan;"
        " collective property is not let below its worth.",
        rent=rent,
        floor=floor,
    )


def paid_ahead(env):
    return env._("Paid ahead under the former terms")


def renewed_already(env, *, lease, next):
    return env._("“%(lease)s” is renewed by %(next)s already.", lease=lease, next=next)


def renewal_title(env):
    return env._("Renewal")


def end_reason_missing(env):
    return env._("Say why the contract ends before its time.")


def end_outside(env, *, date_from, date_to):
    return env._(
        "The last day lies between %(date_from)s and %(date_to)s, and before the agreed last day.",
        date_from=date_from,
        date_to=date_to,
    )


def end_title(env):
    return env._("End Early")


def lease_over(env, *, lease):
    return env._("Lease %(lease)s has ended", lease=lease)


def handed_back_once(env):
    return env._("The hand-back of this contract is recorded already.")


def condition_list_empty(env):
    return env._("The condition list is empty: enter every item with its condition.")


def handed_back_when(env, *, date):
    return env._("Nothing was handed back on %(date)s: enter the day it happened.", date=date)


def damage_negative(env):
    return env._("Damage is not less than nothing.")


def handover_title(env):
    return env._("Hand-back")


def settlement_reason(env):
    return env._("Settlement after the hand-back")


def still_open(env, *, owed, held):
    return env._(
        "Not settled yet: the lessee owes %(owed)s yuan, and %(held)s yuan of the deposit are held."
        " Receive the one, return the other, then settle again.",
        owed=owed,
        held=held,
    )


def sublet_days_wrong(env):
    return env._("The sub-lease lies within the term, its last day not before its first.")


def sublet_beyond(env, *, date_end):
    return env._(
        "A sub-lease beyond %(date_end)s does not bind the lessor (Civil Code, article 717):"
        " it ends on that day at the latest.",
        date_end=date_end,
    )


def sublet_in_future(env, *, date):
    return env._("%(date)s lies in the future: enter the day you were asked, or noticed it.", date=date)


def consented(env):
    return env._("Consented in writing")


def silence(env):
    return env._("No objection within six months (Civil Code, article 718)")


def label_ends(env):
    return env._("Contract ends within 90 days")


def label_filing(env):
    return env._("Contract not filed in time")


def label_deposit(env):
    return env._("Deposit not returned")


def label_sublet(env):
    return env._("Sub-letting waits for an answer")


def label_handover(env):
    return env._("Not handed back after the end")


def label_indefinite(env):
    return env._("Lessee stays on without a contract")


def ends_soon(env, *, ref, date, **_):
    return env._("%(ref)s ends on %(date)s: renew it, list it anew or ask for it back.", ref=ref, date=date)


def filing_late(env, *, ref, date, **_):
    return env._("%(ref)s was signed on %(date)s and is not filed with the township.", ref=ref, date=date)


def deposit_late(env, *, ref, amount, **_):
    return env._(
        "%(ref)s is over; its deposit of %(amount)s yuan is neither offset nor returned.",
        ref=ref,
        amount=amount,
    )


def sublet_waits(env, *, ref, date, **_):
    return env._(
        "%(ref)s: answer the sub-letting before %(date)s; silence then counts as consent.", ref=ref, date=date
    )


def handover_late(env, *, ref, date, **_):
    return env._("%(ref)s ended on %(date)s and nothing is handed back.", ref=ref, date=date)


def stays_on(env, *, ref, date, **_):
    return env._(
        "%(ref)s: the lessee stays on since %(date)s, for an indefinite time (Civil Code, article 734);"
        " sign a new contract or end it.",
        ref=ref,
        date=date,
    )
