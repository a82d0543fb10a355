"""What is said about the lists of a clearing and about counting them."""


def item_words(env):
    """Return the words that stand in the lines themselves."""
    return {
        "rest": env._(" (in the books, without cards or details)"),
        "title_of": env._("Title certificate: "),
        "sheet": env._("sheet"),
        "volume": env._("volume"),
        "month_format": env._('YYYY"-"MM" "'),
        "year_format": env._('YYYY" "'),
        "vouchers": env._("vouchers"),
        "general_ledger": env._("general ledger"),
        "subsidiary_ledger": env._("subsidiary ledgers"),
        "journals": env._("cash and bank journals"),
        "statements": env._("statements"),
        "open_case": env._("case of the members under way"),
        "dispute_over": env._("Dispute over "),
    }


def refusal(env, error, *, item=""):
    """Return the sentence of a refusal of the rules."""
    facts = error.facts
    match error.name:
        case "AccountUnplaced":
            return env._(
                "No list takes the account %(code)s of the chart %(chart)s. Have the administrator add it to"
                " the lists.",
                code=facts["code"],
                chart=facts["chart"],
            )
        case "CountMissing":
            return env._("“%(item)s”: say how much was found; nothing found is a 0.", item=item)
        case "CountNegative":
            return env._("“%(item)s”: nothing can be found below 0.", item=item)
        case "NegativeNumber":
            return env._("“%(item)s”: a number of notes cannot be below 0.", item=item)
        case _:
            return str(error)


# --- counting ---


def not_counting(env, *, clearing, state):
    return env._("“%(clearing)s” takes no counts now (%(state)s).", clearing=clearing, state=state)


def frozen_for_ever(env, *, fields):
    return env._(
        "What the books said was frozen and is not changed: %(fields)s. Enter what was found beside it.",
        fields=fields,
    )


def books_only(env, *, list):
    return env._("“%(list)s” is not counted: it follows from all other lists.", list=list)


def decided_already(env, *, item, user, at):
    return env._(
        "“%(item)s” was decided by %(user)s on %(at)s. Have the decision taken back before counting again.",
        item=item,
        user=user,
        at=at,
    )


def name_missing(env):
    return env._("Say what was found: a name, and on which list it belongs.")


def nothing_but_items(env, *, list, count):
    return env._(
        "“%(list)s” has %(count)s lines. Count them; a line of which nothing is left is counted with 0.",
        list=list,
        count=count,
    )


# --- from counting to deciding ---


def still_missing(env, *, clearing, problems):
    return env._(
        "“%(clearing)s” cannot go on:\n%(problems)s", clearing=clearing, problems="\n".join(problems)
    )


def problem(env, problem, *, list):
    """Return the line that says what is missing on a list."""
    facts = problem.facts
    match problem.name:
        case "ListNotTaken":
            return env._(
                "• %(list)s: empty. Add what there is, or state that there is nothing of it.", list=list
            )
        case "ListNotCounted":
            return env._(
                "• %(list)s: %(open)s of %(items)s lines are not counted.",
                list=list,
                open=facts["open"],
                items=facts["items"],
            )
        case "ReasonsMissing":
            return env._("• %(list)s: %(count)s differences have no reason.", list=list, count=facts["count"])
        case _:
            return f"• {list}: {problem.name} {facts}"


def sheet_title(env):
    return env._("Lists of a clearing, filled in")


def sheet_notes(env):
    """Return for the template what to write in a column."""
    return {
        "line_no": env._("Names the line and its clearing. Leave it as it is."),
        "quantity": env._("What was found; 0 when nothing is there, empty when nobody has looked."),
        "amount": env._("In yuan; notes and coins may be entered instead."),
        "disputed": env._("有争议 or 无争议; needed for claims and debts."),
        "reason": env._("Needed where something else was found than the books say."),
    }


def round_of_another_day(env, *, round, day, base):
    return env._(
        "“%(round)s” counts as of %(day)s, this clearing as of %(base)s. Only a count of the same day is"
        " taken over.",
        round=round,
        day=day,
        base=base,
    )


def round_not_over(env, *, round, state):
    return env._(
        "“%(round)s” is still being counted (%(state)s). Take it over when counting is over.",
        round=round,
        state=state,
    )


def round_taken(env, *, count):
    return env._("%(count)s cards taken over from the counting round.", count=count)


def round_unseen(env, *, count):
    return env._("%(count)s cards were not seen in the round; count them here.", count=count)


def from_round(env, *, round):
    return env._("Counting round %(round)s", round=round)
