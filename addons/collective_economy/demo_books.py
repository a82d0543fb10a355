"""Two made-up but plausible years of a merged village's book, as vouchers for `ledger.voucher._post_set`.

Plain Python: the same village and year give the same vouchers on every machine. Origin villages take turns,
so that each former village has brought something in.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from random import Random

YEARS = (2024, 2025)
# Villages with a market or a good site: how many times the stall fees of the others they take in.
MARKETS = {3: 3, 6: 5, 8: 12}


class Village:
    """What the vouchers of one collective need to know; `origins` and `households` are record ids."""

    def __init__(self, index, entity_id, origins, households):
        self.index = index
        self.entity_id = entity_id
        self.origins = origins
        self.households = households
        self._turn = 0

    def origin(self):
        """Return the former village whose turn it is."""
        self._turn += 1
        return self.origins[self._turn % len(self.origins)]


def opening(village):
    """Return the opening voucher of 1 January 2024: what the former villages' books brought along."""
    random = Random(f"opening-{village.index}")
    lines = []
    for origin in village.origins:
        bank = _round(random.randint(60, 180) * 1000)
        houses = _round(random.randint(300, 900) * 1000)
        worn = _round(houses * random.randint(20, 45) / 100)
        reserve = _round(random.randint(30, 60) * 1000)
        own = bank + houses - worn - reserve
        for account, debit, credit in (
            ("102", bank, 0),
            ("15101", houses, 0),
            ("152", 0, worn),
            ("311", 0, reserve),
            ("301", 0, own),
        ):
            lines.append({"account": account, "debit": debit, "credit": credit, "origin_place_id": origin})
    return {
        "entity_id": village.entity_id,
        "date": date(2024, 1, 1),
        "word": "opening",
        "kind": "opening",
        "summary": "合并前各村账户余额转入",
        "event_key": f"opening:{village.entity_id}",
        "entries": lines,
    }


def year(village, number):
    """Return the ordinary vouchers of a year, oldest first."""
    random = Random(f"{village.index}-{number}")
    scale = 3 + village.index % 4 + (number - YEARS[0])
    vouchers = []
    for month in range(1, 13):
        vouchers += _month(village, random, number, month, scale)
    return vouchers


def _month(village, random, number, month, scale):
    """Return the vouchers of one month: stalls, wages, office, wear, and what comes round in its season."""

    def voucher(day, word, summary, *entries):
        origin = village.origin()
        return {
            "entity_id": village.entity_id,
            "date": date(number, month, day),
            "word": word,
            "summary": summary,
            "event_key": f"demo:{village.entity_id}:{number}-{month:02d}:{day}:{summary}",
            "attachment_count": random.randint(1, 4),
            "entries": [
                {
                    "account": account,
                    "debit": debit,
                    "credit": credit,
                    "partner_id": party,
                    "origin_place_id": origin,
                }
                for account, debit, credit, party in entries
            ],
        }

    def move(day, word, summary, to, of, amount, owing=None, owed=None):
        amount = _round(amount)
        return voucher(day, word, summary, (to, amount, 0, owing), (of, 0, amount, owed))

    made = [
        move(5, "payment", "提取备用金", "101", "102", 2000),
        move(12, "payment", "支付办公用品及水电费", "51302", "101", random.randint(600, 1700)),
        move(28, "transfer", "计提固定资产折旧", "51304", "152", 900 + 60 * village.index),
    ]
    if month % 2:
        fee = scale * random.randint(700, 1300) * MARKETS.get(village.index, 1)
        made.append(move(8, "receipt", "收取集市摊位费", "102", "50103", fee))
    if month % 3 == 0:
        pay = _round(2400 * scale)
        made.append(move(20, "transfer", f"计提{month // 3}季度干部报酬", "51301", "212", pay))
        made.append(move(25, "payment", f"发放{month // 3}季度干部报酬", "212", "102", pay))
        made.append(move(21, "receipt", "银行存款利息", "102", "50401", random.randint(80, 420)))
    if month in (3, 9):
        made.append(move(18, "receipt", "收到村级组织运转补助", "102", "503", 6000 * scale))
    if month in (4, 10):
        household = village.households[(number + month) % len(village.households)]
        fee = _round(scale * random.randint(1500, 2600))
        made.append(move(10, "transfer", "应收土地发包款", "113", "50106", fee, owing=household))
        made.append(move(24, "receipt", "收到土地发包款", "102", "113", fee, owed=household))
    if month in (6, 12):
        made.append(move(15, "payment", "公共设施维护支出", "514", "102", scale * random.randint(400, 900)))
    if month == 11:
        made.append(
            move(16, "receipt", "收到入股合作社分红", "102", "502", scale * random.randint(2500, 4200))
        )
    return sorted(made, key=lambda each: each["date"])


def closing(village, number, vouchers):
    """Return the voucher that closes the year's income and expense into 未分配收益, by former village."""
    sums = defaultdict(Decimal)
    for voucher in vouchers:
        for line in voucher["entries"]:
            if line["account"][0] == "5" and voucher["date"].year == number:
                amount = Decimal(str(line.get("debit") or 0)) - Decimal(str(line.get("credit") or 0))
                sums[line["origin_place_id"], line["account"]] += amount
    entries = []
    for (origin, account), amount in sorted(sums.items()):
        if amount:
            own, other = ("credit", "debit") if amount > 0 else ("debit", "credit")
            entries.append({"account": account, own: abs(amount), "origin_place_id": origin})
            entries.append({"account": "321", other: abs(amount), "origin_place_id": origin})
    for origin in sorted({origin for origin, _account in sums}):
        result = -sum((amount for (place, _account), amount in sums.items() if place == origin), Decimal(0))
        if result:
            own, other = ("debit", "credit") if result > 0 else ("credit", "debit")
            entries.append({"account": "321", own: abs(result), "origin_place_id": origin})
            entries.append({"account": "32202", other: abs(result), "origin_place_id": origin})
    return {
        "entity_id": village.entity_id,
        "date": date(number, 12, 31),
        "word": "transfer",
        "kind": "closing",
        "summary": f"结转{number}年度收益",
        "event_key": f"closing:{village.entity_id}:{number}",
        "entries": entries,
    }


def baseline(village):
    """Return the incomes of 2019 as (origin, kind, yuan); the last village starts from nothing."""
    random = Random(f"baseline-{village.index}")
    figures = []
    for origin in village.origins:
        operating = random.randint(80, 260) * 100
        contracting = random.randint(20, 90) * 100
        subsidy = random.randint(100, 200) * 100
        if village.index == 10:
            operating = contracting = subsidy = 0
        if village.index == 6:
            operating, contracting = operating * 6, contracting * 3
        figures += [
            (origin, "operating", operating),
            (origin, "contracting", contracting),
            (origin, "subsidy", subsidy),
        ]
    return figures


def _round(amount):
    return Decimal(str(amount)).quantize(Decimal("0.01"))
