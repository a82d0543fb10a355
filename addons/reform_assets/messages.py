"""Every sentence this addon says to a user. `problems` turns what the rules find into sentences."""


def problems(env, found, *, short=False):
    """Return a sentence for each Problem; `short` leaves out the card's number, where it stands on the
    screen anyway.
    """
    sentences = []
    for problem in found:
        sentence = _PROBLEMS[problem.name](env, **problem.facts)
        if "code" in problem.facts and not short:
            sentence = env._("%(code)s: %(sentence)s", code=problem.facts["code"], sentence=sentence)
        sentences.append(sentence)
    return sentences


# --- cards ---


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


def append_only(env, *, model):
    return env._(
        "“%(model)s” only grows by the acts that belong to it: nothing is written by hand.", model=model
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


# --- leases ---


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
        "receipt_reverse": env._("Reverse the Receipt"),
    }
    return titles[act]


# --- rent ---


def receive_title(env):
    return env._("Record a Receipt")


def due_twice(env):
    return env._("A lease has each due once.")


def due_overpaid(env):
    return env._("No more can be received on a due than it amounts to.")


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


# --- checks ---


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


# --- what the rules find ---

_PROBLEMS = {
    # cards
    "owner_class_missing": lambda env, **_: env._("choose the owner class."),
    "owner_missing": lambda env, **_: env._("name the owner, or mark the ownership as unconfirmed."),
    "nature_missing": lambda env, **_: env._("choose the nature: operating, public welfare or resource."),
    "condition_missing": lambda env, **_: env._("enter the condition."),
    "area_missing": lambda env, **_: env._("enter the area."),
    "resource_has_cost": lambda env, **_: env._(
        "a resource is registered by area; leave cost and net value empty."
    ),
    "net_value_above_cost": lambda env, **_: env._("the net book value is above the original cost."),
    "idle_since_missing": lambda env, **_: env._("enter since when it is idle."),
    "photo_missing": lambda env, **_: env._("a photo is recommended."),
    "certificate_missing": lambda env, **_: env._("there is no certificate number."),
    "cost_missing": lambda env, **_: env._("there is no original cost."),
    "state_owner_missing": lambda env, **_: env._("the office that keeps this state property is not named."),
    "location_missing": lambda env, **_: env._("there are no coordinates."),
    # leases
    "no_assets": lambda env, **_: env._("choose at least one asset."),
    "lessee_missing": lambda env, **_: env._("name the lessee."),
    "asset_of_other_entity": lambda env, code: env._("it belongs to another owner than the lessor."),
    "asset_scrapped": lambda env, code: env._("it is scrapped and cannot be let."),
    "card_not_confirmed": lambda env, code: env._("its card is not confirmed by the county yet."),
    "owners_mixed": lambda env: env._(
        "state property and collective property are let under separate leases: different people approve them."
    ),
    "term_missing": lambda env: env._("enter the first and the last day."),
    "term_backwards": lambda env, date_start, date_end: env._(
        "the last day %(date_end)s lies before the first day %(date_start)s.",
        date_start=date_start,
        date_end=date_end,
    ),
    "term_too_long": lambda env, years, latest_end: env._(
        "a lease lasts %(years)s years at most (Civil Code, article 705);"
        " the latest last day is %(latest_end)s.",
        years=years,
        latest_end=latest_end,
    ),
    "rent_missing": lambda env: env._("enter the rent; if nothing is paid on purpose, choose “Free loan”."),
    "free_loan_with_rent": lambda env: env._("a free loan has no rent."),
    "price_basis_missing": lambda env: env._("enter the floor rent and what it rests on."),
    "rent_below_floor": lambda env, rent, floor: env._(
        "the rent of %(rent)s yuan is below the floor of %(floor)s yuan;"
        " collective property is not let below its worth.",
        rent=rent,
        floor=floor,
    ),
    "deposit_negative": lambda env: env._("the deposit cannot be less than nothing."),
    "uplift_incomplete": lambda env: env._("a rise needs both a percentage and the number of years."),
    "free_months_too_many": lambda env: env._("the rent-free months do not fit into the term."),
    "entity_frozen": lambda env: env._("the lessor is frozen during the merger: no new contract is signed."),
    "not_written": lambda env, months: env._(
        "a lease of %(months)s months or more is in writing (Civil Code, article 707): attach the contract.",
        months=months,
    ),
}


def _ownership_unconfirmed(env, *, code, years=None):
    if years is None:
        return env._("the ownership is not confirmed yet.")
    return env._("its ownership is not confirmed: it can be let for %(years)s year at most.", years=years)


_PROBLEMS["ownership_unconfirmed"] = _ownership_unconfirmed


# --- sheets of assets ---


def asset_ledger_title(env):
    return env._("Asset Ledger")


def place_out_of_scope(env):
    return env._("A row lies at a place you do not answer for. Nothing was applied.")


def remark(env):
    return env._("%(title)s: %(value)s")


def asset_ledger_notes(env):
    return {
        "name": env._("What everybody calls it, such as 原沙坪村村小."),
        "village": env._("The village of today, or the former one with 原 in front."),
        "owner": env._("国有, 镇集体, 村集体, 组集体 or 未确权."),
        "nature": env._("经营性, 非经营性 or 资源性."),
        "area_sqm": env._("Area of the building in square metres; write the unit when it is another."),
        "area_mu": env._("Area of the land in mu."),
        "cost": env._("In yuan, as in the books; empty when not known."),
        "acquired": env._("Such as 1998-09-01, 1998年9月 or 1998."),
        "condition": env._("完好, 一般, 较差 or 危房."),
        "use_state": env._("在用, 出租, 闲置 or 报废."),
        "idle_since": env._("First day without use."),
    }
