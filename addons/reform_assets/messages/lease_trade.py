"""What is said about listings, bids and the posting of a result."""


def result_not_posted_long_enough(env, *, lease, days, since):
    return env._(
        "The result of “%(lease)s” is posted since %(since)s; it hangs for %(days)s days before the contract"
        " is signed.",
        lease=lease,
        days=days,
        since=since,
    )


def objection_open(env, *, lease):
    return env._("Somebody objects to the result of “%(lease)s”: answer the objection first.", lease=lease)


def not_listed_yet(env, *, lease):
    return env._(
        "“%(lease)s” is let by listing: list it, close the bids and post the result first.", lease=lease
    )


def listing_required(env, *, lease):
    return env._(
        "“%(lease)s” reaches the county's threshold and has to be listed in public."
        " Letting directly needs a reason, and a failed listing or the county's approval.",
        lease=lease,
    )


def result_title(env):
    return env._("Publish the Result")


def result_in_future(env, *, date):
    return env._("%(date)s lies in the future: enter the day the result was posted.", date=date)


def listing_days_missing(env):
    return env._("Enter from when to when bids are taken.")


def platform_missing(env):
    return env._("Enter where the letting is listed.")


def steps_not_listed(env, *, lease):
    return env._(
        "“%(lease)s” has a table of price steps in yuan; what is bid for cannot carry it."
        " Agree on a rise in percent instead.",
        lease=lease,
    )


def asking_below_floor(env, *, asking, floor):
    return env._(
        "The asking rent of %(asking)s yuan is below the floor of %(floor)s yuan."
        " Ask for the floor at least.",
        asking=asking,
        floor=floor,
    )


def listing_still_open(env, *, date):
    return env._("Bids are taken until %(date)s; close the round on that day or later.", date=date)


def listing_not_open(env, *, listing):
    return env._("“%(listing)s” takes no bids: the round is not open.", listing=listing)


def listing_title(env):
    return env._("Listing")


def bid_twice(env):
    return env._("This bid is recorded already.")


def bid_of_nothing(env):
    return env._("A bid is more than nothing.")


def bid_outside_days(env, *, date, date_from, date_to):
    return env._(
        "A bid of %(date)s does not count: bids are taken from %(date_from)s to %(date_to)s.",
        date=date,
        date_from=date_from,
        date_to=date_to,
    )


def bids_stay(env):
    return env._("A recorded bid stays.")
