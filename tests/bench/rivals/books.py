"""The comparison database filled: branches of one company and posted moves of three years, written by SQL.

A branch made by the ORM takes half a second and a move a seventieth; three hundred books would take hours.
So one of each is made by the ORM and its row is the pattern of the others.
"""

from tests.bench.county import analyse

YEARS = 3
LINES = 4


def build(ctx, *, entities, moves):
    """Make the branches and `moves` posted moves of four lines in each; return what there is."""
    with ctx.env() as env:
        root = env.ref("base.main_company")
        first = env["res.company"].create({"name": "Village 1", "parent_id": root.id})
    with ctx.env() as env:
        root = env.ref("base.main_company")
        first = env["res.company"].browse(first.id)
        sample = env["account.move"].create(_sample(env, first))
        sample.action_post()
        env.flush_all()
        accounts = payable_free(env).ids
        _branches(env.cr, first, entities)
        env.cr.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if env.cr.fetchone()[0]:
            # What is copied from rows that hold needs no check again; it would be three quarters of the time.
            env.cr.execute("SET LOCAL session_replication_role = replica")
        _moves(env.cr, sample, moves, accounts)
    analyse(ctx)
    with ctx.env() as env:
        env.cr.execute("SELECT count(*) FROM account_move_line")
        return {"lines": env.cr.fetchone()[0], "branches": len(branches(env))}


def branches(env):
    """Return the branches, the villages of this database."""
    return env["res.company"].search([("parent_id", "!=", False)], order="id")


def journal(env):
    """Return the journal of all villages."""
    root = env.ref("base.main_company")
    return env["account.journal"].search([("type", "=", "general"), ("company_id", "=", root.id)], limit=1)


def payable_free(env):
    """Return the accounts that need no party."""
    kinds = ("asset_receivable", "liability_payable", "equity_unaffected", "off_balance")
    return env["account.account"].search([("account_type", "not in", kinds)], order="code")


def _sample(env, branch):
    accounts = payable_free(env)
    sides = [(100.0, 0.0), (200.0, 0.0), (300.0, 0.0), (0.0, 600.0)]
    return {
        "journal_id": journal(env).id,
        "company_id": branch.id,
        "date": "2022-01-01",
        "line_ids": [
            (0, 0, {"account_id": accounts[number].id, "debit": debit, "credit": credit})
            for number, (debit, credit) in enumerate(sides)
        ],
    }


def _branches(cr, first, entities):
    numbers = f"generate_series(2, {int(entities)}) n"
    _copy(cr, "res_partner", first.partner_id.id, numbers, {"name": "'Village ' || n", "ref": "'v' || n"})
    _copy(
        cr, "res_company", first.id, f"{numbers} JOIN res_partner p ON p.ref = 'v' || n",
        {"name": "p.name", "partner_id": "p.id", "parent_path": "''"},
    )  # fmt: skip
    cr.execute("UPDATE res_company SET parent_path = parent_id || '/' || id || '/' WHERE parent_path = ''")
    cr.execute(
        "INSERT INTO res_company_users_rel (cid, user_id) SELECT c.id, u.id FROM res_company c, res_users u"
        " WHERE u.login IN ('admin', '__system__') ON CONFLICT DO NOTHING"
    )


def _moves(cr, sample, moves, accounts):
    """Spread the moves over the years and the accounts; every one balances."""
    cr.execute("SELECT setseed(0.5)")
    day = f"date '2022-01-01' + (n * 7919 %% {YEARS * 365})"
    _copy(
        cr, "account_move", sample.id,
        f"generate_series(1, {int(moves)}) n CROSS JOIN res_company c",
        {
            "company_id": "c.id", "commercial_partner_id": "NULL", "date": day,
            "name": "'GEN/' || c.id || '/' || n", "sequence_prefix": "'GEN/' || c.id || '/'",
            "sequence_number": "n", "ref": "n::text", "access_token": "NULL",
        },
        "c.parent_id IS NOT NULL",
    )  # fmt: skip
    for number, line in enumerate(sample.line_ids.sorted("id")):
        cents = "(1000 + m.id::bigint * 104729 %% 900000) / 100.0"
        side = f"round(({cents}) * {3 if line.credit else 1}, 2)"
        account = f"(ARRAY{accounts}::int[])[1 + (m.id * 31 + {number} * 7) %% {len(accounts)}]"
        _copy(
            cr, "account_move_line", line.id, "account_move m",
            {
                "move_id": "m.id", "company_id": "m.company_id", "date": "m.date", "move_name": "m.name",
                "account_id": account, "debit": "0" if line.credit else side,
                "credit": side if line.credit else "0", "balance": f"-{side}" if line.credit else side,
                "amount_currency": f"-{side}" if line.credit else side, "amount_residual": "0",
                "amount_residual_currency": "0",
            },
            f"m.name LIKE 'GEN/%%' AND m.id <> {sample.id}",
        )  # fmt: skip


def _copy(cr, table, pattern, others, values, where="true"):
    """Insert copies of a row, one for each row of `others`, with other values in some columns."""
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    columns = [name for (name,) in cr.fetchall() if name != "id"]
    chosen = [values.get(name) or f't."{name}"' for name in columns]
    into = ", ".join(f'"{name}"' for name in columns)
    sources = f"{others}, {table} t" if " JOIN " not in others else f"{others} CROSS JOIN {table} t"
    cr.execute(
        f"INSERT INTO {table} ({into}) SELECT {', '.join(chosen)} FROM {sources} WHERE t.id = %s AND {where}",
        [pattern],
    )
