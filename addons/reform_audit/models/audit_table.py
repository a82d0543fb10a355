"""The way of an audit as tables: states, edges, who writes what when."""

AUDITORS = ("reform_places.group_auditor",)
PLANNERS = (*AUDITORS, "reform_places.group_county_agriculture", "reform_places.group_township")
AUDITED = (
    "reform_places.group_clerk",
    "reform_places.group_director",
    "reform_places.group_accountant",
    "reform_places.group_township",
)
# Who speaks for the audited organisation.
SPEAKERS = ("reform_places.group_director", "reform_places.group_township")

KINDS = [
    ("regular", "Regular Audit"),
    ("special", "Special Audit"),
    ("term", "Audit at the End of a Term"),
    ("leaving", "Leaving Audit"),
]
OF_PERSONS = ("term", "leaving")
STATES = [
    ("draft", "Planned"),
    ("noticed", "Announced"),
    ("fieldwork", "At Work"),
    ("drafted", "Draft Sent"),
    ("opined", "Opinion Given"),
    ("reported", "Report Issued"),
    ("rectified", "Put Right"),
    ("published", "Published"),
    ("archived", "Archived"),
    ("cancelled", "Cancelled"),
]
EDGES = frozenset(
    {
        ("draft", "noticed"),
        ("noticed", "fieldwork"),
        ("fieldwork", "drafted"),
        ("drafted", "opined"),
        # What the audited says may call for another look.
        ("opined", "fieldwork"),
        ("opined", "reported"),
        ("reported", "rectified"),
        ("rectified", "published"),
        ("published", "archived"),
        ("draft", "cancelled"),
        ("noticed", "cancelled"),
    }
)
# Field -> states in which it is written; the rest of the fields belong to the plan.
WRITTEN = {
    "notice_no": ("draft",),
    "notice_date": ("draft",),
    "entry_date": ("noticed",),
    "entry_people": ("noticed",),
    "entry_note": ("noticed",),
    "draft_report": ("fieldwork",),
    "opinion_days": ("fieldwork",),
    "opinion": ("drafted",),
    "report_no": ("opined",),
    "report": ("opined",),
    "rectify_days": ("opined",),
    "published_date": ("reported", "rectified"),
    "published_place": ("reported", "rectified"),
    "archive_no": ("published",),
}
# Written by the auditors alone; notice and publication also by who plans the audit.
AUDITORS_ALONE = frozenset(
    {
        "entry_date", "entry_people", "entry_note", "draft_report", "opinion_days", "report_no", "report",
        "rectify_days", "archive_no",
    }
)  # fmt: skip
PLAN = frozenset(
    {
        "kind", "entity_id", "other_entity_ids", "person_id", "office", "date_from", "date_to", "level",
        "matters", "member_ids", "clearing_id",
    }
)  # fmt: skip
