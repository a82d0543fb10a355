"""The Python environment of the checkout: hash-locked packages, with the server linked in by one `.pth` file.

A `.pth` beats PYTHONPATH: it also covers pytest, `odoo shell` and the processes the server starts itself.
`odoo` and `odoo.addons` are namespace packages in 19, so OCA wheels in site-packages and the core merge.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import layout
from .progress import SetupError, run, say, step

RUNTIME_LOCK = layout.CONFIG / "requirements.txt"
DEV_LOCK = layout.CONFIG / "dev" / "requirements.txt"
PYTHON = layout.VENV / "bin" / "python"
SMALLEST, LARGEST = (3, 11), (3, 13)


def ensure(*, dev: bool = False) -> None:
    """Make the environment hold exactly the runtime lock, and the tools of development when asked."""
    stamp = layout.VENV / ".runtime"
    wanted = _digest(RUNTIME_LOCK, str(layout.core()))
    if _read(stamp) != wanted:
        with step("Python packages of the server"):
            shutil.rmtree(layout.VENV, ignore_errors=True)
            layout.LOCAL.mkdir(parents=True, exist_ok=True)
            run(
                [_uv(), "venv", "-q", "--python", _python(), layout.VENV],
                what="create the Python environment",
            )
            _link_server()
            _install(RUNTIME_LOCK)
            _write_launcher()
        stamp.write_text(wanted)
    if dev:
        stamp, wanted = layout.VENV / ".dev", _digest(DEV_LOCK)
        if _read(stamp) != wanted:
            with step("Python packages of development"):
                _install(DEV_LOCK)
            stamp.write_text(wanted)


def site_packages() -> Path:
    """Return the folder of installed packages."""
    return next((layout.VENV / "lib").glob("python3*/site-packages"))


def _digest(lock: Path, more: str = "") -> str:
    return hashlib.sha256(lock.read_bytes() + more.encode()).hexdigest()


def _read(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _python() -> str:
    """Return an interpreter in the supported range, the system's own first because it stays where it is."""
    for candidate in ("/usr/bin/python3", sys.executable):
        asked = (
            subprocess.run(
                [candidate, "-c", "import sys; print(*sys.version_info[:2])"],
                capture_output=True,
                text=True,
                check=False,
            )
            if Path(candidate).exists()
            else None
        )
        if asked and asked.returncode == 0:
            version = tuple(int(part) for part in asked.stdout.split())
            if SMALLEST <= version <= LARGEST:
                return candidate
    raise SetupError(
        "find Python",
        f"neither /usr/bin/python3 nor {sys.executable} is Python 3.11 to 3.13",
        "apt-get install python3 python3-venv (Debian 12 or 13)",
    )


def _uv() -> str:
    """Return uv: the one on PATH, else one of our own in the shared cache."""
    found = shutil.which("uv")
    if found:
        return found
    home = layout.cache() / "uv"
    uv = home / "bin" / "uv"
    if not uv.exists():
        say("uv (Python package installer)")
        remedy = "apt-get install python3-venv, or put uv on the PATH"
        run([_python(), "-m", "venv", "--clear", home], what="create an environment for uv", remedy=remedy)
        run(
            [home / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "uv"],
            what="install uv",
            remedy="check that the Python package index can be reached, then run the same command again",
        )
    return str(uv)


def install_apart(lock: Path, folder: Path) -> None:
    """Make a folder hold exactly the packages of a lock, beside the environment and not in it."""
    stamp, wanted = folder / ".lock", _digest(lock)
    if _read(stamp) != wanted:
        with step(f"Python packages of {folder.name}"):
            shutil.rmtree(folder, ignore_errors=True)
            _install(lock, "--target", folder)
        stamp.write_text(wanted)


def _install(lock: Path, *where: str | Path) -> None:
    words = ["--no-deps", "--require-hashes", *where, "-r", lock]
    run(
        [_uv(), "pip", "install", "-q", "--python", PYTHON, *words],
        what=f"install {lock.relative_to(layout.PROJECT)}",
        remedy="check that the Python package index can be reached (SSL_CERT_FILE for a proxy)",
    )


def _link_server() -> None:
    """Put the server on the path, and its name and version where installers look for them."""
    site = site_packages()
    (site / "odoo_core.pth").write_text(f"{layout.core()}\n")
    info = site / f"odoo-{layout.ODOO_SERIES}.dist-info"
    info.mkdir(exist_ok=True)
    metadata = f"Metadata-Version: 2.1\nName: odoo\nVersion: {layout.ODOO_SERIES}\n"
    (info / "METADATA").write_text(metadata)
    (info / "INSTALLER").write_text("reform-ledger\n")
    (info / "RECORD").write_text("")


def _write_launcher() -> None:
    launcher = layout.VENV / "bin" / "odoo"
    launcher.write_text(f'#!{PYTHON}\nimport odoo.cli\n\nif __name__ == "__main__":\n    odoo.cli.main()\n')
    launcher.chmod(0o755)


def path_with_venv() -> str:
    """Return PATH with the environment first: the server re-executes itself as plain `python`."""
    return os.pathsep.join([str(layout.VENV / "bin"), os.environ.get("PATH", "/usr/bin:/bin")])
