"""The main job: a sheet of idle assets arrives; at the end a stranger verifies what became of one of them.

Each test is a chapter and leans on those before it.
The village is 鹅凤村 in 护安镇, the asset its former school.
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config.bootstrap.database import Databases
from tests.story import deciding
from tests.story.form import Form

SHEET = Path(__file__).parents[1] / "forms" / "in" / "idle_assets_three_faults.xls"
SCHOOL = "原鹅凤村村小教学楼"


def open_card(visitor, name=SCHOOL):
    """Open an asset card from the list, by its name."""
    visitor.open("reform_assets.reform_asset_action")
    visitor.page.locator(".o_searchview_input").fill(name)
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".o_data_row .o_data_cell[name=name]").filter(has_text=name).first.click()
    visitor.page.wait_for_selector(".o_form_view")
    return Form(visitor)


def test_01_the_clerk_loads_a_sheet_and_mends_three_faults(login):
    clerk = login("clerk").open("reform_intake.reform_intake_batch_action_new")
    page, form = clerk.page, Form(clerk)
    page.set_input_files(".o_field_widget[name=file] input[type=file]", SHEET)
    page.locator(".o_reform_intake_read").click()
    expect(page.locator(".o_field_widget[name=problem_row_ids] .o_data_row")).to_have_count(3)
    clerk.picture("01-import-with-problems")
    mended = {"鹅凤村养蚕房": "640", "鹅凤村粮食仓库": "村集体", "鹅凤村卫生室旧址": "2021年3月"}
    for label, value in mended.items():
        row = page.locator(".o_field_widget[name=problem_row_ids] .o_data_row").filter(has_text=label)
        row.locator("button[name=action_correct]").click()
        wrong = page.locator(".modal tr.table-danger")
        expect(wrong).to_have_count(1)
        wrong.locator("input").fill(value)
        wrong.locator("input").press("Tab")
        page.locator(".modal .o_form_button_save, .modal button[special=save]").first.click()
        expect(page.locator(".modal")).to_have_count(0)
    expect(page.locator(".o_field_widget[name=problem_row_ids] .o_data_row")).to_have_count(0)
    page.locator(".o_reform_intake_apply").click()
    form.see_state("applied")
    clerk.picture("02-import-applied")


def test_02_the_same_sheet_again_changes_nothing(login):
    clerk = login("clerk").open("reform_intake.reform_intake_batch_action_new")
    page = clerk.page
    page.set_input_files(".o_field_widget[name=file] input[type=file]", SHEET)
    page.locator(".o_reform_intake_read").click()
    expect(page.locator(".o_field_widget[name=notice]")).to_contain_text("再次导入不会有任何变化")
    Form(clerk).see_state("checked")
    expect(page.locator(".o_reform_intake_apply")).to_have_count(0)
    clerk.picture("03-import-again")


@pytest.mark.parametrize(
    ("role", "act", "state"),
    [
        ("supervisor", "action_check_village", "village_checked"),
        ("township", "action_check_town", "town_checked"),
        ("county_agriculture", "action_confirm", "confirmed"),
    ],
)
def test_03_village_township_and_county_confirm_the_card(login, role, act, state):
    visitor = login(role)
    form = open_card(visitor).press(act)
    visitor.picture(f"04-card-{role}")
    form.see_state(state)


def test_04_the_clerk_drafts_the_lease(login):
    clerk = login("clerk").open("/odoo/action-reform_assets.reform_lease_action/new")
    form = Form(clerk)
    clerk.page.wait_for_selector(".o_form_view")
    form.choose(entity_id="鹅凤村", lessee_id="天凤食品加工厂")
    form.fill(
        purpose="红薯粉加工",
        date_start="2026-01-01",
        date_end="2030-12-31",
        rent_year="12000",
        deposit="2000",
    )
    form.fill(floor_rent="10000", price_note="参照护安镇三处同类房屋租金")
    form.choose(price_basis="可比")
    clerk.page.locator(".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a").first.click()
    form.choose(asset_id=SCHOOL)
    clerk.picture("05-lease-draft")
    form.save().press("action_price")
    clerk.picture("06-lease-priced")
    form.see_state("priced")


LESSEE = "天凤食品加工厂"


def open_lease(visitor):
    """Open the lease of the story from the list."""
    visitor.open("reform_assets.reform_lease_action")
    visitor.page.locator(".o_data_row").filter(has_text=LESSEE).first.locator("td[name=name]").click()
    visitor.page.wait_for_selector(".o_form_view")
    return Form(visitor)


def open_decision(visitor):
    """Open the decision through the lease it is about."""
    open_lease(visitor)
    return deciding.open_case(visitor)


def test_05_the_village_deliberates_and_is_called_together(login):
    director = login("director")
    form = open_decision(director)
    director.picture("07-decision-draft")
    deciding.deliberate(form)


def test_06_the_votes_are_counted_by_rule_and_the_resolution_is_posted(login):
    clerk = login("clerk")
    deciding.enter_votes(open_decision(clerk))
    supervisor = login("supervisor")
    deciding.sign_tally(open_decision(supervisor))
    supervisor.picture("08-decision-passed")
    deciding.post_resolution(open_decision(clerk))


def test_07_the_lease_is_signed_and_filed(login):
    director = login("director")
    form = open_lease(director).press("action_decide").see_state("decided")
    form.tab("papers")
    form.attach(document_ids=deciding.paper("租赁合同扫描件.txt")).save()
    form.press("action_sign", confirm=True).see_state("signed")
    township = login("township")
    form = open_lease(township).ask("action_file")
    form.fill(number="护安备〔2026〕1号").answer().see_state("effective")
    form.tab("dues")
    expect(form.page.locator(".o_field_widget[name=due_ids] .o_data_row")).to_have_count(5)
    township.picture("09-lease-with-schedule")


def test_08_the_rent_is_received_and_three_people_put_it_in_the_books(login):
    clerk = login("clerk")
    form = open_lease(clerk).ask("action_receive")
    form.fill(amount="12000", receipt_no="0001").answer()
    open_lease(clerk).tab("receipts").see("0001")
    clerk.picture("10-rent-received")
    for action in ("reform_assets.reform_rent_due_action", "reform_assets.reform_rent_receipt_action"):
        clerk.open(action)
        clerk.page.locator(".o_data_row").filter(has_text=LESSEE).first.locator("td[name=lease_id]").click()
        clerk.page.wait_for_selector(".o_form_view")
        Form(clerk).press("action_book").see_state("prepared")
    clerk.picture("11-voucher-prepared")
    for role, action, act, state in [
        ("supervisor", "reform_ledger.ledger_voucher_action_review", "action_review", "reviewed"),
        ("accountant", "reform_ledger.ledger_voucher_action_post", "action_post", "posted"),
    ]:
        visitor = login(role)
        for _ in range(2):
            visitor.open(action)
            visitor.page.wait_for_selector(".o_data_row, .o_group_header")
            if visitor.page.locator(".o_group_header").count():
                # The list stands grouped by collective.
                visitor.page.locator(".o_group_header").filter(has_text="鹅凤村").click()
            visitor.page.locator(".o_data_row").first.locator("td[name=summary]").click()
            visitor.page.wait_for_selector(".o_form_view")
            Form(visitor).press(act).see_state(state)
        visitor.picture(f"12-voucher-{state}")


def choose_entity(visitor, name="鹅凤村"):
    box = visitor.page.locator(".o_ledger_entity input")
    box.fill(name)
    visitor.page.locator(".o-autocomplete--dropdown-item").filter(has_text=name).first.click()
    visitor.page.wait_for_selector(".o_ledger_table")


def test_09_the_statements_show_the_rent(login):
    accountant = login("accountant")
    for name, picture in [
        ("trial_balance", "13-trial-balance"),
        ("balance_sheet", "14-balance-sheet"),
        ("income_statement", "15-income-statement"),
    ]:
        accountant.open(f"reform_ledger.ledger_report_action_{name}")
        choose_entity(accountant)
        accountant.picture(picture)
        expect(accountant.page.locator(".o_ledger_remark")).to_have_class(re.compile("text-success"))
    expect(accountant.page.locator(".o_ledger_table")).to_contain_text("12,000.00")


def verify(folder):
    """Run the verifier as a stranger does: Python alone, nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
    )


