"""Every sentence this addon says to a user, and the wording of the vouchers it prepares."""

from psycopg2 import Error as DatabaseError

# -- wording of vouchers ---


def summary_rent_due(env, *, lessee, lease, date_from, date_to):
    return env._(
        "Rent due from %(lessee)s, %(lease)s, %(date_from)s to %(date_to)s",
        lessee=lessee,
        lease=lease,
        date_from=date_from,
        date_to=date_to,
    )


def summary_contracting_due(env, *, lessee, lease, date_from, date_to):
    return env._(
        "Contracting fee due from %(lessee)s, %(lease)s, %(date_from)s to %(date_to)s",
        lessee=lessee,
        lease=lease,
        date_from=date_from,
        date_to=date_to,
    )


def summary_rent_received(env, *, lessee, lease, receipt_no):
    return env._(
        "Rent received from %(lessee)s, %(lease)s %(receipt_no)s",
        lessee=lessee,
        lease=lease,
        receipt_no=receipt_no,
    ).strip()


def summary_contracting_received(env, *, lessee, lease, receipt_no):
    return env._(
        "Contracting fee received from %(lessee)s, %(lease)s %(receipt_no)s",
        lessee=lessee,
        lease=lease,
        receipt_no=receipt_no,
    ).strip()


def summary_receipt_reversed(env, *, lessee, lease, receipt_no):
    return env._(
        "Taken back: receipt from %(lessee)s, %(lease)s %(receipt_no)s",
        lessee=lessee,
        lease=lease,
        receipt_no=receipt_no,
    ).strip()


def summary_credit(env, *, kind, lessee, lease, reason):
    return env._(
        "%(kind)s: %(lessee)s, %(lease)s, %(reason)s", kind=kind, lessee=lessee, lease=lease, reason=reason
    )


def summary_deposit(env, *, kind, lessee, lease):
    return env._("Deposit %(kind)s: %(lessee)s, %(lease)s", kind=kind, lessee=lessee, lease=lease)


def summary_act(env, *, kind, card, more):
    if more > 0:
        return env._("%(kind)s: %(card)s and %(more)s more", kind=kind, card=card, more=more)
    return env._("%(kind)s: %(card)s", kind=kind, card=card)


def summary_disposal_money(env, *, kind, disposal, payer):
    return env._("%(kind)s of disposal %(disposal)s, %(payer)s", kind=kind, disposal=disposal, payer=payer)


# -- entries shown before they are booked ---


def entry_line(env, *, debit, account, amount):
    if debit:
        return env._("Dr %(account)s  %(amount)s", account=account, amount=f"{amount:,}")
    return env._("    Cr %(account)s  %(amount)s", account=account, amount=f"{amount:,}")


def entry_without_books(env):
    return env._("No books have been opened for the owner yet.")


# -- refusals ---


def goes_its_own_way_back(env, *, event, way):
    return env._("“%(event)s” is not taken back by a red letter in the books. %(way)s", event=event, way=way)


def own_way_back(env):
    return env._("Take it back where it was recorded; the voucher in red follows from there.")


def event_refused(env, record, name, facts):
    """Return why an event does not come into the books; `name` as the rule or the record gives it."""
    return REFUSALS[name](env, record=record, **facts)


