"""What is said about opening the books of a collective."""

from .books import listing

__all__ = ["listing"]


def chart_not_in_force(env, *, chart, date):
    return env._(
        "“%(chart)s” is not in force on %(date)s: no books are opened in it.", chart=chart, date=date
    )


def source_has_no_lines(env):
    return env._("There are no balances yet. Enter them, load a file, or choose “From nothing”.")


def nothing_has_lines(env):
    return env._("Books opened from nothing bring no balances along. Remove the lines, or change the source.")


def needs_source_chart(env):
    return env._("Say which chart of accounts the old books follow: a code alone means nothing.")


def cannot_convert(env, *, problems):
    return env._("The opening cannot be submitted yet:\n%(problems)s", problems=listing(problems))


def another_person(env):
    return env._("Who converted the balances does not review them: another person does.")


def already_opened(env, *, entity):
    return env._("The books of %(entity)s have opening balances already.", entity=entity)


def other_opening_day(env, *, entity, date):
    return env._(
        "The books of %(entity)s are open since %(date)s in their own chart: take that day and chart.",
        entity=entity,
        date=date,
    )


def voucher_stands(env, *, entity):
    return env._(
        "The opening of %(entity)s is booked. It goes back only while its voucher is a draft: have the"
        " voucher given back first; a posted one is final.",
        entity=entity,
    )


def part_stays(env):
    return env._("A part stays with its balance. Remove it and add it to the other one.")


def opening_summary(env):
    return env._("Opening balances brought forward")


def line_summary(env, *, code, name, version):
    return env._(
        "Brought forward from %(code)s %(name)s (%(version)s)", code=code, name=name, version=version
    )


def difference_summary(env, *, reason):
    return env._("Difference register: %(reason)s", reason=reason)


def options(env, options):
    """Return the answers to a question in one line."""
    return "；".join(options)


# -- problems of the rules -----------------------------------------------------------------------------------


def problem(env, found):
    """Return the sentence of a Problem of `reform_rules.ledger.opening`."""
    return _PROBLEMS[found.name](env, found.facts)


_PROBLEMS = {
    "QuestionOpen": lambda env, f: env._("%(code)s %(name)s: decide what becomes of it.", **f),
    "TargetMissing": lambda env, f: env._("%(code)s %(name)s: choose the new account.", **f),
    "TargetNotPostable": lambda env, f: env._(
        "%(code)s %(name)s: account %(target)s is divided further; choose one of its sub-accounts.", **f
    ),
    "PartyMissing": lambda env, f: env._(
        "%(code)s %(name)s: account %(target)s needs a party (household, person or unit) for every balance.",
        **f,
    ),
    "PartsBeyond": lambda env, f: env._(
        "%(code)s %(name)s: the parts make %(parts)s yuan, the balance is %(amount)s yuan.", **f
    ),
    "BothSides": lambda env, f: env._(
        "%(code)s %(name)s stands on both sides: enter its details, one party a line.", **f
    ),
    "AmountNegative": lambda env, f: env._(
        "%(code)s %(name)s: a balance below nothing stands on the other side.", **f
    ),
    "OpeningUnbalanced": lambda env, f: env._(
        "Debits %(debit)s and credits %(credit)s differ by %(difference)s yuan.", **f
    ),
    "TotalDiffers": lambda env, f: env._(
        "%(code)s %(name)s shows %(amount)s yuan, its details make %(details)s yuan.", **f
    ),
    "DifferenceWithoutAmount": lambda env, f: env._(
        "Difference register, “%(name)s”: give the amount, above nothing.", **f
    ),
    "DifferenceWithoutReason": lambda env, f: env._(
        "Difference register, account %(code)s: give the reason and what proves it.", **f
    ),
}


def reason_missing(env, *, code, name):
    return env._("%(code)s %(name)s: give the reason for what was decided.", code=code, name=name)


def year_not_begun(env, *, account):
    return env._(
        "%(account)s: on 1 January there is no income or expense of the year yet; what is left of the year"
        " before belongs to the undistributed income.",
        account=account,
    )


# -- opening balance sheet -----------------------------------------------------------------------------------


def opening_balance_sheet(env):
    return env._("Opening Balance Sheet")


def opening_columns(env):
    figures = [env._("Line"), env._("Opening Balance"), env._("Before Adjustments")]
    return [env._("Assets"), *figures, env._("Liabilities and Equity"), *figures]


def no_opening(env, *, entity):
    return env._("Nobody has begun to open the books of %(entity)s.", entity=entity)


def not_converted(env):
    return env._("Open questions are left out: the balances are not converted yet.")


# -- lists of other programs ---------------------------------------------------------------------------------


def list_stays(env):
    return env._("The list stays as it came: only the new account and the party are chosen.")


def before_opening_day(env, *, date, opening):
    return env._(
        "%(date)s is before the opening day %(opening)s, and the opening balances have been submitted: they "
        "no longer change. Load such vouchers while they are in conversion.",
        date=date,
        opening=opening,
    )


def voucher_prepared(env):
    return env._("The voucher of this line is prepared already: correct it there.")


def book_first(env):
    return env._("Book the opening first: vouchers need open books.")


def no_voucher_ready(env, *, count):
    return env._("None of %(count)s vouchers is ready: choose the new accounts of their lines.", count=count)


def vouchers_prepared(env, *, count, left):
    if left:
        return env._(
            "%(count)s vouchers are prepared; %(left)s wait for the new accounts of their lines.",
            count=count,
            left=left,
        )
    return env._("%(count)s vouchers are prepared.", count=count)


def from_list(env, *, word, number):
    return env._("Voucher %(word)s-%(number)s of the old program", word=word, number=number)


def opening_is_settled(env, *, entity):
    return env._(
        "The opening of %(entity)s is being reviewed or booked: its balances no longer change.", entity=entity
    )
