"""Whether every sentence has its Chinese: a fresh export of the terms, then tests/translations on it."""

from __future__ import annotations

import json

from . import addons, layout, plain_tests
from .database import FINISH
from .junit import Count
from .templates import Templates

POT_FOLDER = layout.LOCAL / "pot"


def run() -> Count:
    """Export the terms of every addon from a prepared database and compare them with the translations."""
    templates = Templates()
    export(templates, templates.test())
    env = {**plain_tests.plain_env(), "REFORM_POT_FOLDER": str(POT_FOLDER)}
    return plain_tests.run_pytest("translations", ("tests/translations",), env=env)


def export(templates: Templates, template: str) -> None:
    """Write `<addon>.pot` for every addon; the database is only read."""
    POT_FOLDER.mkdir(parents=True, exist_ok=True)
    for old in POT_FOLDER.glob("*.pot"):
        old.unlink()
    wanted = json.dumps({"folder": str(POT_FOLDER), "addons": addons.names()})
    script = f"wanted = {wanted}\n" + (FINISH / "export_pot.py").read_text()
    with templates.copy(template, "pot") as name:
        templates.databases.odoo(name, ["shell", "--no-http"], "export terms", script)
