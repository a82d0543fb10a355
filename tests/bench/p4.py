"""P4: depreciation: whole lives by the rule and one month of all cards of a county.

The neighbours: OCA's account_asset_management with the first cards of the same county, equal to the cent, and
bare SQL that writes the month's lines without keys, guards and vouchers.
"""

from decimal import Decimal

from tests.bench.rival import rival
from tests.bench.world import LAST, MONTH, found

WORLD = True
LIVES = 1_000
# Cards that OCA's addon is given; a life of one takes it a quarter of a second.
OTHERS = {"S": 10, "M": 50, "L": 200}

CARDS = """
    SELECT s.asset_id, s.base, s.months FROM reform_depreciation_schedule s
      JOIN reform_asset a ON a.id = s.asset_id WHERE s.state = 'in_force' ORDER BY a.code LIMIT %s"""
CHARGED = "SELECT asset_id, amount FROM reform_depreciation_line WHERE month = %s AND asset_id = ANY(%s)"
BARE = """
    CREATE TABLE bare_depreciation AS
    SELECT s.id AS schedule_id, s.asset_id, s.entity_id, s.category_id, a.origin_place_id,
           %(month)s::date AS month, round(s.base / s.months, 2) AS amount, s.expense_use
      FROM reform_depreciation_schedule s JOIN reform_asset a ON a.id = s.asset_id"""


def run(size, ctx):
    with ctx.env() as env:
        env.cr.execute(CARDS, [OTHERS[size]])
        # Odoo reads numbers of the database as floats; at the border they become money again.
        cards = [(card, Decimal(f"{base:.2f}"), months) for card, base, months in env.cr.fetchall()]
    with rival(size) as other:
        theirs = other.ask(
            "assets.lives",
            cards=[{"base": str(base), "months": n, "start": str(MONTH)} for _id, base, n in cards],
            month=str(LAST),
        )
        lives = other.measured(theirs["boards"], "account_asset_management: whole lives", "P4", len(cards))
        month = other.measured(theirs["month"], "account_asset_management: a month", "P4", len(cards))
    yield lives.row()._replace(act=f"account_asset_management: {len(cards)} whole lives")
    yield whole_lives(ctx, lives, cards, theirs["lines"])
    yield month.row()._replace(act=f"account_asset_management: a month of {len(cards)} cards")
    yield from one_month(ctx, month, cards, theirs["lines"])


def whole_lives(ctx, other, cards, lines):
    """Write down the whole lives of a thousand things; those of the same cards are equal to the cent."""
    first = [rules().board(version(base, months)) for _id, base, months in cards]
    equal = 0
    for dues, told in zip(first, lines, strict=True):
        mine = [(f"{due.month.last}", f"{due.amount:.2f}") for due in dues]
        assert mine == [tuple(line) for line in told], (mine[:2], told[:2])
        equal += len(told)
    versions = [
        version(Decimal(ctx.random.randrange(10**5, 10**9)) / 100, ctx.random.randrange(36, 361))
        for _life in range(LIVES)
    ]
    with ctx.measure("P4", "lives", LIVES) as lives:
        boards = [rules().board(version) for version in versions]
    for made, dues in zip(versions, boards, strict=True):
        assert sum(due.amount for due in dues) == made.base
    row = lives.row(neighbour=other)
    return row._replace(act=f"{LIVES} whole lives; {equal} of {equal} lines equal to the cent").held(
        seconds=(lives.seconds, 1), times=(row.ratio, 200, True)
    )


def one_month(ctx, other, cards, lines):
    """Charge a month of every card of every village."""
    with ctx.env() as env:
        world = found(env)
        env.cr.execute("SELECT count(*) FROM reform_depreciation_schedule")
        (count,) = env.cr.fetchone()
    with ctx.env() as env:
        with ctx.measure("P4", f"bare SQL: {count} lines", count) as bare:
            env.cr.execute(BARE, {"month": MONTH})
        assert env.cr.rowcount == count
    yield bare.row()
    with ctx.env() as env:
        env = env(user=world.users["accountant"], su=False)
        run_of_month = env["reform.depreciation.run"].create({"month": MONTH, "place_id": world.county})
        with ctx.measure("P4", "month", count) as charged:
            run_of_month.action_run()
        assert run_of_month.card_count == count, (run_of_month.card_count, count)
        env.cr.execute(CHARGED, [MONTH, [card for card, _base, _months in cards]])
        amounts = {card: Decimal(f"{amount:.2f}") for card, amount in env.cr.fetchall()}
        theirs = {card: Decimal(told[0][1]) for (card, *_rest), told in zip(cards, lines, strict=True)}
        assert amounts == theirs
        with ctx.measure("P4", "the same month again: nothing to do", count) as again:
            run_of_month.action_run()
        assert run_of_month.card_count == count
    rate = count / charged.seconds
    act = f"a month of {count} cards, {len(world.entities)} villages; {len(cards)} equal to the cent"
    row = charged.row(neighbour=other)._replace(act=act)
    yield row.held(
        cards_a_second=(rate, 2_000, True), seconds=(charged.seconds, 20), times=(row.ratio, 200, True)
    )
    yield charged.row(neighbour=bare)._replace(act="the same against bare SQL")
    yield again.row(neighbour=charged)


def rules():
    from odoo.addons.reform_rules.economy import depreciation

    return depreciation


def version(base, months):
    from odoo.addons.reform_rules.periods import month_of

    return rules().Version(month_of(MONTH), base, months)
