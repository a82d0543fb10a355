"""How long a meeting must be announced before it, and a result be posted after it."""

from __future__ import annotations

from datetime import date, timedelta

from ..errors import RuleError

SATURDAY = 5


class NoticeTooShort(RuleError):
    """A meeting was announced too late."""

    days: int
    days_min: int
    notice_on: date
    meeting_on: date


class PostingTooShort(RuleError):
    """A posting is not over yet."""

    days: int
    days_min: int
    until: date


def notice_days(notice_on: date, meeting_on: date) -> int:
    """Return how many days before the meeting its notice was posted; the day of the meeting is not counted.

    >>> notice_days(date(2026, 3, 1), date(2026, 3, 11))
    10
    """
    return (meeting_on - notice_on).days


def check_notice(notice_on: date, meeting_on: date, days_min: int) -> None:
    """Refuse a meeting announced later than `days_min` days before it.

    Raises: NoticeTooShort: facts `days`, `days_min`, `notice_on`, `meeting_on`.
    Source: collective-law-27
    """
    days = notice_days(notice_on, meeting_on)
    if days < days_min:
        raise NoticeTooShort(days=days, days_min=days_min, notice_on=notice_on, meeting_on=meeting_on)


def earliest_meeting(notice_on: date, days_min: int) -> date:
    """Return the first day on which a meeting announced on `notice_on` may be held."""
    return notice_on + timedelta(days=days_min)


def posted_until(posted_on: date, days_min: int) -> date:
    """Return the last day of a posting of `days_min` whole days; the first day counts.

    >>> posted_until(date(2026, 3, 1), 7)
    datetime.date(2026, 3, 7)
    """
    return posted_on + timedelta(days=days_min - 1)


def check_posting(posted_on: date, today: date, days_min: int) -> None:
    """Refuse to go on while the posting still runs (its last day included).

    Raises: PostingTooShort: facts `days` (whole days already over), `days_min`, `until`.
    """
    until = posted_until(posted_on, days_min)
    if today <= until:
        raise PostingTooShort(days=max((today - posted_on).days, 0), days_min=days_min, until=until)


def working_days_after(day: date, count: int) -> date:
    """Return the day that lies `count` working days after `day`.

    Saturdays and Sundays are skipped. Public holidays are not known here: the date is for a reminder, and a
    reminder one holiday early harms nobody.
    """
    assert count >= 0, count
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
