"""All sentences of this addon; facts by name, so that a translation may put them where they belong."""


def former_place(env, *, name):
    return env._("former %(name)s", name=name)


def predecessors_of(env, *, place):
    return env._("Predecessors of %(place)s", place=place)


def successors_of(env, *, place):
    return env._("Successors of %(place)s", place=place)


def not_a_division_code(env, *, code):
    return env._("“%(code)s” is no division code. Enter the twelve digits of the official list.", code=code)


def code_of_another_level(env, *, code, place, level):
    return env._(
        "Code %(code)s of %(place)s stands for the level “%(level)s”. Correct the code or the level.",
        code=code,
        place=place,
        level=level,
    )


def parent_below(env, *, place, parent):
    return env._(
        "%(place)s cannot belong to %(parent)s: that is not a unit above it. Choose the township or county.",
        place=place,
        parent=parent,
    )


def scope_is_kept_by_mergers(env):
    return env._(
        "Who answers for a place follows from its mergers and cannot be entered. Record the merger instead."
    )


def nobody_ends(env):
    return env._("A merger needs at least one place that ended. Add the predecessors first.")


def merged_twice(env, *, place, merger):
    return env._(
        "%(place)s has already ended in the merger “%(merger)s”. Cancel that one with a reason first.",
        place=place,
        merger=merger,
    )


def lineage_cycle(env, *, places):
    return env._(
        "A place would become its own predecessor: %(places)s. Check both sides of the merger.", places=places
    )


def ends_before_it_begins(env, *, place, formed, ended):
    return env._(
        "%(place)s was formed on %(formed)s and cannot end on %(ended)s. Check the dates of both mergers.",
        place=place,
        formed=formed,
        ended=ended,
    )


def cancel_needs_reason(env, *, merger):
    return env._("Say in “Reason for Cancelling” why the merger “%(merger)s” is taken back.", merger=merger)


def span_reversed(env, *, merger):
    return env._("The earliest day of “%(merger)s” lies after the day it is in force from.", merger=merger)


def credit_code_wrong(env, *, code):
    return env._(
        "“%(code)s” is no unified credit code: length or check character is wrong. "
        "Compare it with the certificate.",
        code=code,
    )


def demo_login_refused(env):
    return env._(
        "Here a password may not be the same as the login. Ask the administrator for a new password."
    )


def check_places(env):
    return env._("Places agree with their mergers")


def validity_differs(env, *, place):
    return env._("%(place)s: the first or last day does not agree with its mergers.", place=place)


def scope_differs(env, *, place):
    return env._("%(place)s: hangs below another place than its mergers say.", place=place)


def figure_name(env, *, area, level, as_of):
    return env._("%(area)s, %(level)s, as of %(as_of)s", area=area, level=level, as_of=as_of)


def desk_amount(env, value, unit):
    """Return an amount with its unit and separators; from ten thousand yuan on in ten thousands."""
    if unit == "sqm":
        return env._("%(area)s ㎡", area=f"{value:,.2f}")
    if abs(value) >= 10_000 and (env.lang or "").startswith("zh"):
        return env._("%(amount)s ten thousand yuan", amount=f"{value / 10_000:,.2f}")
    return env._("%(amount)s yuan", amount=f"{value:,.2f}")


def rights(env, *, user):
    """Return roles and places of a user in a line for the sealed log."""
    roles = ", ".join(user.group_ids.mapped("display_name")[:8])
    places = ", ".join(user.reform_scope_ids.mapped("display_name")[:8])
    return env._("Roles: %(roles)s; places: %(places)s", roles=roles or "–", places=places or "–")


def alert_not_theirs(env, *, user, case):
    return env._(
        "%(user)s does not answer for “%(case)s”: choose somebody of the role and the place it belongs to.",
        user=user,
        case=case,
    )


def alert_of_another(env, *, case, user):
    return env._(
        "“%(case)s” is assigned to %(user)s. Ask for it to be assigned to you.", case=case, user=user
    )


def alert_answer_missing(env, *, case):
    return env._("“%(case)s”: write down what was done about it before you answer.", case=case)


def alert_not_answered(env, *, case):
    return env._("“%(case)s” is not answered yet; only an answered case is closed.", case=case)


def alert_not_yours_to_close(env, *, case):
    return env._(
        "“%(case)s”: whoever answers a case of money does not close it. The supervisor or the township does.",
        case=case,
    )


def alert_snooze_past(env, *, day):
    return env._(
        "%(day)s is not in the future: choose the day on which the case is to come up again.", day=day
    )


def alert_snoozed(env, *, day, reason):
    return env._("Put off until %(day)s: %(reason)s", day=day, reason=reason)


def alert_act_title(env, act):
    return {
        "assign": env._("Assign the Case"),
        "snooze": env._("Put the Case off"),
        "close": env._("Close the Case"),
        "send_back": env._("Ask for a Better Answer"),
    }[act]


def alert_fact_gone(env):
    return env._("The fact is gone.")


def alert_fact_back(env):
    return env._("The fact is there again.")


def alert_producer_failed(env, *, model, error):
    return env._("%(model)s: could not be looked at. %(error)s", model=model, error=error)


def alert_run_is_a_record(env):
    return env._("The daily job writes this down; nobody enters it.")


# -- policy parameters and the values of a county


def nothing(env):
    return env._("none")


def ground(env, law, article):
    return env._("%(law)s, %(article)s", law=law, article=article)


