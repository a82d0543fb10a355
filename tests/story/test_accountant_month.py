"""An accountant's month without a mouse: vouchers by keys and from a template, three people, paper, closing.

The village is 鹅凤村, the month December 2025, which the demo has left open. Every step is a key; a page is
reached by its address, as people keep it among their bookmarks.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.story.form import Form

VOUCHERS = "reform_ledger.ledger_voucher_action"
DAY = "2025/12/30"
made = []


class Keys:
    """The keyboard of a visitor; nothing here moves a pointer."""

    def __init__(self, visitor):
        self.page, self.form = visitor.page, Form(visitor)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(150)
        return self

    def type(self, text):
        self.page.keyboard.type(text, delay=15)
        return self

    def tab_to(self, selector, limit=40):
        """Press Tab until what stands in the selector has the focus."""
        for _ in range(limit):
            if self.page.evaluate("s => !!document.activeElement.closest(s)", selector):
                return self
            self.press("Tab")
        raise AssertionError(f"no Tab leads to {selector}")

    def choose(self, text):
        """Type the beginning of a code or a name, and take the first offer."""
        self.type(text)
        self.page.wait_for_selector(".o-autocomplete--dropdown-item")
        self.page.wait_for_timeout(700)
        return self.press("Enter")

    def hotkey(self, key):
        self.press(f"Alt+{key}")
        self.form.settle()
        return self

    def see_state(self, state):
        self.form.see_state(state)
        return self


def number_of(page):
    """Return the record's number from the address of the form."""
    page.wait_for_url(re.compile(r"/\d+(\?.*)?$"))
    return int(re.search(r"/(\d+)(?:\?.*)?$", page.url)[1])


def test_1_a_voucher_is_written_by_keys(login):
    clerk = login("clerk").open(VOUCHERS)
    clerk.page.wait_for_selector(".o_list_view")
    keys = Keys(clerk).hotkey("c")
    clerk.page.wait_for_selector(".o_form_view")
    keys.tab_to("[name=date]").press("Control+a").type(DAY).press("Tab")
    keys.tab_to("[name=summary]").type("应付办公用品费")
    keys.tab_to(".o_field_x2many_list_row_add").press("Enter")
    clerk.page.wait_for_selector(".o_selected_row")
    # The wording stands there already; an account by its code, the second one by its name.
    keys.tab_to("[name=account_id]").choose("51302")
    keys.tab_to("td[name=debit]").press("Control+a").type("680").press("Enter")
    expect(clerk.page.locator(".o_field_widget[name=entry_ids] .o_data_row")).to_have_count(2)
    keys.tab_to("[name=account_id]").choose("应付款")
    proposed = clerk.page.locator(".o_selected_row td[name=credit] input")
    expect(proposed).to_have_value("680.00")
    clerk.picture("30-voucher-by-keys")
    keys.hotkey("g").see_state("prepared")
    made.append(number_of(clerk.page))


def test_2_another_one_comes_from_a_template(login):
    clerk = login("clerk").open(VOUCHERS)
    clerk.page.wait_for_selector(".o_list_view")
    keys = Keys(clerk).hotkey("l")
    clerk.page.wait_for_selector(".modal .o_form_view")
    keys.tab_to("[name=template_id]").choose("计提")
    keys.tab_to("[name=date]").press("Control+a").type(DAY).press("Tab")
    keys.tab_to("[name=total]").press("Control+a").type("3200").press("Tab")
    clerk.picture("31-voucher-from-template")
    keys.hotkey("g")
    expect(clerk.page.locator(".modal")).to_have_count(0)
    expect(clerk.page.locator(".o_field_widget[name=entry_ids] .o_data_row")).to_have_count(2)
    keys.hotkey("g").see_state("prepared")
    made.append(number_of(clerk.page))


@pytest.mark.parametrize(("role", "state"), [("supervisor", "reviewed"), ("accountant", "posted")])
def test_3_two_other_people_review_and_post(login, role, state):
    visitor = login(role)
    for number in made:
        visitor.open(f"/odoo/action-{VOUCHERS}/{number}")
        visitor.page.wait_for_selector(".o_form_view")
        Keys(visitor).hotkey("g").see_state(state)
    visitor.picture(f"32-voucher-{state}")


def test_4_the_voucher_is_printed(login):
    accountant = login("accountant").open(f"/odoo/action-{VOUCHERS}/{made[0]}")
    accountant.page.wait_for_selector(".o_form_view")
    with accountant.page.expect_download() as download:
        Keys(accountant).hotkey("t")
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_5_the_month_is_closed(login):
    accountant = login("accountant").open(f"/odoo/action-{VOUCHERS}/{made[0]}")
    [voucher] = accountant.call("ledger.voucher", "read", made[0], ["period_id"])
    accountant.open(f"/odoo/action-reform_ledger.ledger_period_action/{voucher['period_id'][0]}")
    accountant.page.wait_for_selector(".o_form_view")
    accountant.picture("33-month-before-closing")
    Keys(accountant).hotkey("g").see_state("closed")
    accountant.picture("34-month-closed")
