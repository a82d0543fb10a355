"""P7: trial balance and statements of one entity, from the balance table; upkeep of that table; folding."""

from tests.bench.books import Books

VOUCHERS = {"S": 2_000, "M": 10_000, "L": 30_000}
# Collectives of a county and vouchers of each; four entries a voucher.
COUNTY = {"S": (10, 50), "M": (80, 200), "L": (300, 830)}
REPEAT = 20


def run(size, ctx):
    books = Books(ctx, entities=COUNTY[size][0])
    count = VOUCHERS[size]
    yield from upkeep(ctx, books, count)
    with ctx.env() as env:
        entity = env["reform.entity"].browse(books.entities[1])
        book = env["ledger.book"]
        first, last = env["ledger.period"]._fields["date_from"].to_date("2024-01-01"), None
        last = first.replace(month=12, day=31)
        yield from readings(ctx, env, book, entity, first, last, "before folding")
        with ctx.measure("P7", "fold the balances of one entity") as folding:
            env["ledger.balance"]._fold(entity.id)
        yield folding.row()
        yield from readings(ctx, env, book, entity, first, last, "folded")
        (_name, problems) = env["ledger.balance"]._reform_invariants()[0]
        assert not problems, problems[:3]
    yield from county(ctx, books, *COUNTY[size])


def county(ctx, books, entities, vouchers):
    """Every line of the balance sheet of every collective, against one bare sum over the entries."""
    for entity in range(entities):
        with books.session("accountant") as env:
            env["ledger.voucher"]._post_set(
                books.events(entity, f"county:{entity}", vouchers, lines=4),
                prepared_by=books.user(env, "clerk"),
                reviewed_by=books.user(env, "supervisor"),
            )
    options = {"place": -1, "matrix": True}
    with books.session("accountant") as env:
        env["ledger.report"].get_result("balance_sheet", 0, "2024-01", "2024-12", options)
        with ctx.measure("P7", "bare sum over the entries") as bare:
            env.cr.execute(
                "SELECT entity_id, account_id, sum(debit - credit) FROM ledger_entry GROUP BY 1, 2"
            )
            env.cr.fetchall()
        env.cr.execute("SELECT count(*) FROM ledger_entry")
        (entries,) = env.cr.fetchone()
        with ctx.measure("P7", "matrix") as matrix:
            result = env["ledger.report"].get_result("balance_sheet", 0, "2024-01", "2024-12", options)
        assert len(result["columns"]) == entities + 6
    yield bare.row()._replace(act=f"bare sum over {entries} entries")
    per_million = matrix.seconds / entries * 10**6
    yield matrix.row(neighbour=bare)._replace(
        act=f"sheet of {entities} collectives: {per_million:.2f} s per million entries, budget 1"
    )


def upkeep(ctx, books, count):
    """Post the same set with and without the balance table kept."""
    events = books.events(1, "upkeep", count, lines=4)
    warm_up(books)

    def post(env):
        result = env["ledger.voucher"]._post_set(
            events, prepared_by=books.user(env, "clerk"), reviewed_by=books.user(env, "supervisor")
        )
        assert result.posted == count, result.problems[:3]

    with ctx.env(commit=False) as env:
        # The scratch database is ours: the same function without its INSERT, rolled back afterwards.
        env.cr.execute("SELECT pg_get_functiondef('ledger_entry_inserted'::regproc)")
        text = env.cr.fetchone()[0]
        begin, end = text.index("INSERT INTO ledger_balance"), text.index("GROUP BY 1, 2, 3, 4, 5, 6;")
        env.cr.execute(text[:begin] + "PERFORM 1;" + text[end + len("GROUP BY 1, 2, 3, 4, 5, 6;") :])
        with ctx.measure("P7", f"post {count} vouchers, no balance table") as without:
            post(env(user=books.users["accountant"], su=False))
    with ctx.env() as env, ctx.measure("P7", f"post {count} vouchers, balances kept") as kept:
        post(env(user=books.users["accountant"], su=False))
    yield without.row()
    cost = 100 * (1 - without.seconds / kept.seconds)
    yield kept.row(neighbour=without)._replace(
        act=f"post {count} vouchers: upkeep {cost:.0f} % of the rate, budget 25"
    )


def warm_up(books):
    """Post a small set elsewhere, so that the first of two measurements does not pay for every cache."""
    with books.session("accountant") as env:
        env["ledger.voucher"]._post_set(
            books.events(0, "warm", 200, lines=4),
            prepared_by=books.user(env, "clerk"),
            reviewed_by=books.user(env, "supervisor"),
        )


def readings(ctx, env, book, entity, first, last, when):
    """Read trial balance and statements; seconds of one reading."""
    for name, read, budget in (
        ("trial balance", lambda: book._trial_balance(entity, first, last), 5),
        ("balance sheet", lambda: book._statement(entity, "balance_sheet", last), 20),
        ("income statement", lambda: book._statement(entity, "income_statement", last), 20),
    ):
        read()
        with ctx.measure("P7", name) as reading:
            for _ in range(REPEAT):
                read()
        milliseconds = 1000 * reading.seconds / REPEAT
        yield reading.row()._replace(act=f"{name}, {when}: {milliseconds:.1f} ms, budget {budget}")
    sums = env["ledger.balance"]
    with ctx.measure("P7", "sums alone") as alone:
        for _ in range(REPEAT):
            sums._sums(entity, first, last)
    yield alone.row()._replace(act=f"sums alone, {when}: {1000 * alone.seconds / REPEAT:.1f} ms")
