"""Promises R4 and R6: workers and PostgreSQL are killed at random; the books lose and double nothing."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.bootstrap import cluster, environment, layout, python_env
from config.bootstrap.database import Databases
from config.bootstrap.progress import SetupError

WORKER_KILLS, SERVER_KILLS = 5, 2
SEED = int(os.environ.get("REFORM_SEED", random.SystemRandom().randrange(2**32)))
NAME = "crash"
ENTRIES = """
    SELECT v.entity_id, coalesce(v.event_key, ''), v.kind, v.date, v.state, a.code, e.origin_place_id,
           e.debit, e.credit
      FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
      JOIN ledger_account a ON a.id = e.account_id
     ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
YEARS = "SELECT entity_id, year, state, net_income, undistributed FROM ledger_closing ORDER BY 1, 2"
MONTHS = "SELECT entity_id, date_from, state FROM ledger_period ORDER BY 1, 2"
DOUBLES = "SELECT event_key FROM ledger_voucher WHERE event_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1"


def start_again():
    """Start the cluster after a crash; the old server's memory may take a moment to go."""
    for _try in range(50):
        try:
            return cluster.start(NAME)
        except SetupError:
            time.sleep(0.2)
    return cluster.start(NAME)


def kill_server():
    """Kill the server and all its processes at once, as a power cut does; wait until they are gone."""
    first = int((cluster.private(NAME).data / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for pid in (first, *map(int, children)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    while cluster.running(cluster.private(NAME)):
        time.sleep(0.02)


@pytest.fixture(scope="module")
def databases():
    """Two copies of the demo on a cluster of their own: one to be left alone, one to be hurt."""
    shutil.rmtree(cluster.private(NAME).data, ignore_errors=True)
    cluster.start(NAME)
    source, own = Databases("test"), Databases(NAME)
    template = os.environ["REFORM_DEMO_TEMPLATE"]
    dump = layout.LOCAL / "crash.dump"
    subprocess.run(
        [cluster.programs() / "pg_dump", "-Fc", "-Z0", "-f", dump, template], env=source.env, check=True
    )
    own.create("crash_quiet")
    subprocess.run(
        [cluster.programs() / "pg_restore", "--no-owner", "-j", "2", "-d", "crash_quiet", dump],
        env=own.env, check=True,
    )  # fmt: skip
    dump.unlink()
    if (source.filestore / template).exists():
        shutil.copytree(source.filestore / template, own.filestore / "crash_quiet", copy_function=os.link)
    own.copy("crash_quiet", "crash_hurt")
    yield own
    for name in ("crash_quiet", "crash_hurt"):
        own.drop(name)
    cluster.stop(NAME)
    shutil.rmtree(cluster.private(NAME).data, ignore_errors=True)


class Worker:
    """The parent of the workers that are killed; it holds no connection itself."""

    def __init__(self):
        self.process = subprocess.Popen(
            [str(python_env.PYTHON), "-m", "tests.production.crash_worker", "crash_quiet", "crash_hurt"],
            cwd=layout.PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**environment.variables(NAME), "PYTHONPATH": str(layout.PROJECT)},
        )  # fmt: skip
        assert self.process.stdout.readline() == "READY\n", self.process.communicate()[1][-2000:]

    def begin(self, database):
        """Fork a worker and return its process id."""
        self.process.stdin.write(database + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline().split()[1])

    def end(self):
        """Wait for it and return (seconds, exit status)."""
        _word, seconds, status = self.process.stdout.readline().split()
        return float(seconds), int(status)

    def whole(self, database):
        """Let a worker do all there is to do."""
        self.begin(database)
        seconds, status = self.end()
        assert status == 0, self.close()
        return seconds

    def close(self):
        """End the parent and return what its children complained about."""
        self.process.kill()
        return self.process.communicate()[1][-4000:]


def facts(own, name):
    return {query: own.query(query, name) for query in (ENTRIES, YEARS, MONTHS, DOUBLES)}


def check(own, name):
    """Run the product's own checks; they print a line each and end with 0 when all hold."""
    done = subprocess.run(
        [str(layout.VENV / "bin" / "odoo"), "reform_check", "-d", name],
        env={**own.env, "PGDATABASE": name}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if line[:2] != "OK")
    assert done.stdout.count("OK ") > 20


def half_posted(own, name):
    """Return what a crash could leave half done: vouchers without balance, number, seal or entries."""
    return own.query(
        """SELECT v.id FROM ledger_voucher v LEFT JOIN ledger_entry e ON e.voucher_id = v.id
             LEFT JOIN ledger_number n ON n.voucher_id = v.id
             LEFT JOIN reform_seal_entry s
                    ON s.res_model = 'ledger.voucher' AND s.res_id = v.id AND s.to_state = 'posted'
            WHERE v.state = 'posted' GROUP BY v.id
           HAVING count(e.id) < 2 OR count(n.voucher_id) = 0 OR count(s.id) = 0""",
        name,
    )


def test_killed_at_any_point_the_work_is_taken_up_and_done_once(databases):
    sys.stdout.write(f"REFORM_SEED={SEED}\n")
    draw = random.Random(SEED)
    worker = Worker()
    try:
        seconds = worker.whole("crash_quiet")
        quiet = facts(databases, "crash_quiet")
        kills = ["worker"] * WORKER_KILLS + ["server"] * SERVER_KILLS
        draw.shuffle(kills)
        survived = 0
        for what in kills:
            pid = worker.begin("crash_hurt")
            time.sleep(draw.uniform(0.02, 0.45) * seconds)
            if what == "worker":
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    survived += 1
            else:
                kill_server()
                start_again()
            worker.end()
            assert half_posted(databases, "crash_hurt") == []
        assert survived < WORKER_KILLS, "no worker was killed at work"
        worker.whole("crash_hurt")
        hurt = facts(databases, "crash_hurt")
        for query, rows in quiet.items():
            assert hurt[query] == rows, f"REFORM_SEED={SEED}"
        assert quiet[DOUBLES] == []
        assert ["2025", "locked"] in [row[1:3] for row in quiet[YEARS]]
        assert worker.whole("crash_hurt") < seconds
        assert facts(databases, "crash_hurt") == hurt
        check(databases, "crash_hurt")
    finally:
        worker.close()
