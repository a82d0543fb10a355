"""What addons the checkout has, what they need from elsewhere, and a digest that tells when they changed."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path

from . import layout, python_env

# What changes neither the database nor the running server.
QUIET_FOLDERS = {"tests", "__pycache__", "readme"}
QUIET_SUFFIXES = {".md", ".pyc", ".rst"}


def names() -> list[str]:
    """Return the names of the project's installable addons."""
    found = []
    for manifest in sorted(layout.ADDONS.glob("*/__manifest__.py")):
        if read_manifest(manifest).get("installable", True):
            found.append(manifest.parent.name)
    return found


def read_manifest(manifest: Path) -> dict:
    """Return a manifest as plain data."""
    return ast.literal_eval(manifest.read_text())


def foreign() -> list[str]:
    """Return the addons of Odoo and OCA which the project's own depend on directly."""
    own = set(names())
    needed = {"base", "web"}
    for name in own:
        needed.update(read_manifest(layout.ADDONS / name / "__manifest__.py").get("depends", ()))
    return sorted(needed - own)


def digest(name: str) -> str:
    """Return a digest of the files of one addon that matter to a running server."""
    state = hashlib.sha256()
    root = layout.ADDONS / name
    for file in sorted(root.rglob("*")):
        inside = file.relative_to(root)
        if file.is_file() and not QUIET_FOLDERS & set(inside.parts) and file.suffix not in QUIET_SUFFIXES:
            state.update(f"{inside}\0".encode())
            state.update(file.read_bytes())
    return state.hexdigest()[:16]


def digests() -> dict[str, str]:
    """Return the digest of every addon."""
    return {name: digest(name) for name in names()}


def core_key() -> str:
    """Return the key of everything below the project's addons: server, lock, addons needed, language."""
    parts = [str(layout.core()), layout.ODOO_VERSION, layout.LANGUAGE, *foreign()]
    state = hashlib.sha256("\0".join(parts).encode())
    state.update(python_env.RUNTIME_LOCK.read_bytes())
    state.update((layout.CONFIG / "bootstrap" / "inside" / "offline.py").read_bytes())
    return state.hexdigest()[:12]


def full_key() -> str:
    """Return the key of a database with all addons installed."""
    state = hashlib.sha256(core_key().encode())
    for name, value in digests().items():
        state.update(f"{name}={value}\0".encode())
    return state.hexdigest()[:12]
