"""The production files, proven without an engine: parsed by compose, run as far as possible without it."""

from __future__ import annotations

from . import plain_tests, production_tools, python_env
from .junit import Count
from .templates import Templates


def run() -> Count:
    """Prepare the templates and the checking programs, then run tests/production."""
    templates = Templates()
    env = {
        **templates.databases.env,
        "REFORM_TEST_TEMPLATE": templates.test(),
        "REFORM_DEMO_TEMPLATE": templates.demo(),
        "REFORM_PRODUCTION_TOOLS": str(production_tools.ensure()),
        "PATH": python_env.path_with_venv(),
    }
    return plain_tests.run_pytest("production", ("tests/production",), env=env)
