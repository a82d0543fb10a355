"""P4: depreciation: whole lives by the rule; one month of all cards of a county, against bare SQL that writes
the same lines without keys, guards and vouchers."""

from datetime import date
from decimal import Decimal

from tests.bench import county

LIVES = 1_000
MONTH = date(2026, 10, 1)

SCHEDULES = """
    INSERT INTO reform_depreciation_schedule (asset_id, entity_id, category_id, version, state, method, cost,
           residual_rate, residual, worn_before, base, months, units_total, first_month, expense_use,
           create_uid, write_uid, create_date, write_date)
    SELECT id, entity_id, category_id, 1, 'in_force', 'straight_line', cost, 5, round(cost * 0.05, 2),
           accumulated, cost - round(cost * 0.05, 2) - accumulated, 60 + id %% 180, 0, %(month)s,
           (ARRAY['operating', 'management', 'welfare'])[1 + id %% 3], %(uid)s, %(uid)s, now(), now()
      FROM reform_asset
     WHERE code LIKE 'MF%%' AND state = 'confirmed'
       AND cost - round(cost * 0.05, 2) - accumulated > 0 AND acquired_date < %(month)s"""

BARE = """
    CREATE TABLE bare_depreciation AS
    SELECT s.id AS schedule_id, s.asset_id, s.entity_id, s.category_id, a.origin_place_id,
           %(month)s::date AS month, round(s.base / s.months, 2) AS amount, s.expense_use
      FROM reform_depreciation_schedule s JOIN reform_asset a ON a.id = s.asset_id"""


def run(size, ctx):
    yield whole_lives(ctx)
    with ctx.env() as env:
        world = county.build(env, size)
        county.open_books(env, world)
        env.cr.execute(SCHEDULES, {"month": MONTH, "uid": world.users["clerk"]})
        cards = env.cr.rowcount
    county.analyse(ctx)
    with ctx.env() as env:
        with ctx.measure("P4", f"bare SQL: {cards} lines") as bare:
            env.cr.execute(BARE, {"month": MONTH})
    with ctx.env() as env:
        env = env(user=world.users["accountant"], su=False)
        month = env["reform.depreciation.run"].create({"month": MONTH, "place_id": world.county})
        act = f"{cards} cards, {len(world.entities)} entities, a month"
        with ctx.measure("P4", act) as charged:
            month.action_run()
        assert month.card_count == cards, (month.card_count, cards)
        with ctx.measure("P4", "the same month again: nothing to do") as again:
            month.action_run()
        assert month.card_count == cards
    yield bare.row()
    yield charged.row(neighbour=bare)._replace(act=f"{act} ({cards / charged.seconds:,.0f} cards/s)")
    yield again.row(neighbour=charged)


def whole_lives(ctx):
    """Write down the whole lives of a thousand things; every one adds up to its base."""
    from odoo.addons.reform_rules.economy import depreciation as rules
    from odoo.addons.reform_rules.periods import Month

    versions = [
        rules.Version(Month(2026, 1), Decimal(ctx.random.randrange(10**5, 10**9)) / 100, months)
        for months in (ctx.random.randrange(36, 361) for _ in range(LIVES))
    ]
    with ctx.measure("P4", f"{LIVES} whole-life schedules by the rule") as lives:
        boards = [rules.board(version) for version in versions]
    for version, dues in zip(versions, boards, strict=True):
        assert sum(due.amount for due in dues) == version.base
    return lives.row()
