"""The way of a body that ends: frozen, counted, decided, posted, filed, answered, signed by three, certified.

The township freezes and files, the clerk of the old body counts and gives, the new one's director receives.
Each test is a chapter and leans on those before it.
"""

import re
import subprocess
import sys
import zipfile

import pypdf
from playwright.sync_api import expect

from config.bootstrap import layout
from tests.story.days import day
from tests.story.deciding import photo, vote_again
from tests.story.form import Form

BODY = "果园场（原）"
ENTITY = "鹅凤村果园场（原）"
STORE = "农机库房"
PARTIES = {
    "giver": ("罗小梅", "原果园场负责人"),
    "receiver": ("蒋大川", "理事长"),
    "witness": ("谭志远", "护安镇农业综合服务中心"),
}


DAYS = {"held": (day(-44), day(-42), day(-40)), "notice": day(-30), "meeting": day(-12), "posted": day(-11)}


def open_row(visitor, action, text):
    """Open a record from the list of an action, by a text in its row."""
    visitor.open(action)
    visitor.page.locator(".o_data_row").filter(has_text=text).first.locator("td.o_data_cell").nth(1).click()
    visitor.page.wait_for_selector(".o_form_view")
    return Form(visitor)


def open_clearing(visitor):
    return open_row(visitor, "three_capitals.reform_clearing_action", BODY)


def open_handover(visitor):
    return open_row(visitor, "three_capitals.reform_handover_action", BODY)


def shown_id(visitor):
    return int(re.search(r"/(\d+)(?:\?.*)?$", visitor.page.url).group(1))


def test_01_the_township_freezes_the_body_and_opens_the_lists(login):
    township = login("township")
    form = open_clearing(township)
    form.press("action_freeze", confirm=True).see_state("frozen")
    form.press("action_start").see_state("counting").tab("lists")
    expect(form.page.locator(".o_field_widget[name=list_ids] .o_data_row").first).to_be_visible()
    township.picture("40-handover-frozen")


def test_02_the_clerk_counts_and_one_thing_is_missing(login):
    clerk = login("clerk")
    page = clerk.page
    form = open_clearing(clerk)
    clearing = shown_id(clerk)
    form.press("action_items")
    page.wait_for_selector(".o_list_view .o_data_row")
    page.locator(".o_list_view thead .o_list_record_selector input").check()
    page.locator("button[name=action_as_booked]:visible").first.click()
    form.settle()
    page.locator(".o_data_row").filter(has_text=STORE).locator("button[name=get_formview_action]").click()
    page.wait_for_selector(".o_form_view")
    form.fill(counted_quantity="0", reason="库房钥匙不在，当日未能入内查看").save()
    clerk.picture("41-handover-counted")
    [told] = clerk.call("reform.clearing", "read", clearing, ["list_ids"])
    for each in told["list_ids"]:
        [row] = clerk.call("reform.clearing.list", "read", each, ["item_count", "list_code"])
        if not row["item_count"] and row["list_code"] != "equity":
            clerk.call("reform.clearing.list", "action_nothing", each)
    open_clearing(clerk).press("action_adjudicate").see_state("adjudicating")


def test_03_the_township_decides_that_the_books_stand(login):
    township = login("township")
    page = township.page
    form = open_clearing(township).press("action_differences")
    page.wait_for_selector(".o_list_view .o_data_row")
    page.locator(".o_data_row").filter(has_text=STORE).locator(".o_list_record_selector input").check()
    page.get_by_role("button", name="认定", exact=True).first.click()
    page.wait_for_selector(".modal .o_form_view")
    form.choose(verdict="账面").fill(reason="次日会同农机站开锁查看，库房在，无损。")
    township.picture("42-handover-decided")
    form.answer()
    # Over the limit, the village's supervisor signs the decision.
    supervisor = login("supervisor")
    open_clearing(supervisor).press("action_differences")
    page = supervisor.page
    page.wait_for_selector(".o_list_view .o_data_row")
    page.locator(".o_data_row").filter(has_text=STORE).locator(".o_list_record_selector input").check()
    page.locator("button[name=action_sign]:visible").first.click()
    Form(supervisor).settle()
    open_clearing(township).press("action_confirm_lists").see_state("confirmed")


