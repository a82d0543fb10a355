"""The words on the papers of a distribution."""

from odoo.tools import format_date


def sheet_title(env, name, *, year):
    return {
        "plan": env._("Plan of the Income Distribution of %(year)s", year=year),
        "signed_list": env._("Dividends of %(year)s: List to Sign", year=year),
        "result": env._("Dividends of %(year)s: Result to Post", year=year),
    }[name]


def unit_yuan(env):
    return env._("Unit: yuan")


def day(env, value):
    return format_date(env, value) if value else ""


def total(env):
    return env._("Total")


def plan_columns(env):
    return [env._("No."), env._("Line of the Plan"), env._("Amount"), env._("Rate")]


def plan_lines(env):
    return {
        "net": env._("Net income of the year"),
        "loss": env._("Less: loss of earlier years"),
        "from_reserve": env._("Plus: covered from the reserve"),
        "base": env._("Income after losses"),
        "reserve": env._("Taken to the reserve and welfare fund"),
        "dividend": env._("Distributed to the members"),
        "left": env._("Undistributed at the beginning"),
        "from_earlier": env._("Of it distributed this time"),
        "undistributed": env._("Undistributed at the end"),
    }


def plan_remark(env, *, share_date, published_on, vote_from):
    if not published_on:
        return env._("Whoever holds shares on %(share_date)s takes part.", share_date=day(env, share_date))
    return env._(
        "Whoever holds shares on %(share_date)s takes part. Posted since %(published_on)s; the assembly meets"
        " on %(vote_from)s at the earliest. Books and vouchers can be inspected and copied.",
        share_date=day(env, share_date),
        published_on=day(env, published_on),
        vote_from=day(env, vote_from),
    )


def member_columns(env, *, to_sign):
    columns = [env._("No."), env._("Household No."), env._("Full Name"), env._("Shares"), env._("Dividend")]
    if to_sign:
        return [*columns, env._("Account (Covered)"), env._("Signature")]
    return [*columns, env._("Paid Out"), env._("Paid on")]


def member_remark(env, *, count, residue, collective, to_sign):
    text = env._(
        "%(count)s holders. Cents left over, %(residue)s yuan, and the part of collective shares,"
        " %(collective)s yuan, go to the reserve.",
        count=count,
        residue=residue,
        collective=collective,
    )
    if to_sign:
        return text + env._(" Whoever signs has received the amount; nobody signs for another household.")
    return text


def signatures(env, name):
    if name == "signed_list":
        return [env._("Cashier"), env._("Supervisor"), env._("Director"), env._("Date of Payment")]
    return [env._("Director"), env._("Supervisor"), env._("Accountant"), env._("Posted until")]


def slip_title(env, *, year):
    return env._("Dividend Slip %(year)s", year=year)


def slip_facts(env, *, household, name, shares, per_share, amount, account, paid_on):
    """Return the slip as (label, value, label, value) rows."""
    return [
        (env._("Household No."), household, env._("Full Name"), name),
        (env._("Shares"), shares, env._("Per Share"), per_share),
        (env._("Dividend"), amount, env._("Account No."), account),
        (env._("Paid on"), paid_on, env._("Signature"), ""),
    ]


def file_name(env, *, entity, year):
    return env._("%(entity)s Income Distribution %(year)s", entity=entity, year=year) + ".xlsx"
