"""Who can log in to the demonstration: one made-up person per role, with the login as password."""

from __future__ import annotations

ROLES = {
    "clerk": "village clerk: keeps cards, leases, counts",
    "director": "village director: decides and signs",
    "supervisor": "supervision committee: sees and objects",
    "accountant": "accountant of the township's agency bookkeeping",
    "cashier": "cashier: cash journal, bank papers, payments",
    "township": "township office: reviews and dispatches",
    "county_finance": "county finance bureau",
    "county_agriculture": "county agriculture bureau",
    "auditor": "auditor: reads everything, writes findings",
    "admin": "administrator: settings, no vouchers",
}


def table(present: set[str]) -> str:
    """Return the lines to print for the logins which the database has."""
    return "\n".join(f"    {login:<20}{login:<20}{role}" for login, role in ROLES.items() if login in present)