REFUSALS = {
    "LeaseNotInForce": lambda env, record: env._("%(record)s: the lease is not in force.", record=record),
    "NotDueYet": lambda env, record, date: env._(
        "%(record)s falls due on %(date)s and is booked from that day on.", record=record, date=date
    ),
    "NothingDue": lambda env, record: env._("%(record)s: nothing is due, nothing to book.", record=record),
    "ReversesUnbooked": lambda env, record, receipt: env._(
        "%(record)s takes back receipt %(receipt)s, which is not in the books: book that one first.",
        record=record,
        receipt=receipt,
    ),
    "CreditsUnbooked": lambda env, record, due: env._(
        "%(record)s takes back %(due)s, which is not in the books: book that one first.",
        record=record,
        due=due,
    ),
    "ActNotDone": lambda env, record: env._("%(record)s has not been carried out yet.", record=record),
    "KindWithoutAccount": lambda env, record, chart, card_kind: env._(
        "%(record)s: chart %(chart)s has no account for cards of this kind (%(kind)s).",
        record=record,
        chart=chart,
        kind=card_kind,
    ),
    "AmountMissing": lambda env, record, key, amount: env._(
        "%(record)s: an amount is missing on a card (%(amount)s).", record=record, amount=amount
    ),
    "EventUnknown": lambda env, record, chart, kind: env._(
        "%(record)s: chart %(chart)s has no accounts for such an event (%(kind)s).",
        record=record,
        chart=chart,
        kind=kind,
    ),
    "KeyMissing": lambda env, record, kind: env._(
        "%(record)s has no key and could be booked twice.", record=record
    ),
    "AmountNotPositive": lambda env, record, key, amount: env._(
        "%(record)s: %(amount)s yuan cannot be booked as such an event.", record=record, amount=amount
    ),
    "AccountNotFit": lambda env, record, key, account, allowed: env._(
        "%(record)s: choose an account that begins with one of %(allowed)s, not %(account)s.",
        record=record,
        allowed=allowed,
        account=account or "–",
    ),
    "PartsDoNotAddUp": lambda env, record, key, amount, parts: env._(
        "%(record)s: the parts by village add up to %(parts)s yuan instead of %(amount)s.",
        record=record,
        parts=parts,
        amount=amount,
    ),
    "TooMuchAhead": lambda env, record, key, amount, ahead: env._(
        "%(record)s: %(ahead)s yuan would have come ahead of %(amount)s.",
        record=record,
        ahead=ahead,
        amount=amount,
    ),
    "ActUnknown": lambda env, record, chart, kind: env._(
        "%(record)s: chart %(chart)s has no accounts for a distribution to members (%(kind)s).",
        record=record,
        chart=chart,
        kind=kind,
    ),
    "NothingMoved": lambda env, record, key, amount: env._(
        "%(record)s: %(amount)s yuan cannot be booked as such a step of a distribution.",
        record=record,
        amount=amount,
    ),
}


def reason(env, refusal):
    """Return what a refusal of a single event says in the record of a run."""
    if isinstance(refusal, DatabaseError):
        return env._("The database refused it: %(text)s", text=(str(refusal).strip().splitlines() or [""])[0])
    return str(refusal.args[0] if refusal.args else refusal)


def no_books(env, *, entity):
    return env._("No books have been opened for %(entity)s: open them, then run again.", entity=entity)


def month_closed(env, *, month):
    return env._(
        "%(month)s is closed: book it in an open month by hand, or have the month reopened.", month=month
    )


def month_in_future(env, *, month):
    return env._("%(month)s has not begun yet.", month=month)


# -- baseline and growth ---


def base_year_wrong(env, *, year):
    return env._("%(year)s cannot be a base year.", year=year)


def baseline_empty(env, *, baseline):
    return env._("%(baseline)s: enter the incomes of the former villages first.", baseline=baseline)


def source_missing(env, *, villages):
    return env._("Say where the figures come from for: %(villages)s.", villages=villages)


def village_missing(env, *, villages):
    return env._(
        "Figures are missing for the former villages: %(villages)s (enter 0 if they had none).",
        villages=villages,
    )


def own_baseline(env, *, baseline):
    return env._("You entered %(baseline)s yourself: another person has to freeze it.", baseline=baseline)


def growth(env, percent):
    """Return a growth as people read it: +795.12 %, or n/a where the base is nothing."""
    if percent is None:
        return env._("n/a")
    return f"{percent:+.2f} %"


def no_baseline(env):
    return env._("no baseline")


# -- checks ---


def check_receivables(env):
    return env._("Claims on lessees: register = books")


def receivable_differs(env, *, entity, lessee, register, book, difference):
    return env._(
        "%(entity)s, %(lessee)s: dues less receipts and credits are %(register)s,"
        " the claim in the books is %(book)s (difference %(difference)s).",
        entity=entity,
        lessee=lessee,
        register=register,
        book=book,
        difference=difference,
    )


def check_deposits_booked(env):
    return env._("Deposits of lessees: register = books")


def deposit_differs(env, *, entity, lessee, register, book):
    return env._(
        "%(entity)s, %(lessee)s: deposits held are %(register)s, the debt in the books is %(book)s.",
        entity=entity,
        lessee=lessee,
        register=register,
        book=book,
    )
