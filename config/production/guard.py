"""What production refuses: the demonstration's data and everybody's passwords."""

from __future__ import annotations

from config.bootstrap.database import Databases
from config.bootstrap.logins import ROLES

WEAK = {"admin", "password", "123456", "odoo", "reform"}
PASSWORD_LENGTH_MIN = 12


def demo_traces(databases: Databases, name: str) -> list[str]:
    """Return why a database is not fit for production: demo modules, logins whose password is their name."""
    found = [
        f"module {row[0]} was installed with demo data"
        for row in databases.query(
            "SELECT name FROM ir_module_module WHERE demo AND state = 'installed'", name
        )
    ]
    rows = databases.query("SELECT login, coalesce(password, '') FROM res_users WHERE active", name)
    for login, hashed in rows:
        # Trying words costs a third of a second each by design, so only the known names are tried.
        if login in ROLES and hashed and any(_matches(word, hashed) for word in {login} | WEAK):
            found.append(f"login {login} has a password anybody would guess")
    return found


def _matches(word: str, hashed: str) -> bool:
    from passlib.context import CryptContext

    return CryptContext(["pbkdf2_sha512", "plaintext"], deprecated=["plaintext"]).verify(word, hashed)


def weak_password(password: str) -> str:
    """Return why a first administrator's password is refused, empty when it is not."""
    if len(password) < PASSWORD_LENGTH_MIN:
        return f"it has fewer than {PASSWORD_LENGTH_MIN} characters"
    if password.lower() in WEAK | set(ROLES):
        return "anybody would guess it"
    return ""
