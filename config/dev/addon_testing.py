"""A pytest plugin for addon tests: patience with the browser, and no silent skips.

Odoo turns a missing or slow browser into a skipped test. A run whose browser tests were skipped looks
green and proves nothing, so a skipped HttpCase is reported as a failure here.
"""

import pytest


def pytest_configure(config):
    """Give the browser a minute to start instead of ten seconds: test machines are shared and slow."""
    from odoo.tests import common

    common.CHECK_BROWSER_ITERATIONS = 600


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn the skip of a browser or HTTP test into a failure that says so."""
    outcome = yield
    report = outcome.get_result()
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    from odoo.tests import HttpCase

    if isinstance(getattr(item, "instance", None), HttpCase):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; a browser test must run: {call.excinfo.value}"
