"""The life of an idle house: counted with a phone, planned, voted on, listed, let, dunned, handed back, sold.

Each test is a chapter and leans on those before it.
The village is 鹅凤村 in 护安镇; the house is its former office, idle since the merger.
"""

import re
import zipfile

import pypdf
from playwright.sync_api import expect

from tests.story.days import day
from tests.story.deciding import let_members_decide, paper, photo, vote_again
from tests.story.form import Form, Row

PHONE = {"width": 390, "height": 844}
HOUSE = "原鹅凤村办公楼"
TILLERS = "旋耕机"
# Cards of the village that only the first counter needs to see.
VILLAGE_CARDS = 10


def open_row(visitor, action, text):
    """Open a record from the list of an action, by a text in its row."""
    visitor.open(action)
    page = visitor.page
    if page.locator(".o_kanban_view").count():
        page.locator("button.o_switch_view.o_list").click()
    page.locator(".o_data_row").filter(has_text=text).first.locator("td.o_data_cell").nth(1).click()
    page.wait_for_selector(".o_form_view")
    return Form(visitor)


def open_round(visitor):
    return open_row(visitor, "reform_assets.reform_count_round_action", "鹅凤村")


def open_owner(visitor):
    """Open the result of the village's own things, through the round."""
    return open_row(visitor, "reform_assets.reform_count_owner_action", "鹅凤村")


def test_01_the_township_freezes_the_list_and_starts_the_count(login):
    township = login("township").open("/odoo/action-reform_assets.reform_count_round_action/new")
    township.page.wait_for_selector(".o_form_view")
    form = Form(township).choose(place_id="护安镇鹅凤村").choose(entity_id="鹅凤村股份经济联合社")
    form.fill(second_cost_min="300000").save()
    form.press("action_freeze", confirm=True).see_state("frozen")
    expect(form.page.locator("button[name=action_all_lines]")).to_contain_text(str(VILLAGE_CARDS))
    form.press("action_start").see_state("counting")
    township.picture("20-count-frozen")


def begin_counting(login, role):
    """Open the count on a phone; there is one round, so it is there at once."""
    visitor = login(role, **PHONE).open("reform_assets.reform_count_phone_action")
    visitor.page.wait_for_selector(".o_count_line, .o_count_empty")
    return visitor


def count_line(page, name, quantity=None, picture=None):
    """Tap a card and say that it is there; one tap is enough where nothing differs."""
    page.locator(".o_count_line").filter(has_text=name).first.click()
    if picture:
        page.locator(".o_count_photo input").set_input_files(picture)
        page.wait_for_selector(".o_count_photo img")
    if quantity is not None:
        page.locator("details summary").click()
        page.locator("#count_quantity").fill(quantity)
    page.locator(".o_count_result.o_count_tone_success").click()
    if quantity is not None:
        page.locator(".o_count_foot .btn-primary").click()
    page.wait_for_selector(".o_count_search")


def test_02_the_clerk_counts_with_the_phone_and_finds_a_tiller_missing(login):
    clerk = begin_counting(login, "clerk")
    page = clerk.page
    expect(page.locator(".o_count_line")).to_have_count(VILLAGE_CARDS)
    clerk.picture("21-count-phone-list")
    for name in page.locator(".o_count_name").all_inner_texts():
        told = {HOUSE: {"picture": photo("原鹅凤村办公楼.png")}, TILLERS: {"quantity": "2"}}
        count_line(page, name, **told.get(name, {}))
        expect(page.get_by_text(name, exact=True)).to_have_count(0)
    expect(page.locator(".o_count_bar strong")).to_contain_text("10 / 10")
    clerk.picture("22-count-phone-done")


def test_03_a_second_person_counts_what_is_worth_most(login):
    supervisor = begin_counting(login, "supervisor")
    page = supervisor.page
    page.locator(".o_count_views button").nth(1).click()
    expect(page.locator(".o_count_line")).to_have_count(2)
    supervisor.picture("23-count-second")
    count_line(page, "小学教学楼")
    page.locator(".o_count_views button").nth(1).click()
    count_line(page, TILLERS, quantity="2")


def test_04_the_township_rules_on_the_difference(login):
    township = login("township")
    page = township.page
    form = open_round(township).press("action_finish").see_state("differences")
    township.picture("24-count-differences")
    form.press("action_differences")
    page.locator(".o_data_row").filter(has_text=TILLERS).locator(".o_list_record_selector input").check()
    page.get_by_role("button", name="认定", exact=True).first.click()
    page.wait_for_selector(".modal .o_form_view")
    form.pick(verdict="调整卡片").fill(reason="一台已于2024年报废，未销账，有废品回收单。")
    township.picture("25-count-ruling")
    form.answer()
    expect(page.locator(".o_data_row").filter(has_text=TILLERS)).to_contain_text("调整卡片")


