"""`python -m tests.bench [P2 P6 …] [--size S]`: a printed row a line; all benchmarks when none is named."""

import argparse
import importlib
import sys
from pathlib import Path

from tests.bench.context import SEED, scratch
from tests.bench.measure import HEAD
from tests.bench.world import prepared

SIZES = ("S", "M", "L")


def available():
    """Return the benchmarks there are: p2.py is P2, r12.py a promise that needs its time, R12."""
    found = [path.stem for path in Path(__file__).parent.glob("[pr][0-9]*.py")]
    return sorted(found, key=lambda name: (name[0], int("".join(filter(str.isdigit, name)))))


def main(arguments):
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="P2", help="which; all when none is named")
    parser.add_argument("--size", choices=SIZES, default="S", help="village, township, county × 10 years")
    options = parser.parse_args(arguments)
    wanted = [name.lower() for name in options.ids] or available()
    unknown = sorted(set(wanted) - set(available()))
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(available()) or 'none yet'}")
    print(f"seed {SEED}, size {options.size}, fsync on\n{HEAD}", flush=True)
    for name in wanted:
        bench = importlib.import_module(f"tests.bench.{name}")
        with scratch(options.size, *([prepared] if getattr(bench, "WORLD", False) else [])) as context:
            for row in bench.run(options.size, context):
                print(row.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
