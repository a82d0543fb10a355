"""What only root can install: a browser for the tests, Chinese fonts, a PDF reader's tools.

The server itself needs none of it. As root it is installed; otherwise one line names the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .progress import SetupError, run, say, step

# Package → what shows that it is there.
FOR_PDF = {
    "libpango-1.0-0": "/usr/lib/*/libpango-1.0.so.0",
    "libpangoft2-1.0-0": "/usr/lib/*/libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "/usr/lib/*/libharfbuzz-subset.so.0",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc",
    "fonts-wqy-microhei": "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
}
FOR_TESTS = {"chromium": "/usr/bin/chromium", "poppler-utils": "/usr/bin/pdftoppm"}


def missing(wanted: dict[str, str]) -> list[str]:
    """Return the packages of which nothing is to be seen."""
    return [name for name, sign in wanted.items() if not any(Path("/").glob(sign.lstrip("/")))]


def ensure(*, tests: bool = False) -> None:
    """Install what is missing when root; otherwise say it, and fail only where tests would be skipped."""
    lacking = missing({**FOR_PDF, **(FOR_TESTS if tests else {})})
    if not lacking:
        return
    command = f"apt-get install --no-install-recommends {' '.join(lacking)}"
    if os.getuid() != 0 or not shutil.which("apt-get"):
        if set(lacking) & set(FOR_TESTS) and tests:
            raise SetupError(
                "prepare the machine for tests", f"missing: {', '.join(lacking)}", f"run as root: {command}"
            )
        say(f"missing for PDF output and Chinese text in it; run as root: {command}")
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"install {', '.join(lacking)}"):
        remedy = f"run it by hand to see more: {command}"
        listed = subprocess.run(["apt-cache", "show", *lacking], capture_output=True, check=False)
        if listed.returncode:
            run(["apt-get", "update", "-qq"], what="read the package lists", env=env, remedy=remedy)
        words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *lacking]
        try:
            run(words, what="install system packages", env=env, remedy=remedy)
        except SetupError:
            # An old list names files that have left the mirror.
            run(["apt-get", "update", "-qq"], what="read the package lists", env=env, remedy=remedy)
            run(words, what="install system packages", env=env, remedy=remedy)
