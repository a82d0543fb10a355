"""Vouchers in Odoo's own accounting: one by one, in batches, and the check of their hashes."""

import time
from datetime import date, timedelta

from tests.bench.rivals.books import branches, journal, payable_free

# Batches of 200 were the fastest of those tried; 1,000 is no better.
BATCH = 200


def singly(ctx, *, count, lines):
    """Create and post moves one by one, a commit each, as a person at a form does."""
    found = []
    with ctx.env() as env:
        prepared = prepare(env, ctx.random, count + 5, lines)
    _post_each(ctx, prepared[:5], [])
    with ctx.measure("", "moves one by one") as it:
        _post_each(ctx, prepared[5:], found)
    whole = sorted(both for both, _post in found)
    return {
        **it.answer(),
        "p95": whole[int(0.95 * len(whole))],
        "posting": sum(post for _both, post in found),
    }


def _post_each(ctx, prepared, found):
    """Append (seconds of a move, seconds of its posting alone with the commit)."""
    for values in prepared:
        begun = time.perf_counter()
        with ctx.env() as env:
            move = env["account.move"].create(values)
            env.flush_all()
            made = time.perf_counter()
            move.action_post()
        found.append((time.perf_counter() - begun, time.perf_counter() - made))


def batches(ctx, *, count, lines):
    """Create and post moves in batches, a commit each."""
    with ctx.env() as env:
        prepared = prepare(env, ctx.random, count + 20, lines)
    _post_batches(ctx, prepared[:20])
    with ctx.measure("", "moves in batches") as it:
        _post_batches(ctx, prepared[20:])
    return it.answer()


def _post_batches(ctx, prepared):
    for start in range(0, len(prepared), BATCH):
        with ctx.env() as env:
            env["account.move"].create(prepared[start : start + BATCH]).action_post()


def twice(ctx, *, count, lines):
    """Post a set and one twice as large; return the two times."""
    return [batches(ctx, count=count, lines=lines), batches(ctx, count=2 * count, lines=lines)]


def hashes(ctx, *, count):
    """Post moves in a journal with hashes and let Odoo check them; return the check's time."""
    with ctx.env() as env:
        sealed = env["account.journal"].create(
            {"name": "Sealed", "code": "SEAL", "type": "general", "restrict_mode_hash_table": True}
        )
        root = sealed.company_id
        prepared = [
            {**values, "journal_id": sealed.id}
            for values in prepare(env, ctx.random, count, 4, company=root.id)
        ]
    _post_batches(ctx, prepared)
    with ctx.env() as env:
        env.ref("account.group_account_user").user_ids |= env.ref("base.user_admin")
    with ctx.env(user="admin") as env, ctx.measure("", "hashes of moves checked") as it:
        told = env["res.company"].browse(root.id)._check_hash_integrity()["results"]
    assert [line for line in told if line.get("status") == "verified"], told
    return it.answer()


def prepare(env, random, count, lines, company=None):
    """Return the values of balanced moves of one branch, dated in one month as hand-written ones are."""
    accounts, book = payable_free(env).ids, journal(env)
    company = company or branches(env)[0].id
    made = []
    for number in range(count):
        cents = [random.randrange(100, 10**7) for _line in range(lines - 1)]
        sides = [(part / 100, 0.0) for part in cents] + [(0.0, sum(cents) / 100)]
        made.append(
            {
                "journal_id": book.id,
                "company_id": company,
                "date": date(2024, 12, 1) + timedelta(random.randrange(28)),
                "ref": f"{number}",
                "line_ids": [
                    (0, 0, {"account_id": random.choice(accounts), "debit": debit, "credit": credit})
                    for debit, credit in sides
                ],
            }
        )
    return made
