"""Whose name an account bears: money of a collective is never kept in the name of a person.

*How to use*: `check_holder` for an account of an entity, or for the one a payee names. *How it works*: a
unit's name says what it is by one of its words; what has none of them is the name of a person. A short name
that merely contains such a sign (王会, 部桂兰) stays a person's.
"""

from __future__ import annotations

import re
import unicodedata

from ..errors import Problem

# What units are called; a sole trader's shop is a unit with an account of its own.
UNIT_WORDS = tuple(
    "公司 联合社 合作社 经济社 委员会 村委会 居委会 政府 街道办 办事处 服务部 经营部 门市部 中心 大学 中学"
    " 小学 学校 幼儿园 医院 卫生院 卫生室 事务所 代理处 管理处 管理站 供电所 派出所 信用社 银行 支行 基金会"
    " 协会 商会 农场 林场 养殖场 工厂 超市 商店 商行 商场 饭店 餐馆 酒店 店 厂 馆 坊 局 院 所 站 处 部"
    " 社 队 组 村 社区 集团 工作室".split()
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_UNIT = re.compile(r"(?i)\b(?:ltd|limited|inc|corp|llc|gmbh|cooperative|committee)\b")
# Up to so many characters one sign alone (所, 社 …) makes no unit: it may be part of a name.
_SHORT, _NAME = 3, 4


def compact(name: str) -> str:
    """Return a name as names are compared: no blanks, full-width letters and brackets as plain ones.

    >>> compact(" 护安镇（合村） 合作社 ")
    '护安镇(合村)合作社'
    """
    shown = "".join(unicodedata.normalize("NFKC", name or "").split())
    # Letters that a blank kept apart may belong together now.
    return unicodedata.normalize("NFKC", shown)


def is_personal_name(name: str) -> bool:
    """Tell whether a name is that of a person rather than of a unit; an empty name is nobody's.

    >>> [is_personal_name(name) for name in ("王会", "欧阳修文", "合村股份经济合作联合社", "王记五金店")]
    [True, True, False, False]
    """
    text = compact(name)
    if not text:
        return False
    if not _HAN.search(text):
        return not _LATIN_UNIT.search(unicodedata.normalize("NFKC", name))
    if len(text) <= _SHORT:
        return True
    if len(text) <= _NAME:
        return not text.endswith(UNIT_WORDS)
    return not any(word in text for word in UNIT_WORDS)


def check_holder(holder: str, owner: str, *, owner_is_unit: bool) -> list[Problem]:
    """Return what is wrong with the name an account bears.

    Args: holder: name on the account. owner: who it belongs to. owner_is_unit: a collective or a firm, not a
    person.
    Problems: holder_missing; personal_account: facts `holder`, `owner`; holder_differs: the same.
    Source: collective-law-44
    """
    if not compact(holder):
        return [Problem("holder_missing", {"owner": owner})]
    facts = {"holder": holder, "owner": owner}
    if owner_is_unit and is_personal_name(holder):
        return [Problem("personal_account", facts)]
    if compact(holder) != compact(owner):
        return [Problem("holder_differs", facts)]
    return []
