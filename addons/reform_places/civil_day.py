"""Which day it is: China has one civil time, and every deadline, freeze and posting goes by it.

A server keeps universal time and a client may say it lives anywhere; neither decides whether a bid came
in time. Between 16:00 and 24:00 universal time it is already tomorrow in the villages.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TIMEZONE = "Asia/Shanghai"
_ZONE = ZoneInfo(TIMEZONE)


def today(_record=None) -> date:
    """Return the day in China; takes a recordset, and looks away, so that it can be a field's default."""
    return datetime.now(_ZONE).date()


def of(moment: datetime) -> date:
    """Return the day in China of a moment as Odoo keeps it: without a zone, in universal time."""
    return moment.replace(tzinfo=UTC).astimezone(_ZONE).date()


def install(cr) -> None:
    """Lay down `reform_civil_day(timestamp)`, the same for queries; it is inlined where it is used."""
    cr.execute(
        """CREATE OR REPLACE FUNCTION reform_civil_day(timestamp) RETURNS date
           LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
           AS $$ SELECT ($1 AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date $$"""
    )
