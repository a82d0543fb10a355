"""Serial acts in a database that runs REPEATABLE READ.

Two transactions that want the next number of one series must wait for each other, and the second must then
see what the first has committed, which its own snapshot hides. So: `lock` first, then look with `fresh`, then
insert; never update a shared row, because that is what makes concurrent writers fail.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import psycopg2
from odoo.sql_db import BaseCursor
from odoo.tools import SQL

_cursor_names = count(1)


def lock_number(key: str) -> int:
    """Return the number by which PostgreSQL knows the advisory lock named `key`."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)


def lock(cr: BaseCursor, key: str) -> None:
    """Wait for the advisory lock named `key` and hold it to the end of the transaction."""
    cr.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number(key)])


def numbers(cr: BaseCursor, sequence: str, count: int) -> list[int]:
    """Return the next `count` numbers of a sequence of the database, in one query; they may leave gaps."""
    if not count:
        return []
    cr.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
    return [number for (number,) in cr.fetchall()]


@contextmanager
def fresh(env) -> Iterator[BaseCursor]:
    """Yield a cursor whose snapshot begins now.

    It sees everything committed until this moment. For reading only.
    """
    with env.registry.cursor() as cr:
        yield cr


def moved_on(env, query: SQL) -> bool:
    """Tell whether the number a query returns is higher by now than this transaction's own picture says.

    For whoever has waited for a lock: if so, he judges by an old picture, and begins again (raise
    ConcurrencyError, which the server answers by repeating the request). What this transaction has written
    itself, nobody else sees: it counts as seen.
    """
    if not env.registry.ready:
        # Demo data of an installation: nobody else is here, and its own transaction holds the tables.
        return False
    with fresh(env) as cr:
        cr.execute(query)
        (newest,) = cr.fetchone()
    env.cr.execute(query)
    return newest > env.cr.fetchone()[0]


def stream_rows(cr: BaseCursor, query: SQL, *, size: int = 5000) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query through a server-side cursor, `size` rows in memory at a time."""
    name = SQL.identifier(f"reform_rows_{next(_cursor_names)}")
    cr.execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", name, query))
    try:
        while True:
            cr.execute(SQL("FETCH %s FROM %s", size, name))
            rows = cr.fetchall()
            yield from rows
            if len(rows) < size:
                break
    finally:
        # After an error the transaction is gone, and the cursor with it.
        with suppress(psycopg2.Error):
            cr.execute(SQL("CLOSE %s", name), log_exceptions=False)
