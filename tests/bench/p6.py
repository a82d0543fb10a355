"""P6: posting. One voucher through the ORM, sets against bare COPY, two writers against one on the same
entity."""

import threading
import time
from io import StringIO

from tests.bench.books import Books

SINGLES = {"S": 100, "M": 300, "L": 1_000}
SETS = {"S": 2_000, "M": 10_000, "L": 30_000}


def run(size, ctx):
    books = Books(ctx)
    yield from single_vouchers(ctx, books, SINGLES[size])
    yield from writers(ctx, books, SINGLES[size])
    yield from sets(ctx, books, SETS[size])


def single_vouchers(ctx, books, count):
    """Post vouchers one by one, a commit each; name the slowest twentieth."""
    ids = books.reviewed(0, "single", count)
    seconds = []
    with ctx.measure("P6", f"post {count} vouchers one by one, commit each") as one_by_one:
        for voucher in ids:
            begun = time.perf_counter()
            with books.session("accountant") as env:
                env["ledger.voucher"].browse(voucher).action_post()
            seconds.append(time.perf_counter() - begun)
    p95 = sorted(seconds)[int(0.95 * len(seconds))] * 1000
    yield one_by_one.row()._replace(act=f"post {count} vouchers one by one: p95 {p95:.0f} ms, budget 50")


def writers(ctx, books, count):
    """Let one writer, then two together, post the same number on one entity; no failure, no gap."""
    alone = books.reviewed(0, "alone", count)
    shared = [books.reviewed(0, f"shared{number}", count // 2) for number in (1, 2)]
    failures = []

    def post(ids):
        for voucher in ids:
            try:
                with books.session("accountant") as env:
                    env["ledger.voucher"].browse(voucher).action_post()
            except Exception as error:  # noqa: BLE001 - every failure counts
                failures.append(error)

    with ctx.measure("P6", f"one writer, {count} vouchers") as one:
        post(alone)
    with ctx.measure("P6", f"two writers on the same entity, {count} vouchers") as two:
        threads = [threading.Thread(target=post, args=[ids]) for ids in shared]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    gaps = books.gaps()
    yield one.row()
    act = f"two writers, same entity: {len(failures)} failures, {gaps} gaps"
    yield two.row(neighbour=one)._replace(act=act)
    if failures or gaps:
        raise failures[0] if failures else AssertionError(f"{gaps} gaps")


def sets(ctx, books, count):
    """Post a set of four-line vouchers; the neighbour is bare COPY of the same rows into the same tables."""
    with books.session("accountant") as env:
        events = books.events(1, "set", count, lines=4)
        with ctx.measure("P6", f"set of {count} vouchers, {4 * count} entries: stage to seal") as posting:
            result = env["ledger.voucher"]._post_set(
                events, prepared_by=books.user(env, "clerk"), reviewed_by=books.user(env, "supervisor")
            )
            env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
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
        with ctx.measure("P6", "bare COPY of the same rows: indexes and foreign keys, no guards") as bare:
            for table, text in texts:
                cr.copy_expert(f"COPY bare_{table} FROM STDIN", text)
        connection.rollback()
    yield bare.row()
    share = 100 * bare.seconds / posting.seconds
    yield posting.row(neighbour=bare)._replace(
        act=f"set of {count} vouchers: {share:.0f} % of bare COPY, budget 35"
    )


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
