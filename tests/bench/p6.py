"""P6: posting. One voucher through the ORM, sets, two writers on one entity.

The neighbours: account.move one by one and in batches, and bare COPY of the same rows into the same tables.
"""

import time
from contextlib import contextmanager
from io import StringIO
from unittest.mock import patch

from tests.bench.books import Books
from tests.bench.rival import rival
from tests.bench.writers import together

WORLD = True
SINGLES = {"S": 100, "M": 300, "L": 1_000}
SETS = {"S": 2_000, "M": 10_000, "L": 30_000}
# Moves that Odoo's accounting is given: singles and batches.
OTHERS = {"S": (20, 200), "M": (100, 600), "L": (200, 2_000)}
LINES = 4
# Vouchers whose whole way is timed, one by one.
WAYS = 200


def run(size, ctx):
    books = Books(ctx)
    alone, many = OTHERS[size]
    with rival(size) as other:
        single = other.ask("moves.singly", count=alone, lines=2)
        batch = other.ask("moves.batches", count=many, lines=LINES)
        one = other.measured(single, "account.move", "P6", alone)
        posted = other.measured({**single, "seconds": single["posting"]}, "account.move", "P6", alone)
        sets_of = other.measured(batch, "account.move", "P6", many * LINES)
    p95, statements = 1000 * single["p95"], one.statements / alone
    act = f"account.move: {alone} made, posted one by one, p95 {p95:.0f} ms, {statements:.0f} SQL"
    yield one.row()._replace(act=act)
    yield sets_of.row()._replace(act=f"account.move: {many * LINES} lines in batches")
    yield from single_vouchers(ctx, books, SINGLES[size], one, posted)
    yield from writers(ctx, books, SINGLES[size])
    yield from sets(ctx, books, SETS[size], sets_of)


def single_vouchers(ctx, books, count, other, other_posted):
    """Prepare, review and post vouchers one by one, a commit each; name the slowest twentieth of the posting.

    Three people do here what one does there, so the whole way is compared with the making and posting there.
    """
    ways = min(WAYS, count)
    with ctx.measure("P6", "prepare and review", ways) as before:
        ids = [books.reviewed(0, f"single:{number}", 1)[0] for number in range(ways)]
    if count > ways:
        ids += books.reviewed(0, "single", count - ways)
    seconds = []
    with ctx.measure("P6", f"post {count} vouchers one by one, commit each", count) as one_by_one:
        for voucher in ids:
            begun = time.perf_counter()
            with books.session("accountant") as env:
                env["ledger.voucher"].browse(voucher).action_post()
            seconds.append(time.perf_counter() - begun)
    p95 = sorted(seconds)[int(0.95 * len(seconds))] * 1000
    row = one_by_one.row(neighbour=other)._replace(
        act=f"post {count} vouchers one by one, against made + posted"
    )
    yield row.held(
        p95_ms=(p95, 50), statements=(one_by_one.statements / count, 8), times=(row.ratio, 8, True)
    )
    yield one_by_one.row(neighbour=other_posted)._replace(act="the same, against the posting of a move alone")
    share = ways / count
    whole = ctx.measured("P6", "", before.seconds + one_by_one.seconds * share, ways)
    whole.statements, whole.peak_mb = before.statements + round(one_by_one.statements * share), before.peak_mb
    yield whole.row(neighbour=other)._replace(
        act=f"{ways} made, reviewed, posted by three, against made + posted"
    )


def writers(ctx, books, count):
    """Let one writer, then two together, post the same number on one entity; no failure, no gap."""
    user = books.users["accountant"]
    one_alone = books.reviewed(0, "alone", count + 1)
    shared = [books.reviewed(0, f"shared{number}", count // 2 + 1) for number in (1, 2)]
    took, failures = together(ctx.database, user, [one_alone])
    one = ctx.measured("P6", "", took, count)
    took, more = together(ctx.database, user, shared)
    two = ctx.measured("P6", "", took, count)
    failures += more
    gaps = books.gaps()
    yield one.row()._replace(act=f"one writer, a process of its own, {count} vouchers")
    act = f"two writers, a process each, same entity: {len(failures)} failures, {gaps} gaps"
    row = two.row(neighbour=one)._replace(act=act)
    yield row.held(times=(row.ratio, 1, True))
    assert not failures, failures[:3]
    assert not gaps


def sets(ctx, books, count, other):
    """Post a set of four-line vouchers; the neighbours are batches of account.move, and bare COPY of the same
    rows into the same tables."""
    with books.session("accountant") as env:
        events = books.events(1, "set", count, lines=LINES)
        with seal_timed(env) as sealing, ctx.measure("P6", "set", LINES * count) as posting:
            result = env["ledger.voucher"]._post_set(
                events, prepared_by=books.user(env, "clerk"), reviewed_by=books.user(env, "supervisor")
            )
            env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        before_seal = ctx.measured("P6", "", posting.seconds - sum(sealing), LINES * count)
        assert result.posted == count, result.problems[:3]
    with ctx.connect() as connection, connection.cursor() as cr:
        texts = []
        for table in ("ledger_voucher", "ledger_entry"):
            text = StringIO()
            copied = f"SELECT * FROM {table} WHERE entity_id = {books.entities[1]}"
            cr.copy_expert(f"COPY ({copied}) TO STDOUT", text)
            cr.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING INDEXES)")
            texts.append((table, text))
        for table, text in texts:
            foreign_keys(cr, table)
            text.seek(0)
        with ctx.measure(
            "P6", "bare COPY of the same rows: indexes and foreign keys, no guards", LINES * count
        ) as bare:
            for table, text in texts:
                cr.copy_expert(f"COPY bare_{table} FROM STDIN", text)
        connection.rollback()
    yield bare.row()
    share = 100 * bare.seconds / posting.seconds
    act = f"set of {count} vouchers, {LINES * count} lines, stage to seal"
    yield (
        posting.row(neighbour=bare)._replace(act=f"{act}: against bare COPY").held(percent=(share, 35, True))
    )
    yield posting.row(neighbour=other)._replace(act=f"{act}: against account.move")
    # The neighbour seals nothing in its batches; the budget names these four acts.
    row = before_seal.row(neighbour=other)._replace(act="the same: stage, check, number, insert")
    yield row.held(times=(row.ratio, 50, True))


@contextmanager
def seal_timed(env):
    """Yield a list that receives the seconds spent on sealing."""
    model = type(env["ledger.voucher"])
    seal, seconds = model._seal_rows, []

    def timed(*args):
        begun = time.perf_counter()
        seal(*args)
        seconds.append(time.perf_counter() - begun)

    with patch.object(model, "_seal_rows", timed):
        yield seconds


def foreign_keys(cr, table):
    """Give the bare table the foreign keys of the real one, or the comparison is not fair."""
    cr.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f'",
        [table],
    )
    for name, definition in cr.fetchall():
        target = definition.replace("REFERENCES ledger_voucher(", "REFERENCES bare_ledger_voucher(")
        cr.execute(f"ALTER TABLE bare_{table} ADD CONSTRAINT bare_{name} {target}")