def build_package(visitor, folder):
    """Build the package of the year in the browser, download it and unpack it."""
    visitor.open("/odoo/action-reform_audit.reform_audit_package_action/new")
    visitor.page.wait_for_selector(".o_form_view")
    form = Form(visitor).choose(entity_id="鹅凤村").fill(year="2026").save()
    form.press("action_build").see_state("built")
    with visitor.page.expect_download() as download:
        form.press("action_download")
    with zipfile.ZipFile(download.value.path()) as file:
        file.extractall(folder)
    inner = [path.parent for path in folder.rglob("verify.py")]
    assert len(inner) == 1
    return inner[0]


def test_10_a_stranger_verifies_the_package_and_finds_one_changed_byte(login, tmp_path):
    auditor = login("auditor")
    folder = build_package(auditor, tmp_path)
    auditor.picture("16-audit-package")
    told = verify(folder)
    assert told.returncode == 0, told.stdout + told.stderr
    victim = folder / "总账.xml"
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    told = verify(folder)
    assert told.returncode == 1
    assert "总账.xml" in told.stdout


def test_11_an_amount_changed_behind_the_database_is_named(login, served, tmp_path):
    # Whoever owns the database can switch its guards off; the seal tells all the same.
    changed = Databases("test").query(
        """
        SET session_replication_role = replica;
        ALTER TABLE ledger_entry DISABLE TRIGGER USER;
        UPDATE ledger_entry SET debit = debit + 1000, credit = credit
         WHERE id = (SELECT e.id FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                      WHERE v.event_key LIKE 'lease:%:rent' AND e.debit > 0 ORDER BY v.id DESC LIMIT 1)
        RETURNING (SELECT number FROM ledger_voucher WHERE id = voucher_id);
        """,
        served[1],
    )
    (number,) = (row[0] for row in changed if row[0].isdigit())
    told = verify(build_package(login("auditor"), tmp_path))
    assert told.returncode == 1
    assert f"2026-01 转-{int(number):04d}" in told.stdout
    assert "第 1 行 112 应收款" in told.stdout
