"""The neighbours of a benchmark: Odoo's accounting and OCA's addons, asked in a process of their own.

One process of Odoo has one path of addons, and the neighbours are not on ours. So their acts
(tests/bench/rivals/) run in a subprocess, which says how many seconds, statements and megabytes they took.
"""

import hashlib
import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from config.bootstrap import python_env
from config.bootstrap.layout import PROJECT
from config.bootstrap.rival import Rivals, key
from tests.bench.measure import Measurement

# Branches and moves of four lines in each: the books mis_builder reads and account.move is added to.
BOOKS = {"S": (10, 50), "M": (80, 250), "L": (300, 750)}


class Rival:
    """Acts on a database of the neighbours.

    How to use: `with rival(size) as other: answer = other.ask("moves.singly", count=100, lines=2)`, then
    `other.measured(answer, units)` is a neighbour for `row(neighbour=…)`.
    """

    def __init__(self, size, database, env):
        self.size, self.database, self.env = size, database, env

    def ask(self, act, **facts):
        """Run an act and return its answer."""
        done = subprocess.run(
            [str(python_env.PYTHON), "-P", "-m", "tests.bench.rivals", act],
            input=json.dumps({"size": self.size, **facts}),
            env={**self.env, "PGDATABASE": self.database},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{act} on {self.database}:\n{done.stderr[-4000:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def measured(self, answer, act, id_, units=1):
        """Return an answer as a measurement, for the row that compares with it."""
        found = Measurement(id_, act, self.size, units)
        found.seconds, found.statements = answer["seconds"], answer["statements"]
        found.peak_mb = answer["peak_mb"]
        return found


@contextmanager
def rival(size):
    """Give the neighbours on a copy of their prepared books, dropped at the end."""
    rivals = Rivals()
    template = rivals.filled(
        f"rivalbooks{size}", book_key(), rivals.bare(), lambda name: build(rivals, size, name)
    )
    with rivals.copy(template, "rival") as database:
        yield Rival(size, database, rivals.databases.env)


def book_key():
    """Return the key of the prepared books: the bare database and what fills it."""
    filler = Path(__file__).with_name("rivals") / "books.py"
    return hashlib.sha256(key().encode() + filler.read_bytes() + repr(BOOKS).encode()).hexdigest()[:12]


def build(rivals, size, database):
    """Fill a draft of the prepared books."""
    entities, moves = BOOKS[size]
    answer = Rival(size, database, rivals.databases.env).ask("books.build", entities=entities, moves=moves)
    assert answer["branches"] == entities, answer
