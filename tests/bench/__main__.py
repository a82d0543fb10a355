"""`python -m tests.bench [P2 P6 …] [--size S]`: a printed row a line; all benchmarks when none is named."""

import argparse
import importlib
import sys
import time
import traceback
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
    rows, failed = [], []
    begun = time.monotonic()
    for name in wanted:
        try:
            for row in rows_of(name, options.size):
                print(row.line(), flush=True)
                rows.append(row)
        except Exception:  # noqa: BLE001 - one that fails is named, and the others run
            traceback.print_exc()
            failed.append(name.upper())
            print(f"{name.upper():<5}FAILED, see above", flush=True)
    verdicts = [part for row in rows for part in row.budget.split("; ") if part]
    kept, missed = (sum(part.startswith(word) for part in verdicts) for word in ("kept", "MISSED"))
    minutes = (time.monotonic() - begun) / 60
    print(
        f"{len(rows)} rows in {minutes:.0f} min; budgets: {kept} kept, {missed} missed"
        + (f"; FAILED: {', '.join(failed)}" if failed else "")
    )
    return bool(failed)


def rows_of(name, size):
    """Yield the rows of one benchmark, on a fresh copy of the database it asks for."""
    bench = importlib.import_module(f"tests.bench.{name}")
    with scratch(size, *([prepared] if getattr(bench, "WORLD", False) else [])) as context:
        yield from bench.run(size, context)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
