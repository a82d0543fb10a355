"""The linters, each counted as one test: all run, whichever fails."""

from __future__ import annotations

import subprocess
import time

from . import addons, layout, plain_tests, python_env
from .junit import Count

# Silenced for everybody, with the reason; a single exception stands on its own line of code instead.
SILENCED = {
    "missing-readme": "our addons carry README.md; tests/tidy asks for it",
    "manifest-superfluous-key": "a manifest may say what it means",
    "no-raise-unlink": "what is posted or sealed refuses to be deleted: that is the product",
    "print-used": "ruff's T20 bans print outside commands",
    "consider-merging-classes-inherited": "a model has a file for each concern it is extended with",
    "odoo-addons-relative-import": "a command (cli/) is loaded as odoo.cli.…, where a dot is another place",
}


def commands() -> dict[str, list[str]]:
    """Return what to run, by the name to show; addon linters only when there are addons."""
    tools = layout.VENV / "bin"
    own = [f"addons/{name}" for name in addons.names()]
    found = {
        "ruff check": [str(tools / "ruff"), "check", "-q", "."],
        "ruff format": [str(tools / "ruff"), "format", "-q", "--check", "."],
    }
    if (layout.ADDONS / "reform_rules").exists():
        found["import-linter"] = [
            str(tools / "lint-imports"), "--config", "config/dev/importlinter.ini", "--cache-dir",
            str(layout.LOCAL / "import_linter_cache"),
        ]  # fmt: skip
    if own:
        found["pylint-odoo"] = [
            str(python_env.PYTHON), "-m", "pylint", "--rcfile", "config/dev/pylintrc",
            f"--disable={','.join(SILENCED)}", *own,
        ]  # fmt: skip
        found["oca-checks-odoo-module"] = [
            str(tools / "oca-checks-odoo-module"), "--config", "config/dev/oca_hooks.cfg", *own
        ]  # fmt: skip
    translations = [str(po.relative_to(layout.PROJECT)) for po in layout.ADDONS.glob("*/i18n/*.po")]
    if translations:
        found["oca-checks-po"] = [
            str(tools / "oca-checks-po"), "--config", "config/dev/oca_hooks.cfg", *sorted(translations)
        ]  # fmt: skip
    return found


def lint() -> Count:
    """Run every linter and return one pass or failure for each."""
    env = {**plain_tests.plain_env(), "PYTHONPATH": str(layout.ADDONS)}
    total = Count()
    for name, command in commands().items():
        begun = time.monotonic()
        done = subprocess.run(
            command, cwd=layout.PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", check=False,
        )  # fmt: skip
        good = done.returncode == 0
        print(f"{'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - begun:.1f} s)", flush=True)
        if not good:
            print(done.stdout.strip()[-12000:], flush=True)
        total += Count(passed=int(good), failed=int(not good))
    return total
