"""The nightly backup: database dump and file store, proven readable, kept for a while.

`python -m config.production.backup` waits for the hour and does it every night; `--now` does it at once;
`--check` tells by its exit status whether the newest one is recent. Restoring is restore.py.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import sys
import tarfile
import time
from pathlib import Path

from config.bootstrap import cluster, environment
from config.bootstrap.progress import SetupError, run, say
from config.production import settings

DUMP, FILES, MANIFEST = "database.dump", "filestore.tar", "manifest.json"
OLDEST_HOURS = 26


def make(target: Path = settings.BACKUPS) -> Path:
    """Make one backup and return its folder; it appears under its name only when complete and readable."""
    env = environment.variables("main")
    name = env["PGDATABASE"]
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    target.mkdir(parents=True, exist_ok=True)
    draft = target / f".{stamp}.part"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    # The database first: a file stored in between is only superfluous, never missing.
    run([cluster.programs() / "pg_dump", "-Fc", "-Z", "6", "-f", draft / DUMP, name],
        what="dump the database", env=env)  # fmt: skip
    run([cluster.programs() / "pg_restore", "--list", draft / DUMP], what="read the dump back", env=env)
    store = Path(env["ODOO_DATA_DIR"]) / "filestore" / name
    with tarfile.open(draft / FILES, "w") as archive:
        if store.exists():
            archive.add(store, arcname="filestore")
    digests = {part: _sha256(draft / part) for part in (DUMP, FILES)}
    (draft / MANIFEST).write_text(json.dumps({"database": name, "made": stamp, "sha256": digests}, indent=1))
    finished = target / stamp
    draft.rename(finished)
    say(f"backup {finished}")
    return finished


def forget(keep_days: int, target: Path = settings.BACKUPS) -> list[str]:
    """Remove backups older than so many days, but never the newest one; return what was removed."""
    limit = time.time() - keep_days * 86400
    gone = [folder for folder in complete(target)[:-1] if folder.stat().st_mtime < limit]
    for folder in gone:
        shutil.rmtree(folder)
    return [folder.name for folder in gone]


def complete(target: Path = settings.BACKUPS) -> list[Path]:
    """Return the finished backups, oldest first."""
    return sorted(path.parent for path in target.glob(f"[0-9]*/{MANIFEST}"))


def recent(target: Path = settings.BACKUPS) -> bool:
    """Tell whether the newest backup is of the last day."""
    present = complete(target)
    return bool(present) and time.time() - present[-1].stat().st_mtime < OLDEST_HOURS * 3600


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def every_night() -> None:
    """Sleep until the hour, make a backup, forget old ones; go on after a failure, which the log names."""
    hour = int(os.environ.get("BACKUP_HOUR", "2"))
    keep_days = int(os.environ.get("BACKUP_KEEP_DAYS", "30"))
    while True:
        now = datetime.datetime.now(datetime.UTC)
        due = now.replace(hour=hour, minute=0, second=0, microsecond=0)
        if due <= now:
            due += datetime.timedelta(days=1)
        say(f"next backup at {due.isoformat()}")
        time.sleep((due - now).total_seconds())
        try:
            make()
            for name in forget(keep_days):
                say(f"forgot {name}")
        except (SetupError, OSError) as error:
            print(error, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run the verb and return the exit status."""
    settings.apply()
    if arguments == ["--check"]:
        return 0 if recent() else 1
    if arguments == ["--now"]:
        make()
        return 0
    every_night()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
