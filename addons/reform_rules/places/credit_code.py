"""The unified social credit code of a legal entity (统一社会信用代码).

Eighteen characters: authority, kind, six digits of the place of registration, nine of the organisation, one
check character over the first seventeen (weights are the powers of 3 modulo 31). Collectives are registered
by the agriculture department, whose codes begin with a letter.
"""

from __future__ import annotations

from ..errors import RuleError

# Digits and letters without I, O, S, V, Z, which look like others.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


class NotACreditCode(RuleError):
    """Length, alphabet, region or check character is wrong; `expected` is the right last one if known."""

    value: str
    expected: str = ""


def compact(value: str) -> str:
    """Return the code as it is stored, without spaces and hyphens, in capitals.

    Raises: NotACreditCode: facts `value`, `expected`.

    >>> compact("9111 0000 6000 3734 1l")
    '91110000600037341L'
    """
    code = "".join(char for char in value.upper() if not char.isspace() and char != "-")
    if len(code) != _LENGTH or any(char not in ALPHABET for char in code) or not code[2:8].isdigit():
        raise NotACreditCode(value=value)
    expected = check_character(code[:-1])
    if code[-1] != expected:
        raise NotACreditCode(value=value, expected=expected)
    return code


def check_character(first_seventeen: str) -> str:
    """Return the eighteenth character for the seventeen before it."""
    total = sum(
        ALPHABET.index(char) * pow(3, place, len(ALPHABET)) for place, char in enumerate(first_seventeen)
    )
    return ALPHABET[-total % len(ALPHABET)]