def test_05_the_members_vote_on_the_shortage_and_the_round_is_closed(login):
    vote_again(login, open_owner)
    director = login("director")
    open_owner(director).press("action_confirm").see_state("confirmed")
    township = login("township")
    form = open_round(township).press("action_confirm").see_state("confirmed")
    page = township.page
    page.get_by_role("button", name="结果公示", exact=True).click()
    page.wait_for_selector(".modal .o_form_view")
    form.fill(on=day(-8), where="村务公开栏").attach(photo=photo("清查结果公示.png")).answer()
    form.see_state("published").press("action_close", confirm=True).see_state("closed")
    township.picture("26-count-closed")


def open_plan(visitor):
    return open_row(visitor, "reform_assets.reform_plan_action", HOUSE)


def add_use(form, **use):
    """Add one use of the house to the plan, in its window."""
    form.field("use_ids").locator(".o_field_x2many_list_row_add a").click()
    form.page.wait_for_selector(".modal .o_form_view")
    form.choose(destination_id="支持产业", method_id="出租", use_type_id=use["kind"])
    form.choose(income_basis="预计")
    form.fill(name=use["name"], share_percent=use["share"], income_year=use["income"])
    form.page.locator(".modal .o_form_button_save").click()
    expect(form.page.locator(".modal")).to_have_count(0)


def test_06_the_clerk_draws_up_a_plan_with_two_uses(login):
    clerk = login("clerk").open("/odoo/action-reform_assets.reform_plan_action/new")
    clerk.page.wait_for_selector(".o_form_view")
    form = Form(clerk).choose(asset_id=HOUSE, responsible_id="蒋大川").fill(budget="60000", deadline=day(200))
    form.tab("uses")
    add_use(form, name="一楼：竹编车间", kind="产业车间", share="70", income="16800")
    add_use(form, name="二楼：竹编成品仓储", kind="仓储", share="30", income="7200")
    clerk.picture("27-plan-two-uses")
    form.tab("papers").fill(consultation="村两委与竹编合作社座谈：整栋出租，一楼生产，二楼存货。")
    form.save().press("action_consult").see_state("consulted")


def test_07_the_members_vote_on_the_plan_and_it_is_approved(login):
    supervisor = let_members_decide(login, open_plan)
    supervisor.picture("28-vote-on-the-plan")
    township = login("township")
    form = open_plan(township).press("action_approve").see_state("approved")
    form.press("action_prepare").see_state("preparing")
    township.picture("29-plan-approved")


def open_lease(visitor):
    return open_row(visitor, "reform_assets.reform_lease_action", HOUSE)


def test_08_the_lease_is_priced_and_the_members_agree(login):
    clerk = login("clerk").open("/odoo/action-reform_assets.reform_lease_action/new")
    clerk.page.wait_for_selector(".o_form_view")
    form = Form(clerk).choose(entity_id="鹅凤村", frequency="每季度", price_basis="可比")
    form.fill(
        purpose="竹编加工及仓储",
        date_start=day(-300),
        date_end=day(-300 + 3 * 365),
        rent_year="24000",
        deposit="8000",
        floor_rent="21600",
        price_note="参照护安镇三处同类房屋租金",
    )
    form.add("line_ids").choose(asset_id=HOUSE)
    form.tab("trade").tick("public_trade")
    form.save().press("action_price").see_state("priced")
    vote_again(login, open_lease)
    director = login("director")
    open_lease(director).press("action_decide").see_state("decided")


def bid(form, bidder, amount):
    """Write a bid into the open round of listing."""
    form.field("bid_ids").locator(".o_field_x2many_list_row_add a").click()
    form.page.wait_for_selector(".modal .o_form_view")
    form.choose(bidder_id=bidder).fill(amount=amount, date=day(-25))
    form.page.locator(".modal .o_form_button_save").click()
    expect(form.page.locator(".modal")).to_have_count(0)
    form.save()


