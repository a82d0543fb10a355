"""P7: trial balance and statements of one entity and of a county, from the balance table, and its upkeep.

The neighbours: mis_builder with a report of forty lines over one branch and over many, and bare SQL that adds
up the entries themselves.
"""

from datetime import date

from tests.bench.books import Books
from tests.bench.rival import rival
from tests.bench.world import ENTRIES, found

WORLD = True
VOUCHERS = {"S": 2_000, "M": 10_000, "L": 30_000}
# Branches mis_builder reports on; the last is the comparison with the county.
OTHERS = {"S": (1, 10), "M": (1, 40), "L": (1, 20, 300)}
REPEAT = 20
TURNS = 3
# Where the keeping of balances ends in the function that the insertion of entries calls.
GROUPED = "GROUP BY 1, 2, 3, 4, 5, 6;"
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
ONE = """
    SELECT account_id,
           sum(debit) FILTER (WHERE date < %(first)s), sum(credit) FILTER (WHERE date < %(first)s),
           sum(debit) FILTER (WHERE date >= %(first)s), sum(credit) FILTER (WHERE date >= %(first)s)
      FROM ledger_entry WHERE entity_id = %(entity)s AND date <= %(last)s GROUP BY 1"""
ALL = """
    SELECT entity_id, account_id, sum(debit - credit) FROM ledger_entry
     WHERE date <= %(last)s AND entity_id = ANY(%(entities)s) GROUP BY 1, 2"""


def run(size, ctx):
    with rival(size) as other:
        told = other.ask("reports.statement", counts=OTHERS[size])
    others = [
        other.measured(one, f"mis_builder: 40 lines, {one['count']} branches", "P7", one["count"])
        for one in told
    ]
    for one in others:
        yield one.row()
    yield from county(ctx, others[-1])
    yield from one_entity(ctx, others[0])
    yield from upkeep(ctx, Books(ctx), VOUCHERS[size])


def county(ctx, other):
    """Every line of the balance sheet of every collective, against a bare sum over the entries."""
    options = {"place": -1, "matrix": True}
    with ctx.env(commit=False) as env:
        world = found(env)
        env.cr.execute("SELECT count(*) FROM ledger_entry")
        (entries,) = env.cr.fetchone()
        facts = {"last": LAST, "entities": world.entities}
        reports = env(user=world.users["accountant"], su=False)["ledger.report"]
        asked = ("balance_sheet", 0, "2025-01", "2025-12", options)
        reports.get_result(*asked)
        with ctx.measure("P7", "bare sum", len(world.entities)) as bare:
            env.cr.execute(ALL, facts)
            env.cr.fetchall()
        with ctx.measure("P7", "matrix", len(world.entities)) as matrix:
            result = reports.get_result(*asked)
        assert len(result["columns"]) >= len(world.entities)
    yield bare.row()._replace(act=f"bare SQL: sum over {entries} entries")
    act = f"sheet of {len(world.entities)} collectives, {len(result['rows'])} lines"
    row = matrix.row(neighbour=bare)._replace(act=f"{act}: against bare SQL")
    yield row.held(
        s_per_million_entries=(matrix.seconds / entries * 10**6, 1),
        bare_SQLs=(matrix.seconds / bare.seconds, 2),
    )
    row = matrix.row(neighbour=other)._replace(act=f"{act}: against mis_builder, a village each")
    yield row.held(times=(row.ratio, 200, True))


def one_entity(ctx, other):
    """Trial balance and statements of one collective, before and after its last entries are folded."""
    with ctx.env(commit=False) as env:
        entity = env["reform.entity"].browse(found(env).entities[1])
        book = env["ledger.book"]
        with ctx.measure("P7", "bare", REPEAT) as bare:
            for _time in range(REPEAT):
                env.cr.execute(ONE, {"first": FIRST, "last": LAST, "entity": entity.id})
                env.cr.fetchall()
        milliseconds = 1000 * bare.seconds / REPEAT
        act = f"bare SQL: one trial balance x{REPEAT}, {ENTRIES[ctx.size]} entries, {milliseconds:.1f} ms"
        yield bare.row()._replace(act=act)
        for name, read, budget, neighbour in (
            ("trial balance", lambda: book._trial_balance(entity, FIRST, LAST), 5, bare),
            ("balance sheet", lambda: book._statement(entity, "balance_sheet", LAST), 20, other),
            ("income statement", lambda: book._statement(entity, "income_statement", LAST), 20, other),
        ):
            read()
            with ctx.measure("P7", name, REPEAT) as reading:
                for _time in range(REPEAT):
                    read()
            against = "bare SQL" if neighbour is bare else "mis_builder"
            row = reading.row(neighbour=neighbour)._replace(act=f"{name} x{REPEAT}, against {against}")
            yield row.held(ms=(1000 * reading.seconds / REPEAT, budget))


def upkeep(ctx, books, count):
    """Post the same set with and without the balance table kept, in turns; the fastest of each counts."""
    events = books.events(1, "upkeep", count, lines=4)
    warm_up(books)
    kept, without = [], []
    for _turn in range(TURNS):
        without.append(_post(ctx, books, events, keep=False))
        kept.append(_post(ctx, books, events, keep=True))
    without, kept = (min(tried, key=lambda it: it.seconds) for tried in (without, kept))
    yield without.row()
    cost = 100 * (1 - without.seconds / kept.seconds)
    yield kept.row(neighbour=without).held(percent_of_the_rate=(cost, 25))
    with ctx.env(commit=False) as env:
        # Equal to a rebuild from the entries, to the cent, in every village.
        with ctx.measure("P7", "balances against a rebuild from all entries") as check:
            (_name, problems) = env["ledger.balance"]._reform_invariants()[0]
        assert not problems, problems[:3]
        yield check.row()


def _post(ctx, books, events, *, keep):
    """Post a set and take it back; return the measurement."""
    with ctx.env(commit=False) as env:
        if not keep:
            # The scratch database is ours: the same function without its INSERT, rolled back afterwards.
            env.cr.execute("SELECT pg_get_functiondef('ledger_entry_inserted'::regproc)")
            text = env.cr.fetchone()[0]
            begin, end = text.index("INSERT INTO ledger_balance"), text.index(GROUPED)
            env.cr.execute(text[:begin] + "PERFORM 1;" + text[end + len(GROUPED) :])
        env = env(user=books.users["accountant"], su=False)
        act = f"post {len(events)} vouchers, {'balances kept' if keep else 'no balance table'}"
        with ctx.measure("P7", act) as it:
            result = env["ledger.voucher"]._post_set(
                events, prepared_by=books.user(env, "clerk"), reviewed_by=books.user(env, "supervisor")
            )
        assert result.posted == len(events), result.problems[:3]
    return it


def warm_up(books):
    """Post a small set elsewhere, so that the first of two measurements does not pay for every cache."""
    with books.session("accountant") as env:
        env["ledger.voucher"]._post_set(
            books.events(0, "warm", 200, lines=4),
            prepared_by=books.user(env, "clerk"),
            reviewed_by=books.user(env, "supervisor"),
        )
