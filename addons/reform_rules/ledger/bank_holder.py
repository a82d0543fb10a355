"""In whose name a bank account of a collective stands."""

from __future__ import annotations

import unicodedata

from ..errors import RuleError


class HolderDiffers(RuleError):
    """The account does not stand in the name of the collective."""

    holder: str
    entity: str


def check(holder: str, entity: str, *, is_body: bool, others: int, others_max: int) -> None:
    """Refuse an account in another name than the collective's own.

    Args: is_body: the holder is a body known here, such as the agency, and no person; others: how many
    accounts in another name the collective has already; others_max: how many the county allows.
    Raises: HolderDiffers: facts `holder`, `entity`.
    Source: collective-law-44
    """
    if same_name(holder, entity) or is_body and others < others_max:
        return
    raise HolderDiffers(holder=holder, entity=entity)


def same_name(first: str, second: str) -> bool:
    """Say whether two names are one, whatever their blanks and the width of their brackets.

    >>> same_name("合村（联合） 社", "合村(联合)社")
    True
    """
    return _bare(first) == _bare(second)


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
