"""Fixtures of the story: the server, the browser, and `login(role)`."""

import pytest
from playwright.sync_api import sync_playwright

from tests.story import stage
from tests.story.browser import ARGUMENTS, BROWSER, Visitor


@pytest.fixture(scope="session")
def served():
    """The address and database of a running server; its log may not hold an error at the end."""
    with stage.running_server() as (address, database):
        yield address, database
        faults = stage.server_faults()
    assert not faults, "the server logged errors during the story:\n" + "\n".join(faults[:20])


@pytest.fixture(scope="session")
def address(served):
    return served[0]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, headless=True, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def visitors(browser, address, request):
    """All the people who logged in during one test; none may have met an error."""
    present, contexts = [], []
    failures = request.session.testsfailed
    yield present, contexts
    if request.session.testsfailed > failures:
        for visitor in present:
            # What the person saw last says more than the name of a selector.
            visitor.picture(f"failed-{request.node.originalname}-{visitor.role}")
    faults = [fault for visitor in present for fault in visitor.faults]
    for context in contexts:
        context.close()
    assert not faults, "errors in the browser:\n" + "\n".join(faults[:20])


@pytest.fixture
def login(browser, address, visitors):
    """Return a function that logs a role in, each in a window of its own, and returns the visitor."""

    def log_in(role, password=None, width=1440, height=900):
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            accept_downloads=True,
        )
        visitor = Visitor(context, address, role)
        present, contexts = visitors
        present.append(visitor)
        contexts.append(context)
        return visitor.login(password)

    return log_in
