"""What is said about loading the books of other programs."""


def trial_balance_title(env):
    return env._("Trial balance of old books")


def voucher_list_title(env):
    return env._("Voucher list of another program")


def trial_balance_notes(env):
    return {
        "code": env._("The code in the chart that is chosen for the file."),
        "party": env._("Household, person or unit, one a line; accounts such as 113 need it."),
        "closing_debit": env._("Only the closing balance is brought along; opening and turnover prove it."),
    }


def voucher_list_notes(env):
    return {
        "date": env._("Lines before the opening day become balances, lines from it on become vouchers."),
        "number": env._("All lines of a voucher bear its day and number; its debits equal its credits."),
        "code": env._("The code in the chart that is chosen for the file."),
    }


def whose_books(env):
    return env._("Say whose books these are: choose the owner.")


def which_chart(env):
    return env._("Say which chart of accounts the old books follow: a code alone means nothing.")


def opening_is_settled(env, *, entity):
    return env._(
        "The opening of %(entity)s is being reviewed or booked: its balances no longer change.", entity=entity
    )
