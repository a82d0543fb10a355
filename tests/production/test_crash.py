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

from config.bootstrap import cluster, layout, python_env
from config.bootstrap.database import Databases
from config.bootstrap.progress import SetupError
from tests.production.crash_worker import LINES

WORKER_KILLS, SERVER_KILLS = 5, 2
SHEET_KILLS = (("worker", "reading"), ("server", "reading"), ("worker", "applying"), ("server", "applying"))
HANDOVER_KILLS = ("worker", "worker", "server", "worker", "worker")
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
CARDS = """
    SELECT r.row_no, r.state, r.values, a.name, a.cost, a.area_sqm, a.place_id, a.entity_id, a.intake_ref
      FROM reform_intake_batch b JOIN reform_intake_row r ON r.batch_id = b.id
      LEFT JOIN reform_asset a ON a.intake_row_id = r.id
     WHERE b.file_name = '断电演练.xlsx' ORDER BY 1, 4
"""
BATCH = """
    SELECT b.state, r.state, count(*) FROM reform_intake_batch b JOIN reform_intake_row r ON r.batch_id = b.id
     WHERE b.file_name = '断电演练.xlsx' GROUP BY 1, 2
"""
HANDED = """
    SELECT h.name, h.state, c.state, i.state, i.answer, count(*), count(i.handed_no), max(i.handed_no),
           (SELECT count(*) FROM reform_handover_matter m WHERE m.handover_id = h.id)
      FROM reform_handover h JOIN reform_clearing c ON c.id = h.clearing_id
      JOIN reform_clearing_item i ON i.clearing_id = c.id
     GROUP BY h.id, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
HALF_HANDED = """
    SELECT h.name, h.state, c.state, i.state
      FROM reform_handover h JOIN reform_clearing c ON c.id = h.clearing_id
      JOIN reform_clearing_item i ON i.clearing_id = c.id
     WHERE h.state IN ('signing', 'done')
       AND ((h.state = 'done') <> (c.state IN ('handed_over', 'reconciled'))
            OR (h.state = 'done') <> (i.state IN ('received', 'refused')))
