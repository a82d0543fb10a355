"""The worked year reckoned as on an abacus: plain sums over `worked_year.toml`, no code of the product.

`read()` gives the case; `reckon(case)` posts every line and gives the books.
"""

import calendar
import re
import tomllib
from collections import defaultdict
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
CENT = Decimal("0.01")
NIL = Decimal("0.00")
_OPENING = re.compile(r"(\d+) (\S+?)(?:/(\S+))? → (\d+) ([借贷]) (\S+)")
_LINE = re.compile(r"([借贷]) (\d+) (\S+?)(?:/(\S+))? (-?[\d.]+)")
_INCOME = re.compile(r"(\S+) (\d+) (\S+) (\S+)")
# Which first digits of a 2023 code are emptied at the end of the year.
INCOME, EXPENSE = ("501", "502", "503", "504"), ("511", "512", "513", "514", "515", "521")


class Line(NamedTuple):
    """One line of a voucher: the amount stands on one side; `name` as the case writes it."""

    code: str
    name: str
    party: str
    debit: Decimal
    credit: Decimal


class Voucher(NamedTuple):
    """One voucher; `event` says what it is in the life of the village."""

    day: date
    event: str
    summary: str
    village: str
    lines: tuple[Line, ...]


class Old(NamedTuple):
    """One balance of the old books: its code of 2004 and what it becomes."""

    village: str
    old: str
    old_name: str
    new: str
    party: str
    debit: Decimal
    credit: Decimal


class Books(NamedTuple):
    """The year: balances before and after, debit-positive, by (code, party), and every voucher between."""

    opening: dict[tuple[str, str], Decimal]
    vouchers: list[Voucher]
    closing: dict[tuple[str, str], Decimal]


def read():
    """Return the case as it is written."""
    return tomllib.loads((HERE / "worked_year.toml").read_text(encoding="utf-8"))


def _sides(side, amount):
    amount = Decimal(amount)
    return (amount, NIL) if side == "借" else (NIL, amount)


def old_balances(case):
    """Return the balances of the former villages, as Old."""
    found = []
    for book in case["old_books"]:
        for text in book["lines"]:
            old, name, party, new, side, amount = _OPENING.fullmatch(text).groups()
            found.append(Old(book["village"], old, name, new, party or "", *_sides(side, amount)))
    return found


def old_incomes(case):
    """Return the incomes of the base year as (village, code of 2004, name, yuan)."""
    found = [_INCOME.fullmatch(text).groups() for text in case["baseline"]["lines"]]
    return [(village, code, name, Decimal(amount)) for village, code, name, amount in found]


def ordinary(case):
    """Return the vouchers of the year that people write or that contracts and papers give rise to."""
    found = []
    for entry in case["voucher"]:
        lines = []
        for text in entry["lines"]:
            side, code, name, party, amount = _LINE.fullmatch(text).groups()
            lines.append(Line(code, name, party or "", *_sides(side, amount)))
        found.append(
            Voucher(entry["date"], entry["event"], entry["summary"], entry.get("village", ""), tuple(lines))
        )
    return found


def monthly_wear(card):
    """Return the depreciation of one month: cost less 5 %, by the months of its life; it comes out even."""
    exact = Decimal(card["cost"]) * 95 / 100 / card["months"]
    assert exact == exact.quantize(CENT), f"{card['name']}: choose a cost that divides"
    return exact.quantize(CENT)


def wear_months(card, year):
    """Return the months a card is depreciated in: from the next after it came to that of its end."""
    first = card["added"].month + 1 if "added" in card else 1
    last = card["disposed"].month if "disposed" in card else 12
    left = card["months"] - card.get("already", 0)
    return range(first, min(last, first + left - 1) + 1)


def depreciation(case):
    """Return twelve vouchers, one a month: each expense account against 152."""
    found, year = [], case["year"]
    for month in range(1, 13):
        sums = defaultdict(Decimal)
        for card in case["card"]:
            if month in wear_months(card, year):
                sums[card["expense"]] += monthly_wear(card)
        lines = [Line(code, "", "", amount, NIL) for code, amount in sorted(sums.items())]
        lines.append(Line("152", "", "", NIL, sum(sums.values())))
        day = date(year, month, calendar.monthrange(year, month)[1])
        found.append(Voucher(day, "depreciation", f"计提{month}月折旧", "", tuple(lines)))
    return found


