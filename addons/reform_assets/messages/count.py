"""What is said about counting rounds."""


def round_name(env, *, place, year, kind):
    return env._("%(place)s %(year)s: %(kind)s", place=place, year=year, kind=kind)


def code_taken(env):
    return env._("Another round has this number. Numbers are given once.")


def report_before_record(env):
    return env._("The report cannot be due before the record date. Correct one of the two days.")


def limit_negative(env):
    return env._("A limit is an amount from 0 yuan on.")


# --- freezing ---


def frozen_already(env, *, round):
    return env._("“%(round)s” is frozen already: a list is made once. Open a new round instead.", round=round)


def nothing_to_count(env, *, round):
    return env._(
        "No card lies within “%(round)s”. Widen the place, the owner or the classes, or enter cards first.",
        round=round,
    )


def counted_elsewhere(env, *, round, count):
    return env._(
        "%(count)s of these cards are being counted in “%(round)s” as of the same day."
        " Cancel that round, or narrow this one.",
        count=count,
        round=round,
    )


def check_lists(env):
    return env._("Counting rounds: the list as frozen and the result are those that were sealed")


def list_differs(env, *, round):
    return env._("%(round)s: the frozen list is not the one that was sealed.", round=round)


def result_differs(env, *, round):
    return env._("%(round)s: the result is not the one that was confirmed and sealed.", round=round)


# --- counting ---


def not_counting(env, *, round, state):
    return env._("“%(round)s” takes no counts now (%(state)s).", round=round, state=state)


def not_in_the_team(env, *, round, users):
    return env._(
        "For “%(round)s” these people were named for this count: %(users)s.", round=round, users=users
    )


def counted_before(env, *, line, user, at):
    return env._(
        "“%(line)s” was counted by %(user)s at %(at)s. Your count is kept as the second one.",
        line=line,
        user=user,
        at=at.strftime("%H:%M"),
    )


def counted_twice(env, *, line, first, second):
    return env._(
        "“%(line)s” has been counted by %(first)s and %(second)s. If both are wrong, have it counted again.",
        line=line,
        first=first,
        second=second,
    )


def decided_already(env, *, line):
    return env._(
        "The difference of “%(line)s” is decided. Have it counted again to change what was seen.", line=line
    )


def result_missing(env, *, line):
    return env._("Say of “%(line)s” whether it was found, found elsewhere, damaged or not found.", line=line)


def coordinates_outside(env, *, line):
    return env._("%(line)s: latitude lies between -90 and 90, longitude between -180 and 180.", line=line)


def place_unknown(env, *, line):
    return env._("%(line)s: choose the place it was seen at from the list.", line=line)


def not_a_picture(env):
    return env._("This file is not a photo. Take a picture with the camera, or choose a JPEG or PNG file.")


def photo_too_large(env, *, limit):
    return env._("The photo is larger than %(limit)s MB. Take it with a lower resolution.", limit=limit)


def nothing_to_undo(env, *, line):
    return env._("You have not counted “%(line)s”; only one's own count is taken back.", line=line)


def was_seen(env, *, line):
    return env._("“%(line)s” was seen: there is nothing to explain.", line=line)


def code_unknown(env, *, code):
    return env._(
        "No card “%(code)s” is in this round. If the thing has no card, report it as an unknown item.",
        code=code,
    )


def refusal(env, refusal, *, line):
    """Return the sentence for a refusal of the rule."""
    return {
        "QuantityNegative": lambda: env._("%(line)s: nobody counts less than nothing.", line=line),
        "NotAQuantity": lambda: env._("%(line)s: enter the quantity as a number.", line=line),
        "FoundWithoutQuantity": lambda: env._(
            "%(line)s: a thing that is there counts at least one, a thing not found counts none.", line=line
        ),
        "PlaceMissing": lambda: env._("%(line)s: say at which place it was found.", line=line),
    }[refusal.name]()


# --- unknown items ---


def find_incomplete(env):
    return env._("An unknown item needs a photo, a place, a description and a quantity above nothing.")


def find_elsewhere(env, *, round):
    return env._("The place does not belong to “%(round)s”, or you do not answer for it.", round=round)


def find_needs_owner(env):
    return env._("A surplus needs an owner class and the owner, or the class “ownership unconfirmed”.")


def find_value_wrong(env):
    return env._("The value is an amount from 0 yuan on; resources have none.")


# --- deciding ---


def not_deciding(env, *, round, state):
    return env._(
        "Differences of “%(round)s” are decided after the counting and before its confirmation"
        " (now: %(state)s).",
        round=round,
        state=state,
    )


def own_count(env, *, line):
    return env._("You have counted “%(line)s” yourself: somebody else decides about it.", line=line)


def no_difference(env, *, line):
    return env._("“%(line)s” agrees with the books or was not seen: there is nothing to decide.", line=line)


