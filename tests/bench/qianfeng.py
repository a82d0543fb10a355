"""前锋区 before and after: 254 villages of the real lists, and one whole lineage that fits what is published.

Published are the lists of both sides, the counts (94 two-into-one, 13 three-into-one, 18 into communities;
9 untouched follow) and the lineage of some villages. The rest of the assignment is *generated* here, with a
fixed seed and exactly these counts, and says so in every line: it is for measuring, and states nothing of
where a village went. What is published is never changed.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

LISTS = Path(__file__).parents[2] / "addons/reform_places/divisions"
COUNTY = "511603"
TWO, THREE, ONE, INTO_COMMUNITY = 94, 13, 9, 18
GENERATED = "测算用的假定,未见公布"
# The reform as it would be today: the books of the product begin with the chart of 2024.
BEFORE, AFTER, MERGED = "2024-10-31", "2025-10-31", "2025-07-01"
# One region where villages of a dissolved township went to several; the others stand for themselves.
REGIONS = (("002", "003", "102"), ("103", "107"))


class Lists(NamedTuple):
    """As the loader of divisions takes them: rows as dicts."""

    before: list
    after: list
    townships: list
    villages: list


class Slot(NamedTuple):
    """Room for one former village: the successor's code, the township it lies in."""

    successor: str
    township: str


def lists(random):
    """Return the lists of the county with a whole lineage, dated as if the reform were of 2025."""
    before = [{**row, "as_of": BEFORE} for row in _rows(f"{COUNTY}_before")]
    after = [{**row, "as_of": AFTER} for row in _rows(f"{COUNTY}_after")]
    townships, published = (
        [row for row in _rows(name) if row["county_code"] == COUNTY]
        for name in ("township_lineage", "lineage")
    )
    dated = [{**row, "effective_from": MERGED, "effective_to": MERGED} for row in published]
    return Lists(before, after, townships, _complete(before, after, townships, dated, random))


def groups(rows, before):
    """Return {successor's code: codes of the former villages} of a lineage; communities are left out."""
    villages = {row["code"] for row in before if row["committee_type"] == "village"}
    found = defaultdict(list)
    for row in rows:
        if row["code_new"] and row["code_old"] in villages:
            found[row["code_new"]].append(row["code_old"])
    return dict(found)


def standing(rows, before, after):
    """Return {community: former community} of those that took villages in and stood before."""
    communities = {row["code"] for row in before if row["committee_type"] == "community"}
    joined = groups(rows, before).keys()
    ahead = {row["code"] for row in after if row["committee_type"] == "community"} & joined
    return {
        row["code_new"]: row["code_old"]
        for row in rows
        if row["code_new"] in ahead and row["code_old"] in communities
    }


def kinds(rows, before, after):
    """Return how many groups of two and of three there are, who is alone, who went into a community."""
    committee = {row["code"]: row["committee_type"] for row in after}
    counts = Counter()
    for successor, members in groups(rows, before).items():
        if committee[successor] == "community":
            counts["into_community"] += len(members)
        else:
            counts[len(members)] += 1
    return counts


def _complete(before, after, townships, published, random):
    """Return the published rows, and generated ones for the villages nobody published."""
    villages = {row["code"]: row["parent_code"] for row in before if row["committee_type"] == "village"}
    told = [row for row in published if row["code_new"] or row["code_old"] not in villages]
    lost = sorted(villages.keys() - {row["code_old"] for row in told})
    where = defaultdict(set)
    for row in townships:
        where[row["code_old"]].add(row["code_new"])
    slots = _slots(villages, told, after, random)
    assert len(slots) == len(lost), (len(slots), len(lost))
    random.shuffle(slots)
    # Who may go to one township only is placed first, the matching then rarely turns back.
    lost.sort(key=lambda code: len(where[villages[code]]))
    return told + [
        {
            "county_code": COUNTY, "code_old": code, "code_new": slot.successor, "kind": "",
            "basis": "derived", "effective_from": MERGED, "effective_to": MERGED, "doc_no": "",
            "candidates": "", "source": GENERATED, "note": GENERATED,
        }
        for code, slot in _match(lost, slots, {code: where[villages[code]] for code in lost})
    ]  # fmt: skip


def _slots(villages, told, after, random):
    """Return the room left: so many groups of two and three, so many alone, so many into communities."""
    known = Counter(row["code_new"] for row in told if row["code_old"] in villages)
    # Two of a document, or of a name made of both, are two; whoever keeps a name may take in others.
    fixed = {code for code, count in known.items() if count > 1}
    slots, spare = [], []
    for region in _regions(villages, after):
        size = sum(_region(code) == region for code in villages.values())
        own = [row for row in after if row["level"] == "village" and _region(row["parent_code"]) == region]
        settled = [row for row in own if row["committee_type"] == "village"]
        towns = [row for row in own if row["committee_type"] == "community"]
        free = [row for row in settled if row["code"] not in fixed]
        random.shuffle(free)
        joined = sum(known[row["code"]] for row in towns)
        surplus = size - 2 * len(settled) - joined
        threes = max(0, min(surplus, len(free)))
        communities = max(0, surplus - threes)
        alone = max(0, -surplus)
        sizes = dict.fromkeys((row["code"] for row in settled), 2)
        sizes.update(dict.fromkeys((row["code"] for row in free[:threes]), 3))
        # Alone is only who keeps its name.
        same = [row for row in free[threes:] if known[row["code"]] == 1]
        sizes.update(dict.fromkeys((row["code"] for row in same[:alone]), 1))
        spare.append((same[alone:], towns))
        slots += [
            Slot(row["code"], row["parent_code"])
            for row in settled
            for _n in range(sizes[row["code"]] - known[row["code"]])
        ]
        slots += _into(towns, communities, random)
    return _balance(slots, spare, known, villages, random)


def _balance(slots, spare, known, villages, random):
    """Make room for the rest of the eighteen: one more stays alone, its second goes into a community."""
    joined = sum(known[row["code"]] for _same, towns in spare for row in towns)
    communities = {row["code"] for _same, towns in spare for row in towns}
    missing = INTO_COMMUNITY - joined - sum(slot.successor in communities for slot in slots)
    for same, towns in [pair for pair in spare if pair[0] and pair[1]][:missing]:
        pair = next(slot for slot in slots if slot.successor == same[0]["code"])
        slots.remove(pair)
        near = [row for row in towns if row["parent_code"] == pair.township]
        slots += _into(near or towns, 1, random)
    return slots


def _into(towns, count, random):
    return [Slot(row["code"], row["parent_code"]) for row in random.choices(towns, k=count)] if count else []


def _regions(villages, after):
    codes = [*villages.values(), *(row["parent_code"] for row in after if row["level"] == "village")]
    return sorted({_region(code) for code in codes})


def _region(township):
    """Return the region of a township's code; the dissolved ones lie where their villages went."""
    short = {"200": "002", "202": "103"}.get(township[6:9], township[6:9])
    return next((region for region in REGIONS if short in region), (short,))


def _match(lost, slots, where):
    """Yield (former village, slot), each slot once and in a township the village may have gone to."""
    taken = {}

    def place(code, seen):
        for number, slot in enumerate(slots):
            if slot.township in where[code] and number not in seen:
                seen.add(number)
                if number not in taken or place(taken[number], seen):
                    taken[number] = code
                    return True
        return False

    for code in lost:
        assert place(code, set()), f"no room for {code}"
    for number, code in sorted(taken.items()):
        yield code, slots[number]


def _rows(name):
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
