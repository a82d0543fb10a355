"""What reports say beside figures."""


def not_in_scope(env):
    return env._("This account or party does not belong to the collectives you look after.")


def place_not_in_scope(env, *, place):
    return env._("%(place)s lies outside the places you look after.", place=place)


def prepared_on(env, *, day):
    return env._("Prepared on %(day)s", day=day)


def part(env, *, words):
    return env._("Shown in part: %(words)s. A part need not balance.", words=words)


def not_available(env):
    return env._("n/a")


def comparison_columns(env):
    return [
        env._("Same Period Last Year"),
        env._("Change"),
        env._("Change (%)"),
    ]


def budget_column(env):
    return env._("Budget")


def no_budget(env):
    return env._("Budget: n/a, none is kept for this year.")


def labels(env):
    """Return the words of the signature line and of the head of a page."""
    return {
        "head": env._("Head of the Unit"),
        "accountant": env._("Accountant in Charge"),
        "maker": env._("Drawn up by"),
    }


# -- remarks under every report ------------------------------------------------------------------------------


def unposted(env, *, count):
    return env._(
        "%(count)s vouchers of these months are not posted yet and are not in the figures.", count=count
    )


def open_months(env, *, months):
    return env._("Not closed yet: %(months)s. The figures may still change.", months=months)


def reopened(env, *, period, day, reason):
    return env._("%(period)s was reopened on %(day)s: %(reason)s", period=period, day=day, reason=reason)


def pending(env, *, amount):
    return env._(
        "Account 181 shows %(amount)s yuan of property gains and losses not yet dealt with.", amount=amount
    )


# -- account books -------------------------------------------------------------------------------------------


def book_titles(env):
    return {
        "general_ledger": env._("General Ledger"),
        "subsidiary": env._("Subsidiary Ledger"),
        "journal": env._("Cash and Bank Journal"),
        "columnar": env._("Columnar Ledger"),
        "auxiliary": env._("Auxiliary Ledger"),
    }


def side(env, name):
    return {"debit": env._("Dr"), "credit": env._("Cr"), "flat": env._("Nil")}[name]


def line_kind(env, name):
    return {
        "opening": env._("Opening balance"),
        "carried": env._("Carried forward"),
        "day": env._("Total of the day"),
        "month": env._("Total of the month"),
        "year": env._("Total of the year to date"),
    }[name]


def book_columns(env):
    """Return the titles of the columns of account books, by name."""
    return {
        "date": env._("Date"),
        "voucher": env._("Voucher"),
        "summary": env._("Summary"),
        "against": env._("Contra Account"),
        "debit": env._("Debit"),
        "credit": env._("Credit"),
        "side": env._("Side"),
        "balance": env._("Balance"),
        "month": env._("Month"),
        "code": env._("Code"),
        "account": env._("Account"),
        "partner": env._("Party"),
        "origin": env._("Village of Origin"),
        "project": env._("Project"),
        "opening": env._("Opening Balance"),
        "closing": env._("Closing Balance"),
    }


def more_accounts(env, *, account, count):
    return env._("%(account)s and %(count)s more", account=account, count=count)


def without_detail(env):
    return env._("(none)")


def other_columns(env):
    return env._("Other")


def choose_account(env):
    return env._("Choose an account for this book.")


def book_agrees(env):
    return env._("Openings and entries add up to the balances of the trial balance.")


def book_differs(env, *, account, shown, kept):
    return env._(
        "Account %(account)s: the book ends with %(shown)s, the balance table with %(kept)s. Run the checks.",
        account=account,
        shown=shown,
        kept=kept,
    )


def book_continues(env):
    return env._("The book goes on: see the next page, or take the workbook for the whole of it.")


def too_long_for_paper(env, *, limit):
    return env._(
        "The book has more than %(limit)s lines. Choose fewer months or one account for paper; the workbook"
        " takes books of any length.",
        limit=limit,
    )