def own_value(env, value, county):
    return env._("%(value)s (%(county)s)", value=value, county=county)


def own_value_name(env, name, value, unit):
    return env._("%(name)s: %(value)s %(unit)s", name=name, value=value, unit=unit)


def new_own_value(env):
    return env._("New Value of the County")


def not_a_value(env, *, name, text, unit, example):
    return env._(
        "“%(text)s” is no value of “%(name)s” (unit: %(unit)s). "
        "Write it in the form of the national value: %(example)s.",
        text=text,
        name=name,
        unit=unit,
        example=example,
    )


def looser_than_the_law(env, *, name, law, text):
    return env._(
        "The law itself sets “%(name)s” to %(law)s; a county may only be stricter, and %(text)s is not. "
        "Correct the value.",
        name=name,
        law=law,
        text=text,
    )


def not_for_a_county(env, *, name):
    return env._("“%(name)s” follows from the accounting system and cannot be set by a county.", name=name)


def value_missing(env, *, name):
    return env._("Enter the county's value of “%(name)s”.", name=name)


def not_a_county(env, *, place):
    return env._("%(place)s is no county. Choose the county whose document sets the value.", place=place)


def withdrawn_stays(env):
    return env._("A value that was withdrawn is not edited any more. Enter a new one.")


def withdraw_needs_reason(env, *, value):
    return env._("Say in “Reason for Withdrawing” why “%(value)s” counts no more.", value=value)


def own_value_own_hand(env, *, value):
    return env._(
        "You have entered “%(value)s” yourself. "
        "Another administrator or an office of the county has to do this.",
        value=value,
    )


def value_of_the_same_day(env, *, value):
    return env._(
        "A value of “%(value)s” is already in force from the same day. Withdraw that one with a reason, "
        "or choose another day.",
        value=value,
    )


def value_unreadable(env, *, value):
    return env._("%(value)s: cannot be read by the present rules and does not count.", value=value)


def check_parameters(env):
    return env._("Values of the county can be read by the rules")


def parameter_units(env):
    """Return the unit as the rules write it → as people do."""
    return {
        "day": env._("days"),
        "working day": env._("working days"),
        "month": env._("months"),
        "year": env._("years"),
        "percent": env._("percent"),
        "share": env._("share of votes"),
        "yuan": env._("yuan"),
        "sqm": env._("square metres"),
        "mu": env._("mu"),
        "month and day": env._("month and day"),
        "contract": env._("contracts"),
        "visit": env._("visits"),
        "attempt": env._("attempts"),
        "count": env._("items"),
        "proxy": env._("votes"),
        "body": env._("meetings"),
        "matter": env._("matters"),
        "paper": env._("papers"),
        "stage": env._("step"),
        "purpose": env._("purposes"),
        "yes/no": env._("yes or no"),
        "account": env._("accounts"),
    }


def parameter_words(env, unit):
    """Return the words of a unit as the rules write them → as people do; empty for numbers."""
    words = {
        "body": _bodies,
        "matter": _matters,
        "paper": _papers,
        "stage": _stages,
        "purpose": _purposes,
        "yes/no": _yes_no,
    }
    return words[unit](env) if unit in words else {}


def _yes_no(env):
    return {"yes": env._("yes"), "no": env._("no")}


def _bodies(env):
    return {
        "member_assembly": env._("assembly of members"),
        "representative_assembly": env._("assembly of member representatives"),
        "villager_assembly": env._("assembly of villagers"),
        "villager_delegates": env._("meeting of villagers' delegates"),
        "board": env._("board of directors"),
    }


def _matters(env):
    return {
        "asset_lease": env._("letting of property"),
        "asset_disposal": env._("disposal of property"),
        "asset_plan": env._("way of operating property"),
        "asset_write_off": env._("write-off after a count"),
        "contribution": env._("contribution of property"),
        "rent_relief": env._("relief of rent"),
        "valuation_agency": env._("choice of a valuation agency"),
        "construction_land": env._("use of construction land"),
        "land_contract": env._("contract for land with outsiders"),
        "land_contracting": env._("plan for contracting land"),
        "land_compensation": env._("compensation for land"),
        "distribution": env._("distribution of income"),
        "annual_accounts": env._("annual budget and accounts"),
        "investment": env._("investment"),
        "spending": env._("large spending"),
        "charter": env._("charter"),
        "member_confirmation": env._("confirmation of members"),
        "share_quantification": env._("quantification of shares"),
        "merger": env._("merger or division"),
        "clearing": env._("result of a clearing"),
    }


def _papers(env):
    return {
        "notice": env._("notice of the meeting"),
        "tally_sheet": env._("sign-in and tally sheet"),
        "minutes": env._("minutes of the meeting"),
    }


def _stages(env):
    return {
        "passed": env._("passed by vote"),
        "published": env._("posted to the public"),
        "posted": env._("posting over without objection"),
    }


def _purposes(env):
    return {
        "sale": env._("sale or auction"),
        "exchange": env._("exchange of assets"),
        "contribution": env._("contribution as a share"),
        "joint_venture": env._("joint venture"),
        "merger": env._("merger or restructuring"),
        "liquidation": env._("liquidation of a body"),
        "lease": env._("letting"),
        "mortgage": env._("mortgage of assets"),
        "other": env._("other purpose"),
    }


def frozen_by_acts(env):
    return env._("An organisation is frozen and unfrozen by the clearing of its capitals, not by hand.")
