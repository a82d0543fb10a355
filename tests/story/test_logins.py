"""Each role of the demonstration gets in and sees the application, without a single error."""

import pytest

from config.bootstrap.database import Databases
from config.bootstrap.logins import ROLES


@pytest.fixture(scope="session")
def known(served):
    rows = Databases("test").query("SELECT login FROM res_users WHERE active", served[1])
    return {row[0] for row in rows}


def test_the_demonstration_has_every_role(known):
    assert set(ROLES) <= known, f"no login for {sorted(set(ROLES) - known)}"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_in_and_sees_no_error(role, known, login):
    assert role in known, f"the demo data has no login {role}"
    visitor = login(role)
    assert visitor.page.locator(".o_main_navbar").is_visible()
    visitor.page.wait_for_timeout(1000)
    visitor.picture(f"login-{role}")
