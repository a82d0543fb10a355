"""What is said about requests to spend and the tables of approval."""

from . import events

STEPS = {
    "director": lambda env: env._("Director"),
    "supervisor": lambda env: env._("Supervisors"),
    "township": lambda env: env._("Township Check"),
}


def chain(env, *, steps, decision):
    """Return a chain as people read it: 理事长 → 监事会 → 乡镇审核, after a decision of the members."""
    words = [STEPS[step](env) for step in steps]
    return " → ".join([env._("Decision of the Members"), *words] if decision else words)


def problems(env, found):
    """Return the sentences of Problems, one each."""
    return [PROBLEMS[problem.name](env, **problem.facts) for problem in found]


PROBLEMS = {
    "purpose_missing": lambda env: env._("Say what the money is for."),
    "payee_missing": lambda env: env._("Say who is paid."),
    "amount_missing": lambda env: env._("Enter the amount."),
    "papers_missing": lambda env: env._("Photograph the receipt or attach the papers."),
    "account_proposal_missing": lambda env: env._("Propose an account: what is the money spent on?"),
    "account_no_missing": lambda env: env._("Enter the payee's account number, or pay in cash."),
    "holder_missing": lambda env, owner: env._("Enter the name on the account of %(owner)s.", owner=owner),
    "personal_account": lambda env, holder, owner: env._(
        "“%(holder)s” is a person's name: a unit such as %(owner)s is paid to an account in its own name.",
        holder=holder,
        owner=owner,
    ),
    "holder_differs": lambda env, holder, owner: env._(
        "The account bears the name “%(holder)s”, the payee is %(owner)s: both have to be the same.",
        holder=holder,
        owner=owner,
    ),
    "cash_too_much": lambda env, amount, limit: env._(
        "%(amount)s yuan to a unit are paid by bank; in cash only up to %(limit)s.",
        amount=amount,
        limit=limit,
    ),
}


def refused(env, *, request, sentences):
    return env._(
        "%(request)s cannot be sent on:\n%(sentences)s", request=request, sentences="\n".join(sentences)
    )


def not_in_turn(env, *, request, state):
    return env._("%(request)s is not waiting for this step; it is “%(state)s”.", request=request, state=state)


def keeps_the_books(env, *, request, person):
    return env._(
        "%(person)s keeps the books or the money of the payer of %(request)s: spending is approved by those"
        " who do neither.",
        request=request,
        person=person,
    )


def not_the_cashier(env, *, entity, person):
    return env._("%(entity)s is paid for by its own cashier, %(person)s.", entity=entity, person=person)


def payer_has_signed(env, *, request):
    return env._("Whoever asked for %(request)s or approved it does not pay it.", request=request)


def reference_missing(env, *, request):
    return env._(
        "Enter the bank's reference, or the number of the cash receipt, of %(request)s.", request=request
    )


def pay_day_wrong(env, *, request, date):
    return env._(
        "%(date)s cannot be the day %(request)s was paid: not before it was asked for, nor in the future.",
        request=request,
        date=date,
    )


def reason_missing(env):
    return env._("Say why; the reason is kept with the request.")


def account_not_open(env, *, request, state):
    return env._(
        "The account of %(request)s can no longer be changed; it is “%(state)s”.",
        request=request,
        state=state,
    )


def account_not_yours(env):
    return env._("The clerk proposes the account, the accountant settles it; nobody else changes it.")


def account_of_another(env, *, account, entity):
    return env._(
        "%(account)s is not an account on which %(entity)s can spend: choose an expense, a cost, a thing"
        " bought or a debt paid, at the last level.",
        account=account,
        entity=entity,
    )


def papers_stay(env, *, request):
    return env._("The papers of %(request)s stay as they were when it was handed in.", request=request)


def limits_out_of_order(env, *, table):
    return env._("%(table)s: a higher step must not end at a smaller amount than a lower one.", table=table)


def limits_of_a_village(env):
    return env._("A table of approval is set by the township or by the county.")


def own_table(env, *, table):
    return env._("You entered %(table)s yourself: another person puts it in force.", table=table)


def table_name(env, *, place, date):
    return env._("%(place)s, from %(date)s", place=place, date=date)


def signed(env, *, step):
    return env._("Approved: %(step)s.", step=step)


def split_with(env, *, numbers, total):
    return env._(
        "Together with %(numbers)s for the same payee this makes %(total)s yuan, which needs more signatures"
        " than each alone. It goes the way of the whole sum.",
        numbers=numbers,
        total=f"{total:,}",
    )


def summary(env, *, purpose, payee):
    return env._("Paid %(purpose)s (%(payee)s)", purpose=purpose, payee=payee)


def ask_title(env, act):
    return {
        "return": env._("Send the Request Back"),
        "withdraw": env._("Withdraw the Request"),
        "pay": env._("Record the Payment"),
    }[act]


# -- alerts ---


def waits_label(env):
    return env._("Request to Spend Stands Still")


def waits(env, *, day, amount, **_facts):
    return env._("Asked for on %(day)s, %(amount)s yuan, and not signed since.", day=day, amount=amount)


def unpaid_label(env):
    return env._("Approved Spending Not Paid")


def unpaid(env, *, day, amount, **_facts):
    return env._("Approved on %(day)s, %(amount)s yuan, and not paid yet.", day=day, amount=amount)


def split_label(env):
    return env._("Spending Cut in Pieces")


def split(env, *, amount, total, **_facts):
    return env._(
        "%(amount)s yuan, with others for the same payee %(total)s: look whether one bill was cut in pieces.",
        amount=amount,
        total=total,
    )


events.REFUSALS.update(
    {
        "NotPaidYet": lambda env, record: env._("%(record)s has not been paid yet.", record=record),
        "NotAnExpense": lambda env, record, account: env._(
            "%(record)s: account %(account)s is not one that money is spent on.",
            record=record,
            account=account,
        ),
    }
)