def post(balances, vouchers):
    """Return the balances after the vouchers; each voucher must balance."""
    after = defaultdict(lambda: NIL, balances)
    for voucher in vouchers:
        assert sum(line.debit for line in voucher.lines) == sum(line.credit for line in voucher.lines), (
            voucher
        )
        for line in voucher.lines:
            after[line.code, line.party] += line.debit - line.credit
    return dict(after)


def under(balances, *prefixes):
    """Return the debit-positive sum of all accounts below the given codes."""
    return sum((amount for (code, _party), amount in balances.items() if code.startswith(prefixes)), NIL)


def closing_vouchers(case, balances):
    """Return the transfer of income and expense to 321 and of 321 to 32202, and the net income."""
    day = date(case["year"], 12, 31)
    codes = sorted({code for code, _party in balances if code.startswith(INCOME + EXPENSE)})
    ends = [(code, under(balances, code)) for code in codes]
    lines = [Line(code, "", "", -end if end < 0 else NIL, max(end, NIL)) for code, end in ends if end]
    net = -sum((end for _code, end in ends), NIL)
    transfer = [*lines, Line("321", "", "", NIL, net)]
    carry = [Line("321", "", "", net, NIL), Line("32202", "", "", NIL, net)]
    return [
        Voucher(day, "transfer", "结转本年收入和支出", "", tuple(transfer)),
        Voucher(day, "transfer", "结转本年净收益", "", tuple(carry)),
    ], net


def dividends(case, net):
    """Return (what each member gets, cut to whole cents; what is left over)."""
    pool = (net * Decimal(case["dividend_percent"]) / 100).quantize(CENT, ROUND_DOWN)
    total = sum(share["shares"] for share in case["share"])
    parts = {
        share["member"]: (pool * share["shares"] / total).quantize(CENT, ROUND_DOWN)
        for share in case["share"]
    }
    return parts, pool - sum(parts.values())


def distribution_vouchers(case, net):
    """Return reserve, dividends with their residue, and the fold-back of 322.

    The reserve is rounded up and the dividend down; what cannot be divided goes to the reserve.
    """
    day = date(case["year"], 12, 31)
    reserve = (net * Decimal(case["reserve_percent"]) / 100).quantize(CENT, ROUND_UP)
    parts, residue = dividends(case, net)
    paid = sum(parts.values())
    return [
        Voucher(day, "reserve", "提取公积公益金", "", (
            Line("3220101", "", "", reserve, NIL), Line("311", "", "", NIL, reserve))),
        Voucher(day, "dividend", "应付成员分红,除不尽的尾数留作公积公益金", "", (
            Line("3220102", "", "", paid, NIL), Line("3220101", "", "", residue, NIL),
            *(Line("113", "", member, NIL, part) for member, part in parts.items()),
            Line("311", "", "", NIL, residue))),
        Voucher(day, "fold_back", "各项分配转入未分配收益", "", (
            Line("32202", "", "", reserve + residue + paid, NIL),
            Line("3220101", "", "", NIL, reserve + residue), Line("3220102", "", "", NIL, paid))),
    ]  # fmt: skip


def payment(case, net):
    """Return the voucher that pays the dividends, in the year after."""
    parts, _residue = dividends(case, net)
    paid = sum(parts.values())
    told = case["payment"]
    return Voucher(told["date"], "dividend_paid", told["summary"], "", (
        *(Line("113", "", member, part, NIL) for member, part in parts.items()),
        Line("102", "", "", NIL, paid)))  # fmt: skip


def reckon(case):
    """Return the Books of the year."""
    opening = defaultdict(lambda: NIL)
    for line in old_balances(case):
        opening[line.new, line.party] += line.debit - line.credit
    assert not sum(opening.values()), "the old books do not balance"
    # Depreciation of a month stands before the disposals of its last day: the month's wear is taken first.
    vouchers = sorted(
        [*depreciation(case), *ordinary(case)], key=lambda each: (each.day, each.event != "depreciation")
    )
    before = post(opening, vouchers)
    closing, net = closing_vouchers(case, before)
    shared = distribution_vouchers(case, net)
    return Books(dict(opening), vouchers + closing + shared, post(before, closing + shared))


# ---- the two statements, in the words of the form ----


