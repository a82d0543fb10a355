"""The story: a browser walks the main job on a running server over a copy of the demo database."""

from __future__ import annotations

from collections.abc import Sequence

from . import addon_tests, layout, plain_tests, python_env
from .junit import Count
from .templates import Templates


def run(more: Sequence[str] = ()) -> Count:
    """Prepare the demo template and run tests/story; its own fixtures copy it and start the server."""
    addon_tests.warm_browser()
    templates = Templates()
    env = {
        **templates.databases.env,
        "REFORM_STORY_TEMPLATE": templates.demo(),
        "REFORM_SCREENSHOTS": str(layout.LOCAL / "screenshots"),
        "PATH": python_env.path_with_venv(),
    }
    return plain_tests.run_pytest("story", ("tests/story",), more, env=env)