def test_09_two_bid_for_it_and_the_higher_bid_wins(login):
    clerk = login("clerk")
    form = open_lease(clerk).press("action_new_listing")
    form.see_state("draft").fill(
        platform="护安镇农村产权交易服务站", listing_no="HA-2026-017", date_from=day(-30), date_to=day(-20)
    )
    form.save().press("action_open").see_state("open")
    bid(form, "护安竹艺加工坊", "24500")
    bid(form, "四川蜀乐竹编工艺有限公司", "26000")
    clerk.picture("30-two-bids")
    township = login("township")
    form = open_lease(township).tab("trade").press("action_form")
    form.press("action_close").see_state("closed")
    form = open_lease(clerk).see_state("bid_closed").ask("action_publish_result")
    form.fill(date=day(-12), place="村务公开栏").attach(photo=photo("成交公示.png")).answer()
    form.see_state("result_published")


def test_10_the_lease_is_signed_filed_and_the_house_is_in_use(login):
    director = login("director")
    form = open_lease(director).tab("papers")
    form.attach(document_ids=paper("租赁合同扫描件.txt")).save()
    form.press("action_sign", confirm=True).see_state("signed")
    clerk = login("clerk")
    open_lease(clerk).ask("action_receive_deposit").answer()
    township = login("township")
    form = open_lease(township).ask("action_file")
    form.fill(number="护安备〔2026〕17号").answer().see_state("effective")
    form.tab("dues")
    township.picture("31-lease-in-force")
    open_plan(township).press("action_put_in_use").see_state("in_use")


def test_11_rent_is_late_and_a_reminder_is_written_as_a_letter(login, tmp_path):
    clerk = login("clerk")
    open_lease(clerk).ask("action_receive").fill(amount="12000", receipt_no="0101").answer()
    clerk.open("reform_assets.reform_rent_arrears_action")
    expect(clerk.page.locator(".o_action_manager")).to_contain_text("蜀乐")
    clerk.picture("32-arrears")
    clerk.open("reform_assets.reform_rent_reminder_action")
    clerk.page.locator("button[name=action_make]").click()
    row = clerk.page.locator(".o_data_row").filter(has_text="蜀乐")
    row.first.locator("td[name=lessee_id]").click()
    clerk.page.wait_for_selector(".o_form_view")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("button", name="PDF", exact=True).click()
    letter = tmp_path / "letter.pdf"
    download.value.save_as(letter)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(letter).pages)
    for expected in ("蜀乐", "催缴"):
        assert expected in text, text
    form = Form(clerk).choose(sent_how="当面").attach(paper_ids=paper("送达回执.txt")).save()
    form.press("action_send").see_state("sent")


def test_12_the_lease_ends_early_and_the_house_is_handed_back(login):
    director, clerk = login("director"), login("clerk")
    form = open_lease(director).ask("action_terminate")
    form.fill(last_day=day(-1), reason="承租人停产，双方协商提前解除合同").answer()
    form.see_state("ended")
    form = open_lease(clerk).press("action_hand_back")
    clerk.page.wait_for_selector(".o_field_widget[name=present]")
    form.fill(present="罗小梅、尹秀兰、承租方经办人")
    row = clerk.page.locator(".o_field_widget[name=line_ids] .o_data_row").first
    row.locator("td[name=damage]").click()
    line = Row(clerk, "line_ids")
    line.choose(condition="损坏").fill(damage="800", note="二楼两扇窗破损")
    form.save()
    clerk.picture("34-hand-back")
    supervisor = login("supervisor")
    form = open_lease(supervisor).press("action_hand_back")
    supervisor.page.wait_for_selector(".o_field_widget[name=present]")
    form.press("action_witness").see_state("witnessed")
    form = open_lease(director).see_state("handed_back").press("action_settle")
    # The deposit is laid on what is owed: rent of the last months, then the broken windows.
    notice = form.page.locator(".o_notification").inner_text()
    owed = max(re.findall(r"\d+\.\d\d", notice), key=float)
    assert float(owed) > 800, notice
    open_lease(clerk).ask("action_receive").fill(amount=owed, receipt_no="0102").answer()
    form = open_lease(director).press("action_settle").see_state("settled")
    form.tab("deposit")
    director.picture("35-deposit-settled")


AGENCY = "四川信达资产评估有限公司"


def open_valuation(visitor):
    return open_row(visitor, "reform_assets.reform_valuation_action", "130,000.00")


