"""Opening Odoo's client as a user of one branch and as one of all of them."""

from tests.bench.client import PASSWORD, sessions


def opened(ctx, *, rounds):
    """Return seconds, bytes of session_info and number of companies for a small and a great user."""
    from tests.bench.rivals.books import branches

    with ctx.env() as env:
        root, villages = env.ref("base.main_company"), branches(env)
        group = env.ref("account.group_account_user")
        for login, companies in (("one", villages[:1]), ("many", root | villages)):
            env["res.users"].with_context(no_reset_password=True).create(
                {
                    "name": login,
                    "login": login,
                    "password": PASSWORD,
                    "group_ids": [(6, 0, [group.id, env.ref("base.group_user").id])],
                    "company_id": companies[0].id,
                    "company_ids": [(6, 0, companies.ids)],
                }
            )
    answers = []
    for login, count in (("one", 1), ("many", len(villages) + 1)):
        with ctx.measure("", "session_info") as it:
            size = sessions(ctx.database, login, rounds)
        answers.append({**it.answer(), "bytes": size, "count": count})
    return answers
