"""Books to export and to check: collectives with ten years of vouchers, posted in sets by three people."""

from datetime import date

YEARS = range(2015, 2025)
# Vouchers of a village in a year; three entries each, about what a collective of a merged village has.
VOUCHERS = 315
VILLAGES = {"S": 1, "M": 8, "L": 320}
PEOPLE = ("clerk", "supervisor", "accountant")


def people(env):
    """Return three users, who together may post."""
    county = env["reform.place"].create({"name": "测算县", "level": "county", "code": "999901000000"})
    users = env["res.users"]
    for role in PEOPLE:
        users |= users.create(
            {
                "name": role,
                "login": f"bench_{role}",
                "group_ids": [(6, 0, env.ref(f"reform_places.group_{role}").ids)],
                "reform_scope_ids": [(6, 0, county.ids)],
            }
        )
    return county, users


def post_books(env, size, random, years=YEARS):
    """Post the books of as many villages as `size` says and return their entities."""
    county, (clerk, supervisor, accountant) = people(env)
    entities = env["reform.entity"]
    for number in range(VILLAGES[size]):
        place = env["reform.place"].create(
            {
                "name": f"测算{number}村",
                "level": "village",
                "parent_id": county.id,
                "code": f"999901{100 + number // 100}{200 + number % 100}",
            }
        )
        entity = env["reform.entity"].create({"name": f"测算{number}村经济合作社", "place_id": place.id})
        env["ledger.book"].with_user(accountant)._open(entity, date(years[0], 1, 1))
        events = (event for year in years for event in _year(entity, year, random))
        result = (
            env["ledger.voucher"]
            .with_user(accountant)
            ._post_set(events, prepared_by=clerk, reviewed_by=supervisor)
        )
        assert not result.problems, result.problems[:3]
        env.cr.commit()  # each village is complete by itself, as a nightly run would leave it
        env.invalidate_all()
        entities |= entity
    return entities


def _year(entity, year, random):
    for number in range(VOUCHERS):
        cents = random.randrange(100, 900_000)
        rent, fee = cents / 100, cents // 10 / 100
        yield {
            "entity_id": entity.id,
            "date": date(year, 1 + number % 12, 1 + number % 28),
            "summary": f"收第{number}号房屋租金及管理费",
            "entries": [
                {"account": "102", "debit": round(rent + fee, 2)},
                {"account": "50103", "credit": rent},
                {"account": "50106", "credit": fee},
            ],
        }
