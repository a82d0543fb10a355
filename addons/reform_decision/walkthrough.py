"""A case carried through all its steps, by the people who would do it: for tests and for the demo villages.

It uses the buttons, never a shortcut: what the rules refuse to a clerk they refuse here.
"""

import base64
from datetime import timedelta

from odoo.addons.reform_places import civil_day

# The smallest picture there is: one white dot. Papers of made-up meetings are not pretended to be more.
PICTURE = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    )
)
PAPER = base64.b64encode("会议记录（示例）".encode())
PAPERS_OF_VOTE = {
    "tally_sheet": PAPER,
    "tally_sheet_name": "签到表及计票表.txt",
    "minutes": PAPER,
    "minutes_name": "会议记录.txt",
}
OPINION = "通知、签到和计票均在现场核对，程序符合规定。"


def pass_decision(record, people, *, meeting_on=None, votes=(30, 24, 22, 2, 0), upto="passed", vals=None):
    """Open the case of a gated record, bring it to its vote, and return it (superuser environment kept as
    given).

    Args: record: a record of a model with `reform.decision.gate`. people: users by role (clerk, director,
    supervisor). meeting_on: day of the assembly, default two days ago. votes: eligible, present, for,
    against, abstained. upto: deliberated, convened, passed (or failed, if the votes say so) or published.
    vals: more values of the case, such as `body`.
    """
    meeting_on = meeting_on or civil_day.today() - timedelta(days=2)
    case = as_person(record, people["clerk"])._open_decision(**(vals or {}))
    prepare(case, meeting_on)
    as_person(case, people["director"]).action_propose()
    case.action_consult()
    case.action_deliberate()
    if upto != "deliberated":
        as_person(case, people["director"]).action_convene()
    if upto in ("passed", "published"):
        eligible, present, votes_for, votes_against, abstained = votes
        case.write(
            {
                "eligible": eligible,
                "present": present,
                "votes_for": votes_for,
                "votes_against": votes_against,
                "abstained": abstained,
                **PAPERS_OF_VOTE,
            }
        )
        as_person(case, people["supervisor"]).action_sign_tally(opinion=OPINION)
    if upto == "published" and case.result == "passed":
        case.write({"published_on": meeting_on, "published_place": "村务公开栏", "published_photo": PICTURE})
        case.action_publish()
    return case.with_env(record.env)


def as_person(records, user):
    """Return the records as the user sees them, in the user's own language."""
    return records.with_user(user).with_context(lang=user.lang)


def prepare(case, meeting_on):
    """Fill in deliberations, notice and meeting so that the rules have nothing to say against them."""
    for index, step in enumerate(case.step_ids):
        step.write(
            {
                "held_on": meeting_on - timedelta(days=24 - 3 * index),
                "place": "村党群服务中心",
                "expected": (7, 9, 26)[index],
                "present": (7, 8, 21)[index],
                "opinion": ("同意提交讨论。", "同意，按程序办理。", "赞成提交成员会议表决。")[index],
                "minutes": PAPER,
                "minutes_name": "会议记录.txt",
            }
        )
    case.write(
        {
            "notice_on": meeting_on - timedelta(days=12),
            "notice_paper": PICTURE,
            "notice_paper_name": "会议通知照片.png",
            "meeting_on": meeting_on,
            "meeting_place": "村民活动室",
            "reports_on": meeting_on - timedelta(days=12),
        }
    )
