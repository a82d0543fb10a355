"""What a producer of alerts says: the kinds it watches, and the facts it found today; see `reform.alert`."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

#: Roles that may own a case, as the groups of `security/reform_places_groups.xml` name them.
ROLES = (
    "clerk",
    "director",
    "supervisor",
    "accountant",
    "cashier",
    "township",
    "county_finance",
    "county_agriculture",
    "auditor",
    "administrator",
)
PREFIX = "reform_places.group_"


class Kind(NamedTuple):
    """One kind of alert.

    label: what people call it, translated. owner_group: who answers unless a fact says otherwise. days: time
    to answer from the day the fact was first seen, unless a fact has a deadline of its own. sentence: called
    as `sentence(env, **facts)` for whoever reads the case, in their language. money: whoever answers such a
    case does not close it.
    """

    label: str
    owner_group: str = "reform_places.group_clerk"
    days: int = 15
    sentence: Callable[..., str] | None = None
    money: bool = False


class Fact(NamedTuple):
    """One thing that is so today and should not be.

    record: the record it is about, one. place_id: the id of the place that answers for it. deadline: None for
    the kind's own days. owner_group: None for that of the kind. facts: what the sentence needs, as JSON
    (amounts and dates as text); `ref` among them is the name of the record and saves a look. occasion: tells
    two facts of the same kind about the same record apart, such as the year.
    """

    kind: str
    record: Any
    place_id: int
    deadline: date | None = None
    owner_group: str | None = None
    facts: dict | None = None
    occasion: str = ""


def role_of(group: str) -> str:
    """Return the role a group stands for.

    >>> role_of("reform_places.group_township")
    'township'
    """
    role = group.removeprefix(PREFIX)
    assert role in ROLES, f"{group} is no role of this product"
    return role
