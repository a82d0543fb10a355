"""Every model says who may read, write, create and delete it."""

import ast
import csv

from tests.tidy.house import ADDONS, addons, none_of, python_files, shown, tree

STORED = {"Model", "TransientModel"}


def models():
    """Return (file, model name) of every class that defines a stored model."""
    for path in python_files():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
            if not bases & STORED:
                continue
            values = {
                target.id: statement.value
                for statement in node.body
                if isinstance(statement, ast.Assign)
                for target in statement.targets
                if isinstance(target, ast.Name)
            }
            name, auto = values.get("_name"), values.get("_auto")
            inherits = values.get("_inherit")
            if isinstance(name, ast.Constant) and not (
                isinstance(inherits, ast.Constant) and inherits.value == name.value
            ):
                yield path, name.value, auto


def rows():
    """Return the models that have an access row, as external ids write them."""
    found = set()
    for addon in addons():
        file = ADDONS / addon / "security" / "ir.model.access.csv"
        if file.exists():
            with file.open(newline="") as stream:
                found |= {row["model_id:id"].split(".")[-1] for row in csv.DictReader(stream)}
    return found


def test_every_model_has_access_rows():
    present = rows()
    wrong = [
        f"{shown(path)}: {name}"
        for path, name, _ in models()
        if f"model_{name.replace('.', '_')}" not in present
    ]
    none_of(wrong)


def test_no_row_opens_a_model_to_everybody():
    wrong = []
    for addon in addons():
        file = ADDONS / addon / "security" / "ir.model.access.csv"
        if file.exists():
            with file.open(newline="") as stream:
                wrong += [f"{addon}: {row['id']}" for row in csv.DictReader(stream) if not row["group_id:id"]]
    assert not wrong, "a row without a group gives every user, the portal's and the public's included"
