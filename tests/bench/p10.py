"""P10: register = books of a county: both sides of every figure, and what is to blame where they differ.

The neighbour is bare SQL that only adds up the cards and the entries of 151 and 152 of every village.
"""

from tests.bench.world import LAST, found

WORLD = True
BARE = """
    SELECT entity_id, sum(cost), sum(worn), sum(book_cost), sum(book_worn) FROM (
        SELECT entity_id, cost, accumulated AS worn, 0 AS book_cost, 0 AS book_worn
          FROM reform_asset WHERE state = 'confirmed' AND entity_id = ANY(%(entities)s)
        UNION ALL
        SELECT e.entity_id, 0, 0, CASE WHEN a.code LIKE '151%%' THEN e.debit - e.credit ELSE 0 END,
               CASE WHEN a.code LIKE '152%%' THEN e.credit - e.debit ELSE 0 END
          FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
         WHERE e.entity_id = ANY(%(entities)s) AND e.date <= %(last)s
           AND (a.code LIKE '151%%' OR a.code LIKE '152%%')) s GROUP BY 1"""


def run(size, ctx):
    with ctx.env(commit=False) as env:
        world = found(env)
        entities = env["reform.entity"].browse(world.entities)
        check = env["reform.register.check"]
        with ctx.measure("P10", "bare SQL: cards against 151 and 152") as bare:
            env.cr.execute(BARE, {"entities": world.entities, "last": LAST})
        assert all(row[1:3] == row[3:5] for row in env.cr.fetchall())
        with ctx.measure("P10", f"both sides of {len(entities)} collectives") as sides:
            rows = check._figures(entities, LAST)
        # What was charged and let is in the books; rents of the last month are not yet.
        assert {row[1] for row in rows if row[3] != row[4]} == {"claims", "income"}
        with ctx.measure("P10", "the same, and what is to blame") as whole:
            lines = check._compare(entities, LAST)
        blamed = sum(len(line["finding_ids"]) for line in lines)
    yield bare.row()
    yield sides.row(neighbour=bare)._replace(
        act=f"both sides of {len(entities)} collectives, {len(rows)} figures"
    )
    act = f"the same, and what is to blame ({blamed} findings)"
    yield whole.row(neighbour=bare)._replace(act=act).held(seconds=(whole.seconds, 10))
