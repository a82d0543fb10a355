"""What is said about bank accounts, the cashier's journal, statements, matches and counts of cash."""

# -- bank accounts -------------------------------------------------------------------------------------------


def holder_differs(env, *, holder, entity):
    return env._(
        "The account stands in the name of “%(holder)s”, not of %(entity)s: money of a collective is not kept"
        " in the account of a person. The county may allow accounts of another body known here.",
        holder=holder,
        entity=entity,
    )


def not_a_bank_account(env, *, account):
    return env._(
        "%(account)s is no account for money in banks: choose 102 or a sub-account of 102.", account=account
    )


def bank_account_used(env, *, account):
    return env._(
        "“%(account)s” has statements or a journal: its number, bank, holder and ledger account stay as they"
        " are. Archive it and enter a new one.",
        account=account,
    )


def account_of_other_entity(env, *, account, entity):
    return env._("%(account)s is not an account of %(entity)s.", account=account, entity=entity)


# -- cashier's journal ---------------------------------------------------------------------------------------


def one_amount(env):
    return env._("A line of the journal has one amount above nil: received or paid.")


def opening_comes_first(env):
    return env._("The journal has lines already: an opening balance stands at its beginning only.")


def cash_overdrawn(env, *, day, balance):
    return env._(
        "The cash box would hold %(balance)s yuan on %(day)s: nobody can pay out what is not there.",
        day=day,
        balance=balance,
    )


def in_the_future(env, *, date):
    return env._("%(date)s has not come yet.", date=date)


def already_reversed(env, *, line):
    return env._("“%(line)s” has been reversed already, or is itself a reversal.", line=line)


def reversal_summary(env, *, summary, reason):
    return env._("Reversal of “%(summary)s”: %(reason)s", summary=summary, reason=reason)


def cash_box(env):
    return env._("Cash box")


# -- statements ----------------------------------------------------------------------------------------------


def file_refused(env, error, *, file):
    """Return the sentence for a bank's file that cannot be taken."""
    facts = {**error.facts, "file": file}
    sentences = {
        "NoHeader": lambda: env._(
            "“%(file)s” names no titles such as 交易日期, 收入金额, 支出金额, 账户余额.", **facts
        ),
        "MissingColumns": lambda: env._(
            "“%(file)s” lacks the columns %(missing)s.",
            **{**facts, "missing": "、".join(facts.get("missing", ()))},
        ),
        "NoLines": lambda: env._("“%(file)s” holds no movement of money.", **facts),
        "BalanceMissing": lambda: env._(
            "“%(file)s” names no balance: type the opening balance beside it.", **facts
        ),
        "StatementBroken": lambda: _broken(env, facts),
        "LinesWrong": lambda: env._(
            "“%(file)s” cannot be read in: %(places)s.",
            **{**facts, "places": _places(facts.get("problems", ()))},
        ),
        "NotTheNextLines": lambda: env._("“%(file)s” has lines between ones that are known.", **facts),
    }
    fallback = lambda: env._("“%(file)s” cannot be read as a sheet or OFX file of a bank.", **facts)  # noqa: E731
    return sentences.get(error.name, fallback)()


def _broken(env, facts):
    if not facts["row"]:
        return env._(
            "“%(file)s”: the movements lead to %(expected)s yuan, the bank says %(found)s yuan.", **facts
        )
    return env._(
        "“%(file)s”, row %(row)s: the balance should be %(expected)s yuan, the bank says %(found)s yuan."
        " A movement is missing.",
        **facts,
    )


def _places(problems):
    return "、".join(f"{problem.row} {problem.column}".strip() for problem in problems[:10])


def check_statements(env):
    return env._("Bank statements lead from their opening to their closing balance")


def statement_differs(env, *, statement):
    return env._("%(statement)s: the movements do not lead from balance to balance.", statement=statement)


def empty_file(env):
    return env._("Choose the file of the bank.")


