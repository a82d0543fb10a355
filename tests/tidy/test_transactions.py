"""Odoo's transaction is the act: nobody commits in the middle of one without saying why."""

import ast

from tests.tidy.house import ADDONS, none_of, python_files, shown, tree

# Files, and why a commit is right there. Jobs that go on after a failure belong here, models do not.
ALLOWED = {
    # A county's depreciation goes collective by collective, each piece kept before the next begins.
    "addons/collective_economy/models/reform_depreciation_run.py",
    # A county's handovers go organisation by organisation; what changed hands stays so.
    "addons/three_capitals/models/reform_handover_run.py",
}
# A command line owns its cursor and ends it itself.
COMMANDS = "cli"


def commits(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if node.func.attr in {"commit", "rollback"} and name in {"cr", "_cr", "cursor"}:
                yield node.lineno


def test_no_commit_outside_the_list():
    wrong = [
        f"{shown(path)}:{line}"
        for path in python_files()
        if shown(path) not in ALLOWED and COMMANDS not in path.relative_to(ADDONS).parts
        for line in commits(path)
    ]
    none_of(wrong)


def test_the_list_names_only_files_that_commit():
    stale = [name for name in ALLOWED if not any(commits(ADDONS.parent / name))]
    none_of(stale)


# Where amounts are posted; a voucher does not wait for its paper.
BOOKS = ("reform_ledger", "collective_economy")
PRINTING = {"_render_qweb_pdf", "_render_qweb_html", "_run_wkhtmltopdf"}


def test_the_models_of_the_books_never_print():
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        if path.relative_to(ADDONS).parts[:2] in {(addon, "models") for addon in BOOKS}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in PRINTING
    ]
    none_of(wrong)
