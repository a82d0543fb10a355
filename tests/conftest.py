"""How generated examples are drawn: patient with slow machines, replayable, fewer where somebody waits."""

import os

from hypothesis import HealthCheck, settings

COMMON = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "print_blob": True,
    "database": None,
}
settings.register_profile("whole", max_examples=100, **COMMON)
# `make rules` is for the minute between two thoughts; `make test` draws the whole number.
QUICK_EXAMPLES = 15
settings.register_profile("quick", max_examples=QUICK_EXAMPLES, **COMMON)
settings.load_profile(os.environ.get("REFORM_EXAMPLES", "whole"))


def pytest_collection_modifyitems(items):
    """In a quick run, cap the tests that ask for a number of examples of their own."""
    if os.environ.get("REFORM_EXAMPLES") != "quick":
        return
    for item in items:
        function = getattr(item, "obj", None)
        function = getattr(function, "__func__", function)
        own = getattr(function, "_hypothesis_internal_use_settings", None)
        if own and own.max_examples > QUICK_EXAMPLES:
            function._hypothesis_internal_use_settings = settings(own, max_examples=QUICK_EXAMPLES)
