"""What is said about the clauses of a contract: price, split, kind, parts, rent in kind."""


def parts_label(env):
    return env._("Parts Let")


def step_twice(env):
    return env._("Two price steps begin on the same day.")


def payee_missing(env):
    return env._("Name one payee in each row: a collective or office, or somebody else.")


def price_of_nothing(env):
    return env._("A posted price is more than nothing.")


def price_twice(env):
    return env._("A price is posted for this day already.")


def price_elsewhere(env):
    return env._("A price is posted for places you answer for.")


def price_not_posted(env, *, commodity, date, due):
    return env._(
        "No price of %(commodity)s is posted up to %(date)s: %(due)s cannot be turned into money yet."
        " Ask the township to post one.",
        commodity=commodity,
        date=date,
        due=due,
    )


def quantity_twice(env):
    return env._("A lease has each due in kind once.")


def quantity_not_in_force(env, *, lease):
    return env._("%(lease)s is not in force: nothing falls due under it.", lease=lease)


def part_twice(env):
    return env._("The asset has a part of this name already.")


def part_negative(env):
    return env._("An area is not less than nothing.")


def part_is_let(env, *, part):
    return env._(
        "“%(part)s” stands in a lease and stays as it was let. Enter another part instead.", part=part
    )


def parts_too_large(env, *, card, parts, whole, unit):
    return env._(
        "The parts of “%(card)s” are %(parts)s %(unit)s together, the whole is %(whole)s %(unit)s."
        " Correct the areas of the parts.",
        card=card,
        parts=parts,
        whole=whole,
        unit=unit,
    )


def part_of_other_asset(env, *, part, card):
    return env._("“%(part)s” is no part of “%(card)s”.", part=part, card=card)


def consent_not_needed(env, *, lease):
    return env._("“%(lease)s” lets no land to somebody outside the collective.", lease=lease)


def consent_too_late(env, *, lease):
    return env._("The township approves “%(lease)s” between pricing and signing.", lease=lease)


def share_year_twice(env):
    return env._("The accounts of this year are entered already.")


def share_year_outside(env, *, lease, year):
    return env._("%(year)s does not belong to the term of %(lease)s.", year=year, lease=lease)
