"""The arithmetic of the seal: canonical text, digest and chain. Plain Python, no Odoo, no clock.

A sealed log is a set of streams. In each stream the entries carry 1, 2, 3 … and every entry's hash covers the
hash of the entry before it, so that no entry can be changed, removed from the middle, inserted or moved
without being seen. Only the removal of the newest entries is invisible from inside: for that the heads
(`Head`) are kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

# The hash before the first entry of a stream.
GENESIS = "0" * 64

_CENT = Decimal("0.01")


class SealItem(NamedTuple):
    """One thing to be sealed.

    `digest`, when given, wins over `payload` (sets whose payloads were hashed elsewhere).
    """

    kind: str
    res_model: str
    res_id: int
    ref: str = ""
    from_state: str = ""
    to_state: str = ""
    reason: str = ""
    payload: Mapping[str, Any] = {}
    digest: str = ""


class Entry(NamedTuple):
    """A sealed entry as it is stored; `at` is ISO text in UTC to the second."""

    stream: str
    seq: int
    at: str
    user_id: int
    kind: str
    res_model: str
    res_id: int
    ref: str
    from_state: str
    to_state: str
    reason: str
    digest: str
    prev_hash: str
    hash: str


class Head(NamedTuple):
    """The newest entry of a stream."""

    seq: int
    hash: str


class Break(NamedTuple):
    """A place where the chain does not hold. `what`: altered | gap | order | rewritten | missing."""

    what: str
    stream: str
    seq: int
    ref: str = ""


def _plain(value: object) -> object:
    """Return a value that JSON writes the same way everywhere: amounts as "0.00" text, dates as ISO text."""
    if isinstance(value, Decimal):
        return str(value.quantize(_CENT, ROUND_HALF_UP))
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # A float has no canonical text; amounts come as Decimal, measures as text.
        raise TypeError("a sealed payload holds no floats")
    raise TypeError(f"a sealed payload holds no {type(value).__name__}")


_encode_mapping = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False
).encode
_encode_list = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


# What is never a float and holds none: looked through as a whole, which is most of the time a seal takes.
_SIMPLE = frozenset({str, int, bool, type(None), Decimal, date, datetime})


def _no_floats(values: Iterable[object]) -> None:
    """Refuse floats, which the JSON encoder would otherwise write by itself."""
    if _SIMPLE.issuperset(map(type, values)):
        return
    for value in values:
        if type(value) in _SIMPLE:
            continue
        if isinstance(value, float):
            _plain(value)
        elif isinstance(value, Mapping):
            _no_floats(value.values())
        elif isinstance(value, list | tuple):
            _no_floats(value)


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one text of a payload: JSON, sorted keys, no spaces, Decimal as "0.00" text, dates ISO.

    Raises: TypeError: a float or another value without one canonical text.
    """
    _no_floats(payload.values())
    return _encode_mapping(dict(payload))


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(
    prev_hash: str,
    *,
    stream: str,
    seq: int,
    at: str,
    user_id: int,
    kind: str,
    res_model: str,
    res_id: int,
    ref: str,
    from_state: str,
    to_state: str,
    reason: str,
    digest: str,
) -> str:
    """Return the hash of an entry.

    SHA-256 of the JSON list of the previous hash and every field, in this order.
    """
    fields = [
        prev_hash, stream, seq, at, user_id, kind, res_model, res_id, ref,
        from_state, to_state, reason, digest,
    ]  # fmt: skip
    return hashlib.sha256(_encode_list(fields).encode()).hexdigest()


def chain(
    items: Iterable[SealItem], *, stream: str, head: Head | None, at: str, user_id: int
) -> Iterator[Entry]:
    """Yield the entries that continue a stream after `head` (None: the stream is new)."""
    seq, prev_hash = head or Head(0, GENESIS)
    for item in items:
        seq += 1
        facts = {
            "stream": stream,
            "seq": seq,
            "at": at,
            "user_id": user_id,
            "kind": item.kind,
            "res_model": item.res_model,
            "res_id": item.res_id,
            "ref": item.ref or "",
            "from_state": item.from_state or "",
            "to_state": item.to_state or "",
            "reason": item.reason or "",
            "digest": item.digest or digest(canonical(item.payload)),
        }
        own_hash = link(prev_hash, **facts)
        yield Entry(**facts, prev_hash=prev_hash, hash=own_hash)
        prev_hash = own_hash


def verify(entries: Iterable[Entry], heads: Mapping[str, Head] | None = None) -> Iterator[Break]:
    """Yield every break in entries that arrive by stream and seq; memory does not grow with their number.

    Args: heads: newest entries known from outside the database, by stream. Whatever is no longer there, or is
        there with another hash, is a break even when the chain itself has been rewritten to fit.
    """
    known = dict(heads or {})
    stream, seq, prev_hash = None, 0, GENESIS
    for entry in entries:
        if entry.stream != stream:
            if stream is not None:
                yield from _short(known, stream, seq)
            stream, seq, prev_hash = entry.stream, 0, GENESIS
        if entry.seq != seq + 1:
            # One gap is named once; the chain goes on from what is there.
            yield Break("gap", stream, seq + 1, entry.ref)
        elif entry.prev_hash != prev_hash:
            yield Break("order", stream, entry.seq, entry.ref)
        facts = entry._asdict()
        own_hash = facts.pop("hash")
        if link(facts.pop("prev_hash"), **facts) != own_hash:
            yield Break("altered", stream, entry.seq, entry.ref)
        outside = known.get(stream)
        if outside and outside.seq == entry.seq and outside.hash != own_hash:
            yield Break("rewritten", stream, entry.seq, entry.ref)
        seq, prev_hash = entry.seq, own_hash
    if stream is not None:
        yield from _short(known, stream, seq)
    for gone in sorted(known):
        yield Break("missing", gone, known[gone].seq)


def _short(known: dict[str, Head], stream: str, seq: int) -> Iterator[Break]:
    """Yield a break when a stream that has been read ends before the head known from outside."""
    outside = known.pop(stream, None)
    if outside and outside.seq > seq:
        yield Break("missing", stream, outside.seq)
