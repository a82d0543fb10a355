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


# -- transfer of income --------------------------------------------------------------------------------------

_SUMMARIES = {
    "income": lambda env, name: env._("Transfer of income of %s", name),
    "expense": lambda env, name: env._("Transfer of expenses of %s", name),
    "result": lambda env, name: env._("Transfer of the result of %s", name),
    "fold": lambda env, name: env._("Fold-back of the distributions of %s", name),
}


def closing_summary(env, step, *, name):
    return _SUMMARIES[step](env, name)


def cover_summary(env, *, year, decision):
    return env._(
        "Loss of %(year)s covered from the reserve (decision %(decision)s)", year=year, decision=decision
    )


def side_of(env, amount):
    """Return a debit-positive amount with the word of its side."""
    if amount < 0:
        return env._("credit %(amount)s", amount=f"{-amount:,.2f}")
    return env._("debit %(amount)s", amount=f"{amount:,.2f}")


def not_closed(env, *, account, balance):
    return env._(
        "Account %(account)s still shows %(balance)s; transfer it.",
        account=account,
        balance=side_of(env, balance),
    )


def no_result_account(env, *, chart):
    return env._(
        "%(chart)s has no account for the result of the year or the undistributed income.", chart=chart
    )


def check_transferred(env):
    return env._("Income and expenses have been transferred")


# -- the year ------------------------------------------------------------------------------------------------


def year_of(env, *, entity, year):
    return env._("%(entity)s, year %(year)s", entity=entity or "", year=year)


_NEXT = {
    "checking": lambda env, waiting: env._(
        "Clear the list below, write down the stocktake and the accruals, then transfer the income."
    ),
    "transferred": lambda env, waiting: (
        env._("%s closing vouchers wait for their review and posting by the two other people.", waiting)
        if waiting
        else env._(
            "The result is on 322. Book the distribution that was decided, dated 31 December, or leave it;"
            " then fold it back."
        )
    ),
    "folded": lambda env, waiting: (
        env._("%s closing vouchers wait for their review and posting by the two other people.", waiting)
        if waiting
        else env._("The statements are ready: the director looks at them and signs.")
    ),
    "signed": lambda env, waiting: env._("Lock the year. Afterwards no month of it opens again."),
    "locked": lambda env, waiting: env._("The year is locked. Only the county undoes that, by name."),
}


def next_step(env, state, *, waiting):
    return _NEXT[state](env, waiting)


def year_refused(env, *, year, problems):
    return env._("%(year)s is not ready for this step:\n%(problems)s", year=year, problems=problems)


def all_years_locked(env, *, entity):
    return env._("All years in the books of %(entity)s are locked.", entity=entity)


def closing_stays(env):
    return env._("A closing with vouchers or acts cannot be deleted.")


def check_years_before(env):
    return env._("Earlier years are locked")


def check_months(env):
    return env._("January to November are closed")


def check_stocktake(env):
    return env._("Money, goods and assets have been counted, claims and debts confirmed")


def check_accruals(env):
    return env._("Rent arrears, depreciation, amortisation and taxes are booked")


def check_disposals(env):
    return env._("No disposal is left unfinished")


def check_no_loss(env):
    return env._("No loss is left uncovered")


def check_statements(env):
    return env._("Balance sheet and income statement agree")


def check_folded(env):
    return env._("Income, expenses and distributions are nil; only undistributed income is left")


def check_signed(env):
    return env._("The figures are those the director signed")


def check_carried(env):
    return env._("The next year begins with the balances of this one")


def year_not_locked(env, *, year):
    return env._("The year %(year)s is not locked yet.", year=year)


def month_open(env, *, period):
    return env._("The period %(period)s is still open.", period=period)


def no_december(env):
    return env._("These books have no December of that year.")


def stocktake_missing(env):
    return env._("Write down what was counted at the end of the year, by whom and when.")


def accruals_missing(env):
    return env._("Write down what was accrued for the year, or that there was nothing.")


def disposals_open(env, *, balance):
    return env._("Disposals in clearing: %(balance)s. Give the reason if they stay.", balance=balance)


def loss_left(env, *, loss, reserve):
    return env._(
        "A loss of %(loss)s is carried on; the reserve holds %(reserve)s. Without a decision it stays.",
        loss=loss,
        reserve=reserve,
    )


def sheet_unbalanced(env, *, one, other):
    return env._("Balance sheet: assets %(one)s, liabilities and equity %(other)s.", one=one, other=other)


def income_differs(env, *, one, other):
    return env._(
        "Undistributed income is %(one)s by the income statement and %(other)s by the balance sheet.",
        one=one,
        other=other,
    )


def not_signed(env):
    return env._("The director has not signed the statements.")


def changed_since_signed(env, *, figure, signed, now):
    return env._(
        "%(figure)s: signed %(signed)s, now %(now)s. Go back and have it signed again.",
        figure=figure,
        signed=signed,
        now=now,
    )


def statements_changed(env):
    return env._(
        "Amounts of the statements are not those that were signed, though their totals agree. Go back and"
        " have them signed again."
    )


def not_carried(env, *, line, end, start):
    return env._(
        "%(line)s: %(end)s at the end of the year, %(start)s at the start of the next.",
        line=line,
        end=end,
        start=start,
    )


def cover_after_transfer(env):
    return env._("A loss is covered after the income of the year has been transferred.")


def cover_needs_decision(env):
    return env._("The reserve covers a loss only by a decision of the members.")


def cover_too_large(env, *, amount, loss, reserve):
    return env._(
        "%(amount)s cannot be covered: the loss is %(loss)s and the reserve holds %(reserve)s.",
        amount=amount,
        loss=loss,
        reserve=reserve,
    )


def back_reason(env):
    return env._("Taken back for correction before locking")


# -- for ever visible ----------------------------------------------------------------------------------------


def mark_locked(env, act):
    return env._(
        "Year %(year)s locked by %(user)s on %(date)s.",
        year=act.closing_id.year,
        user=act.user_id.sudo().name,
        date=f"{act.at:%Y-%m-%d}",
    )


def mark_reopened(env, act, name):
    return env._(
        "%(name)s reopened by %(user)s on %(date)s: %(reason)s",
        name=name,
        user=act.user_id.sudo().name,
        date=f"{act.at:%Y-%m-%d}",
        reason=act.reason or "",
    )


# -- what the database refuses -------------------------------------------------------------------------------

GUARDS = {
    "ledger_closing_begins_unlocked": lambda env: env._("The closing of a year begins with its checks."),
    "ledger_closing_stays_locked": lambda env: env._(
        "A locked year stays locked; only the county undoes it, by name and with its reason."
    ),
    "ledger_closing_keeps_its_year": lambda env: env._("A closing keeps its books and its year."),
    "ledger_closing_months_closed": lambda env: env._("A year is locked when all its months are closed."),
    "ledger_closing_year_locked": lambda env: env._(
        "The year is locked: none of its months opens before the county undoes that."
    ),
}
