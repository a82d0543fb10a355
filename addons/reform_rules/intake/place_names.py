"""Which place a sheet means by the names it writes: county, township, village, of today or of then.

A name is no identity: two townships have a village of the same name, and a merged village may carry the name
of one of the old ones. So a name is resolved at a day, among candidates, and never guessed: several
candidates are a problem that lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..errors import Problem
from .headers import clean

_OFFICE = re.compile(
    r"(?:村民委员会|居民委员会|村委会|居委会|委员会|人民政府|镇政府|办事处|股份经济合作联合社|经济合作社)$"
)
_SEVERAL = re.compile(r"[/、,，;；]|等\d*村|\d村")
# How many candidates a sentence can list before it stops being one.
_SHOWN = 6


class Candidate(NamedTuple):
    """One place that may be meant; `county` and `township` are the names above it."""

    key: int
    name: str
    level: str
    county: str
    township: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def full_name(self) -> str:
        """The name as people say it, from the county down; a former place with 原."""
        above = [self.county, self.township][: {"county": 0, "township": 1}.get(self.level, 2)]
        return "".join([*above, "原" if self.valid_to else "", self.name])

    def stands(self, at: date) -> bool:
        """Return whether the place stood on that day."""
        return (not self.valid_from or self.valid_from <= at) and (not self.valid_to or self.valid_to >= at)


class Words(NamedTuple):
    """What the sheet writes, each part as it stands there."""

    county: str = ""
    township: str = ""
    village: str = ""


class Found(NamedTuple):
    """The place that is meant, or none with the problem; `at_township`: several villages were named."""

    place: Candidate | None
    problems: tuple[Problem, ...] = ()


def is_several(word: str) -> bool:
    """Return whether one cell names several villages.

    >>> is_several("文河村/白里社区"), is_several("沙坪社区")
    (True, False)
    """
    return bool(_SEVERAL.search(word))


def names(words: Words) -> list[str]:
    """Return the names under which the places of these words may be filed."""
    found: list[str] = []
    for word in words:
        if word and not is_several(word):
            found.extend(_variants(word))
    return list(dict.fromkeys(found))


def resolve(words: Words, candidates: Mapping[str, Sequence[Candidate]], at: date) -> Found:
    """Return the place the words mean on a day.

    Args: candidates: by name, every place that carries one of `names(words)`.
    Problems: `PlaceMissing`, `PlaceUnknown` (facts `words`, `similar`), `PlaceAmbiguous` (`words`,
    `candidates`), and as a warning `PlaceSeveral` (`words`, `taken`), when a cell names several villages.
    """
    warnings: tuple[Problem, ...] = ()
    village = words.village
    if village and is_several(village):
        upper = words._replace(village="")
        found = resolve(upper, candidates, at)
        if found.place:
            facts = {"words": village, "taken": found.place.full_name}
            warnings = (Problem("PlaceSeveral", facts, column="village", level="warning"),)
        return found._replace(problems=found.problems + warnings)
    level = "village" if village else "township" if words.township else "county" if words.county else ""
    if not level:
        return Found(None, (Problem("PlaceMissing", {}, column="village"),))
    word = {"village": village, "township": words.township, "county": words.county}[level]
    named = [
        candidate
        for name in _variants(word)
        for candidate in candidates.get(name, ())
        if candidate.level == level or (level == "village" and candidate.level == "group")
    ]
    fitting = [candidate for candidate in named if _below(candidate, words, level)]
    fitting = _of_the_day(fitting, at, former_meant=word.startswith(("原", "老")))
    if len(fitting) == 1:
        return Found(fitting[0])
    facts = {"words": "".join(words)}
    if fitting:
        facts["candidates"] = _listed(fitting)
        return Found(None, (Problem("PlaceAmbiguous", facts, column=level),))
    facts["similar"] = _listed(named)
    return Found(None, (Problem("PlaceUnknown", facts, column=level),))


def _listed(candidates: Sequence[Candidate]) -> str:
    shown = [candidate.full_name for candidate in candidates[:_SHOWN]]
    return "、".join([*shown, "…"] if len(candidates) > _SHOWN else shown)


def _variants(word: str) -> list[str]:
    """Return the spellings to look for, the one as written first.

    >>> _variants("原沙坪村村委会")
    ['原沙坪村村委会', '原沙坪村', '沙坪村村委会', '沙坪村']
    """
    plain = clean(word)
    found = [plain]
    found += [variant for variant in [_OFFICE.sub("", plain)] if variant and variant != plain]
    for variant in list(found):
        if variant[:1] == "原" and len(variant) > 2:
            found.append(variant[1:])
    return list(dict.fromkeys(found))


def _below(candidate: Candidate, words: Words, level: str) -> bool:
    """Return whether the places above are those the sheet names, as far as it names any."""
    if level != "county" and words.county and candidate.county not in _variants(words.county):
        return False
    return not (level == "village" and words.township and candidate.township not in _variants(words.township))


def _of_the_day(candidates: Sequence[Candidate], at: date, *, former_meant: bool) -> list[Candidate]:
    """Return those that stood on the day, or else the former ones; 原 asks for the former ones first."""
    unique = list({candidate.key: candidate for candidate in candidates}.values())
    standing = [candidate for candidate in unique if candidate.stands(at)]
    former = [candidate for candidate in unique if not candidate.stands(at)]
    first, second = (former, standing) if former_meant else (standing, former)
    return first or second