def test_04_the_lists_hang_out_and_the_members_agree(login):
    director = login("director")
    form = open_clearing(director).ask("action_publish")
    form.fill(where="鹅凤村村务公开栏", date_from=day(-20)).attach(photo=photo("清理结果公示.png")).answer()
    form.see_state("published")
    posting = director.call("reform.clearing", "read", shown_id(director), ["publication_ids"])[0]
    number = posting["publication_ids"][0]

    def open_posting(visitor):
        visitor.open(f"/odoo/reform.clearing.publication/{number}")
        visitor.page.wait_for_selector(".o_form_view")
        return Form(visitor)

    vote_again(login, open_posting, DAYS)


def test_05_the_township_files_and_names_the_three_parties(login):
    township = login("township")
    form = open_clearing(township).press("action_file").see_state("filed")
    township.picture("43-handover-filed")
    form.ask("action_open_handover").fill(where="护安镇便民服务中心三楼会议室")
    form.press("action_apply").see_state("draft")
    for role, (person, post) in PARTIES.items():
        form.choose(**{f"{role}_id": person}).fill(**{f"{role}_post": post})
    form.save()
    township.picture("44-handover-parties")


def test_06_the_receiver_answers_item_by_item(login):
    director = login("director")
    page = director.page
    form = open_handover(director).press("action_items")
    page.wait_for_selector(".o_list_view .o_data_row")
    page.locator(".o_data_row").filter(has_text=STORE).locator("button[name=action_reserve]").first.click()
    page.wait_for_selector(".modal .o_form_view")
    form.fill(text="钥匙由农机站补交后办结").answer()
    director.picture("45-handover-answers")
    form = open_handover(director).press("action_accept_rest", confirm=True)
    form.press("action_ready").see_state("signing")


def test_07_giver_receiver_and_witness_sign(login):
    for number, role in enumerate(("clerk", "director", "township")):
        visitor = login(role)
        page = visitor.page
        form = open_handover(visitor).ask("action_sign")
        form.field("image").locator(".o_signature, button, a").first.click()
        sheet = page.locator(".modal").last
        sheet.locator(".o_web_sign_signature, canvas").first.wait_for()
        sheet.locator(".modal-footer button.btn-primary").click()
        expect(page.locator(".o_field_widget[name=image] img")).to_be_visible()
        if not number:
            visitor.picture("46-handover-signing")
        form.answer()
    visitor.picture("47-handover-signed")


def test_08_the_handover_is_completed_and_certified(login, tmp_path):
    township = login("township")
    form = open_handover(township).press("action_hand_over", confirm=True).see_state("done")
    township.picture("48-handover-done")
    for button, expected in (("打印移交书", ("罗小梅", "监交人")), ("打印清册", (STORE, "补交"))):
        with township.page.expect_download() as download:
            form.front.get_by_role("button", name=button, exact=True).first.click()
        paper = tmp_path / f"{button}.pdf"
        download.value.save_as(paper)
        text = "".join(page.extract_text() for page in pypdf.PdfReader(paper).pages)
        for words in (ENTITY, *expected):
            assert words in text, text


def test_09_the_dossier_is_verified_outside_and_a_changed_signature_named(login, tmp_path):
    township = login("township")
    form = open_handover(township)
    with township.page.expect_download() as download:
        form.front.locator("button[name=action_dossier]:visible").first.click()
    download.value.save_as(tmp_path / "dossier.zip")
    folder = tmp_path / "dossier"
    with zipfile.ZipFile(tmp_path / "dossier.zip") as file:
        file.extractall(folder)
    assert verified(folder).returncode == 0
    signature = next(path for path in sorted(folder.glob("03_*/*")) if path.suffix == ".png")
    signature.write_bytes(signature.read_bytes() + b"!")
    told = verified(folder)
    assert told.returncode == 1
    assert signature.name in told.stdout


def verified(folder):
    """Run the stand-alone verifier on an unpacked dossier."""
    script = layout.PROJECT / "addons/reform_audit/verifier/verify.py"
    return subprocess.run([sys.executable, "-I", script, folder], capture_output=True, text=True)
