"""Where everything lives, and the versions that are pinned outside the Python lock.

Two places only: a cache that all checkouts of one person share (the unpacked server, immutable),
and `.local/` inside the checkout (environment, database cluster, file store, logs, tools).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ADDONS = PROJECT / "addons"
CONFIG = PROJECT / "config"
LOCAL = PROJECT / ".local"
VENV = LOCAL / "venv"
BIN = LOCAL / "bin"
LOGS = LOCAL / "logs"
DATA = LOCAL / "data"
STATE = LOCAL / "state"

ODOO_SERIES = "19.0"
ODOO_VERSION = "19.0.0+dfsg-1"
ODOO_SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
# Step the revision when the way of unpacking changes, so that old caches are left alone.
TREE_REVISION = 1

DEMO_DATABASE = "reform"
LANGUAGE = "zh_CN"
HTTP_INTERFACE = "127.0.0.1"
HTTP_PORT = 8069


def cache() -> Path:
    """Return the folder shared by all checkouts of this user; it holds only what can be fetched again."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "reform-ledger"


def tree() -> Path:
    """Return the folder of the unpacked server, named after version and revision."""
    return cache() / f"odoo-{ODOO_VERSION}-r{TREE_REVISION}"


def core() -> Path:
    """Return the folder that contains the `odoo` package: the cached tree, or what ODOO_SRC names."""
    source = os.environ.get("ODOO_SRC")
    if source:
        return Path(source).resolve()
    return tree() / "usr" / "lib" / "python3" / "dist-packages"


def fonts() -> Path:
    """Return the folder of fonts that PDF output embeds."""
    return tree() / "usr" / "share" / "fonts"


def socket_dir(name: str) -> Path:
    """Return the socket folder of a cluster, short because socket paths end at 107 bytes.

    Checkouts that share one `.local` by a link share its clusters, and so find the same socket.
    """
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    mark = hashlib.sha256(str(LOCAL.resolve()).encode()).hexdigest()[:10]
    return Path(base) / f"reform-pg-{os.getuid()}-{mark}-{name}"
