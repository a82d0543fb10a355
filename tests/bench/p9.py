"""P9: the seal of all books, chain and contents.

The neighbours: the hashes of account.move checked by Odoo, entry by entry; the bare chain in plain Python;
bare SQL that only reads every line.
"""

from tests.bench.rival import rival

WORLD = True
MOVES = {"S": 400, "M": 2_000, "L": 4_000}
LINES = 4
READ = "SELECT sum(debit), sum(credit), sum(length(summary)) FROM ledger_entry"


def run(size, ctx):
    from odoo.addons.reform_seal.chain import SealItem, chain, verify

    with rival(size) as other:
        told = other.ask("moves.hashes", count=MOVES[size])
        hashes = other.measured(told, f"account.move: hashes of {LINES * MOVES[size]} lines checked", "P9",
                                LINES * MOVES[size])  # fmt: skip
    yield hashes.row()
    with ctx.env() as env:
        log = env["reform.seal.entry"]
        count = sum(head.seq for head in log._heads().values())
        items = [
            SealItem("reviewed→posted", "ledger.voucher", n, "2025-01 记-0001", digest="0" * 64)
            for n in range(count)
        ]
        bare = list(chain(items, stream="ledger:1", head=None, at="2025-01-01T00:00:00", user_id=2))
        with ctx.measure("P9", f"bare chain of {count} entries in Python", count) as plain:
            assert not list(verify(bare))
        del items, bare
        yield plain.row()
        env.cr.execute("SELECT count(*) FROM ledger_entry")
        lines = env.cr.fetchone()[0]
        with ctx.measure("P9", f"bare SQL: read {lines} lines", lines) as read:
            env.cr.execute(READ)
        yield read.row()
        with ctx.measure("P9", f"chain of {count} sealed entries in the database", count) as sealed:
            assert not log._verify()
        yield sealed.row(neighbour=plain)._replace(
            act=f"chain of {count} sealed entries, against plain Python"
        )
        with ctx.measure("P9", f"contents of {lines} lines against the seal", lines) as contents:
            assert not env["ledger.voucher"]._check_digests()
        yield contents.row(neighbour=read)._replace(act=f"contents of {lines} lines, against bare SQL")
    with_both = ctx.measured("P9", "both", sealed.seconds + contents.seconds, lines)
    with_both.peak_mb = max(sealed.peak_mb, contents.peak_mb)
    with_both.statements = sealed.statements + contents.statements
    row = with_both.row(neighbour=hashes)._replace(
        act=f"chain and contents of {lines} lines, against account.move"
    )
    yield row.held(seconds_for_3_million=(with_both.seconds / lines * 3_000_000, 60))
