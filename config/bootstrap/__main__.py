"""`python3 -m config.bootstrap VERB`: what the Makefile calls."""

from __future__ import annotations

import sys

from . import demo
from .progress import SetupError

VERBS = {
    "prepare": lambda rest: demo.prepare(dev="--dev" in rest),
    "up": lambda rest: demo.up(),
    "down": lambda rest: demo.down(),
    "reset": lambda rest: demo.reset(),
}


def main(arguments: list[str]) -> int:
    """Run one verb and return the exit status."""
    if not arguments or arguments[0] not in VERBS:
        print(f"usage: python3 -m config.bootstrap {'|'.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](arguments[1:]) or 0
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped at your wish; run the same command again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