def balance_sheet(balances):
    """Return the lines of 会村01表 that are not nil, by code of the line."""

    def debit(*codes):
        return under(balances, *codes)

    def credit(*codes):
        return -under(balances, *codes)

    households = [amount for (code, _party), amount in balances.items() if code == "113"]
    owing, owed = (
        sum(filter(lambda a: a > 0, households), NIL),
        -sum(filter(lambda a: a < 0, households), NIL),
    )
    sheet = {
        "cash": debit("101", "102"),
        "receivables": debit("112") + owing,
        "inventory": debit("121", "401"),
        "long_term_investment": debit("141"),
        "fixed_asset_cost": debit("151"),
        "fixed_asset_depreciation": credit("152"),
        "construction": debit("153"),
        "clearing": debit("154"),
        "payables": credit("211") + owed,
        "wages": credit("212"),
        "labor_fee": credit("213"),
        "taxes": credit("214"),
        "long_term_payable": credit("221"),
        "project_fund": credit("231"),
        "special_payable": credit("241"),
        "capital": credit("301"),
        "reserve": credit("311"),
        "undistributed": credit("321", "322"),
    }
    sheet["current_assets"] = sheet["cash"] + sheet["receivables"] + sheet["inventory"]
    sheet["fixed_asset_net"] = sheet["fixed_asset_cost"] - sheet["fixed_asset_depreciation"]
    sheet["fixed_assets"] = sheet["fixed_asset_net"] + sheet["construction"] + sheet["clearing"]
    sheet["noncurrent_assets"] = sheet["long_term_investment"] + sheet["fixed_assets"]
    sheet["total_assets"] = sheet["current_assets"] + sheet["noncurrent_assets"]
    sheet["current_liabilities"] = sum(sheet[each] for each in ("payables", "wages", "labor_fee", "taxes"))
    sheet["noncurrent_liabilities"] = sum(
        sheet[each] for each in ("long_term_payable", "project_fund", "special_payable")
    )
    sheet["liabilities"] = sheet["current_liabilities"] + sheet["noncurrent_liabilities"]
    sheet["equity"] = sheet["capital"] + sheet["reserve"] + sheet["undistributed"]
    sheet["total_liabilities_equity"] = sheet["liabilities"] + sheet["equity"]
    return sheet


def income_statement(books):
    """Return the lines of 会村02表, by code of the line."""
    turnover = defaultdict(lambda: NIL)
    for voucher in books.vouchers:
        if voucher.event not in ("transfer", "reserve", "dividend", "fold_back"):
            for line in voucher.lines:
                turnover[line.code[:3]] += line.credit - line.debit
    reserve, dividend = (
        sum(
            line.debit
            for each in books.vouchers
            if each.event in ("reserve", "dividend")
            for line in each.lines
            if line.code == code
        )
        for code in ("3220101", "3220102")
    )
    found = {
        "operating_income": turnover["501"],
        "investment_income": turnover["502"],
        "subsidy_income": turnover["503"],
        "operating_expense": -turnover["511"],
        "taxes_and_surcharges": -turnover["512"],
        "administrative_expense": -turnover["513"],
        "other_income": turnover["504"],
        "public_welfare_expense": -turnover["514"],
        "other_expense": -turnover["515"],
        "income_tax": -turnover["521"],
        "opening_undistributed": -under(books.opening, "322"),
        "reserve_appropriation": reserve,
        "member_distribution": dividend,
    }
    found["operating_result"] = (
        found["operating_income"] + found["investment_income"] + found["subsidy_income"]
        - found["operating_expense"] - found["taxes_and_surcharges"] - found["administrative_expense"]
    )  # fmt: skip
    found["pre_tax_income"] = (
        found["operating_result"]
        + found["other_income"]
        - found["public_welfare_expense"]
        - found["other_expense"]
    )
    found["net_income"] = found["pre_tax_income"] - found["income_tax"]
    found["distributable_income"] = found["net_income"] + found["opening_undistributed"]
    found["closing_undistributed"] = found["distributable_income"] - reserve - dividend
    return found


def codes_of(balances):
    """Return {code: yuan} without parties, nil balances left out."""
    sums = defaultdict(lambda: NIL)
    for (code, _party), amount in balances.items():
        sums[code] += amount
    return {code: amount for code, amount in sorted(sums.items()) if amount}


def net_income(books):
    """Return the net income of the year."""
    return income_statement(books)["net_income"]
