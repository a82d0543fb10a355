"""What is said about the register: regimes, measures, owners and their parts, disputes."""

from odoo.addons.reform_rules.assets import regime as regime_rule


def figure_out_of_range(env):
    return env._(
        "Quantities, lives and amounts of a card are not below nothing; a share is between 0 and 100 percent."
    )


def regime_note(env, kind):
    """Return in words what the regime of a card lays down."""
    if kind is None:
        return env._(
            "The ownership is not confirmed: no regime holds yet. It is not disposed of, and let for a"
            " short time only."
        )
    if kind is regime_rule.STATE:
        return env._(
            "State property: written off from the month of addition until the month before removal,"
            " without residual"
            " value; rent and proceeds go to the treasury; the county finance bureau approves what"
            " happens to it."
        )
    return env._(
        "Collective property: written off from the month after the addition until the month of removal,"
        " down to the"
        " residual value; rent and proceeds go into the books of the collective; the members decide."
    )


def refusal(env, error, card):
    """Return the sentence of a refused residual rate."""
    return {"ResidualOfState": _residual_of_state, "ResidualOutOfRange": _residual_out_of_range}[error.name](
        env, card=card, rate=error.rate
    )


def _residual_of_state(env, *, card, rate):
    return env._(
        "%(card)s: state property keeps no residual value; set the residual rate of %(rate)s%% to 0.",
        card=card,
        rate=rate,
    )


def _residual_out_of_range(env, *, card, rate):
    return env._(
        "%(card)s: a residual rate lies between 0 and 100 percent; %(rate)s%% is not one. Enter for"
        " example 5.",
        card=card,
        rate=rate,
    )


def net_above_cost(env, *, card):
    return env._(
        "%(card)s: the net book value, or what was written off, is above the original cost. Compare with"
        " the book"
        " and enter the figure that is wrong anew.",
        card=card,
    )


def values_disagree(env, *, cost, accumulated, net_value):
    return env._(
        "Cost %(cost)s less accumulated depreciation %(accumulated)s is not the net value %(net_value)s."
        " Leave one of the three empty, or enter figures that fit.",
        cost=cost,
        accumulated=accumulated,
        net_value=net_value,
    )


def day_in_future(env, *, card):
    return env._(
        "%(card)s: it was built, planted or acquired on a day that is still to come. Check the year.",
        card=card,
    )


def shares_not_whole(env, *, card, total):
    return env._(
        "%(card)s: the parts of the co-owners make %(total)s percent. Change them until they make exactly"
        " 100, for"
        " example 33.34, 33.33 and 33.33.",
        card=card,
        total=total,
    )


def entity_out_of_scope(env, *, entity):
    return env._(
        "You do not answer for “%(entity)s”. Name an entity of your own village or the township above it;"
        " what"
        " several villages own together is entered by the township.",
        entity=entity,
    )


def not_entered_gone(env):
    return env._(
        "A card is not entered as disposed of: what leaves the register leaves it by an act. Choose"
        " another use."
    )


def use_by_act(env):
    return env._(
        "What is lent or leaves the register is reported by an act of its own, under Changes and Acts."
    )


def dispute_own_hand(env, *, card):
    return env._(
        "You have entered this dispute about “%(card)s”. Somebody else notes how it was settled.", card=card
    )


def dispute_in_future(env):
    return env._("A dispute is entered once it has been raised: choose a day that is not in the future.")


def settle_title(env):
    return env._("How It Was Settled")
