"""One day for everybody: what today is comes from `civil_day`, not from a server's or a client's clock."""

import ast
import re

from tests.tidy.house import ADDONS, PROJECT, committed, none_of, python_files, shown, tree

# It answers the question, or knows no place to ask for: the seal only names a file by the day.
ALLOWED = {"addons/reform_places/civil_day.py", "addons/reform_seal/models/reform_seal_entry.py"}
CLOCKS = {"today", "context_today", "utcnow", "fromtimestamp"}
# A moment is kept in universal time; cut off as it is, it is yesterday until eight in the morning.
CUT = re.compile(r"(?:_at|_date|\bat)::date\b|\bcurrent_date\b|\bnow\(\)::date\b", re.IGNORECASE)


def asked(path):
    """Yield the lines that ask another clock for the day."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if owner in {"Date", "date", "datetime", "Datetime"}:
                yield node.lineno


def test_nobody_asks_another_clock_for_the_day():
    files = [*python_files(ADDONS, tests=True), *python_files(PROJECT / "tests", tests=True)]
    none_of([f"{shown(path)}:{line}" for path in files if shown(path) not in ALLOWED for line in asked(path)])


def test_the_seal_is_still_the_only_other_one():
    none_of([name for name in ALLOWED if "civil_day" not in name and not any(asked(PROJECT / name))])


def test_no_query_cuts_a_moment_in_universal_time():
    wrong = [
        f"{shown(path)}:{number}"
        for path in committed()
        if path.suffix in {".py", ".sql"} and path.is_relative_to(ADDONS)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if CUT.search(line)
    ]
    none_of(wrong)
