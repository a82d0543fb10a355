"""What the checks look at: the addons, their files, their syntax trees."""

import ast
import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ADDONS = PROJECT / "addons"
RULES = ADDONS / "reform_rules"


def addons():
    """Return the names of the addons."""
    return sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))


@cache
def manifest(addon):
    return ast.literal_eval((ADDONS / addon / "__manifest__.py").read_text())


@cache
def committed():
    """Return the files git knows or would add, so that nothing built locally is judged."""
    command = ["git", "-C", str(PROJECT), "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [PROJECT / name for name in sorted(set(listed.split("\0"))) if name and (PROJECT / name).is_file()]


def python_files(folder=ADDONS, *, tests=False):
    """Return the Python files under a folder, with or without those of tests."""
    return [
        path
        for path in committed()
        if path.suffix == ".py"
        and path.is_relative_to(folder)
        and (tests or "tests" not in path.relative_to(PROJECT).parts)
    ]


@cache
def tree(path):
    return ast.parse(path.read_text(), filename=str(path))


def shown(path):
    """Return a path as a reader of the project writes it."""
    return str(path.relative_to(PROJECT))


def imported(path):
    """Return the absolute names a file imports."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


def none_of(wrong):
    """Fail with every finding on a line of its own, when there is any."""
    assert not wrong, f"{len(wrong)} found:\n" + "\n".join(str(one) for one in wrong)
