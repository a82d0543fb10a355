"""What other programs call: the commands of the installed server, on the demonstration's database."""

import json
import subprocess
import sys

import pytest

from config.bootstrap import layout
from config.bootstrap.database import Databases
from tests.story.test_main_job import SHEET


@pytest.fixture
def odoo(served):
    """Run a command of the server against the story's database and return what came of it."""

    def run(*arguments):
        return subprocess.run(
            [str(layout.VENV / "bin" / "odoo"), *map(str, arguments)],
            env={**Databases("test").env, "PGDATABASE": served[1]},
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


def test_a_dry_run_names_the_three_faults_and_keeps_nothing(odoo, served):
    told = odoo("reform_intake", SHEET, "--target", "asset_ledger", "--dry-run", "--json")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.returncode == 1, told.stderr
    assert [(row["row"], row["state"]) for row in rows if row["state"] == "error"] == [
        (6, "error"), (7, "error"), (9, "error")
    ]  # fmt: skip
    assert {row["sheet"] for row in rows} == {"闲置资产台账"}
    kept = Databases("test").query(
        f"SELECT count(*) FROM reform_intake_batch WHERE file_name = '{SHEET.name}'", served[1]
    )
    assert kept == [["0"]]


def test_a_file_that_is_no_sheet_is_refused_in_chinese(odoo, tmp_path):
    broken = tmp_path / "台账.xls"
    broken.write_bytes(SHEET.read_bytes()[:3000])
    told = odoo("reform_intake", broken, "--target", "asset_ledger", "--dry-run", "--json")
    assert told.returncode == 2
    assert told.stdout == ""
    assert "台账.xls" in told.stderr
    assert "Traceback" not in told.stderr


def test_every_invariant_of_the_demonstration_holds(odoo):
    told = odoo("reform_check")
    assert told.returncode == 0, told.stdout
    english = [line for line in told.stdout.splitlines() if line.isascii() and line.startswith("OK")]
    assert not english


def test_the_package_written_from_the_command_line_is_verified(odoo, tmp_path):
    folder = tmp_path / "package"
    told = odoo("reform_audit", "--first", "--year", "2025", "--out", folder)
    assert told.returncode == 0, told.stderr
    verified = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), str(folder)], capture_output=True, text=True
    )
    assert verified.returncode == 0, verified.stdout