"""
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
    """Two copies of the demo on a cluster of their own: one to be left alone, one to be hurt.

    The cluster lies in a temporary folder and is gone afterwards. The template is read from the server the
    test was given (PGHOST, ODOO_DATA_DIR), which is never started, stopped or written to from here.
    """
    folder = cluster.throw_away()
    template, store = os.environ["REFORM_DEMO_TEMPLATE"], Path(os.environ["ODOO_DATA_DIR"]) / "filestore"
    own = Databases(NAME)
    own.env |= {**cluster.start(NAME).env(), "ODOO_DATA_DIR": str(folder / "data")}
    own.filestore = folder / "data" / "filestore"
    dump = folder / "crash.dump"
    subprocess.run([cluster.programs() / "pg_dump", "-Fc", "-Z0", "-f", dump, template], check=True)
    own.create("crash_quiet")
    subprocess.run(
        [cluster.programs() / "pg_restore", "--no-owner", "-j", "2", "-d", "crash_quiet", dump],
        env=own.env, check=True,
    )  # fmt: skip
    dump.unlink()
    if (store / template).exists():
        shutil.copytree(store / template, own.filestore / "crash_quiet")
    own.copy("crash_quiet", "crash_hurt")
    yield own
    cluster.stop(NAME)
    shutil.rmtree(folder, ignore_errors=True)


class Worker:
    """The parent of the workers that are killed; it holds no connection itself."""

    def __init__(self, own, job):
        self.job = job
        self.process = subprocess.Popen(
            [str(python_env.PYTHON), "-m", "tests.production.crash_worker", "crash_quiet", "crash_hurt"],
            cwd=layout.PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**own.env, "PYTHONPATH": str(layout.PROJECT)},
        )  # fmt: skip
        assert self.process.stdout.readline() == "READY\n", self.process.communicate()[1][-2000:]

    def begin(self, database):
        """Fork a worker and return its process id."""
        self.process.stdin.write(f"{database} {self.job}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline().split()[1])

    def at(self, step):
        """Wait until the worker has come to a step of its job."""
        while (words := self.process.stdout.readline().split()) != ["AT", step]:
            assert words[:1] == ["AT"], self.close()

    def end(self):
        """Wait for it and return (seconds, exit status)."""
        while (words := self.process.stdout.readline().split())[:1] == ["AT"]:
            pass
        _word, seconds, status = words
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


def facts(own, name, queries=(ENTRIES, YEARS, MONTHS, DOUBLES)):
    return {query: own.query(query, name) for query in queries}


def hurt(what, pid):
    """Kill the worker, or the whole server under it."""
    if what == "worker":
        os.kill(pid, signal.SIGKILL)
        return
    kill_server()
    start_again()


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
    worker = Worker(databases, "books")
    try:
        seconds = worker.whole("crash_quiet")
        quiet = facts(databases, "crash_quiet")
        kills = ["worker"] * WORKER_KILLS + ["server"] * SERVER_KILLS
        draw.shuffle(kills)
        survived = 0
        for what in kills:
            pid = worker.begin("crash_hurt")
            time.sleep(draw.uniform(0.02, 0.45) * seconds)
            try:
                hurt(what, pid)
            except ProcessLookupError:
                survived += 1
            worker.end()
            assert half_posted(databases, "crash_hurt") == []
        assert survived < WORKER_KILLS, "no worker was killed at work"
        worker.whole("crash_hurt")
        after = facts(databases, "crash_hurt")
        for query, rows in quiet.items():
            assert after[query] == rows, f"REFORM_SEED={SEED}"
        assert quiet[DOUBLES] == []
        assert ["2025", "locked"] in [row[1:3] for row in quiet[YEARS]]
        assert worker.whole("crash_hurt") < seconds
        assert facts(databases, "crash_hurt") == after
        check(databases, "crash_hurt")
    finally:
        worker.close()


def half_loaded(own, name):
    """Return what a crash could leave half done of a sheet: lines read in part, cards without their line."""
    return own.query(
        f"""SELECT b.state, count(r.id), count(*) FILTER (WHERE (r.state = 'applied') <> (a.id IS NOT NULL)),
                   count(a.id) - count(DISTINCT a.intake_row_id)
              FROM reform_intake_batch b LEFT JOIN reform_intake_row r ON r.batch_id = b.id
              LEFT JOIN reform_asset a ON a.intake_row_id = r.id
             WHERE b.file_name = '断电演练.xlsx' GROUP BY 1
            HAVING count(r.id) <> CASE b.state WHEN 'uploaded' THEN 0 ELSE {LINES} END
                OR count(*) FILTER (WHERE (r.state = 'applied') <> (a.id IS NOT NULL)) > 0
                OR count(a.id) <> count(DISTINCT a.intake_row_id)""",
        name,
    )


def test_a_sheet_killed_while_it_is_read_or_applied_gives_every_card_once(databases):
    sys.stdout.write(f"REFORM_SEED={SEED}\n")
    draw = random.Random(SEED)
    worker = Worker(databases, "sheet")
    try:
        worker.begin("crash_quiet")
        worker.at("reading")
        at = {"reading": time.monotonic()}
        worker.at("applying")
        at["applying"] = time.monotonic()
        _seconds, status = worker.end()
        assert status == 0, worker.close()
        lasts = {
            "reading": at["applying"] - at["reading"],
            "applying": time.monotonic() - at["applying"],
        }
        quiet = facts(databases, "crash_quiet", (CARDS, BATCH))
        assert quiet[BATCH] == [["applied", "applied", str(LINES)]]
        for what, step in SHEET_KILLS:
            pid = worker.begin("crash_hurt")
            worker.at(step)
            # Two kills share what there is to apply; what is read is read anew each time.
            time.sleep(draw.uniform(0.05, 0.4) * lasts[step])
            hurt(what, pid)
            _seconds, status = worker.end()
            assert status, f"{what} was not killed while {step}: REFORM_SEED={SEED}"
            assert half_loaded(databases, "crash_hurt") == [], f"REFORM_SEED={SEED}"
        worker.whole("crash_hurt")
        assert facts(databases, "crash_hurt", (CARDS, BATCH)) == quiet, f"REFORM_SEED={SEED}"
        worker.whole("crash_hurt")
        assert facts(databases, "crash_hurt", (CARDS, BATCH)) == quiet
        check(databases, "crash_hurt")
    finally:
        worker.close()


def test_a_handover_that_is_killed_is_whole_or_has_not_happened(databases):
    sys.stdout.write(f"REFORM_SEED={SEED}\n")
    draw = random.Random(SEED)
    worker = Worker(databases, "handover")
    try:
        worker.begin("crash_quiet")
        worker.at("handing")
        begun = time.monotonic()
        _seconds, status = worker.end()
        assert status == 0, worker.close()
        lasts = time.monotonic() - begun
        quiet = facts(databases, "crash_quiet", (HANDED,))
        killed = 0
        for what in HANDOVER_KILLS:
            pid = worker.begin("crash_hurt")
            worker.at("handing")
            time.sleep(draw.uniform(0.05, 0.6) * lasts)
            hurt(what, pid)
            _seconds, status = worker.end()
            killed += bool(status)
            assert databases.query(HALF_HANDED, "crash_hurt") == [], f"REFORM_SEED={SEED}"
        assert killed, "no handover was killed at work"
        worker.whole("crash_hurt")
        assert facts(databases, "crash_hurt", (HANDED,)) == quiet, f"REFORM_SEED={SEED}"
        worker.whole("crash_hurt")
        assert facts(databases, "crash_hurt", (HANDED,)) == quiet
        check(databases, "crash_hurt")
    finally:
        worker.close()
