"""Every sentence this addon says to a user."""

from . import closing


def listing(problems, limit=20):
    """Join sentences into one text; what does not fit is counted."""
    shown = list(dict.fromkeys(problems))
    rest = len(shown) - limit
    return "\n".join(shown[:limit] + ([f"… +{rest}"] if rest > 0 else []))


# -- accounts, statements, books -----------------------------------------------------------------------------


def code_not_below_parent(env, *, code, parent):
    if not parent:
        return env._("“%(code)s” is not a first-level account code: it has three digits.", code=code)
    return env._(
        "“%(code)s” is not a code below “%(parent)s”: take the code above and add two digits.",
        code=code,
        parent=parent,
    )


def parent_of_other(env, *, account):
    return env._("“%(account)s” cannot stand below an account of another entity or chart.", account=account)


def code_is_prescribed(env, *, account):
    return env._("“%(account)s”: this code is prescribed; choose another one.", account=account)


def chart_is_prescribed(env):
    return env._(
        "Prescribed accounts are kept by county finance. Divide them further with sub-accounts of"
        " your own entity."
    )


def formula_refused(env, name, facts):
    if name == "LineUnknown":
        return env._("The formula “%(formula)s” names the line “%(line)s”, which does not exist.", **facts)
    if name == "FormulaCircular":
        return env._("The line “%(line)s” depends on itself.", **facts)
    return env._("The formula “%(formula)s” of the line “%(line)s” cannot be read.", **facts)


def book_is_fixed(env):
    return env._("Vouchers stand in these books: entity, chart and opening day can no longer be changed.")


def no_book(env, *, entity):
    return env._("%(entity)s has no books yet. Open its books first.", entity=entity)


def before_opening(env, *, entity, date, opening):
    return env._(
        "%(date)s lies before the opening of the books of %(entity)s on %(opening)s.",
        entity=entity,
        date=date,
        opening=opening,
    )


def opening_summary(env):
    return env._("Opening balances")


# -- periods -------------------------------------------------------------------------------------------------


def period_closed(env, *, date, period):
    return env._(
        "The period %(period)s is closed and accepts nothing dated %(date)s. Choose a day in an open"
        " period, or ask the"
        " county to reopen it.",
        date=date,
        period=period,
    )


def period_stays(env):
    return env._("An accounting period cannot be deleted.")


def close_refused(env, *, period, problems):
    return env._(
        "The period %(period)s cannot be closed:\n%(problems)s", period=period, problems=listing(problems)
    )


def not_posted(env, *, id, date, summary):
    return env._(
        "Voucher %(id)s of %(date)s, “%(summary)s”, is not posted.", id=id, date=date, summary=summary
    )


def earlier_open(env, *, period):
    return env._("The earlier period %(period)s is still open.", period=period)


def must_be_nil(env, *, account, balance):
    return env._("Account %(account)s must be nil but shows %(balance)s.", account=account, balance=balance)


def later_closed(env, *, period, later):
    return env._("Before %(period)s, reopen the later closed periods: %(later)s.", period=period, later=later)


def reason_required(env):
    return env._("Please give the reason.")


def acts_only_grow(env):
    return env._("The record of closings and reopenings only grows and cannot be written by hand.")


# -- vouchers ------------------------------------------------------------------------------------------------


def entity_stays(env):
    return env._("A voucher stays with its entity. Make a new one for the other entity.")


def own_work(env, *, voucher):
    return env._(
        "Voucher “%(voucher)s”: preparing, reviewing and posting are done by three different people.",
        voucher=voucher,
    )


def three_people(env):
    return env._("A voucher is prepared, reviewed and posted by three different people.")


def makers_without_role(env):
    return env._("Vouchers are prepared by a clerk or an accountant and reviewed by a supervisor.")


def not_yours_to_take_back(env):
    return env._("You can take back only vouchers that you have prepared and nobody has reviewed yet.")


def cannot_post(env, *, voucher, state):
    return env._(
        "Voucher “%(voucher)s” is in the state “%(state)s”; only a reviewed voucher can be posted.",
        voucher=voucher,
        state=state,
    )


def only_posted_reversed(env, *, voucher):
    return env._(
        "Voucher “%(voucher)s” is not posted: correct the draft instead of reversing it.", voucher=voucher
    )


def already_reversed(env, *, voucher):
    return env._("Voucher “%(voucher)s” has a reversal already.", voucher=voucher)


def not_the_red_letter(env, *, voucher):
    return env._("A reversal is exactly the negative of its original “%(voucher)s”.", voucher=voucher)


def red_letter_summary(env, *, voucher, reason):
    return env._("Reversal of %(voucher)s: %(reason)s", voucher=voucher, reason=reason)


def no_open_period(env, *, date):
    return env._("No period from %(date)s on is open.", date=date)