def test_13_an_agency_values_the_house_and_the_county_confirms_it(login):
    clerk = login("clerk").open("/odoo/action-reform_assets.reform_valuation_action/new")
    clerk.page.wait_for_selector(".o_form_view")
    form = Form(clerk).choose(entity_id="鹅凤村", method="市场").fill(base_date=day(-40))
    line = form.add("line_ids")
    line.choose(asset_id=HOUSE).fill(value="130000")
    form.fill(title_note="2009年村集资建成，有账可查")
    form.tab("report").choose(agency_id=AGENCY)
    form.fill(agency_no="川评备〔2024〕7号", report_no="信达评报字〔2026〕第31号")
    form.attach(report_file=paper("评估报告.txt"))
    form.save().press("action_scope").see_state("scoped")
    vote_again(login, open_valuation)
    director, supervisor = login("director"), login("supervisor")
    open_valuation(director).press("action_choose_agency").see_state("agency_chosen")
    form = open_valuation(clerk).press("action_fieldwork").see_state("fieldwork")
    form.press("action_report", confirm=True).see_state("draft_report")
    open_valuation(supervisor).press("action_review").see_state("reviewed")
    form = open_valuation(clerk).tab("posting")
    form.fill(published_from=day(-20), published_place="村务公开栏", meeting_on=day(-1))
    form.attach(published_photo=photo("评估公示.png"), minutes=paper("会议记录.txt")).save()
    form.press("action_publish").see_state("published")
    county = login("county_agriculture")
    form = open_valuation(county).ask("action_confirm")
    form.fill(number="前农评〔2026〕31号", date=day(0)).answer().see_state("confirmed")


def open_disposal(visitor):
    return open_row(visitor, "reform_assets.reform_disposal_action", "转让")


def test_14_the_house_is_sold_and_leaves_the_register(login, tmp_path):
    clerk, director, township = login("clerk"), login("director"), login("township")
    clerk.open("/odoo/action-reform_assets.reform_disposal_action/new")
    clerk.page.wait_for_selector(".o_form_view")
    form = Form(clerk).choose(entity_id="鹅凤村").fill(reserve_price="130000")
    form.add("line_ids").choose(asset_id=HOUSE)
    form.fill(reason="承租人退租后无人承租，维修费用高")
    form.tab("decision").fill(published_from=day(-20), published_place="村务公开栏")
    form.attach(published_photo=photo("处置公示.png")).save()
    open_disposal(township).press("action_classify").see_state("classified")
    form = open_disposal(clerk).press("action_value").see_state("valued")
    form.press("action_publish").see_state("value_published")
    vote_again(login, open_disposal)
    open_disposal(director).press("action_decide").see_state("decided")
    form = open_disposal(township).ask("action_approve")
    form.fill(number="护安资〔2026〕6号", date=day(0)).answer().see_state("approved")
    sell(clerk, director)
    form = open_disposal(clerk).ask("action_receive").fill(amount="136000").answer()
    accountant = login("accountant")
    open_disposal(accountant).press("action_close_proceeds").see_state("proceeds_received")
    form = open_disposal(township).press("action_remove", confirm=True).see_state("removed")
    township.picture("36-disposal-removed")
    see_dossier(clerk, tmp_path)


def sell(clerk, director):
    """List the house, conclude the sale with the higher bidder, hand it over."""
    form = open_disposal(clerk).tab("listing")
    line = form.add("listing_ids")
    line.fill(platform="区农村产权流转交易中心", number="NCQ2026-018", reserve="130000")
    line.fill(date_from=day(-12), date_to=day(-1))
    form.save().press("action_list").see_state("listed")
    form.fill(price="136000").tab("listing").fill(bidders="2").choose(buyer_id="四川蜀乐竹编")
    form.tab("handover").attach(contract_file=paper("转让合同.txt")).save()
    open_disposal(director).press("action_sell", confirm=True).see_state("sold")
    form = open_disposal(clerk).tab("handover").fill(handover_on=day(0))
    form.attach(handover_file=paper("交接单.txt")).save().press("action_deliver").see_state("delivered")


def see_dossier(visitor, folder):
    """The card says that it is gone, and its dossier holds the papers of its whole life."""
    visitor.open("reform_assets.reform_asset_action")
    # The list begins with what is in the register.
    visitor.page.locator(".o_facet_remove").click()
    visitor.page.locator(".o_searchview_input").fill(HOUSE)
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".o_data_row").filter(has_text=HOUSE).first.locator("td[name=name]").click()
    visitor.page.wait_for_selector(".o_form_view")
    visitor.picture("37-card-disposed")
    expect(visitor.page.locator(".o_form_view")).to_contain_text("已处置")
    visitor.page.locator(".o_button_more").click()
    with visitor.page.expect_download() as download:
        visitor.page.locator("button[name=action_dossier]:visible").click()
    target = folder / "dossier.zip"
    download.value.save_as(target)
    with zipfile.ZipFile(target) as file:
        names = "\n".join(file.namelist())
    for expected in ("租赁合同扫描件", "送达回执", "05_评估/", "公示照片.png", "_合同.txt"):
        assert expected in names, names
