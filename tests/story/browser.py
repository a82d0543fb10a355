"""A visitor: one browser window of one person, who remembers everything that went wrong in it."""

import re

from tests.story import stage

BROWSER = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-extensions", "--disable-sync", "--no-first-run",
    "--disable-default-apps", "--lang=zh-CN", "--font-render-hinting=none",
]  # fmt: skip
PATIENCE_MS = 60_000
# A navigation cancels what the last page still loads; the browser calls that an error, a person does not.
ABORTED = re.compile(r"net::ERR_ABORTED|Failed to fetch|NetworkError|The user aborted a request", re.I)


class Visitor:
    """One logged-in person.

    How to use: `visitor = login("clerk")`; then `visitor.page` is Playwright's page, `visitor.open(action)`
    opens an action or path, `visitor.picture(name)` keeps a screenshot. `visitor.faults` must stay empty;
    the `login` fixture checks that at the end of each test.
    """

    def __init__(self, context, address, role):
        self.address, self.role = address, role
        self.faults = []
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._fault(f"script error: {error}"))
        self.page.on("response", self._response)

    def _fault(self, text):
        if not ABORTED.search(text):
            self.faults.append(f"{self.role}: {text}")

    def _console(self, message):
        if message.type == "error":
            self._fault(f"console: {message.text}")

    def _response(self, response):
        if response.status >= 400:
            self._fault(f"{response.status} from {response.url}")

    def login(self, password=None):
        """Fill in the login page and wait for the application."""
        self.page.goto(f"{self.address}/web/login")
        self.page.fill("input[name=login]", self.role)
        self.page.fill("input[name=password]", password or self.role)
        self.page.click(".oe_login_form button[type=submit]")
        self.wait_for_application()
        return self

    def wait_for_application(self):
        """Wait for the navigation bar: network silence never comes, the bus keeps a socket open."""
        self.page.wait_for_selector(".o_main_navbar")

    def open(self, where):
        """Open an action (`reform_places.action_x`, as /odoo/action-…) or a path beginning with a slash."""
        path = where if where.startswith("/") else f"/odoo/action-{where}"
        self.page.goto(self.address + path)
        self.wait_for_application()
        self.page.wait_for_selector(".o_action_manager > *")
        return self

    def call(self, model, method, record_id, *args, **kwargs):
        """Say to the server what a screen would say, as this person and in this session."""
        params = {"model": model, "method": method, "args": [[record_id], *args], "kwargs": kwargs}
        answer = self.page.request.post(
            f"{self.address}/web/dataset/call_kw/{model}/{method}",
            data={"jsonrpc": "2.0", "id": 1, "method": "call", "params": params},
        ).json()
        assert "error" not in answer, answer["error"]["data"]["message"]
        return answer.get("result")

    def picture(self, name):
        """Keep a picture of the page as it is, under a name that sorts in the order of the story."""
        path = stage.screenshots() / f"{name}.png"
        self.page.screenshot(path=str(path))
        return path
