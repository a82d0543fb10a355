"""A collective's money lies in accounts of its own name."""

import pytest

from reform_rules.ledger.bank_holder import HolderDiffers, check, same_name

ENTITY = "合村股份经济合作联合社（本级）"


def test_blanks_and_the_width_of_brackets_make_no_other_name():
    assert same_name("合村股份经济合作联合社(本级) ", ENTITY)
    check("合村股份经济合作联合社(本级)", ENTITY, is_body=True, others=0, others_max=0)


def test_a_person_is_refused():
    with pytest.raises(HolderDiffers) as refusal:
        check("张三", ENTITY, is_body=False, others=0, others_max=9)
    assert refusal.value.facts == {"holder": "张三", "entity": ENTITY}


def test_a_county_may_allow_so_many_and_no_more():
    check("护安镇会计委托代理服务中心", ENTITY, is_body=True, others=0, others_max=1)
    with pytest.raises(HolderDiffers):
        check("护安镇会计委托代理服务中心", ENTITY, is_body=True, others=1, others_max=1)
