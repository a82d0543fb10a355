import csv
from pathlib import Path

import pytest

from reform_rules.assets.asset_category import category

CATEGORIES = Path(__file__).parents[3] / "addons/reform_assets/data/reform.asset.category.csv"


@pytest.mark.parametrize(
    ("word", "owner_class", "nature", "found"),
    [
        ("学校", "village_collective", None, ("collective", "C06")),
        ("乡镇政府办公楼", "state", None, ("gbt_14885_2022", "A01")),
        ("厂房", "unconfirmed", None, ("collective", "C01")),
        ("资源性资产(水面)", "village_collective", "resource", ("collective", "R08")),
        ("土地", "village_collective", "resource", ("collective", "R07")),
        ("宇宙", "state", None, None),
        ("", "state", None, None),
    ],
)
def test_the_words_of_sheets_lead_to_a_category(word, owner_class, nature, found):
    assert category(word, owner_class, nature) == found


def test_every_code_stands_in_the_list_of_categories():
    from reform_rules.assets import asset_category

    listed = {(line["edition"], line["code"]) for line in csv.DictReader(CATEGORIES.open(encoding="utf-8"))}
    used = {(asset_category.COLLECTIVE, code) for _words, code in asset_category._RESOURCES}
    used |= {(asset_category.COLLECTIVE, code) for _words, code, _state in asset_category._THINGS}
    used |= {(asset_category.STATE, code) for _words, _code, code in asset_category._THINGS}
    assert used <= listed
