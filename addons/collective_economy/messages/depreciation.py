"""What depreciation says to a user, and the wording of its vouchers."""

# -- wording of vouchers ---


def summary(env, *, month):
    return env._("Depreciation of %(month)s", month=month)


def summary_category(env, *, summary, category):
    return env._("%(summary)s: %(category)s", summary=summary, category=category) if category else summary


def schedule_name(env, *, card, version):
    return env._("%(card)s, version %(version)s", card=card, version=version)


def schedules_title(env):
    return env._("Depreciation Schedules")


def new_version_title(env):
    return env._("New Version")


def take_back_title(env):
    return env._("Take Back in Red")


def drawn_up(env, *, made, left):
    if left:
        return env._(
            "%(made)s schedules were drafted. %(left)s cards were left out: their life is not known.",
            made=made,
            left=left,
        )
    return env._("%(made)s schedules were drafted; another person confirms them.", made=made)


def brought_up_to_date(env, *, day):
    return env._("Depreciation up to the month of %(day)s", day=day)


# -- refusals ---


def default_out_of_range(env, *, category):
    return env._(
        "%(category)s: a life is not below nothing, a residual rate lies between 0 and 100 percent.",
        category=category,
    )


def own_schedule(env, *, schedule):
    return env._("You drew up %(schedule)s yourself: another person confirms it.", schedule=schedule)


def card_not_confirmed(env, *, card):
    return env._("%(card)s: the county has not confirmed the card yet.", card=card)


def reaches_back(env, *, schedule, month):
    return env._(
        "%(schedule)s: %(month)s was charged already, a change begins later.", schedule=schedule, month=month
    )


def reason_missing(env, *, schedule):
    return env._("%(schedule)s: say why the schedule is changed.", schedule=schedule)


def before_opening(env, *, schedule, month):
    return env._(
        "%(schedule)s: the books begin in %(month)s; what was written off before belongs to the opening"
        " position of the card.",
        schedule=schedule,
        month=month,
    )


def work_charged(env, *, month):
    return env._("%(month)s was charged already: take it back in red first.", month=month)


def taken_back_already(env):
    return env._("What is taken back in red is taken back once, and a red line not at all.")


def later_months_first(env, *, card, month):
    return env._(
        "%(card)s: take back %(month)s first; months are taken back newest first.", card=card, month=month
    )


def month_shut(env, *, entity, month):
    return env._(
        "%(entity)s: %(month)s is closed, or lies before its books were opened.", entity=entity, month=month
    )


def refused(env, record, refusal):
    """Return what a refusal of the rule says about a schedule."""
    return REFUSALS[refusal.name](env, record=record, **refusal.facts)


REFUSALS = {
    "LifeMissing": lambda env, record: env._(
        "%(record)s: say over how many months it wears off.", record=record
    ),
    "NominalAsset": lambda env, record, cost: env._(
        "%(record)s: it stands at a nominal %(cost)s yuan and bears no depreciation.",
        record=record,
        cost=cost,
    ),
    "NothingLeft": lambda env, record, cost, residual, worn: env._(
        "%(record)s: of %(cost)s yuan, less %(residual)s residual value, %(worn)s are written off already.",
        record=record,
        cost=cost,
        residual=residual,
        worn=worn,
    ),
    "ResidualOfState": lambda env, record, rate: env._(
        "%(record)s: property of the state is written off down to nothing, not to %(rate)s percent.",
        record=record,
        rate=rate,
    ),
    "ResidualOutOfRange": lambda env, record, rate: env._(
        "%(record)s: %(rate)s percent is no residual rate.", record=record, rate=rate
    ),
}


def work_silent(env, *, schedule, month):
    return env._(
        "%(schedule)s: the work done in %(month)s is not entered. Enter it first: what follows leans on it.",
        schedule=schedule,
        month=month,
    )


def work_leant_on(env, *, month):
    return env._(
        "The work of %(month)s stands: a later version, or the removal of the card, leans on it.", month=month
    )


def left_out(env, name, month):
    """Return why a run left a card out."""
    return LEFT_OUT[name](env, month)


LEFT_OUT = {
    "NoCategory": lambda env, month: env._("The card has no category."),
    "NoLife": lambda env, month: env._(
        "Neither the card nor its category says how long it lasts: enter the life, then draw up its schedule."
    ),
    "NoSchedule": lambda env, month: env._("No schedule was drawn up."),
    "NotConfirmed": lambda env, month: env._("Its schedule is a draft: another person has to confirm it."),
    "KindNotDepreciated": lambda env, month: env._(
        "The chart has no account for what cards of this kind wear off."
    ),
    "WorkMissing": lambda env, month: env._("The work done in %(month)s is not entered.", month=month),
    "OriginElsewhere": lambda env, month: env._(
        "Its village of origin does not belong to the owner's place."
    ),
}


# -- checks ---


def check_lines_booked(env):
    return env._("Depreciation: cards = vouchers")


def check_not_over_base(env):
    return env._("Depreciation: nobody writes off more than there is")


def voucher_differs(env, *, key, lines, voucher):
    return env._(
        "%(key)s: the cards add up to %(lines)s, the voucher to %(voucher)s.",
        key=key,
        lines=lines,
        voucher=voucher,
    )


def over_base(env, *, schedule, base, worn):
    return env._(
        "%(schedule)s: %(worn)s written off, of %(base)s to be written off.",
        schedule=schedule,
        worn=worn,
        base=base,
    )


def check_depreciation_run(env):
    return env._("Depreciation of the month")


def cards_not_charged(env, *, month, count):
    return env._(
        "%(count)s cards are not written off for %(month)s yet: run its depreciation.",
        month=month,
        count=count,
    )


def depreciation_not_booked(env, *, month, amount):
    return env._(
        "Depreciation of %(month)s (%(amount)s) has no posted voucher: post it, or run the depreciation again"
        " to make the voucher anew.",
        month=month,
        amount=amount,
    )
