"""R11: a whole county cleared, handed over and opened anew; giver = receiver + explained differences.

Every predecessor of 前锋区 goes its whole way by the acts of the product, done by the people who do them:
frozen and sealed, listed from its books, cards and contracts, counted (a few things otherwise than booked),
decided on, posted, filed, handed over in a transaction of its own, opened in the successor's books. At the
end two readings must find nothing unexplained: the product's, and one that knows nothing of it
(`reconciliation`). The votes of the villages stand there as rows: how long people deliberate is not measured.
"""

from tests.bench import reconciliation, villages
from tests.bench.handing import Campaign, found_otherwise

BUDGET_S, BUDGET_MB = 600, 600


def run(size, ctx):
    """Yield a row for each phase and one for the whole."""
    with ctx.measure("R11", "books, cards, contracts of the villages (not in the sum)") as world:
        made = villages.build(ctx, size)
    yield world.row()
    given = reconciliation.given(ctx, made)
    campaign, rows = Campaign(ctx, made), []
    for phase in campaign.phases():
        name = phase.__doc__.strip().rstrip(".").lower()
        with ctx.measure("R11", name) as it:
            told = phase()
        rows.append(it.row())
        yield rows[-1]._replace(act=f"{name}: {told}" if told else name)
    with ctx.measure("R11", "compared") as it:
        lines, unexplained = reconciliation.compare(ctx, made, given, found_otherwise(len(made.receivers)))
    rows.append(it.row())
    yield rows[-1]._replace(act=f"compared without the product: {lines} lines", statements=None)
    assert not unexplained, unexplained[:5]
    seconds, peak = sum(row.seconds for row in rows), max(row.peak_mb for row in rows)
    yield rows[0]._replace(
        act=f"{len(made.receivers)} villages, {len(campaign.integrations)} mergers: {seconds / 60:.1f} min,"
        f" budget {BUDGET_S // 60}",
        seconds=seconds,
        statements=sum(row.statements for row in rows),
        peak_mb=peak,
    )
    assert seconds <= BUDGET_S, seconds
    assert peak <= BUDGET_MB, peak
