"""What closing a month or a year says."""

# -- the list before closing ---------------------------------------------------------------------------------


def check_posted(env):
    return env._("All vouchers of the month are posted")


def check_earlier(env):
    return env._("All earlier months are closed")


def check_pending_nil(env):
    return env._("No property gain or loss is pending")


def check_numbers(env):
    return env._("Voucher numbers run without a gap")


def check_balances(env):
    return env._("Balances equal the posted entries")


def check_trial_balance(env):
    return env._("The trial balance balances")


def trial_unbalanced(env, *, totals):
    return env._(
        "Opening %(opening_debit)s / %(opening_credit)s, turnover %(debit)s / %(credit)s, closing"
        " %(closing_debit)s / %(closing_credit)s: debits and credits differ.",
        **totals._asdict(),
    )


def books_moved_on(env):
    return env._("Someone else has just posted in these books. Please try again.")


def of_period(env, *, period, sentence):
    return env._("%(period)s: %(sentence)s", period=period, sentence=sentence)


def closed_with_warnings(env):
    return env._("Closed, with warnings")
