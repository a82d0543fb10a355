"""Nothing in the tree names the machine or the registry that happened to build it."""

import re

from tests.tidy.house import committed, none_of, shown

# Written in halves, or this file would be its own first finding.
FORBIDDEN = [
    "/wo" + "rk/",
    "/fa" + "rm/",
    "/ro" + "ot/",
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "deb.deb" + "ian.org",
    "snapshot.deb" + "ian.org",
    "registry.npm" + "js.org",
]
PATTERN = re.compile("|".join(re.escape(one) for one in FORBIDDEN))
BINARY = {".png", ".xls", ".xlsx", ".pdf", ".ico", ".jpg", ".ttc", ".ttf", ".woff2", ".zip", ".gz"}


def test_no_machine_path_and_no_registry_host():
    wrong = []
    for path in committed():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if PATTERN.search(line):
                wrong.append(f"{shown(path)}:{number}: {line.strip()[:80]}")
    none_of(wrong)
