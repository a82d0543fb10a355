"""The steps of a case as tables: which exist, which follow, what each one freezes, who acts next."""

STATES = [
    ("draft", "Draft"),
    ("proposed", "Proposed by the Party Organisation"),
    ("consulted", "Discussed by the Committees"),
    ("deliberated", "Reviewed by the Party Members"),
    ("convened", "Assembly Called"),
    ("voted", "Voted"),
    ("passed", "Passed"),
    ("failed", "Not Passed"),
    ("published", "Resolution Published"),
    ("implemented", "Carried Out"),
    ("result_published", "Result Published"),
    ("closed", "Closed"),
    ("objected", "Under Objection"),
    ("revoked", "Revoked"),
]
# How far a case has come; what is frozen at one step stays frozen at all later ones.
ORDER = {
    "draft": 0,
    "proposed": 1,
    "consulted": 2,
    "deliberated": 3,
    "convened": 4,
    "voted": 5,
    "passed": 6,
    "failed": 6,
    "published": 7,
    "implemented": 8,
    "result_published": 9,
    "closed": 10,
    "objected": 10,
    "revoked": 10,
}
EDGES = frozenset(
    {
        ("draft", "proposed"),
        ("proposed", "consulted"),
        ("consulted", "deliberated"),
        ("deliberated", "convened"),
        ("convened", "voted"),
        ("voted", "passed"),
        ("voted", "failed"),
        ("passed", "published"),
        ("published", "implemented"),
        ("implemented", "result_published"),
        ("result_published", "closed"),
        ("failed", "closed"),
        ("published", "objected"),
        ("result_published", "objected"),
        ("objected", "published"),
        ("objected", "result_published"),
        *((state, "revoked") for state in ("proposed", "consulted", "deliberated", "convened")),
        *((state, "revoked") for state in ("passed", "published", "objected")),
    }
)
# A field may be written until the case has come to this step.
FROZEN_FROM = {
    "proposed": ("name", "kind", "entity_id", "res_model", "res_id", "record_ref", "proposal"),
    "convened": (
        "body",
        "notice_on",
        "notice_paper",
        "meeting_on",
        "meeting_time",
        "meeting_place",
        "agenda",
        "reports_on",
    ),
    "voted": (
        "eligible",
        "present",
        "present_onsite",
        "present_online",
        "present_proxy",
        "households",
        "households_present",
        "votes_for",
        "votes_against",
        "abstained",
        "tally_sheet",
        "minutes",
        "chair",
        "secretary",
    ),
    "published": ("published_on", "published_place", "published_photo", "posting_days"),
    "result_published": ("result_published_on", "result_published_place", "result_photo", "result_text"),
}
# Sealed only when there is something in them: cases of earlier versions were sealed without.
SEALED_IF_ANY = frozenset(
    {
        "meeting_time",
        "agenda",
        "reports_on",
        "present_onsite",
        "present_online",
        "present_proxy",
        "minutes",
        "chair",
        "secretary",
        "posting_days",
        "result_published_place",
        "result_text",
    }
)
FROZEN_AT = {field: ORDER[state] for state, names in FROZEN_FROM.items() for field in names}
TALLY = ("eligible", "present", "votes_for", "votes_against", "abstained", "households", "households_present")
HEADS = ("present_onsite", "present_online", "present_proxy")
PAPERS = ("notice_paper", "tally_sheet", "minutes", "published_photo", "result_photo")
# Kind of a further paper → (label, the step from which it is sealed, whether it must be a picture).
PAPER_KINDS = {
    "sign_in": ("Sign-in Sheet", "voted", False),
    "proxy": ("Written Proxies", "voted", False),
    "photo": ("Photo of the Meeting", "voted", True),
    "tally": ("Tally Sheet", "voted", False),
    "report": ("Report Put to the Meeting", "convened", False),
    "posting": ("Photo of the Posted Resolution", "published", True),
    "result": ("Photo of the Posted Result", "result_published", True),
    "consent": ("Consent of the Township", "implemented", False),
    "other": ("Other Paper", "closed", False),
}
KINDS = [
    ("asset_lease", "Lease of Collective Property"),
    ("asset_disposal", "Disposal of Collective Property"),
    ("asset_plan", "Way of Operating an Asset"),
    ("asset_write_off", "Write-off after a Count"),
    ("contribution", "Contribution of Property"),
    ("rent_relief", "Relief or Write-off of Rent"),
    ("valuation_agency", "Choice of a Valuation Agency"),
    ("construction_land", "Use of Operating Construction Land"),
    ("land_contract", "Contract for Land with Outsiders"),
    ("land_contracting", "Plan for Contracting Land"),
    ("land_compensation", "Land Compensation"),
    ("distribution", "Distribution of Income"),
    ("annual_accounts", "Annual Budget and Accounts"),
    ("investment", "Investment"),
    ("spending", "Large Spending"),
    ("levy", "Levy of Money and Labour"),
    ("charter", "Charter"),
    ("member_confirmation", "Confirmation of Members"),
    ("share_quantification", "Quantification of Shares"),
    ("merger", "Merger or Division"),
    ("clearing", "Result of a Clearing"),
    ("board_matter", "Matter Left to the Board"),
]
BODIES = [
    ("member_assembly", "Member Assembly"),
    ("representative_assembly", "Representative Assembly"),
    ("villager_assembly", "Villagers' Assembly"),
    ("villager_delegates", "Villagers' Delegates"),
    ("board", "Board of Directors"),
]
# Who has to act next, and by which act of his; see messages.next_act.
NEXT_ACTOR = {
    "proposed": "reform_places.group_clerk",
    "consulted": "reform_places.group_clerk",
    "deliberated": "reform_places.group_director",
    "convened": "reform_places.group_supervisor",
    "passed": "reform_places.group_clerk",
    "published": "reform_places.group_director",
    "implemented": "reform_places.group_clerk",
    "result_published": "reform_places.group_supervisor",
    "failed": "reform_places.group_director",
    "objected": "reform_places.group_supervisor",
}
CLERK, DIRECTOR = "reform_places.group_clerk", "reform_places.group_director"
SUPERVISOR, TOWNSHIP = "reform_places.group_supervisor", "reform_places.group_township"
