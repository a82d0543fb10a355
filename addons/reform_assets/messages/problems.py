"""The sentence of each Problem the rules find on a card or a lease, by the name the rule gives it."""

from odoo.addons.reform_rules.parameters import articles


def sentences(env, found, words, *, short=False):
    """Return a sentence for each Problem out of `words` {name: call}; the card's number stands before it,
    unless `short`: where it stands on the screen anyway.
    """
    said = []
    for problem in found:
        facts = dict(problem.facts)
        code = facts.pop("code", None)
        sentence = words[problem.name](env, **facts)
        if code and not short:
            sentence = env._("%(code)s: %(sentence)s", code=code, sentence=sentence)
        said.append(sentence)
    return said


def problems(env, found, *, short=False):
    """Return the sentences of Problems of a card or a lease."""
    return sentences(env, found, PROBLEMS, short=short)


def _article_name(name):
    """Return the law and the article as they are cited, in Chinese as the law itself."""
    article = articles().get(name, {})
    return f"{article.get('law', '')} {article.get('article', '')}".strip()


# What can be wrong with the assets a valuation or a disposal names.
NAMED_ASSETS = {
    "no_assets": lambda env: env._("choose at least one asset."),
    "asset_of_other_entity": lambda env: env._("it belongs to another owner than the one named."),
    "asset_gone": lambda env: env._("it is scrapped or disposed of."),
}

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
    "asset_of_other_entity": lambda env: env._("it belongs to another owner than the lessor."),
    "asset_scrapped": lambda env: env._("it is scrapped and cannot be let."),
    "asset_disposed": lambda env: env._("it has left the register and cannot be let."),
    "card_not_confirmed": lambda env: env._("its card is not confirmed by the county yet."),
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
    "term_above_cap": lambda env, years, latest_end, article: env._(
        "a contract of this kind lasts %(years)s years at most (%(article)s);"
        " the latest last day is %(latest_end)s.",
        years=years,
        latest_end=latest_end,
        article=_article_name(article),
    ),
    "before_asset_exists": lambda env, since: env._(
        "it exists since %(since)s only; let it from that day on at the earliest.", since=since
    ),
    "land_use_missing": lambda env: env._("choose the use of the land; the longest term depends on it."),
    "building_use_missing": lambda env: env._("choose industry, commerce or mixed use of the land."),
    "not_land": lambda env: env._("a land contract is about land, water or forest; choose “Lease” instead."),
    "plan_conditions_missing": lambda env: env._("enter the planning conditions of the parcel."),
    "return_clause_missing": lambda env: env._("enter when and how the thing comes back."),
    "share_missing": lambda env: env._("enter the share of the profit."),
    "share_out_of_range": lambda env, percent: env._(
        "a share of %(percent)s %% is not possible; it lies between 0 and 100.", percent=percent
    ),
    "contribution_missing": lambda env: env._("enter the value at which the assets are put in."),
    "bidder_not_checked": lambda env: env._(
        "the other side is outside the collective: its credit and ability are checked first."
    ),
    "township_consent_missing": lambda env: env._(
        "land goes to somebody outside the collective: the township approves it first."
    ),
    "lessee_before_bids": lambda env: env._(
        "this letting is listed: leave the lessee empty, the bids decide who it is."
    ),
    "listing_needed": lambda env: env._(
        "this letting reaches the county's threshold: choose “Let by Listing” and leave the lessee empty,"
        " or give a reason for letting directly."
    ),
    "rent_not_by_measure": lambda env, rent, reckoned: env._(
        "price times quantity is %(reckoned)s yuan, the rent of a year is %(rent)s yuan;"
        " correct one of them.",
        rent=rent,
        reckoned=reckoned,
    ),
    "payee_negative": lambda env: env._("the share of a payee is not less than nothing."),
    "payee_two_ways": lambda env: env._(
        "give every payee a percentage, or give every payee a sum; the two are not mixed."
    ),
    "payee_percent_sum": lambda env, percent: env._(
        "the payees' shares are %(percent)s %% together; they have to be 100 %%.", percent=percent
    ),
    "payee_amount_sum": lambda env, amount, rent: env._(
        "the payees' shares are %(amount)s yuan together, the rent of a year is %(rent)s yuan;"
        " they have to be the same.",
        amount=amount,
        rent=rent,
    ),
    "in_kind_incomplete": lambda env: env._("a rent in kind needs a commodity and a quantity per year."),
    "quantity_negative": lambda env: env._("the quantity per year is not less than nothing."),
    "TooManyRises": lambda env, ways: env._(
        "the rent rises by a percentage, by a fixed sum or by a table of steps; choose one."
    ),
    "StepOutsideTerm": lambda env, date_from: env._(
        "the price step of %(date_from)s lies outside the term, or there are two of that day.",
        date_from=date_from,
    ),
    "FreeTimeOutsideTerm": lambda env, date_from, date_to: env._(
        "the rent-free days from %(date_from)s to %(date_to)s do not lie in the term.",
        date_from=date_from,
        date_to=date_to,
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


def _ownership_unconfirmed(env, *, years=None):
    if years is None:
        return env._("the ownership is not confirmed yet.")
    if not years:
        return env._("its ownership is not confirmed: it cannot be put into a company before.")
    return env._("its ownership is not confirmed: it can be let for %(years)s year at most.", years=years)


PROBLEMS["ownership_unconfirmed"] = _ownership_unconfirmed


def _title_disputed(env, *, years):
    if not years:
        return env._("its title is disputed: it cannot be put into a company before the dispute is settled.")
    return env._("its title is disputed: it can be let for %(years)s year at most.", years=years)


PROBLEMS["title_disputed"] = _title_disputed
