"""Debian packages without touching the machine: a private apt with its own lists, cache and sources.

The archive's signature is verified against the keyring that Debian ships (`signed-by`, never `trusted`);
the pinned server package is checked against its SHA-256 on top.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .progress import SetupError, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class PrivateApt:
    """An apt that lives in one temporary folder.

    How to use: create it on an empty folder with the suites wanted, `update()`, then `download()`.
    How it works: every directory apt would write to is pointed into the folder, so neither root nor
    the system's own sources are needed; the mirror is the one the machine already uses.
    """

    def __init__(self, home: Path, suites: Sequence[str]) -> None:
        if not KEYRING.exists():
            raise SetupError(
                "verify the Debian archive",
                f"{KEYRING} is missing",
                "install debian-archive-keyring, or set ODOO_SRC to an existing Odoo 19 checkout",
            )
        self.home = home
        for part in ("lists/partial", "cache/archives/partial", "debs"):
            (home / part).mkdir(parents=True, exist_ok=True)
        mirror = self._mirror()
        lines = [f"deb [signed-by={KEYRING}] {mirror} {suite} main\n" for suite in suites]
        (home / "sources.list").write_text("".join(lines))

    def _mirror(self) -> str:
        """Return the address of the machine's own mirror, found without parsing its source files."""
        listing = run(
            [
                "apt-get",
                "-o",
                f"Dir::State::lists={self.home}/none",
                "indextargets",
                "--no-release-info",
                "--format",
                "$(SITE)",
                "Created-By: Packages",
            ],
            what="find the Debian mirror of this machine",
            remedy="this set-up needs Debian's apt-get; or set ODOO_SRC to an existing Odoo 19 checkout",
        )
        sites = [line for line in listing.split() if "security" not in line]
        if not sites:
            raise SetupError(
                "find the Debian mirror of this machine",
                "apt knows no source for `main`",
                "add a Debian source to apt, or set ODOO_SRC to an existing Odoo 19 checkout",
            )
        return sites[0]

    def _command(self) -> list[str]:
        home = self.home
        options = {
            "Dir::Etc::sourcelist": f"{home}/sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State::lists": f"{home}/lists",
            "Dir::State::status": "/dev/null",
            "Dir::Cache": f"{home}/cache",
            "APT::Sandbox::User": "",
            "APT::Update::Post-Invoke": "",
            "APT::Update::Post-Invoke-Success": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
        }
        return ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items())]

    def update(self) -> None:
        """Fetch the package lists; fails when a signature does not verify."""
        run(
            [*self._command(), "update"],
            what="read the Debian package lists",
            remedy="check the network and the machine's apt sources, then run the same command again",
        )

    def versions(self, package: str) -> list[str]:
        """Return the versions of a package which the archive offers now."""
        command = ["apt-cache", *self._command()[2:], "madison", package]
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        return sorted({line.split("|")[1].strip() for line in found.splitlines() if "|" in line})

    def download(self, packages: Sequence[str]) -> list[Path]:
        """Fetch packages written `name=version` or `name/suite` and return their files."""
        before = set((self.home / "debs").iterdir())
        run(
            [*self._command(), "download", *packages],
            what=f"download {', '.join(packages)}",
            cwd=self.home / "debs",
            remedy="check the network, then run the same command again",
        )
        return sorted(set((self.home / "debs").iterdir()) - before)


def check_sha256(file: Path, expected: str) -> None:
    """Refuse a file whose digest is not the pinned one."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise SetupError(
            f"verify {file.name}",
            f"its SHA-256 is {digest.hexdigest()}, the pinned one is {expected}",
            "do not use this file; look at what the mirror serves before trying again",
        )


def unpack(deb: Path, target: Path, members: Sequence[str], exclude: Sequence[str] = ()) -> None:
    """Unpack chosen members of a package, dropping the excluded ones while reading."""
    target.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE) as source:
        run_tar = subprocess.run(
            [
                "tar",
                "-x",
                "-C",
                str(target),
                "--no-same-owner",
                *(f"--exclude={one}" for one in exclude),
                *members,
            ],
            stdin=source.stdout,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        if source.stdout:
            source.stdout.close()
    if run_tar.returncode or source.returncode:
        raise SetupError(
            f"unpack {deb.name}",
            run_tar.stderr.strip() or "dpkg-deb could not read it",
            "see whether the disk is full, then run the same command again",
        )