def account_unknown(env, *, code, entity):
    return env._("The chart of %(entity)s has no account %(code)s.", code=code, entity=entity)


def account_of_other_books(env, *, name, account):
    return env._(
        "%(name)s: account “%(account)s” belongs to another chart or entity.", name=name, account=account
    )


def takes_no_events(env, *, account):
    return env._(
        "“%(account)s” cannot take what is booked by itself: it is no own sub-account of an account that "
        "would.",
        account=account,
    )


def name_another_taker(env, *, account):
    return env._(
        "One sub-account of “%(account)s” takes what is booked by itself: mark another one, this one gives "
        "way.",
        account=account,
    )


def origin_elsewhere(env, *, place, entity):
    return env._(
        "%(place)s is neither the village of %(entity)s nor one merged into it.", place=place, entity=entity
    )


def problem(env, found, *, voucher=""):
    """Return the sentence of a Problem of the rules or of a set."""
    facts = {**found.facts, "voucher": voucher or f"#{found.row}"}
    sentence = _PROBLEMS.get(found.name)
    assert sentence, found.name
    return sentence(env, facts)


_PROBLEMS = {
    "VoucherEmpty": lambda env, f: env._("Voucher “%(voucher)s” needs at least two entries.", **f),
    "SummaryMissing": lambda env, f: env._("Voucher “%(voucher)s” has no summary.", **f),
    "VoucherUnbalanced": lambda env, f: env._(
        "Voucher “%(voucher)s” does not balance: debit %(debit)s, credit %(credit)s, difference"
        " %(difference)s.",
        **f,
    ),
    "AccountUnknown": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: there is no account “%(account)s”.", **f
    ),
    "AccountNotPostable": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: account %(account)s is divided further; choose one of"
        " its sub-accounts.",
        **f,
    ),
    "PartyMissing": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: account %(account)s needs a party (household, person"
        " or unit).",
        **f,
    ),
    "OriginElsewhere": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: the village of origin does not belong to the entity.", **f
    ),
    "AmountOnBothSides": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: an amount stands on one side only.", **f
    ),
    "AmountMissing": lambda env, f: env._("Voucher “%(voucher)s”, line %(line)s: there is no amount.", **f),
    "AmountTooLarge": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: the amount is too large.", **f
    ),
    "AmountNotInCents": lambda env, f: env._(
        "Voucher “%(voucher)s”, line %(line)s: an amount has two decimals at most.", **f
    ),
    "WordUnknown": lambda env, f: env._("Voucher “%(voucher)s”: unknown voucher word “%(word)s”.", **f),
    "BeforeOpening": lambda env, f: env._(
        "Voucher “%(voucher)s”: %(date)s lies before the opening of the books.", **f
    ),
    "PeriodClosed": lambda env, f: env._("Voucher “%(voucher)s”: the period of %(date)s is closed.", **f),
    "EventTwice": lambda env, f: env._(
        "Voucher “%(voucher)s”: the event %(event_key)s stands twice in the set.", **f
    ),
}


# -- what the database refuses -------------------------------------------------------------------------------


def database_guard(env, constraint):
    """Return the sentence of a guard of the database, None when it is not one of ours."""
    sentence = _GUARDS.get(constraint) or closing.GUARDS.get(constraint)
    return sentence and sentence(env)


def cashier_keeps_no_books(env, *, person):
    return env._(
        "%(person)s is a cashier: whoever holds the money prepares, reviews and posts no voucher.",
        person=person,
    )


_GUARDS = {
    "ledger_voucher_cashier": lambda env: env._(
        "The cashier of an entity prepares, reviews and posts none of its vouchers."
    ),
    "ledger_voucher_posted_is_final": lambda env: env._(
        "A posted voucher is final. Correct it with a reversal in red."
    ),
    "ledger_voucher_under_review": lambda env: env._(
        "A voucher under review does not change. Give it back to draft first."
    ),
    "ledger_voucher_step": lambda env: env._("A voucher cannot take this step."),
    "ledger_voucher_entity": lambda env: env._(
        "A voucher stays with its entity. Make a new one for the other entity."
    ),
    "ledger_voucher_makers": lambda env: env._(
        "A voucher is prepared, reviewed and posted by three different people."
    ),
    "ledger_voucher_number": lambda env: env._("A voucher has a number exactly when it is posted."),
    "ledger_voucher_gap": lambda env: env._("Voucher numbers follow each other without a gap."),
    "ledger_voucher_balanced": lambda env: env._("A posted voucher balances and has at least two entries."),
    "ledger_voucher_same_day": lambda env: env._("Entries bear the day and the entity of their voucher."),
    "ledger_voucher_period": lambda env: env._("There is no period of these books for that day."),
    "ledger_voucher_period_closed": lambda env: env._("The period is closed and accepts nothing."),
    "ledger_period_closed_stays": lambda env: env._(
        "A closed period stays closed; only the county reopens it."
    ),
    "ledger_period_all_posted": lambda env: env._("The period holds vouchers that are not posted."),
    "ledger_period_keeps_its_days": lambda env: env._("A period keeps its entity and its days."),
    "ledger_period_begins_open": lambda env: env._("A period begins open."),
    "ledger_balance_by_posting": lambda env: env._("Balances are written by posting alone."),
    "ledger_account_used_keeps_code": lambda env: env._(
        "An account with entries keeps its code, chart and owner."
    ),
    "ledger_account_used_keeps_kind": lambda env: env._(
        "An account with entries keeps its kind, its side and how it is kept."
    ),
    "ledger_book_keeps_entity": lambda env: env._(
        "Vouchers stand in these books: entity, chart and opening day can no longer be changed."
    ),
}


