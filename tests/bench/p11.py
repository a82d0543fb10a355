"""P11: audit packages, one village-year and all of them, against only reading the entries."""

import tempfile
from pathlib import Path

from tests.bench.audit_books import YEARS, post_books


def run(size, ctx):
    with ctx.env() as env:
        ids = post_books(env, size, ctx.random).ids
    with ctx.env(commit=False) as env, tempfile.TemporaryDirectory() as folder:
        entities = env["reform.entity"].browse(ids)
        packages = env["reform.audit.package"]
        first = Path(folder) / "first"
        first.mkdir()
        with ctx.measure("P11", "read the entries of one village-year") as read:
            env.cr.execute(
                "SELECT * FROM ledger_entry WHERE entity_id = %s AND date BETWEEN %s AND %s",
                [ids[0], f"{YEARS[-1]}-01-01", f"{YEARS[-1]}-12-31"],
            )
            env.cr.fetchall()
        with ctx.measure("P11", "package of one village-year") as one:
            packages._write_package(entities[0], YEARS[-1], first, by="bench")
        with ctx.measure("P11", "verify it") as verify:
            holds, said = packages._run_verifier(first)
        assert holds, said
        with ctx.measure("P11", f"packages of {len(ids) * len(YEARS)} village-years") as every:
            for entity in entities:
                for year in YEARS:
                    out = Path(folder) / f"{entity.id}-{year}"
                    out.mkdir()
                    packages._write_package(entity, year, out, by="bench")
                    for path in out.iterdir():
                        path.unlink()
                    env.invalidate_all()
    yield read.row()
    yield one.row(neighbour=read)
    yield verify.row(neighbour=one)
    yield every.row(neighbour=one)
