"""A county with everything in it: the cards and contracts of county.py, and ten years of their books.

It is built once for a state of the code and a size, kept as a template, and copied by each benchmark that
says `WORLD = True`. Every voucher is posted by `_post_set`, sealed and numbered as in life; two processes
share the villages.
"""

import ast
import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

from config.bootstrap import python_env
from config.bootstrap.layout import PROJECT
from tests.bench import county
from tests.bench.context import SEED, Context, become_odoo

SINCE = date(2017, 1, 1)
# The last month with books; the month after is for the runs that are measured.
DAYS = (date(2026, 9, 30) - SINCE).days + 1
MONTH = date(2026, 10, 1)
LAST = date(2026, 10, 31)
# Entries of a village; 320 villages have three million.
ENTRIES = {"S": 2_000, "M": 6_000, "L": 9_380}
PROCESSES = 2
PEOPLE = ("accountant", "bookkeeper", "supervisor")
EXPENSES = ("51301", "51302", "51303", "51305", "51306", "51399", "514", "51106", "211", "121")
INCOME = ("50101", "50103", "50106", "50199", "502", "503", "50401", "50499")

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

# What the register and the contracts have brought into the books until the last month.
CARDS = """
    SELECT sum(cost), sum(accumulated) FROM reform_asset WHERE entity_id = %s AND state = 'confirmed'"""
DUES = """
    SELECT d.date_due, d.amount, d.lessee_id, 'lease:' || l.name || ':' || d.sequence || ':rent'
      FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
     WHERE d.entity_id = %s AND d.date_due < %s ORDER BY 1, 4"""
RECEIPTS = """
    SELECT date, amount, lessee_id, 'receipt:' || key FROM reform_rent_receipt
     WHERE entity_id = %s AND date < %s ORDER BY 1, 4"""


def prepared(templates, size):
    """Return the template of the world of a size, building it if there is none of this state of the code."""
    source = templates.test()
    state = hashlib.sha256(source.encode())
    for name in ("world.py", "county.py"):
        state.update(ast.dump(ast.parse(Path(__file__).with_name(name).read_text())).encode())
    key = state.hexdigest()[:12]
    return templates.filled(
        f"world{size}", key, source, lambda name: build(templates.databases.env, size, name)
    )


def build(env, size, database):
    """Fill a database with the world, in processes of their own."""
    own = {**env, "PGDATABASE": database, "PYTHONPATH": str(PROJECT)}
    command = [str(python_env.PYTHON), "-P", "-m", "tests.bench.world", size]

    def wait(processes):
        ended = [process.wait() for process in processes]
        if any(ended):
            raise RuntimeError(f"the world of size {size} was not built; see above")

    print(f"building the world of size {size} (kept for the next runs)", flush=True)
    wait([subprocess.Popen([*command, "ground"], env=own)])
    wait([subprocess.Popen([*command, str(part)], env=own) for part in range(PROCESSES)])
    wait([subprocess.Popen([*command, "end"], env=own)])


def found(env):
    """Return the world in a copy of its database."""
    county_id = env["reform.place"].search([("level", "=", "county"), ("name", "=", "满负荷县")]).id
    entities = env["reform.entity"].search([("place_id", "child_of", county_id)], order="id").ids
    users = env["res.users"].search([("login", "=like", "county_%")])
    return county.World(county_id, entities, {user.login.removeprefix("county_"): user.id for user in users})


def ground(ctx):
    """Make places, people, cards, contracts and schedules, and open the books."""
    with ctx.env() as env:
        made = county.build(env, ctx.size)
        clerk = env.ref("reform_places.group_clerk").id
        supervisor = env.ref("reform_places.group_supervisor").id
        for login, group in (("bookkeeper", clerk), ("supervisor", supervisor)):
            env["res.users"].create(
                {
                    "name": login,
                    "login": f"county_{login}",
                    "group_ids": [(6, 0, [group])],
                    "reform_scope_ids": [(6, 0, [made.county])],
                }
            )
        env.cr.execute(SCHEDULES, {"month": MONTH, "uid": made.users["clerk"]})
        county.open_books(env, made, SINCE)


def books(ctx, part):
    """Post the books of every PROCESSES-th village, a transaction each."""
    with ctx.env() as env:
        world = found(env)
    for entity in world.entities[part::PROCESSES]:
        with ctx.env() as env:
            accountant, clerk, supervisor = (env["res.users"].browse(world.users[role]) for role in PEOPLE)
            result = env(user=accountant.id, su=False)["ledger.voucher"]._post_set(
                vouchers(env.cr, entity, ENTRIES[ctx.size]), prepared_by=clerk, reviewed_by=supervisor
            )
            assert not result.problems, result.problems[:3]


def vouchers(cr, entity, entries):
    """Yield the vouchers of a village: its cards, its contracts, and the rest of `entries` from everyday."""
    cr.execute(CARDS, [entity])
    cost, worn = cr.fetchone()
    if cost:
        yield _voucher(entity, SINCE, None, ("15101", cost, 0), ("152", 0, worn), ("301", 0, cost - worn))
        entries -= 3
    for query, debit, credit in ((DUES, "112", "50103"), (RECEIPTS, "102", "112")):
        cr.execute(query, [entity, MONTH])
        for day, amount, party, key in cr.fetchall():
            yield _voucher(entity, day, key, (debit, amount, 0), (credit, 0, amount), party=party)
            entries -= 2
    random = Random(f"{SEED}:{entity}")
    while entries > 0:
        day = SINCE + timedelta(random.randrange(DAYS))
        if random.random() < 0.4:
            account, cents = random.choice(INCOME), random.randrange(100, 10**6)
            yield _voucher(entity, day, None, ("102", cents / 100, 0), (account, 0, cents / 100))
            entries -= 2
        else:
            cents = [random.randrange(100, 10**5) for _line in range(3)]
            lines = [(random.choice(EXPENSES), part / 100, 0) for part in cents]
            yield _voucher(entity, day, None, *lines, ("102", 0, sum(cents) / 100))
            entries -= 4


def _voucher(entity, day, key, *lines, party=None):
    return {
        "entity_id": entity,
        "date": day,
        "summary": "日常收支" if key is None else "房屋租金",
        "event_key": key,
        "entries": [
            {
                "account": account,
                "debit": f"{debit:.2f}",
                "credit": f"{credit:.2f}",
                "partner_id": party if account == "112" else None,
            }
            for account, debit, credit in lines
        ],
    }


def end(ctx):
    """Fold the balances and let the database look at what it holds, as every night."""
    with ctx.env() as env:
        world = found(env)
        for entity in world.entities:
            env["ledger.balance"]._fold(entity)
    county.analyse(ctx)


def main(size, what):
    become_odoo()
    ctx = Context(size, os.environ["PGDATABASE"])
    if what.isdigit():
        books(ctx, int(what))
    else:
        {"ground": ground, "end": end}[what](ctx)


if __name__ == "__main__":
    main(*sys.argv[1:])
