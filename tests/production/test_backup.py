"""A backup is worth what its restoration is worth."""

import os
import time

import pytest

from config.bootstrap import environment
from config.bootstrap.database import Databases
from config.bootstrap.progress import SetupError
from config.bootstrap.templates import Templates
from config.production import backup, restore

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@pytest.fixture
def database(monkeypatch):
    """A copy of the prepared database, and the test cluster where production has its server."""
    templates = Templates()
    with templates.copy(os.environ["REFORM_TEST_TEMPLATE"], "backup") as name:
        own = {**templates.databases.env, "PGDATABASE": name}
        monkeypatch.setattr(environment, "variables", lambda *_: own)
        monkeypatch.setenv("PGDATABASE", name)
        yield name


def counted(name):
    """Return the number of rows of every table."""
    databases = Databases("test")
    tables = [row[0] for row in databases.query(TABLES, name)]
    counts = (f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)
    return databases.query(" UNION ALL ".join(counts) + " ORDER BY 1", name)


def files(name):
    store = Databases("test").filestore / name
    return sorted(str(path.relative_to(store)) for path in store.rglob("*") if path.is_file())


def test_a_backup_restores_every_row_and_file(database, tmp_path):
    made = backup.make(tmp_path)
    target = database + "_again"
    Databases("test").drop(target)
    try:
        restore.restore(made, target, "test")
        assert counted(target) == counted(database)
        assert files(target) == files(database) != []
        with pytest.raises(SetupError, match="restore into"):
            restore.restore(made, target, "test")
    finally:
        Databases("test").drop(target)


def test_a_damaged_backup_is_refused(database, tmp_path):
    made = backup.make(tmp_path)
    with (made / backup.DUMP).open("r+b") as stream:
        stream.seek(1000)
        stream.write(b"damaged")
    with pytest.raises(SetupError, match="restore"):
        restore.restore(made, database + "_never", "test")
    assert database + "_never" not in Databases("test").names()


def test_old_backups_are_forgotten_and_the_newest_never(tmp_path):
    for name, days in (("2024-01-01T020000Z", 50), ("2024-01-20T020000Z", 31), ("2024-02-10T020000Z", 40)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / backup.MANIFEST).write_text("{}")
        then = time.time() - days * 86400
        os.utime(folder, (then, then))
    assert backup.forget(30, tmp_path) == ["2024-01-01T020000Z", "2024-01-20T020000Z"]
    assert [folder.name for folder in backup.complete(tmp_path)] == ["2024-02-10T020000Z"]
    assert not backup.recent(tmp_path)
