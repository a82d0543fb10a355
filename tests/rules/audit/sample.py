"""A small collective's year, in words, and books made up by hypothesis.

Used by the tests of the audit forms.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from reform_rules.audit.records import Account, Book, Line, Named, Period, Turnover, Voucher
from reform_rules.money import ZERO
from reform_rules.periods import Month

BOOK = Book(
    number="511603-0001-2025",
    name="河塘村经济合作社账簿",
    entity="前锋区河塘村股份经济合作联合社",
    credit_code="N2511603MF0000001X",
    year=2025,
    version="19.0.1.0.0",
    chart="chart_2023",
    account_rule="3-2-2-2",
)
PERIODS = [Period(n, Month(2025, n).first, Month(2025, n).last) for n in range(1, 13)]
ACCOUNTS = [
    Account("101", "库存现金", 1, "资产", "debit", True),
    Account("102", "银行存款", 1, "资产", "debit", False),
    Account("10201", "农商银行", 2, "资产", "debit", True),
    Account("10202", "信用社", 2, "资产", "debit", True),
    Account("112", "应收款", 1, "资产", "debit", True, True),
    Account("311", "资本", 1, "所有者权益", "credit", True),
    Account("501", "经营收入", 1, "损益", "credit", True),
]
BY_CODE = {account.code: account for account in ACCOUNTS}
LEAVES = [account.code for account in ACCOUNTS if account.leaf]
PARTNERS = [Named(7, "张三丰茶厂"), Named(8, "李<四>&合作社")]
ORIGINS = [Named(31, "河东村", "511603103205"), Named(32, "塘坝村")]
WORDS = [("记", "记账凭证"), ("收", "收款凭证")]
NAMES = {0: ""} | {one.number: one.name for one in (*PARTNERS, *ORIGINS)}


def voucher(number, day, lines, *, word="记", kind="normal", summary="收到仓库租金", voucher_id=None):
    """Return a posted voucher; lines are (account, debit, credit, partner, origin)."""
    return Voucher(
        id=voucher_id or number + 100, entity=5, date=day,
        word={"记": "general", "收": "receipt", "期初": "opening"}[word], word_label=word, number=number,
        kind=kind,
        summary=summary, event_key="", attachment_count=1, reversal_of=0, prepared_by=11, reviewed_by=12,
        posted_by=13, preparer="王会计", reviewer="赵监事", poster="钱会计",
        lines=tuple(
            Line(at, code, BY_CODE[code].name, Decimal(debit), Decimal(credit), ZERO, summary, partner,
            NAMES[partner],
                 origin, NAMES[origin])
            for at, (code, debit, credit, partner, origin) in enumerate(lines, 1)
        ),
    )  # fmt: skip


def turnovers(vouchers):
    """Return what a balance table holds after these vouchers were posted."""
    sums = defaultdict(lambda: [ZERO, ZERO])
    for one in vouchers:
        for line in one.lines:
            month = 0 if one.kind == "opening" else one.date.month
            slot = sums[line.account, line.partner, line.origin, month]
            slot[0] += line.debit
            slot[1] += line.credit
    return [Turnover(*key, *value) for key, value in sorted(sums.items())]


VOUCHERS = [
    voucher(1, date(2025, 1, 1), [
        ("10201", "50000.00", "0.00", 0, 31), ("10202", "20000.00", "0.00", 0, 32), ("311", "0.00",
        "70000.00", 0, 31),
    ], word="期初", kind="opening", summary="期初余额"),
    voucher(1, date(2025, 3, 5), [("112", "12000.00", "0.00", 8, 31), ("501", "0.00", "12000.00", 0, 31)],
            summary="应收“老仓库”租金 <1–12月> & 押金", voucher_id=102),
    voucher(2, date(2025, 3, 20), [("10201", "12000.00", "0.00", 0, 31), ("112", "0.00", "12000.00", 8, 31)],
    voucher_id=103),
    voucher(1, date(2025, 12, 1), [("101", "-3.05", "0.00", 0, 32), ("501", "0.00", "-3.05", 0, 32)],
    word="收",
            summary="红字冲销多收零钱𠮷", voucher_id=104),
]  # fmt: skip


@st.composite
def books(draw):
    """Return balanced vouchers of the year 2025, numbered without gaps per month."""
    amounts = st.decimals("-9999999.99", "9999999.99", places=2).filter(bool)
    parties = st.sampled_from([0, 7, 8])
    origins = st.sampled_from([31, 32])
    made, numbers = [], defaultdict(int)
    for _ in range(draw(st.integers(0, 12))):
        opening = not made and draw(st.booleans())
        parts = draw(st.lists(amounts, min_size=1, max_size=3))
        lines = [(draw(st.sampled_from(LEAVES)), part, ZERO, draw(parties), draw(origins)) for part in parts]
        lines.append((draw(st.sampled_from(LEAVES)), ZERO, sum(parts, ZERO), draw(parties), draw(origins)))
        month = 1 if opening else draw(st.integers(1, 12))
        word = "期初" if opening else "记"
        numbers[month, word] += 1
        made.append(
            voucher(
                numbers[month, word], date(2025, month, 1 if opening else 15), lines, word=word,
                kind="opening" if opening else "normal", voucher_id=len(made) + 1,
                summary=draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
                max_size=20)),
            )
        )  # fmt: skip
    return made
