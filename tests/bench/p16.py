"""P16: linearity. Twice the books take at most 2.2 times the time: posting, statements, checks, the seal.

The neighbours: batches of account.move once and twice as large, and bare SQL that adds up the same entries.
"""

from datetime import date

from tests.bench.books import Books
from tests.bench.p7 import warm_up
from tests.bench.rival import rival

WORLD = True
VOUCHERS = {"S": 2_000, "M": 10_000, "L": 60_000}
LIMIT = 2.2
# Below this a doubled time says more about the machine than about the program.
NOISE_SECONDS = 0.05
PIECE = 10_000
OTHERS = {"S": 200, "M": 400, "L": 1_000}
# What takes milliseconds is done often enough to be measured.
REPEAT = 10


def run(size, ctx):
    with rival(size) as other:
        first, second = other.ask("moves.twice", count=OTHERS[size], lines=4)
    small = other.measured(first, "account.move", "P16", OTHERS[size])
    great = other.measured(second, "account.move", "P16", OTHERS[size])
    yield small.row()._replace(act=f"account.move: post {OTHERS[size]} in batches")
    times = great.seconds / small.seconds
    yield great.row(neighbour=small)._replace(act=f"account.move: twice the moves, {times:.2f} x time")
    books = Books(ctx, entities=3)
    count = VOUCHERS[size]
    over = []
    # The first set of a process pays for every cache; it is posted elsewhere.
    warm_up(books)
    for act, work in (
        ("post sets", lambda entity: fill(books, entity, entity * count)),
        ("trial balance and two statements", lambda entity: often(statements, ctx, books.entities[entity])),
        ("bare sum over the entries", lambda entity: often(bare, ctx, books.entities[entity])),
        ("balances against entries", lambda entity: often(differences, ctx, books.entities[entity])),
        ("seal check", lambda entity: often(seal, ctx, books.entities[entity])),
    ):
        with ctx.measure("P16", f"{act}: {count} vouchers") as one:
            work(1)
        with ctx.measure("P16", f"{act}: {2 * count} vouchers") as two:
            work(2)
        times = two.seconds / max(one.seconds, 1e-9)
        one.units, two.units = count, 2 * count
        yield one.row(neighbour=small if act == "post sets" else None)
        row = two.row(neighbour=one)._replace(act=f"{act}: twice the vouchers")
        yield row if act.startswith("bare") else row.held(times_the_time=(times, LIMIT))
        if times > LIMIT and two.seconds - 2 * one.seconds > NOISE_SECONDS:
            over.append((act, round(times, 2)))
    assert not over, over


def fill(books, entity, count):
    """Post vouchers in pieces, a transaction each."""
    for start in range(0, count, PIECE):
        piece = min(PIECE, count - start)
        with books.session("accountant") as env:
            result = env["ledger.voucher"]._post_set(
                books.events(entity, f"p16:{entity}:{start}", piece, lines=4),
                prepared_by=books.user(env, "clerk"),
                reviewed_by=books.user(env, "supervisor"),
            )
            assert result.posted == piece, result.problems[:3]
    with books.session("accountant") as env:
        env["ledger.balance"]._fold(books.entities[entity])


def often(act, ctx, entity):
    for _time in range(REPEAT):
        act(ctx, entity)


def statements(ctx, entity):
    with ctx.env() as env:
        owner, book = env["reform.entity"].browse(entity), env["ledger.book"]
        book._trial_balance(owner, date(2024, 1, 1), date(2024, 12, 31))
        for kind in ("balance_sheet", "income_statement"):
            book._statement(owner, kind, date(2024, 12, 31))


def bare(ctx, entity):
    with ctx.env() as env:
        env.cr.execute(
            "SELECT account_id, sum(debit), sum(credit) FROM ledger_entry WHERE entity_id = %s GROUP BY 1",
            [entity],
        )
        assert env.cr.fetchall()


def differences(ctx, entity):
    with ctx.env() as env:
        assert env["ledger.balance"]._differences(env["reform.entity"].browse(entity)) == []


def seal(ctx, entity):
    """Follow the chain of one entity's stream, every link of it."""
    with ctx.env() as env:
        assert not env["reform.seal.entry"]._verify([f"ledger:{entity}"])
