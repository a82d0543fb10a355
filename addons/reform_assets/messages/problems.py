"""The sentence of each Problem the rules find on a card or a lease, by the name the rule gives it."""


def problems(env, found, *, short=False):
    """Return a sentence for each Problem; `short` leaves out the card's number, where it stands on the
    screen anyway.
    """
    sentences = []
    for problem in found:
        sentence = PROBLEMS[problem.name](env, **problem.facts)
        if "code" in problem.facts and not short:
            sentence = env._("%(code)s: %(sentence)s", code=problem.facts["code"], sentence=sentence)
        sentences.append(sentence)
    return sentences


PROBLEMS = {
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
    "accumulated_wrong": lambda env, **_: env._(
        "cost less accumulated depreciation is not the net book value; compare with the book."
    ),
    "residual_wrong": lambda env, **_: env._(
        "the residual rate does not fit: state property keeps none, others less than 100 percent."
    ),
    "shares_wrong": lambda env, **_: env._("the parts of the co-owners do not make exactly 100 percent."),
    "dangerous_not_said": lambda env, **_: env._(
        "the house is graded D: choose “Dangerous building” as its condition."
    ),
    "area_absurd": lambda env, value, limit, **_: env._(
        "an area of %(value)s ㎡ is above %(limit)s ㎡. Check the unit, or enter the parts as cards of"
        " their own.",
        value=value,
        limit=limit,
    ),
    "land_absurd": lambda env, value, limit, **_: env._(
        "a plot of %(value)s mu is above %(limit)s mu. Check the unit.", value=value, limit=limit
    ),
    "cost_absurd": lambda env, value, limit, **_: env._(
        "a cost of %(value)s yuan is above %(limit)s yuan. Check the unit: yuan or ten thousand yuan.",
        value=value,
        limit=limit,
    ),
    "measure_negative": lambda env, **_: env._(
        "area, cost and quantity are not below nothing. Enter the figure without a minus."
    ),
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
    "asset_disposed": lambda env, code: env._("it has left the register and cannot be let."),
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


PROBLEMS["ownership_unconfirmed"] = _ownership_unconfirmed
