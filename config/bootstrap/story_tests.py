"""The story: browsers walk the main jobs on running servers over copies of the demo database.

Two lanes share the test files between them, each with a server, a database and a browser of its own: a story
is mostly waiting for a page.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from . import addon_tests, layout, plain_tests, python_env
from .junit import Count
from .templates import Templates

LANES = 2
SCREENSHOTS = layout.LOCAL / "screenshots"


def run(more: Sequence[str] = ()) -> Count:
    """Prepare the demo template and run tests/story; its own fixtures copy it and start the servers."""
    addon_tests.warm_browser()
    templates = Templates()
    env = {
        **templates.databases.env,
        "REFORM_STORY_TEMPLATE": templates.demo(),
        "REFORM_SCREENSHOTS": str(SCREENSHOTS),
        "PATH": python_env.path_with_venv(),
    }
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    files = sorted((layout.PROJECT / "tests" / "story").glob("test_*.py"))
    lanes = [
        plain_tests.Run(
            f"story-{number}",
            [str(file.relative_to(layout.PROJECT)) for file in part],
            more,
            {**env, "REFORM_STORY_LANE": str(number)},
            beside=True,
        )
        for number, part in enumerate(addon_tests.share(files, min(LANES, os.cpu_count() or 1)))
    ]
    return sum((lane.result() for lane in lanes), Count())
