"""R12: eight accountants on two collectives, ten minutes: no gap, no number twice, no error, balances equal.

As the server does, an act that the database asks to repeat is repeated; what a person would see is counted.
"""

import os
import random
import threading
import time

from tests.bench.books import Books

SECONDS = {"S": 20, "M": 180, "L": 600}
PEOPLE = 8
BATCH = 25


def run(size, ctx):
    """Yield one row; REFORM_SECONDS shortens or lengthens the time."""
    seconds = int(os.environ.get("REFORM_SECONDS", SECONDS[size]))
    books = Books(ctx)
    accountants = people(ctx, books)
    done, shown, asked_again = [0] * PEOPLE, [], [0] * PEOPLE
    until = time.monotonic() + seconds

    def work(number):
        draw = random.Random(number)
        turn = 0
        while time.monotonic() < until:
            entity = number % 2
            try:
                ids = books.reviewed(entity, f"r12:{number}:{turn}", BATCH)
                for voucher in ids:
                    asked_again[number] += post(ctx, accountants[number], voucher, draw)
                    done[number] += 1
            except Exception as error:  # noqa: BLE001 - what a person would have seen
                shown.append(repr(error))
            turn += 1

    with ctx.measure("R12", f"{PEOPLE} accountants, 2 collectives") as it:
        threads = [threading.Thread(target=work, args=[number]) for number in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    problems = broken(ctx)
    posted = sum(done)
    act = (
        f"{posted} vouchers by {PEOPLE} in {seconds} s: {len(shown)} errors, {sum(asked_again)} repeats,"
        f" {len(problems)} broken"
    )
    yield it.row()._replace(act=act)
    assert not shown, shown[:3]
    assert not problems, problems[:3]
    assert posted == count(ctx), (posted, count(ctx))


def people(ctx, books):
    """Return the ids of eight accountants who look after both collectives."""
    with ctx.env() as env:
        group = env.ref("reform_places.group_accountant").id
        return (
            env["res.users"]
            .create(
                [
                    {
                        "name": f"会计{number}",
                        "login": f"r12_{number}",
                        "group_ids": [(6, 0, [group])],
                        "reform_scope_ids": [(6, 0, [books.place])],
                    }
                    for number in range(PEOPLE)
                ]
            )
            .ids
        )


def post(ctx, user, voucher, draw):
    """Post a voucher as its button does; return how often the database asked to begin again."""
    from odoo.exceptions import ConcurrencyError
    from psycopg2 import errors

    again = 0
    while True:
        try:
            with ctx.env() as env:
                env(user=user, su=False)["ledger.voucher"].browse(voucher).action_post()
            return again
        except (errors.SerializationFailure, errors.DeadlockDetected, ConcurrencyError):
            again += 1
            # The server gives an act five tries and then shows the error.
            if again == 5:
                raise
            time.sleep(draw.uniform(0, 0.1) * again)


def broken(ctx):
    """Return the sentences of the checks of vouchers, months and balances."""
    with ctx.env() as env:
        return [
            problem
            for model in ("ledger.voucher", "ledger.period", "ledger.balance")
            for _name, found in env[model]._reform_invariants()
            for problem in found
        ]


def count(ctx):
    with ctx.env() as env:
        return env["ledger.voucher"].search_count([("state", "=", "posted")])
