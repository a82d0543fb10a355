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
