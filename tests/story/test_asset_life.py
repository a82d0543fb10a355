"""The life of an idle house: counted with a phone, planned, voted on, listed, let.

Each test is a chapter and leans on those before it.
The village is 鹅凤村 in 护安镇; the house is its former office, idle since the merger.
"""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.story.deciding import let_members_decide, paper, photo, vote_again
from tests.story.form import Form

PHONE = {"width": 390, "height": 844}
HOUSE = "原鹅凤村办公楼"
TILLERS = "旋耕机"
# Cards of the village that only the first counter needs to see.
VILLAGE_CARDS = 10


def day(offset):
    """A day so many days from today, as people write it."""
    return (date.today() + timedelta(days=offset)).isoformat()


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
    form = Form(township).choose(place_id="护安镇鹅凤村")
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