def verdict_does_not_fit(env, *, line, allowed):
    return env._("For “%(line)s” the decision can be: %(allowed)s.", line=line, allowed=allowed)


def reason_missing(env):
    return env._("Give the reason: it stays with the record.")


# --- confirming, publishing, closing ---


def own_result(env, *, owner):
    return env._(
        "You have counted or decided something of “%(owner)s” yourself: somebody else confirms its result.",
        owner=owner,
    )


def own_round(env, *, round):
    return env._("You have counted in “%(round)s” yourself: somebody else closes it.", round=round)


def confirmed_stays(env):
    return env._("The round is confirmed: its result stays as it is.")


def owner_confirmed(env):
    return env._("An owner has confirmed its result already. Take that confirmation back first.")


def reopened(env):
    return env._("Confirmation taken back")


def nothing_counted(env, *, round):
    return env._("Nobody has counted anything of “%(round)s” yet.", round=round)


def publication_incomplete(env):
    return env._("Say since which day (not later than today) and where the results are posted.")


def report_incomplete(env):
    return env._("Enter the number of the report and its day: not before the closing, not later than today.")


def problems(env, found, *, head):
    """Return one text that names everything in the way of a step."""
    return "\n".join([env._("%(record)s cannot go on yet:", record=head), *problem_lines(env, found)])


def problem_lines(env, found):
    return [
        env._("• %(sentence)s", sentence=PROBLEMS[problem.name](env, **problem.facts)) for problem in found
    ]


PROBLEMS = {
    "UnseenWithoutReason": lambda env, count: env._(
        "%(count)s cards that nobody has seen: count them, or put your name to the reason.", count=count
    ),
    "SecondCountMissing": lambda env, count: env._(
        "%(count)s cards that a second person has to count.", count=count
    ),
    "CountsDisputed": lambda env, count: env._(
        "%(count)s cards two people have counted differently: have them counted again.", count=count
    ),
    "DifferencesOpen": lambda env, count: env._("%(count)s differences to decide.", count=count),
    "FindsOpen": lambda env, count: env._("%(count)s unknown items to decide.", count=count),
    "OwnersUnconfirmed": lambda env, count: env._(
        "%(count)s owners have not confirmed their result.", count=count
    ),
    "NotPublished": lambda env, days: env._("The results are not posted yet (%(days)s days).", days=days),
    "PublishedTooShort": lambda env, days, so_far: env._(
        "The results are posted for %(days)s days; so far %(so_far)s.", days=days, so_far=so_far
    ),
}


def closing_reason(env, *, round):
    return env._("Adjusted to the count: %(round)s", round=round)


def shortage_reason(env, *, round):
    return env._("Not found in the count, written off: %(round)s", round=round)


def surplus_reason(env, *, round):
    return env._("Found without a card in the count: %(round)s", round=round)


def book_stands(env):
    return env._("The card stays as it was.")


def card_adjusted(env):
    return env._("The card was adjusted.")


def nothing_to_adjust(env):
    return env._("The card has nothing to adjust; a lease, or its end, is recorded as such.")


def carried_by(env, *, act):
    return env._("Carried out by %(act)s.", act=act)


# --- titles ---


def reason_title(env, act):
    return {
        "count_again": lambda: env._("Why Count Again"),
        "count_cancel": lambda: env._("Why Cancel"),
        "unseen": lambda: env._("Why Not Seen"),
    }[act]()


def seen_title(env):
    return env._("Seen")


def list_title(env):
    return env._("List of the Round")


def unseen_title(env):
    return env._("Not Seen")


def differences_title(env):
    return env._("Differences")


def finds_title(env):
    return env._("Unknown Items")


def phone_title(env):
    return env._("Count with the Phone")


def sheet_title(env):
    return env._("Count Sheet")


def sheet_file(env, *, round):
    return env._("Count sheet %(round)s.xlsx", round=round)


def forms_file(env, *, round):
    return env._("Forms of the count %(round)s.xlsx", round=round)


def not_frozen_yet(env, *, round):
    return env._("“%(round)s” has no list yet. Freeze it first.", round=round)


def sheet_notes(env):
    return {
        "line_no": env._("Names the card in its round. Leave it as it is."),
        "result": env._("在账在位, 位置不符, 损坏 or 找不到; empty when nobody has looked."),
        "quantity": env._("What was counted; empty when it is as in the books."),
        "condition": env._("完好, 一般, 较差 or 危房; empty when it is as in the books."),
        "use_state": env._("在用, 出租, 闲置; empty when it is as in the books."),
        "place_seen": env._("The village it was found at; needed for 位置不符."),
    }


def papers_stay(env):
    return env._(
        "Photos and papers of a count are evidence: they stay. Count again with a new photo instead."
    )
