"""The county of the benchmark: the real lists, the published counts, and nothing published is changed."""

import random

import pytest

from reform_rules.places.reduction import derive
from tests.bench import qianfeng


@pytest.fixture(scope="module")
def county():
    return qianfeng.lists(random.Random(7))


def test_254_villages_become_116_by_the_published_kinds(county):
    kinds = qianfeng.kinds(county.villages, county.before, county.after)
    expected = {
        2: qianfeng.TWO,
        3: qianfeng.THREE,
        1: qianfeng.ONE,
        "into_community": qianfeng.INTO_COMMUNITY,
    }
    assert kinds == expected
    derived = derive(254, merged={2: kinds[2], 3: kinds[3]}, into_community=kinds["into_community"])
    assert (derived.untouched, derived.after) == (kinds[1], 116)


def test_every_village_goes_to_one_place_and_every_place_comes_from_one(county):
    villages = {row["code"] for row in county.before if row["committee_type"] == "village"}
    gone = [row["code_old"] for row in county.villages if row["code_old"] in villages and row["code_new"]]
    assert sorted(gone) == sorted(villages)
    groups = qianfeng.groups(county.villages, county.before)
    merged = {row["code"] for row in county.after if row["committee_type"] == "village"}
    assert merged <= groups.keys()


def test_what_is_published_stands_and_the_rest_says_that_it_is_generated(county):
    published = [row for row in qianfeng._rows("lineage") if row["county_code"] == qianfeng.COUNTY]
    followed = {(row["code_old"], row["code_new"]) for row in published if row["code_new"]}
    told = {(row["code_old"], row["code_new"]) for row in county.villages}
    assert followed <= told
    generated = {
        (row["code_old"], row["code_new"]) for row in county.villages if row["note"] == qianfeng.GENERATED
    }
    assert len(generated) == 254 - sum(map(len, qianfeng.groups(published, county.before).values()))
    assert not generated & followed


def test_a_village_stays_in_the_townships_its_own_went_to(county):
    before = {row["code"]: row["parent_code"] for row in county.before}
    after = {row["code"]: row["parent_code"] for row in county.after}
    ways = {(row["code_old"], row["code_new"]) for row in county.townships}
    for row in county.villages:
        if row["code_new"]:
            assert (before[row["code_old"]], after[row["code_new"]]) in ways


def test_communities_that_stood_before_take_part_themselves(county):
    found = qianfeng.standing(county.villages, county.before, county.after)
    before = {row["code"]: row["committee_type"] for row in county.before}
    after = {row["code"]: row["committee_type"] for row in county.after}
    assert found and all(before[old] == after[new] == "community" for new, old in found.items())
    assert found.keys() <= qianfeng.groups(county.villages, county.before).keys()
