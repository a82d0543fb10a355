"""The category a sheet means by its own word for the kind of an asset.

Sheets say 学校, 厂房 or 水面; the card wants the code of a list with its edition. State property is classed
by GB/T 14885-2022, everything else by the kinds of collective property. A word nobody knows gives no
category.
"""

from __future__ import annotations

from functools import lru_cache

from ..intake.headers import clean

COLLECTIVE = "collective"
STATE = "gbt_14885_2022"
# The first word found decides.
_RESOURCES = (
    (("水面", "塘", "水库", "水域"), "R08"),
    (("林地", "山林"), "R03"),
    (("耕地", "机动地", "农田"), "R01"),
    (("园地", "果园"), "R02"),
    (("草地",), "R04"),
    (("四荒", "荒山", "荒地"), "R09"),
    (("经营性建设用地",), "R06"),
    (("建设用地", "宅基地", "土地"), "R07"),
)
_THINGS = (
    (("学校", "村小", "校舍", "文化", "养老", "卫生", "体育", "敬老院", "幼儿园"), "C06", "A01"),
    (("机器", "机械", "设备"), "C03", "A02"),
    (("车辆", "汽车"), "C04", "A02"),
    (("水利", "渠", "泵站", "农田设施"), "C05", "A01"),
    (("家具", "用具"), "C09", "A05"),
    (("房", "厂", "站", "楼", "办公", "阵地", "库", "院", "设施", "供销社", "综合", "窑"), "C01", "A01"),
)


@lru_cache(maxsize=4_096)
def category(asset_type: str, owner_class: str, nature: str | None) -> tuple[str, str] | None:
    """Return (edition, code) of the category, or None when the word tells nothing.

    >>> category("学校", "state", None), category("资源性资产(水面)", "village_collective", "resource")
    (('gbt_14885_2022', 'A01'), ('collective', 'R08'))
    """
    plain = clean(asset_type)
    if not plain:
        return None
    if nature == "resource":
        code = next((code for words, code in _RESOURCES if any(word in plain for word in words)), None)
        return (COLLECTIVE, code) if code else None
    for words, collective, state in _THINGS:
        if any(word in plain for word in words):
            return (STATE, state) if owner_class == "state" else (COLLECTIVE, collective)
    return None
