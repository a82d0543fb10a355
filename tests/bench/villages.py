"""Books, cards, contracts and members of the villages of 前锋区, written in sets, the same rows every time.

The places come from the real lists through the loader of the product; whatever the villages own is made up.
Cards, contracts, dues and members are inserted by SQL and the books are posted as a set, since a county of
them one by one would take longer than what is measured on it. The books agree with the cards: what is posted
on fixed, biological and intangible assets, on investments and construction is the sum of the village's cards.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tests.bench import qianfeng
from tests.bench import village_rows as rows

OPENING, BASE = date(2025, 7, 1), date(2025, 12, 31)
MONTHS = (7, 8, 9, 10, 11, 12)
CARDS, LEASES, PARTIES, HOUSEHOLDS, PER_HOUSEHOLD = 60, 5, 12, 30, 3
SIZES = {
    "parties": PARTIES, "cards": CARDS, "leases": LEASES, "households": HOUSEHOLDS, "heads": PER_HOUSEHOLD,
    "base": BASE,
}  # fmt: skip
# One village of a document, a township of 49 villages, everything.
ONE, TOWNSHIP = "511603105206", "511603104"
ROLES = {
    "clerk": "clerk",
    "giver": "director",
    "receiver": "director",
    "supervisor": "supervisor",
    "accountant": "accountant",
    "township": "township",
    "reviewer": "township",
    "agriculture": "county_agriculture",
    "finance": "county_finance",
}


class World(NamedTuple):
    """`receivers`: {old collective: the one that takes over, None where it goes on alone}; users by role."""

    county: int
    receivers: dict
    users: dict


def build(ctx, size):
    """Make the county in the database of the benchmark, committed, and return what was made."""
    with ctx.env() as env:
        world = _people(env, _entities(env, *_places(env, ctx.random), size))
        facts = {"entities": list(world.receivers), "uid": world.users["clerk"]}
        for statement in rows.ALL:
            env.cr.execute(statement, {**facts, **SIZES})
        env.invalidate_all()
        _banks(env, world)
    _books(ctx, world)
    return world


# -- places and people ---------------------------------------------------------------------------------------


def _places(env, random):
    """Return the county, and {old place: new place} of its former villages.

    A community that stood before and took villages in is itself one of those that merge.
    """
    loader = env["reform.place.loader"]
    lists = qianfeng.lists(random)
    loader._load_above(qianfeng._rows("above"))
    loader._load_county(lists)
    places = env["reform.place"].search([("code", "like", qianfeng.COUNTY), ("level", "=", "village")])
    # A code may be reused: what ended is the old list, what stands the new one.
    old = {place.code: place for place in places if place.valid_to}
    new = {place.code: place for place in places if not place.valid_to}
    county = env["reform.place"].search([("code", "=", qianfeng.COUNTY + "000000")])
    moved = {
        old[code]: new[successor]
        for successor, members in qianfeng.groups(lists.villages, lists.before).items()
        for code in members
    }
    moved |= {
        old[code]: new[successor]
        for successor, code in qianfeng.standing(lists.villages, lists.before, lists.after).items()
    }
    return county, moved


def _entities(env, county, moved, size):
    """Return (county, {old collective: new one or None}); who goes on alone keeps its collective."""
    chosen = {
        old: new
        for old, new in moved.items()
        if size == "L" or new.code == ONE or (size == "M" and new.code.startswith(TOWNSHIP))
    }
    together = defaultdict(list)
    for old, new in chosen.items():
        together[new].append(old)
    merged = [new for new, olds in together.items() if len(olds) > 1]

    def create(places, suffix):
        names = [
            {
                "name": f"{place.parent_id.name}{place.name}{suffix}",
                "kind": "collective",
                "place_id": place.id,
            }
            for place in places
        ]
        return dict(zip(places, env["reform.entity"].create(names).ids, strict=True))

    givers = create([old if new in merged else new for old, new in chosen.items()], "股份经济合作社")
    receivers = create(merged, "股份经济合作联合社")
    return county.id, {
        givers[old if new in merged else new]: receivers.get(new) for old, new in chosen.items()
    }


def _people(env, made):
    county, receivers = made
    users = {
        name: env["res.users"]
        .create(
            {
                "name": name,
                "login": f"qianfeng_{name}",
                "group_ids": [(6, 0, env.ref(f"reform_places.group_{role}").ids)],
                "reform_scope_ids": [(6, 0, [county])],
            }
        )
        .id
        for name, role in ROLES.items()
    }
    return World(county, receivers, users)


def _banks(env, world):
    entities = env["reform.entity"].browse(world.receivers)
    account = env["ledger.account"].search(
        [("chart_id", "=", env["ledger.book"]._default_chart().id), ("code", "=", "102")]
    )
    env["ledger.bank.account"].create(
        [
            {
                "entity_id": entity.id,
                "bank": "前锋农村商业银行",
                "number": f"8801{entity.id:012d}",
                "account_id": account.id,
            }
            for entity in entities
        ]
    )


# -- books ---------------------------------------------------------------------------------------------------


def _books(ctx, world):
    """Open the books of every village and post half a year, a township of villages at a time."""
    villages = list(world.receivers)
    for begin in range(0, len(villages), 50):
        part = villages[begin : begin + 50]
        with ctx.env() as env:
            cards, parties = _card_sums(env, part), _parties(env, part)
            own = env(user=world.users["accountant"], su=False)
            for entity in own["reform.entity"].browse(part):
                own["ledger.book"]._open(entity, OPENING)
            events = (
                event
                for entity in part
                for event in _half_year(entity, cards[entity], parties[entity], ctx.random)
            )
            result = own["ledger.voucher"]._post_set(
                events,
                prepared_by=env["res.users"].browse(world.users["clerk"]),
                reviewed_by=env["res.users"].browse(world.users["supervisor"]),
            )
            assert not result.problems, result.problems[:3]


def _card_sums(env, entities):
    env.cr.execute(
        """SELECT a.entity_id, CASE a.card_kind
                      WHEN 'building' THEN '15101' WHEN 'structure' THEN '15104'
                      WHEN 'equipment' THEN '15102' WHEN 'biological' THEN '132' WHEN 'intangible' THEN '161'
                      WHEN 'construction_in_progress' THEN '153' ELSE '141' END, sum(a.cost)::text,
                  sum(a.accumulated)::text
             FROM reform_asset a WHERE a.entity_id = ANY(%s) AND a.card_kind <> 'resource' GROUP BY 1, 2""",
        [entities],
    )
    sums = defaultdict(list)
    for entity, account, cost, worn in env.cr.fetchall():
        sums[entity].append((account, Decimal(cost), Decimal(worn)))
    return sums


def _parties(env, entities):
    env.cr.execute(
        """SELECT split_part(ref, ':', 2)::int, array_agg(id ORDER BY id) FROM res_partner
            WHERE ref LIKE 'QF:%%' AND split_part(ref, ':', 2)::int = ANY(%s) GROUP BY 1""",
        [entities],
    )
    return dict(env.cr.fetchall())


WORN = {"15101": "152", "15104": "152", "15102": "152", "132": "133", "161": "162"}
# Amounts of the opening in whole tens of yuan, from to; what is left over is capital and reserves.
ASSETS = {
    "101": (100, 900), "102": (5_000, 90_000), "111": (100, 3_000), "121": (50, 900), "131": (50, 900),
    "134": (100, 2_000), "171": (20, 500),
}  # fmt: skip
DEBTS = {
    "201": (100, 2_000), "212": (20, 300), "213": (20, 300), "214": (1, 50), "221": (500, 9_000),
    "231": (50, 900), "241": (100, 5_000), "32202": (100, 5_000),
}  # fmt: skip


def _half_year(entity, cards, parties, random):
    """Yield the opening and what happened in six months: about forty accounts and details."""

    def amount(low, high):
        return Decimal(random.randrange(low * 1000, high * 1000)) / 100

    lines = [{"account": account, "debit": amount(*span)} for account, span in ASSETS.items()]
    lines += [{"account": account, "credit": amount(*span)} for account, span in DEBTS.items()]
    lines += [{"account": "112", "debit": amount(10, 800), "partner_id": party} for party in parties[:8]]
    lines += [{"account": "211", "credit": amount(10, 500), "partner_id": party} for party in parties[4:]]
    worn = defaultdict(Decimal)
    for account, cost, written_off in cards:
        lines.append({"account": account, "debit": cost})
        if written_off:
            worn[WORN[account]] += written_off
    lines += [{"account": account, "credit": total} for account, total in worn.items()]
    rest = sum(line.get("debit", 0) - line.get("credit", 0) for line in lines)
    assert rest > 0, rest
    capital = (rest * 6 / 10).quantize(Decimal("0.01"))
    lines += [{"account": "301", "credit": capital}, {"account": "311", "credit": rest - capital}]
    yield {
        "entity_id": entity, "date": OPENING, "word": "opening", "kind": "opening", "summary": "期初余额",
        "event_key": f"opening:{entity}", "entries": lines,
    }  # fmt: skip
    for month in MONTHS:
        for number, (summary, debit, credit, low, high) in enumerate(MONTH):
            sum_ = amount(low, high)
            party = random.choice(parties[4:8])
            yield {
                "entity_id": entity,
                "date": date(2025, month, 2 + 3 * number),
                "summary": summary,
                "entries": [
                    {"account": debit, "debit": sum_, "partner_id": party if debit in DETAILED else None},
                    {"account": credit, "credit": sum_, "partner_id": party if credit in DETAILED else None},
                ],
            }


DETAILED = ("112", "211")
# What happens every month: summary, debit, credit, from and to in tens of yuan.
MONTH = (
    ("收房屋租金", "102", "50103", 100, 900),
    ("收土地发包款", "102", "50106", 100, 600),
    ("收回欠款", "102", "112", 1, 20),
    ("欠维修款", "51305", "211", 1, 60),
    ("支付工程款", "211", "102", 1, 30),
    ("提取现金", "101", "102", 10, 60),
    ("购办公用品", "51302", "101", 5, 40),
    ("干部报酬", "51301", "102", 50, 300),
    ("存款利息", "102", "50401", 1, 10),
)
