"""Restore a backup into a new database: `python -m config.production.restore FOLDER NEW_NAME`.

It refuses to write over a database that exists: whoever restores decides first what to do with the old one.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from pathlib import Path

from config.bootstrap import cluster, environment
from config.bootstrap.database import Databases
from config.bootstrap.progress import SetupError, run, say
from config.production import settings
from config.production.backup import DUMP, FILES, MANIFEST


def restore(folder: Path, name: str, cluster_name: str = "main") -> None:
    """Check the digests of a backup and restore it under a name that is free."""
    facts = json.loads((folder / MANIFEST).read_text())
    for part, expected in facts["sha256"].items():
        with (folder / part).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != expected:
                raise SetupError(
                    f"restore {folder}", f"{part} is not what was written", "take another backup"
                )
    databases = Databases(cluster_name)
    if name in databases.names():
        raise SetupError(f"restore into {name}", "a database of that name exists", "choose another name")
    databases.create(name)
    env = environment.variables(cluster_name)
    run([cluster.programs() / "pg_restore", "--no-owner", "--exit-on-error", "-d", name, folder / DUMP],
        what="restore the database", env=env)  # fmt: skip
    store = databases.filestore / name
    store.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(folder / FILES) as archive:
        names = archive.getnames()
        if any(not (one + "/").startswith("filestore/") or ".." in one.split("/") for one in names):
            raise SetupError(f"restore {folder}", f"{FILES} holds foreign paths", "take another backup")
        if names:
            archive.extractall(store.parent / f".{name}")
            (store.parent / f".{name}" / "filestore").rename(store)
            (store.parent / f".{name}").rmdir()
    say(f"{folder.name} restored as {name}")


def main(arguments: list[str]) -> int:
    """Run from the command line and return the exit status."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    settings.apply()
    try:
        restore(Path(arguments[0]), arguments[1])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
