"""What is said about sub-accounts: how they are kept, and when they go out of use."""

from odoo.tools import format_list


def not_like_above(env, *, account, parent, fields):
    return env._(
        "“%(account)s” stands below “%(parent)s” and keeps its %(fields)s.",
        account=account,
        parent=parent,
        fields=format_list(env, fields),
    )


def account_in_use(env, *, account):
    return env._(
        "“%(account)s” still has a balance, or a voucher that is not posted: bring it to nil and finish its"
        " vouchers before it goes out of use.",
        account=account,
    )