# -- matches -------------------------------------------------------------------------------------------------


def one_to_many(env):
    return env._("Match one movement with one or several entries, or one entry with several movements.")


def sums_differ(env, *, lines, entries):
    return env._(
        "The movements come to %(lines)s yuan, the entries to %(entries)s yuan: they must be equal.",
        lines=lines,
        entries=entries,
    )


def matched_already(env, *, name):
    return env._("“%(name)s” has been matched in the meantime.", name=name)


def not_of_this_account(env, *, name, account):
    return env._("“%(name)s” does not belong to %(account)s.", name=name, account=account)


def match_undone(env):
    return env._("This match has been undone already.")


def reason_required(env):
    return env._("Say why.")


def automatic_result(env, *, pairs, left):
    return env._("%(pairs)s movements matched, %(left)s left to you.", pairs=pairs, left=left)


def no_statement(env, *, account, day):
    return env._("No statement of %(account)s reaches %(day)s. Load it first.", account=account, day=day)


def before_statements(env, *, day):
    return env._("Difference of the balances before the first statement of %(day)s", day=day)


# -- counts of cash ------------------------------------------------------------------------------------------


def negative_number(env, *, denomination):
    return env._("There cannot be less than none of the %(denomination)s yuan.", denomination=denomination)


def reason_of_difference(env, *, difference):
    return env._("Box and book differ by %(difference)s yuan: write down why.", difference=difference)


def own_count(env):
    return env._("You have counted yourself: accountant or supervisor signs as the second person.")


def no_difference(env):
    return env._("Box and book agree: there is nothing to book.")


def book_moved(env, *, before, now):
    return env._(
        "Since the count the journal has moved from %(before)s to %(now)s yuan. Count again.",
        before=before,
        now=now,
    )


def count_summary(env, *, day, surplus):
    if surplus:
        return env._("Surplus found by the cash count of %(day)s", day=day)
    return env._("Shortage found by the cash count of %(day)s", day=day)


# -- closing -------------------------------------------------------------------------------------------------


def check_bank(env):
    return env._("Bank statements are matched")


def check_journal(env):
    return env._("The cashier's journal agrees with the ledger")


def check_count(env):
    return env._("The cash has been counted")


def unmatched_lines(env, *, account, count):
    return env._(
        "%(account)s: %(count)s movements at the bank have no entry yet.", account=account, count=count
    )


def statement_gap(env, *, account, day, expected, found):
    return env._(
        "%(account)s: the statement of %(day)s begins with %(found)s yuan, the one before ends with"
        " %(expected)s yuan.",
        account=account,
        day=day,
        expected=expected,
        found=found,
    )


def journal_differs(env, *, box, journal, ledger):
    return env._(
        "%(box)s: the journal holds %(journal)s yuan, the ledger %(ledger)s yuan.",
        box=box,
        journal=journal,
        ledger=ledger,
    )


def no_count(env):
    return env._("Reminder: the cash has not been counted this month.")


# -- paper ---------------------------------------------------------------------------------------------------


def reconciliation_title(env):
    return env._("Bank Reconciliation Statement")


def reconciliation_words(env):
    """Return the words of the statement by name."""
    return {
        "book": env._("Balance in the books"),
        "bank": env._("Balance at the bank"),
        "bank_received": env._("Plus: received by the bank, not in the books"),
        "bank_paid": env._("Less: paid by the bank, not in the books"),
        "book_received": env._("Plus: received in the books, not by the bank"),
        "book_paid": env._("Less: paid in the books, not by the bank"),
        "adjusted": env._("Adjusted balance"),
        "day": env._("Day"),
        "text": env._("What"),
        "amount": env._("Amount"),
        "agrees": env._("Both sides agree."),
        "differs": env._("A difference remains:"),
    }


def reconciliation_signatures(env):
    return [env._("Made by (accountant)"), env._("Checked by (supervisor)")]
