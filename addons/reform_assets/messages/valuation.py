"""What is said about valuations."""

from odoo.addons.reform_rules.parameters import articles

from .problems import NAMED_ASSETS, sentences


def article(env, name):
    """Return an article as people quote it: 《law》article."""
    found = articles().get(name)
    return f"《{found['law']}》{found['article']}" if found else ""


def no_taken(env):
    return env._("Another valuation has this number.")


def asset_twice(env):
    return env._("An asset stands in a valuation once.")


def value_negative(env):
    return env._("Values and quantities cannot be less than nothing.")


def price_not_positive(env):
    return env._("The price of a comparable deal is more than nothing.")


def not_posted(env, *, valuation, state):
    return env._(
        "“%(valuation)s” is in the state “%(state)s”. Objections are raised while it is posted, or after.",
        valuation=valuation,
        state=state,
    )


def answer_missing(env):
    return env._("Write the answer first: who objected has a right to it in writing.")


def county_approves(env, *, valuation):
    return env._(
        "“%(valuation)s” values state property: the county's finance bureau approves the request.",
        valuation=valuation,
    )


def members_choose(env, *, valuation):
    return env._(
        "“%(valuation)s” values collective property: the members choose the agency, not the county.",
        valuation=valuation,
    )


def not_at_this_step(env, *, valuation, state):
    return env._(
        "“%(valuation)s” is in the state “%(state)s”; this step does not begin there.",
        valuation=valuation,
        state=state,
    )


def own_hand(env, *, valuation):
    return env._(
        "You have asked for “%(valuation)s” or entered its report. Somebody else has to take this step.",
        valuation=valuation,
    )


def no_comparables(env):
    return env._("Enter the comparable deals first.")


def newer(env, *, valuation):
    return env._("A newer valuation is confirmed: %(valuation)s", valuation=valuation)


def no_valuation_for_lease(env, *, cards):
    return env._(
        "No confirmed valuation gives a rent value today for: %(cards)s."
        " Ask for a valuation, or enter a note of comparables.",
        cards=cards,
    )


def lease_valuation_over(env, *, lease, valuations):
    return env._(
        "The floor rent of “%(lease)s” rests on a valuation that may no longer be used: %(valuations)s."
        " Take the floor rent from a valuation in force.",
        lease=lease,
        valuations=valuations,
    )


def taken_from(env, *, valuations):
    return env._("Rent value of %(valuations)s", valuations=valuations)


def only_in_draft(env, *, lease):
    return env._("The price of “%(lease)s” is fixed; take it back to draft first.", lease=lease)


def ask_title(env, act):
    titles = {
        "valuation_approve": env._("Approve the Request"),
        "valuation_confirm": env._("Confirm the Value"),
        "valuation_return": env._("Return to the Work"),
        "valuation_dispute": env._("Contest the Value"),
        "valuation_withdraw": env._("Withdraw the Request"),
    }
    return titles[act]


def valuations_title(env):
    return env._("Valuations")


def problems(env, found):
    """Return a sentence for each Problem of the rules, with the card's number where it has one."""
    return sentences(env, found, PROBLEMS)


PROBLEMS = {
    **NAMED_ASSETS,
    "card_not_confirmed": lambda env: env._("its card is not confirmed by the county yet."),
    "ownership_unconfirmed": lambda env: env._(
        "its ownership is not confirmed. Have the ownership settled first."
    ),
    "owners_mixed": lambda env: env._(
        "state property and collective property are valued apart: different people confirm them."
    ),
    "asset_not_measured": lambda env: env._("enter its area or its book value on the card."),
    "title_missing": lambda env: env._(
        "there is no certificate number: say in the note on the title what proves the ownership."
    ),
    "purpose_not_of_regime": lambda env: env._("this purpose does not belong to this kind of property."),
    "base_date_missing": lambda env: env._("enter the base date."),
    "comparables_not_for_this": lambda env: env._(
        "state property is not disposed of on comparables: it is appraised by an agency"
        " (Regulation on State Assets, article 36)."
    ),
    "agency_missing": lambda env: env._("choose the valuation agency."),
    "agency_not_qualified": lambda env: env._("enter the agency's qualification number."),
    "method_missing": lambda env: env._("choose the method."),
    "value_missing": lambda env: env._("enter its value."),
    "report_missing": lambda env: env._("attach the report."),
    "comparables_too_few": lambda env, needed, count: env._(
        "a note names %(needed)s comparable deals; there are %(count)s.", needed=needed, count=count
    ),
    "comparable_too_old": lambda env, place, months: env._(
        "the deal at %(place)s is not within %(months)s months before the base date.",
        place=place,
        months=months,
    ),
    "comparables_value_over": lambda env, total, limit: env._(
        "%(total)s yuan is more than a note may carry (%(limit)s yuan): have it appraised by an agency.",
        total=total,
        limit=limit,
    ),
    "comparables_rent_over": lambda env, total, limit: env._(
        "a rent of %(total)s yuan a year is more than a note may carry (%(limit)s yuan):"
        " have it appraised by an agency.",
        total=total,
        limit=limit,
    ),
    "posting_photo_missing": lambda env: env._("enter from which day it is posted, with the photo."),
    "posting_in_future": lambda env: env._("the posting has not begun yet."),
    "posting_not_over": lambda env, until, days: env._(
        "it is posted for %(days)s days, until %(until)s, and confirmed after that day.",
        days=days,
        until=until,
    ),
    "objections_open": lambda env, count: env._("%(count)s objections are not answered yet.", count=count),
    "minutes_missing": lambda env: env._(
        "attach the minutes of the members' meeting that heard the result, with its day."
    ),
    "base_date_over": lambda env, valid_to: env._(
        "it could be used until %(valid_to)s only; a new base date is needed.", valid_to=valid_to
    ),
}


def paper_stays(env, *, record):
    return env._(
        "The papers of “%(record)s” are sealed; add a new record instead of changing one.", record=record
    )
