"""How a village decides, as people do it on the screen; and the papers they attach."""

import base64
import io
import re

from PIL import Image

from tests.story.form import Form

# When each of the three deliberations was held, when the members were called, met, and read the result.
DAYS = {
    "held": ("2025/11/03", "2025/11/05", "2025/11/08"),
    "notice": "2025-11-10",
    "meeting": "2025-11-25",
    "posted": "2025-11-26",
}
VOTES = {"eligible": 90, "present": 70, "votes_for": 61, "votes_against": 6, "abstained": 3}
ACTS = (("action_propose", "proposed"), ("action_consult", "consulted"), ("action_deliberate", "deliberated"))


def paper(name):
    """A small paper to attach."""
    return {"name": name, "mimeType": "text/plain", "buffer": "签字记录\n".encode()}


def photo(name):
    """A small picture: what was posted, where people could read it."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#d9c7a0").save(out, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": out.getvalue()}


def open_case(visitor):
    """Go from the record that is open to the case about it, and wait for the case."""
    form = Form(visitor).press("action_decision")
    visitor.page.wait_for_selector(".o_field_widget[name=step_ids]")
    return form


def hold_step(form, number, day):
    """Write into the row of a deliberation when it was held and who came, and attach the signed minutes."""
    row = form.page.locator(".o_field_widget[name=step_ids] .o_data_row").nth(number)
    row.locator("td[name=place]").click()
    row.locator("td[name=place] input").wait_for()
    # A day is text until it is clicked in the row that is being written.
    row.locator("td[name=held_on]").locator("button, .o_field_date").first.click()
    row.locator("td[name=held_on] input").fill(day)
    for name, value in {"place": "村委会会议室", "expected": "7", "present": "6", "opinion": "同意"}.items():
        row.locator(f"td[name={name}]").locator("input, textarea").first.fill(value)
    row.locator("td[name=minutes] input[type=file]").set_input_files(paper("会议记录.txt"))
    form.page.wait_for_timeout(500)
    return form.save()


def deliberate(form, days=DAYS):
    """Hold the three deliberations and call the members together."""
    for number, ((act, state), day) in enumerate(zip(ACTS, days["held"], strict=True)):
        hold_step(form, number, day).press(act).see_state(state)
    form.tab("assembly")
    form.fill(notice_on=days["notice"], meeting_on=days["meeting"], meeting_place="村活动室")
    form.attach(notice_paper=photo("会议通知.png")).save()
    return form.press("action_convene").see_state("convened")


def enter_votes(form, votes=VOTES):
    form.tab("assembly").fill(**votes)
    return form.attach(tally_sheet=paper("签到表及计票表.txt"), minutes=paper("会议记录.txt")).save()


def sign_tally(form):
    form.ask("action_sign_tally").fill(opinion="现场核对签到和计票，程序合规。")
    return form.answer("action_confirm").see_state("passed").tab("assembly")


def post_resolution(form, days=DAYS):
    form.tab("disclosure").fill(published_on=days["posted"], published_place="村务公开栏")
    return (
        form.attach(published_photo=photo("决议公开.png"))
        .save()
        .press("action_publish")
        .see_state("published")
    )


def let_members_decide(login, open_record, days=DAYS):
    """Take a record through the whole vote on the screen: director, clerk and supervisor.

    Args: open_record: function that opens the record in a visitor's window.
    """
    director, clerk, supervisor = login("director"), login("clerk"), login("supervisor")
    open_record(director)
    deliberate(open_case(director), days)
    open_record(clerk)
    enter_votes(open_case(clerk))
    open_record(supervisor)
    sign_tally(open_case(supervisor))
    open_record(clerk)
    post_resolution(open_case(clerk), days)
    return supervisor


def vote_again(login, open_record, days=DAYS):
    """Take a record through a vote like one already seen: the same people and buttons, without the screens.

    The case is opened from the record on the screen; the rest is said to the server as it would be.
    """
    director, clerk, supervisor = login("director"), login("clerk"), login("supervisor")
    open_record(director)
    open_case(director)
    case = int(re.search(r"/(\d+)(?:\?.*)?$", director.page.url).group(1))
    _fill_in(director, case, days)
    for act in ("propose", "consult", "deliberate", "convene"):
        director.call("reform.decision", f"action_{act}", case)
    signed = base64.b64encode(paper("")["buffer"]).decode()
    papers = {"tally_sheet": signed, "tally_sheet_name": "计票表.txt", "minutes": signed}
    clerk.call("reform.decision", "write", case, {**VOTES, **papers, "minutes_name": "会议记录.txt"})
    supervisor.call("reform.decision", "action_sign_tally", case, opinion="现场核对签到和计票，程序合规。")
    posted = {"published_on": days["posted"], "published_place": "村务公开栏", "published_photo": _picture()}
    clerk.call("reform.decision", "write", case, posted)
    clerk.call("reform.decision", "action_publish", case)


def _fill_in(director, case, days):
    [row] = director.call("reform.decision", "read", case, ["step_ids"])
    signed = base64.b64encode(paper("")["buffer"]).decode()
    steps = [
        [1, step, {
            "held_on": day.replace("/", "-"), "place": "村委会会议室", "expected": 7, "present": 6,
            "opinion": "同意", "minutes": signed, "minutes_name": "会议记录.txt",
        }]
        for step, day in zip(row["step_ids"], days["held"], strict=True)
    ]  # fmt: skip
    call = {"notice_on": days["notice"], "meeting_on": days["meeting"], "meeting_place": "村活动室"}
    notice = {"notice_paper": _picture(), "notice_paper_name": "会议通知.png", "step_ids": steps}
    director.call("reform.decision", "write", case, {**call, **notice})


def _picture():
    return base64.b64encode(photo("")["buffer"]).decode()
