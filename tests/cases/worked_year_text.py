"""`worked_year.toml` told for a reader: `python -m tests.cases.worked_year_text` writes `worked_year.md`."""

from decimal import Decimal

from tests.cases import worked_year as year

TARGET = year.HERE / "worked_year.md"
CHAPTERS = (
    "一、两本旧账和新账",
    "二、一年的业务",
    "三、折旧",
    "四、年终结转和分配",
    "五、报表",
    "六、收入和增长",
)


def told(case):
    """Return the year as Markdown."""
    books = year.reckon(case)
    parts = [
        f"# {case['name']}",
        "",
        f"依据:{case['source']}。金额单位:元。人名、单位名均为虚构。",
        "",
        "本文由 `worked_year.toml` 生成,数字与程序核对到分。两村的旧余额表以 .xls 文件读入;"
        "折旧由系统按卡片计提;"
        "财政资金、一事一议、报酬、资产增减和分红由各自的登记产生凭证,其余由报账员录入。",
    ]
    chapters = (_old_books, _months, _wear, _year_end, _statements, _incomes)
    for title, chapter in zip(CHAPTERS, chapters, strict=True):
        parts += ["", f"## {title}", "", *chapter(case, books)]
    return "\n".join(parts) + "\n"


def _table(head, rows):
    return [
        "| " + " | ".join(head) + " |",
        "|" + "|".join("---" for _each in head) + "|",
        *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows),
    ]


def _money(amount):
    return f"{amount:,.2f}" if amount else ""


def _old_books(case, _books):
    found = []
    for book in case["old_books"]:
        rows = [
            (
                f"{line.old} {line.old_name}",
                line.party,
                f"{line.new} {case['names'][line.new]}",
                _money(line.debit),
                _money(line.credit),
            )
            for line in year.old_balances(case)
            if line.village == book["village"]
        ]
        lines = [line for line in year.old_balances(case) if line.village == book["village"]]
        rows.append(
            ("合计", "", "", _money(sum(x.debit for x in lines)), _money(sum(x.credit for x in lines)))
        )
        found += [book["story"], "", *_table(("旧科目", "往来户", "新科目", "借方", "贷方"), rows), ""]
    return found[:-1]


def _months(case, books):
    rows = []
    for voucher in books.vouchers:
        if voucher.event in ("depreciation", "transfer", "reserve", "dividend", "fold_back"):
            continue
        rows += _voucher_rows(case, voucher)
    return _table(("日期", "摘要", "科目", "借方", "贷方"), rows)


def _voucher_rows(case, voucher):
    head = (f"{voucher.day:%m-%d}", voucher.summary)
    for line in voucher.lines:
        name = f"{line.code} {case['names'][line.code]}" + (f"/{line.party}" if line.party else "")
        yield (*head, name, _money(line.debit), _money(line.credit))
        head = ("", "")


def _wear(case, _books):
    rows, total = [], Decimal(0)
    for card in case["card"]:
        months = len(year.wear_months(card, case["year"]))
        wear = year.monthly_wear(card)
        total += wear * months
        rows.append(
            (
                card["name"],
                _money(Decimal(card["cost"])),
                card["months"],
                _money(wear),
                months,
                _money(wear * months),
                f"{card['expense']} {case['names'][card['expense']]}",
            )
        )
    rows.append(("合计", "", "", "", "", _money(total), ""))
    return _table(("卡片", "原值", "使用月数", "每月折旧", "本年月数", "本年折旧", "计入"), rows)


def _year_end(case, books):
    vouchers = [
        each for each in books.vouchers if each.event in ("transfer", "reserve", "dividend", "fold_back")
    ]
    parts, residue = year.dividends(case, year.net_income(books))
    shares = [(each["member"], each["shares"], _money(parts[each["member"]])) for each in case["share"]]
    rows = [row for voucher in vouchers for row in _voucher_rows(case, voucher)]
    return [
        f"净收益{_money(year.net_income(books))}元。公积公益金提取{case['reserve_percent']}%(进位到分),"
        f"{case['dividend_percent']}%向成员分配,按股份分到分,除不尽的{residue}元留作公积公益金,其余留待以后年度。",
        "",
        *_table(("成员", "股份", "分红"), shares),
        "",
        *_table(("日期", "摘要", "科目", "借方", "贷方"), rows),
        "",
        *_paid(case, books),
    ]


def _paid(case, books):
    """Return what is told of the payment of the dividends, in the year after."""
    voucher = year.payment(case, year.net_income(books))
    rows = _voucher_rows(case, voucher)
    left = (text.rsplit(" ", 1) for text in case["expected"]["after_payment"])
    return [
        f"{voucher.day:%Y年%-m月%-d日}由出纳按核实过的账号兑付,记在{voucher.day.year}年的账上:",
        "",
        *_table(("日期", "摘要", "科目", "借方", "贷方"), rows),
        "",
        "兑付后的余额(内部往来借方为欠集体的):",
        "",
        *_table(("科目", "余额"), left),
    ]


def _statements(case, _books):
    wanted = case["expected"]
    return [
        "### 资产负债表(会村01表)",
        "",
        *_table(("项目", "年初余额", "期末余额"), (text.rsplit(" ", 2) for text in wanted["balance_sheet"])),
        "",
        "### 收益及收益分配表(会村02表)",
        "",
        *_table(("项目", "本年金额"), (text.rsplit(" ", 1) for text in wanted["income_statement"])),
    ]


def _incomes(case, _books):
    wanted = case["expected"]
    return [
        f"基期{case['baseline']['year']}年是两村合并前收入之和。",
        "",
        *_table(("类别", "基期", "本年", "增幅"), (text.split(" ") for text in wanted["income"])),
        "",
        f"经营收益(不含补助和其他收入){wanted['operating_return']}元:总收入虽有十三万余元,"
        "按经营收益仍在5万元以下一档。",
    ]


if __name__ == "__main__":
    TARGET.write_text(told(year.read()), encoding="utf-8")
