"""Programs that check the production files without an engine: compose of trixie, nginx of bookworm.

Unpacked into the shared cache from packages whose archive signature was verified; nothing is installed.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from . import layout
from .archive import PrivateApt, unpack
from .progress import step
from .tree import cache_lock

COMPOSE = "usr/libexec/docker/cli-plugins/docker-compose"
NGINX = "usr/sbin/nginx"


def folder() -> Path:
    """Return where the programs are unpacked."""
    return layout.cache() / "production-tools-1"


def ensure() -> Path:
    """Return the folder with the programs in it, fetching them once."""
    target = folder()
    if (target / ".ok").exists():
        return target
    with cache_lock():
        if not (target / ".ok").exists():
            _fetch(target)
    return target


def _fetch(target: Path) -> None:
    with (
        step("programs that check the production files"),
        tempfile.TemporaryDirectory(prefix="tmp.", dir=layout.cache()) as temporary,
    ):
        apt = PrivateApt(Path(temporary) / "apt", ("trixie", "bookworm"))
        apt.update()
        root = Path(temporary) / "root"
        for deb in apt.download(("docker-compose/trixie", "nginx/bookworm", "nginx-common/bookworm")):
            members = ["./usr", "./etc"] if deb.name.startswith("nginx-common") else ["./usr"]
            unpack(deb, root, members, ("*/doc/*", "*/man/*"))
        (root / ".ok").touch()
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)


def compose() -> Path:
    """Return the compose program."""
    return ensure() / COMPOSE


def nginx() -> Path:
    """Return the nginx program."""
    return ensure() / NGINX