# -- checks --------------------------------------------------------------------------------------------------


def check_balanced(env):
    return env._("Posted vouchers balance")


def check_numbers(env):
    return env._("Voucher numbers have no gap")


def check_periods(env):
    return env._("Vouchers and entries lie in their period")


def check_accounts(env):
    return env._("Entries stand on accounts of their own books")


def check_balances(env):
    return env._("Balances equal the posted entries")


def unbalanced(env, *, voucher, debit, credit):
    return env._(
        "%(voucher)s: debit %(debit)s, credit %(credit)s.", voucher=voucher, debit=debit, credit=credit
    )


def gap(env, *, entity, period, numbers):
    return env._(
        "%(entity)s, %(period)s: missing or repeated numbers %(numbers)s.",
        entity=entity,
        period=period,
        numbers=numbers,
    )


def misplaced(env, *, voucher):
    return env._(
        "%(voucher)s does not lie in its period, or its entries bear another day or entity.", voucher=voucher
    )


def balance_differs(env, *, entity, account, month, kept, rebuilt):
    return env._(
        "%(entity)s, %(account)s, %(month)s: balance %(kept)s, entries %(rebuilt)s.",
        entity=entity,
        account=account,
        month=month,
        kept=kept,
        rebuilt=rebuilt,
    )


# -- reports -------------------------------------------------------------------------------------------------


def choose_entity(env):
    return env._("Choose an entity and a report.")


def not_a_month(env, *, text):
    return env._("“%(text)s” is not a month such as 2025-03.", text=text)


def months_reversed(env):
    return env._("The first month lies after the last one.")


def unit_yuan(env):
    return env._("Unit: yuan")


def prepared_for(env, *, entity):
    return env._("Entity: %(entity)s", entity=entity)


def month_range(env, *, first, last):
    # As text: a month is a tuple, and tuples are written as lists.
    return env._("%(first)s to %(last)s", first=str(first), last=str(last))


def total(env):
    return env._("Total")


def trial_balance(env):
    return env._("Trial Balance")


def balance_sheet(env):
    return env._("Balance Sheet")


def income_statement(env):
    return env._("Income and Distribution Statement")


def form_no(env, *, number):
    return env._("Form %(number)s of village collectives", number=number)


def trial_balance_columns(env):
    return [
        env._("Code"),
        env._("Account"),
        env._("Opening Debit"),
        env._("Opening Credit"),
        env._("Turnover Debit"),
        env._("Turnover Credit"),
        env._("Closing Debit"),
        env._("Closing Credit"),
    ]


def balance_sheet_columns(env):
    figures = [env._("Line"), env._("Closing Balance"), env._("Balance at Start of Year")]
    return [env._("Assets"), *figures, env._("Liabilities and Equity"), *figures]


def income_statement_columns(env):
    return [env._("Item"), env._("Line"), env._("This Year"), env._("Last Year")]


def trial_balanced(env):
    return env._("Opening, turnover and closing balance.")


def trial_unbalanced(env):
    return env._("Debits and credits differ: run the checks.")


def sheet_balanced(env):
    return env._("Assets equal liabilities and equity.")


def sheet_unbalanced(env):
    return env._("Assets differ from liabilities and equity: check the formulas of the lines.")


def pending_not_nil(env, *, amount):
    return env._(
        "Property gains and losses of %(amount)s yuan still wait for approval; they must be nil.",
        amount=amount,
    )


def income_agrees(env):
    return env._("Undistributed income agrees with the balance sheet.")


def income_differs(env):
    return env._(
        "Undistributed income differs from the balance sheet: look for entries made directly on 321 or 322."
    )


def entity_keeps_place(env, *, entity):
    return env._(
        "“%(entity)s” has vouchers: it stays at its place. "
        "Record a merger of the place, or found a new entity.",
        entity=entity,
    )


def nothing_above(env, *, account):
    return env._("%(account)s: the account above it has no balance left.", account=account)


def balance_taken_down(env, *, above, below):
    return env._("Balance of %(above)s brought down to %(below)s", above=above, below=below)
