"""What givers had and receivers have, read from the tables with plain SQL: nothing of the product is asked.

`given` is read before anything begins, `compare` reads again when all is over. What the clearings themselves
decided is read from their vouchers, and must come to exactly what the benchmark let its people find.
"""

from collections import Counter, defaultdict
from contextlib import closing
from decimal import Decimal
from typing import NamedTuple

# account → {(organisation, code, party, village of origin): yuan, debits less credits}, posted entries alone.
ENTRIES = """
    SELECT e.entity_id, a.code, coalesce(e.partner_id, 0), e.origin_place_id, sum(e.debit - e.credit)::text
      FROM ledger_entry e
      JOIN ledger_voucher v ON v.id = e.voucher_id AND v.state = 'posted'
      JOIN ledger_account a ON a.id = e.account_id
     WHERE e.entity_id = ANY(%(entities)s) AND coalesce(v.event_key, '') {which}
     GROUP BY 1, 2, 3, 4 HAVING sum(e.debit - e.credit) <> 0"""
CARDS = """
    SELECT code, entity_id, cost::text, accumulated::text, quantity::text, area_mu::text, origin_place_id
      FROM reform_asset
     WHERE entity_id = ANY(%(entities)s)"""
CONTRACTS = """
    SELECT l.name, l.entity_id, l.lessee_id, l.date_end, count(d.id), sum(d.amount)::text,
           sum(d.outstanding)::text
      FROM reform_lease l JOIN reform_rent_due d ON d.lease_id = l.id
     WHERE l.entity_id = ANY(%(entities)s) GROUP BY l.id"""
MEMBERS = """
    SELECT entity_id, origin_place_id, count(*) FROM reform_member
     WHERE entity_id = ANY(%(entities)s) AND state = 'member' GROUP BY 1, 2"""
# Income and expenses go over as the result of the year so far.
OF_THE_YEAR = ("5",)
RESULT = "321"


class Given(NamedTuple):
    """What every giver had on the base date."""

    entries: dict
    cards: dict
    contracts: dict
    members: dict


def given(ctx, world):
    """Read what the villages have."""
    with closing(ctx.connect()) as connection, connection.cursor() as cr:
        entities = list(world.receivers)
        return Given(
            _entries(cr, entities, "IS NOT NULL"),
            _things(cr, CARDS, entities),
            _things(cr, CONTRACTS, entities),
            _members(cr, entities),
        )


def compare(ctx, world, before, found):
    """Return (number of lines compared, sentences of what is not explained).

    Args: before: a Given. found: {account code: yuan} that the clearings are to have changed in sum.
    """
    with closing(ctx.connect()) as connection, connection.cursor() as cr:
        givers = list(world.receivers)
        everybody = [*givers, *{receiver for receiver in world.receivers.values() if receiver}]
        explained = _entries(cr, givers, "LIKE 'clearing:%%'")
        now = _entries(cr, everybody, "IS NOT NULL")
        cards, contracts = _things(cr, CARDS, everybody), _things(cr, CONTRACTS, everybody)
        members = _members(cr, everybody)
    differences = _explanations(explained, found)
    expected = _expected(world, before.entries, explained)
    differences += [
        f"account {key}: {expected.get(key, 0)} expected, {now.get(key, 0)} found"
        for key in expected.keys() | now.keys()
        if expected.get(key, 0) != now.get(key, 0)
    ]
    for kind, old, new in (("card", before.cards, cards), ("contract", before.contracts, contracts)):
        differences += _moved(world, kind, old, new)
    taken = Counter()
    for (entity, origin), count in before.members.items():
        taken[world.receivers[entity] or entity, origin] += count
    if taken != members:
        differences.append(f"members: {len(taken)} groups expected, {len(members)} found")
    lines = len(expected) + len(cards) + len(contracts) + len(members)
    return lines, differences


def _entries(cr, entities, which):
    cr.execute(ENTRIES.format(which=which), {"entities": entities})
    return {row[:4]: Decimal(row[4]) for row in cr.fetchall()}


def _things(cr, query, entities):
    cr.execute(query, {"entities": entities})
    return {row[0]: row[1:] for row in cr.fetchall()}


def _members(cr, entities):
    cr.execute(MEMBERS, {"entities": entities})
    return Counter({row[:2]: row[2] for row in cr.fetchall()})


def _expected(world, entries, explained):
    """Return what everybody's books have to say: the old ones nothing, the new ones what came together."""
    expected = defaultdict(Decimal)
    for part in (entries, explained):
        for (entity, code, party, origin), amount in part.items():
            receiver = world.receivers[entity]
            if receiver and code.startswith(OF_THE_YEAR):
                code, party = RESULT, 0
            expected[receiver or entity, code, party, origin] += amount
    return {key: amount for key, amount in expected.items() if amount}


def _explanations(explained, found):
    """Return a sentence for every account on which the clearings changed something else than was found."""
    changed = Counter()
    for (_entity, code, _party, _origin), amount in explained.items():
        changed[code] += amount
    return [
        f"clearings changed {code} by {changed[code]}, found was {found.get(code, 0)}"
        for code in changed.keys() | found.keys()
        if changed[code] != found.get(code, 0)
    ]


def _moved(world, kind, old, new):
    """Return sentences of things that are lost, made up, changed, or with somebody else."""
    differences = [f"{kind} {key} is gone" for key in old.keys() - new.keys()]
    differences += [f"{kind} {key} was not there" for key in new.keys() - old.keys()]
    for key in old.keys() & new.keys():
        owner, *facts = old[key]
        expected = (world.receivers[owner] or owner, *facts)
        if new[key] != expected:
            differences.append(f"{kind} {key}: {expected} expected, {new[key]} found")
    return differences
