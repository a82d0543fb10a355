"""What is said about disposals."""

from odoo.tools import format_list

from .problems import NAMED_ASSETS, sentences


def no_taken(env):
    return env._("Another disposal has this number.")


def amount_negative(env):
    return env._("Prices, shares and numbers of bidders cannot be less than nothing.")


def asset_twice(env):
    return env._("An asset stands in a disposal once.")


def lease_twice(env):
    return env._("A lease stands in a disposal once.")


def listing_wrong(env):
    return env._("A listing ends on or after its first day, and its figures are not less than nothing.")


def key_taken(env):
    return env._("This payment is recorded already.")


def reversed_once(env):
    return env._("This payment is taken back already, or takes another one back.")


def not_at_this_step(env, *, disposal, state):
    return env._(
        "“%(disposal)s” is in the state “%(state)s”; this step does not begin there.",
        disposal=disposal,
        state=state,
    )


def not_the_receiver(env, *, receiver):
    return env._("Only people who answer for %(receiver)s accept for it.", receiver=receiver)


def giver_does_not_accept(env, *, disposal):
    return env._(
        "You have proposed, decided or approved “%(disposal)s” for the giver."
        " Somebody of the receiver accepts it.",
        disposal=disposal,
    )


def approval_stands(env, number):
    return env._("Approval %(number)s stands: the price keeps to its part of the valuation", number=number)


def listed_lower(env, *, old, new):
    return env._("Listed again at %(new)s instead of %(old)s yuan", old=old, new=new)


def struck_off(env, *, disposal, kind):
    return env._("%(kind)s by %(disposal)s", kind=kind, disposal=disposal)


def came_with(env, *, disposal, card):
    return env._("Taken over by %(disposal)s from card %(card)s", disposal=disposal, card=card)


def stake_came(env, *, disposal, company):
    return env._("Investment in %(company)s by contribution %(disposal)s", company=company, disposal=disposal)


def stake_name(env, *, company):
    return env._("Share in %(company)s", company=company)


def stake_unit(env):
    return env._("share")


def lease_follows(env, *, disposal, owner):
    return env._(
        "The asset has a new owner by %(disposal)s: %(owner)s."
        " The lease goes on unchanged (Civil Code, article 725).",
        disposal=disposal,
        owner=owner,
    )


def amount_not_positive(env):
    return env._("Enter an amount of more than nothing.")


def money_in_future(env):
    return env._("Money that has not moved yet cannot be recorded.")


def treasury_only(env, *, disposal):
    return env._(
        "“%(disposal)s” disposes of state property: the proceeds go to the treasury, by treasury receipt"
        " (Regulation on State Assets, article 25).",
        disposal=disposal,
    )


def over_the_price(env, *, disposal, total, price):
    return env._(
        "“%(disposal)s”: received would be %(total)s yuan, the price is %(price)s yuan.",
        disposal=disposal,
        total=total,
        price=price,
    )


def money_recorded(env, *, kind, amount, date):
    return env._("%(kind)s: %(amount)s yuan on %(date)s", kind=kind, amount=amount, date=date)


def check_proceeds(env):
    return env._("Money of disposals is their price")


def proceeds_differ_check(env, *, disposal, price, received):
    return env._(
        "%(disposal)s: price %(price)s, received %(received)s.",
        disposal=disposal,
        price=price,
        received=received,
    )


def receive_title(env):
    return env._("Record a Payment")


def disposals_title(env):
    return env._("Disposals")


def valuation_ending_label(env):
    return env._("Valuation ends soon")


def valuation_ending(env, *, ref, until, **_facts):
    return env._(
        "Valuation %(ref)s may be used until %(until)s. Conclude what rests on it, or ask for a new one.",
        ref=ref,
        until=until,
    )


def posting_overdue_label(env):
    return env._("Value not posted")


def posting_overdue(env, *, ref, days, **_facts):
    return env._(
        "%(ref)s has waited for its posting for %(days)s days. Post it, with a photo.", ref=ref, days=days
    )


def refusal_clock_label(env):
    return env._("Lessee may still answer")


def refusal_clock(env, *, ref, lease, until, **_facts):
    return env._(
        "%(ref)s: the lessee of %(lease)s may say until %(until)s that he buys on equal terms."
        " Note his answer; silence after that day is a no.",
        ref=ref,
        lease=lease,
        until=until,
    )


def ask_title(env, act):
    titles = {
        "disposal_approve": env._("Approve the Disposal"),
        "disposal_return": env._("Return the Proposal"),
        "disposal_fail": env._("The Listing Has Failed"),
        "disposal_withdraw": env._("Withdraw the Disposal"),
    }
    return titles[act]


def problems(env, found):
    """Return a sentence for each Problem of the rules, with the card's number where it has one."""
    return sentences(env, found, PROBLEMS)


