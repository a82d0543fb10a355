"""A case of revitalisation as a report prints it, understood into facts, uses and a plan.

*What it accepts*: the cells of a line by field, all texts. *How to use*: `understand` gives a `Case`; every
non-empty cell ends in at least one `Fact`, and `cells` gives the line back from the facts. *How it works*:
figures of the note are taken out pattern by pattern (`published_words`); what no pattern takes is told as a
fact `not_understood`, never dropped. Nothing on purpose (a free loan) is a figure, an empty cell is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from .published_words import DESTINATIONS, METHODS, NAME, NOTE, OWNER, STATUSES, USE, USUAL, Said

FIELDS = (
    "province", "county", "township", "village", "name", "asset_type", "area_sqm", "area_mu", "owner", "mode",
    "user", "rent_year", "investment", "income_year", "year", "source", "status", "note",
)  # fmt: skip
_FIGURES = {  # field → (fact, unit) of cells that hold one figure or one word
    "area_sqm": ("area_building", "sqm"), "area_mu": ("area_land", "mu"),
    "rent_year": ("annual_rent", "yuan"), "investment": ("investment", "yuan"),
    "income_year": ("collective_income", "yuan"),
}  # fmt: skip
_WORDS = {
    "province": "province", "county": "county", "township": "township", "village": "village", "mode": "mode",
    "name": "asset_name", "asset_type": "asset_type", "owner": "original_owner", "source": "source_address",
}  # fmt: skip
# Between two uses; what stands in brackets belongs to the use before.
_SPLIT = r"[、;；,，](?![^(（]*[)）])"
_EDGES = re.compile(r"^(?:另作|限定|限)|(?:等)$")
_NOISE = re.compile(r"[;；,，、。'‘’“”\s]+")
_TEN_THOUSAND = Decimal(10000)


class Fact(NamedTuple):
    """One published fact: a figure with unit and qualifier, or a name, or something that is so.

    `quote` holds the words of the cell, `at` where in it they stand; `conflict` marks a second answer to a
    question the same source has answered before.
    """

    name: str
    value: Decimal | None = None
    unit: str = ""
    qualifier: str = "exact"
    text: str = ""
    as_of: str = ""
    field: str = ""
    quote: str = ""
    at: int = 0
    conflict: bool = False


class Use(NamedTuple):
    """One use as told; `name` is empty for one that is only counted; income in yuan a year."""

    name: str
    destination: str
    method: str
    operator: str = ""
    income: Decimal | None = None
    basis: str = "unknown"
    jobs: int = 0
    people: int = 0


class Case(NamedTuple):
    """A line understood; `payees` as (name, percent, yuan), `funding` as (source, yuan)."""

    facts: tuple[Fact, ...]
    uses: tuple[Use, ...]
    status: str
    payees: tuple[tuple[str, Decimal, Decimal], ...] = ()
    funding: tuple[tuple[str, Decimal], ...] = ()
    units: int = 1
    uplift: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
    contributed: Decimal = Decimal(0)
    surplus_by_share: bool = False
    term: Decimal = Decimal(0)
    private: bool = False


def understand(cells: Mapping[str, str], above: str = "") -> Case:
    """Return the case of a line.

    Args: cells: texts by field (`FIELDS`), empty or missing where nothing is printed. above: the note of the
    line before, which “同上” repeats.
    """
    given = {field: (cells.get(field) or "").strip() for field in FIELDS}
    facts = [fact for field in FIELDS if given[field] for fact in _cell(field, given[field], above)]
    known = {fact.name: fact for fact in reversed(facts)}

    def figure(name: str) -> Decimal:
        return known[name].value or Decimal(0) if name in known else Decimal(0)

    return Case(
        facts=tuple(facts),
        uses=_uses(given, known, any(fact.qualifier == "forecast" for fact in facts)),
        status=STATUSES.get(given["status"], ""),
        payees=_payees(facts),
        funding=_funding(facts),
        units=int(figure("bundle_count")) or 1,
        uplift=(figure("uplift"), figure("uplift_every")),
        contributed=figure("contributed_value"),
        surplus_by_share="surplus_by_share" in known,
        term=next((fact.value or Decimal(0) for fact in reversed(facts) if fact.name == "term"), Decimal(0)),
        private="private_property" in known,
    )


def cells(facts: Iterable[Fact]) -> dict[str, str]:
    """Return the cells of a line from its facts: figures anew, words as quoted, without their punctuation.

    `plain` brings the printed cell into the same form.
    """
    quotes: dict[str, dict[tuple[int, str], None]] = {}
    for fact in facts:
        quotes.setdefault(fact.field, {})[fact.at, fact.quote] = None
    return {field: plain("".join(quote for _at, quote in sorted(parts))) for field, parts in quotes.items()}


def plain(cell: str) -> str:
    """Return a cell without spaces and punctuation between clauses; a bare number in its shortest form.

    >>> plain("'200余亩'; 取下限"), plain("600.00")
    ('200余亩取下限', '600')
    """
    text = _NOISE.sub("", cell)
    try:
        return f"{Decimal(text).normalize():f}" if text else ""
    except ArithmeticError:
        return text


def _cell(field: str, text: str, above: str) -> list[Fact]:
    if field in _FIGURES:
        name, unit = _FIGURES[field]
        value = Decimal(text)
        return [Fact(name, value, unit, field=field, quote=text)]
    if field == "year":
        return [Fact("year", as_of=text, field=field, quote=text)]
    if field == "status":
        name = f"status_{STATUSES[text]}" if text in STATUSES else "not_understood"
        return [Fact(name, field=field, quote=text, text="" if text in STATUSES else text)]
    if field == "note":
        if text == "同上" and above:
            return [fact._replace(quote=text, at=0) for fact in _taken(above, NOTE, field)[0]]
        return _all_taken(text, NOTE, field)
    if field == "user":
        told, rest = _taken(text, USE, field)
        return [*told, *_names(rest, field)]
    whole = Fact(_WORDS[field], text=text, field=field, quote=text)
    more = {"name": NAME, "owner": OWNER}.get(field, ())
    return [
        whole,
        *_co_owners(text, field),
        *(fact._replace(quote=text, at=0) for fact in _taken(text, more, field)[0]),
    ]


def _co_owners(text: str, field: str) -> list[Fact]:
    """Return the villages that own a thing together, where the cell names several of them."""
    parts = re.split(r"[/、]", re.sub(r"^原|(?:三村)?集体.*$", "", text))
    if field != "owner" or len(parts) < 2 or "国有" in text:
        return []
    return [Fact("co_owner", text=part, field=field, quote=text) for part in parts]


def _taken(
    text: str, table: Iterable[tuple[re.Pattern[str], tuple[Said, ...]]], field: str
) -> tuple[list[Fact], str]:
    """Return the facts of a text, and the text with what they took blanked out."""
    facts: list[Fact] = []
    for pattern, said in table:
        while match := pattern.search(text):
            facts += [_fact(one, match, field) for one in said]
            text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]
    return sorted(facts, key=lambda fact: fact.at), text


def _all_taken(
    text: str, table: Iterable[tuple[re.Pattern[str], tuple[Said, ...]]], field: str
) -> list[Fact]:
    facts, rest = _taken(text, table, field)
    for match in re.finditer(r"[^\0]+", rest):
        if plain(match.group()):
            lost = match.group()
            facts.append(Fact("not_understood", text=lost, field=field, quote=lost, at=match.start()))
    return sorted(facts, key=lambda fact: fact.at)


def _fact(said: Said, match: re.Match[str], field: str) -> Fact:
    groups = {name: value or "" for name, value in match.groupdict().items()}
    value = None
    if said.value:
        value = Decimal(said.value.format(**groups) or "0")
        if "{n}" in said.value and groups.get("w"):
            value *= _TEN_THOUSAND
    return Fact(
        said.name, value, said.unit, said.qualifier, said.text.format(**groups), said.as_of.format(**groups),
        field, match.group(), match.start(), bool(said.conflict),
    )  # fmt: skip


def _names(rest: str, field: str) -> list[Fact]:
    facts, start = [], 0
    for part in re.split(rf"(\0+|{_SPLIT})", rest):
        name = _EDGES.sub("", part.strip("\0")).strip()
        if name and not re.fullmatch(_SPLIT, part):
            facts.append(Fact("use", text=name, field=field, quote=part, at=start))
        start += len(part)
    return facts


def _modes(mode: str) -> list[tuple[str, str]]:
    """Return the pairs of destination and method that a cell names; either may be empty."""
    destinations = [code for word, code in DESTINATIONS if word in mode] or [""]
    methods = next((code.split("+") for word, code in METHODS if word in mode), [])
    pairs = [
        (destination, methods[0] if methods else USUAL.get(destination, "")) for destination in destinations
    ]
    return [*pairs, *((destinations[-1], method) for method in methods[1:])] if mode else []


def _uses(given: Mapping[str, str], known: Mapping[str, Fact], forecast: bool) -> tuple[Use, ...]:
    if not given["mode"] and not given["user"]:
        return ()
    names = [fact.text for fact in _names(_taken(given["user"], USE, "user")[1], "user")]
    counted = int(known["use_count"].value or 0) if "use_count" in known else 0
    names += [""] * max(counted - len(names), 0)
    pairs = _modes(given["mode"]) or [("", "")]
    names += [""] * (max(len(pairs), 1) - len(names))
    uses = []
    for number, name in enumerate(names):
        destination, method = pairs[min(number, len(pairs) - 1)]
        company = name if "公司" in name else ""
        uses.append(Use(name, destination, method, company))
    return tuple(_with_figures(uses, given, known, forecast))


def _with_figures(
    uses: list[Use], given: Mapping[str, str], known: Mapping[str, Fact], forecast: bool
) -> list[Use]:
    """Lay income, jobs and people served on the use they belong to."""
    if "lent_free" in known or any(use.method == "lend" for use in uses):
        return [use._replace(income=Decimal(0), basis="zero") for use in uses]
    rent, income = given["rent_year"], given["income_year"]
    if rent or income:
        at = next((n for n, use in enumerate(uses) if use.method in ("lease", "equity")), 0)
        uses[at] = uses[at]._replace(income=Decimal(rent or income), basis=_basis(given, known, forecast))
    if "jobs" in known:
        uses[-1] = uses[-1]._replace(jobs=int(known["jobs"].value or 0))
    if "people_served" in known:
        uses[-1] = uses[-1]._replace(people=int(known["people_served"].value or 0))
    return uses


def _basis(given: Mapping[str, str], known: Mapping[str, Fact], forecast: bool) -> str:
    """Return what an income rests on: a price asked is no rent, a forecast no receipt."""
    if "asking_price_only" in known or given["status"] == "挂牌":
        return "asking_price"
    if "保底" in given["mode"]:
        return "guaranteed"
    if forecast or "annual_rent_forecast" in known:
        return "estimate"
    return "actual"


def _payees(facts: Iterable[Fact]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    shares: dict[str, list[Decimal]] = {}
    for fact in facts:
        if fact.name in ("payee_amount", "payee_share"):
            row = shares.setdefault(fact.text, [Decimal(0), Decimal(0)])
            row[fact.name == "payee_amount"] = fact.value or Decimal(0)
    total = sum((amount for _share, amount in shares.values()), start=Decimal(0))
    return tuple(
        (name, share or (amount * 100 / total if total else Decimal(0)), amount)
        for name, (share, amount) in shares.items()
    )


def _funding(facts: list[Fact]) -> tuple[tuple[str, Decimal], ...]:
    named = [
        (fact.name.removeprefix("funding_"), fact.value)
        for fact in facts
        if fact.name in ("funding_central_province", "funding_company") and fact.value
    ]
    if named:
        return tuple(named)
    if any(fact.name == "contributed_value" for fact in facts):
        # What is printed as investment is the value of what was brought in, not money.
        return ()
    publicly = any(fact.name == "funded_publicly" for fact in facts)
    cell = next(
        (fact.value for fact in facts if fact.name == "investment" and fact.field == "investment"), None
    )
    return (("fiscal" if publicly else "unknown", cell),) if cell else ()
