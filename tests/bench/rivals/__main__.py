"""`python -m tests.bench.rivals ROOM.ACT`: facts as JSON on standard input, the answer on the last line.

The database and the path are in the variables that tests/bench/rival.py sets.
"""

import importlib
import json
import os
import sys

from tests.bench.context import Context, become_odoo


def main(name):
    room, act = name.split(".")
    facts = json.load(sys.stdin)
    become_odoo()
    context = Context(facts.pop("size"), os.environ["PGDATABASE"])
    answer = getattr(importlib.import_module(f"tests.bench.rivals.{room}"), act)(context, **facts)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
