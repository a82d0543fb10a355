"""A rule would still be true on paper: it knows no Odoo, reads no clock, opens no connection."""

import ast

from tests.tidy.house import RULES, imported, none_of, python_files, shown, tree

OUTSIDE = {
    "odoo",
    "psycopg2",
    "socket",
    "sqlite3",
    "subprocess",
    "requests",
    "urllib",
    "http",
    "threading",
    "time",
}
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "gmtime"}
# Files that are an Odoo addon's door, not rules.
DOORS = {"__manifest__.py"}


def rules():
    return [path for path in python_files(RULES) if path.name not in DOORS]


def test_a_rule_imports_nothing_of_the_machine():
    wrong = [
        f"{shown(path)}: {name}"
        for path in rules()
        for name in imported(path)
        if name.split(".")[0] in OUTSIDE
    ]
    none_of(wrong)


def test_a_rule_is_imported_relatively_inside_the_package():
    wrong = [
        f"{shown(path)}: {name}"
        for path in rules()
        for name in imported(path)
        if name.startswith("reform_rules")
    ]
    none_of(wrong)


def test_a_rule_reads_no_clock():
    wrong = [
        f"{shown(path)}:{node.lineno} {node.func.attr}()"
        for path in rules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    none_of(wrong)


def test_a_rule_raises_no_sentence():
    """Facts only: the addon's messages.py makes the sentence, so that it can be translated."""
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in rules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in {"UserError", "ValidationError"}
    ]
    none_of(wrong)