PROBLEMS = {
    **NAMED_ASSETS,
    "card_not_confirmed": lambda env: env._("its card is not confirmed by the county yet."),
    "ownership_unconfirmed": lambda env: env._(
        "its ownership is not confirmed. Have the ownership settled first."
    ),
    "title_disputed": lambda env: env._("its title is disputed. Settle the dispute first."),
    "asset_busy": lambda env, other: env._("it is being disposed of by %(other)s already.", other=other),
    "owners_mixed": lambda env: env._(
        "state property and collective property are disposed of apart: different people approve it."
    ),
    "entity_frozen": lambda env: env._(
        "the owner is frozen during the merger: enter the number of the township's leave."
    ),
    "ground_missing": lambda env: env._("choose the ground for scrapping."),
    "ground_not_for_state": lambda env: env._(
        "state property is written off on one of the four grounds of the law, not by a vote"
        " (Regulation on State Assets, article 21)."
    ),
    "safety_report_missing": lambda env: env._("attach the safety report that asks for the demolition."),
    "receiver_missing": lambda env: env._("name the receiver."),
    "receiver_is_giver": lambda env: env._("giver and receiver are the same."),
    "collective_levelled": lambda env: env._(
        "collective property is not given away for nothing: only to the collective that succeeds the owner."
        " Sell it at its value, or contribute it."
    ),
    "not_valued": lambda env: env._(
        "there is no confirmed valuation that may be used today. Nothing is sold, exchanged or contributed"
        " without one: ask for a valuation first."
    ),
    "reserve_below": lambda env, reserve, lowest: env._(
        "the reserve price of %(reserve)s yuan is below %(lowest)s yuan, the lowest it may be.",
        reserve=reserve,
        lowest=lowest,
    ),
    "share_missing": lambda env: env._("enter the share in percent, more than nothing and not over 100."),
    "company_missing": lambda env: env._("name the company it is contributed to."),
    "contributed_below_value": lambda env, agreed, lowest: env._(
        "the contributed value of %(agreed)s yuan is below the valuation of %(lowest)s yuan.",
        agreed=agreed,
        lowest=lowest,
    ),
    "posting_photo_missing": lambda env: env._("enter from which day it is posted, with the photo."),
    "posting_in_future": lambda env: env._("the posting has not begun yet."),
    "posting_not_over": lambda env, until, days: env._(
        "it is posted for %(days)s days, until %(until)s, and decided after that day.", days=days, until=until
    ),
    "collective_record_missing": lambda env: env._(
        "enter number and day of the office's collective decision and attach its minutes."
    ),
    "listing_missing": lambda env: env._("enter the listing: platform, number, first and last day."),
    "listing_too_short": lambda env, days: env._("a listing is open for %(days)s days at least.", days=days),
    "listing_below_reserve": lambda env, reserve, lowest: env._(
        "the listing says %(reserve)s yuan, the reserve price is %(lowest)s yuan.",
        reserve=reserve,
        lowest=lowest,
    ),
    "tenant_not_told": lambda env, lease: env._(
        "tell the lessee of %(lease)s and note the day: he has the first refusal (Civil Code, article 726).",
        lease=lease,
    ),
    "tenant_may_answer": lambda env, lease, until: env._(
        "the lessee of %(lease)s may answer until %(until)s; note his answer or wait.",
        lease=lease,
        until=until,
    ),
    "auction_not_told": lambda env, lease, days: env._(
        "the lessee of %(lease)s is told of the auction %(days)s days before it (Civil Code, article 727).",
        lease=lease,
        days=days,
    ),
    "listing_open": lambda env, until: env._("the listing is open until %(until)s.", until=until or ""),
    "no_bidder": lambda env: env._("enter the number of bidders; without one the listing has failed."),
    "buyer_missing": lambda env: env._("name the buyer."),
    "price_missing": lambda env: env._("enter the price of the deal."),
    "price_below_reserve": lambda env, price, reserve: env._(
        "the price of %(price)s yuan is below the reserve of %(reserve)s yuan: the sale is suspended.",
        price=price,
        reserve=reserve,
    ),
    "tenant_first": lambda env, lease: env._(
        "the lessee of %(lease)s takes it on equal terms: he is the buyer.", lease=lease
    ),
    "contract_missing": lambda env: env._("attach the contract."),
    "proof_missing": lambda env: env._("enter the day and attach the proof that it is done."),
    "handover_missing": lambda env: env._("enter the day of the handover and attach the signed sheet."),
    "proceeds_differ": lambda env, received, price: env._(
        "received are %(received)s yuan, the price is %(price)s yuan.", received=received, price=price
    ),
    "report_no_missing": lambda env: env._("enter the number under which the result is reported."),
}


# --- the approval form ---


def form_labels(env):
    """Return the labels of the form, in the order of its cells."""
    return (
        env._("Owner"),
        env._("Place"),
        env._("Way of Disposal"),
        env._("Kind of Ownership"),
        env._("Ground"),
        env._("Buyer, Receiver or Company"),
        env._("Appraised Value (yuan)"),
        env._("Valuation Reports"),
        env._("Reserve Price (yuan)"),
        env._("Price or Agreed Value (yuan)"),
        env._("Resolution"),
        env._("Proceeds Go to"),
    )


def form_list(env, items):
    return format_list(env, [item for item in items if item])


def form_deputy(env, *, name, principal):
    return env._("%(name)s for %(principal)s", name=name, principal=principal)


def form_signatures(env, regime):
    """Return who signs the paper by hand."""
    last = env._("County finance (seal)") if regime == "state" else env._("Township government (seal)")
    return [env._("Entered by"), env._("Person responsible for the owner (seal)"), last]
