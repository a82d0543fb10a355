"""P9: the seal of all books, chain and contents, against the bare chain in plain Python."""

from tests.bench.audit_books import post_books


def run(size, ctx):
    from odoo.addons.reform_seal.chain import SealItem, chain, verify

    with ctx.env() as env:
        post_books(env, size, ctx.random)
    with ctx.env() as env:
        log = env["reform.seal.entry"]
        count = sum(head.seq for head in log._heads().values())
        items = [
            SealItem("reviewed→posted", "ledger.voucher", n, "2025-01 记-0001", digest="0" * 64)
            for n in range(count)
        ]
        bare = list(chain(items, stream="ledger:1", head=None, at="2025-01-01T00:00:00", user_id=2))
        with ctx.measure("P9", f"bare chain of {count} entries in Python") as plain:
            assert not list(verify(bare))
        del items, bare
        with ctx.measure("P9", f"chain of {count} sealed entries in the database") as sealed:
            assert not log._verify()
        env.cr.execute("SELECT count(*) FROM ledger_entry")
        lines = env.cr.fetchone()[0]
        with ctx.measure("P9", f"contents of {lines} entries against the seal") as contents:
            assert not env["ledger.voucher"]._check_digests()
    yield plain.row()
    yield sealed.row(neighbour=plain)
    yield contents.row(neighbour=plain)
