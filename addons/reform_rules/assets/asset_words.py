"""What the words of asset sheets mean: owners, natures, conditions, uses.

The tables hold what sheets in the field really say. A text means what the first table line with a word in it
says; a text without any known word means nothing, and is asked back rather than guessed.
"""

from __future__ import annotations

from functools import lru_cache

from ..intake.headers import clean

# The first word found in the text decides; the order matters (非经营性 before 经营性, 国有/集体 before both).
OWNER_WORDS = (
    (("国有/集体", "国有、集体", "不清", "争议", "未确权", "待确权", "待界定", "供销社"), "unconfirmed"),
    (("农户", "个人", "私有", "村民自有"), "private"),
    (("镇集体", "乡集体", "乡镇集体", "街道集体", "联社"), "town_collective"),
    (("组集体", "村民小组", "小组集体", "社集体"), "group_collective"),
    (("村集体", "社区集体", "集体", "合作社", "联合社", "村委会", "村民委员会"), "village_collective"),
    (("国有", "国资", "政府", "公安", "教育", "财政", "粮储", "卫健", "学校", "部门"), "state"),
    (("村", "社区"), "village_collective"),
)
NATURE_WORDS = (
    (("非经营", "公益"), "public_welfare"),
    (("经营",), "operating"),
    (("资源",), "resource"),
)
TYPE_NATURES = ((("资源性", "土地", "水面", "林地", "耕地", "荒地", "塘库", "水库"), "resource"),)
CONDITION_WORDS = (
    (("危房", "D级", "d级", "C级", "c级", "垮塌", "倒塌"), "dangerous"),
    (("较差", "破损", "损坏", "漏", "差", "年久失修", "破旧"), "poor"),
    (("一般", "基本完好", "可用", "尚可"), "fair"),
    (("完好", "良好", "较好", "好", "新"), "good"),
)
USE_WORDS = (
    (("闲置", "空置", "未利用", "未使用", "荒废", "废弃", "弃用"), "idle"),
    (("出租", "租赁", "承租", "发包", "已租"), "leased"),
    (("报废", "已拆", "灭失"), "scrapped"),
    (("在用", "自用", "使用", "出借", "办公"), "in_use"),
)
LET_WORDS = USE_WORDS[1:2]
# What reports on revitalisation say, for sheets without a column on the use.
STATUS_WORDS = (
    (("拟盘活", "未盘活", "挂牌", "改造", "处置中", "闲置"), "idle"),
    (("已盘活", "运营", "经营", "已成交", "使用"), "in_use"),
)


def meaning(text: str, table: tuple[tuple[tuple[str, ...], str], ...]) -> str | None:
    """Return the meaning of the first table line with a word in the text."""
    return _meaning_of(text, id(table)) if text else None


@lru_cache(maxsize=16_384)
def _meaning_of(text: str, table_id: int) -> str | None:
    # The tables are constants of this file; hashing their contents anew would cost more than the look-up.
    table = _TABLES[table_id]
    plain = clean(text)
    return next((meaning for words, meaning in table if any(word in plain for word in words)), None)


_TABLES = {
    id(table): table
    for table in (
        OWNER_WORDS,
        NATURE_WORDS,
        TYPE_NATURES,
        CONDITION_WORDS,
        USE_WORDS,
        STATUS_WORDS,
        LET_WORDS,
    )
}


def use_from_status(status: str, mode: str) -> str | None:
    """Return the use that a report on revitalisation implies.

    >>> use_from_status("已盘活", "支持产业/出租"), use_from_status("拟盘活", "")
    ('leased', 'idle')
    """
    use = meaning(status, STATUS_WORDS)
    if use == "in_use" and meaning(mode, LET_WORDS):
        return "leased"
    return use
