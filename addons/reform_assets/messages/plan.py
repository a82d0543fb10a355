"""What is said about schemes, plans, their acceptance and inspections."""


def scheme_in_force_twice(env):
    return env._("The county has a scheme in force already; put the new version in force instead.")


def scheme_too_early(env, *, scheme, valid_from):
    return env._(
        "“%(scheme)s” must begin after the scheme it replaces, which is in force since %(valid_from)s: "
        "choose a later first day.",
        scheme=scheme,
        valid_from=valid_from,
    )


def scheme_own_hand(env, *, scheme):
    return env._("You drew up “%(scheme)s”: another person of the county puts it in force.", scheme=scheme)


def scheme_empty(env, *, scheme):
    return env._("“%(scheme)s” has no destination yet: add at least one.", scheme=scheme)


def destination_without_method(env, *, destination):
    return env._("Choose at least one method for “%(destination)s”.", destination=destination)


def destination_code_taken(env):
    return env._("The scheme has this destination already.")


def method_code_taken(env):
    return env._("Another method has this code.")


def use_type_code_taken(env):
    return env._("Another use has this code.")


def no_scheme_in_force(env, *, county):
    return env._(
        "No scheme is in force for “%(county)s” today: let the county put one in force.", county=county
    )


def plan_no_taken(env):
    return env._("Another plan has this number.")


def asset_planned_twice(env):
    return env._("The asset has an open plan already: make a new version of that plan, or close it first.")


def asset_in_plan_twice(env):
    return env._("The asset stands in this plan already.")


def plan_refused(env, *, plan, sentences):
    return env._(
        "“%(plan)s” cannot take this step yet:\n%(lines)s",
        plan=plan,
        lines="\n".join(f"• {sentence}" for sentence in sentences),
    )


def plan_not_at(env, *, plan, state):
    return env._(
        "“%(plan)s” is in the state “%(state)s”: this step does not follow it.", plan=plan, state=state
    )


def plan_own_hand(env, *, plan):
    return env._("You drew up or proposed “%(plan)s”: another person has to take this step.", plan=plan)


def plan_needs_county_finance(env, *, plan):
    return env._("“%(plan)s” is about state property: the county's finance bureau approves it.", plan=plan)


def plan_needs_agriculture(env, *, plan):
    return env._(
        "“%(plan)s” is about a school of a collective: the county's agriculture bureau approves it.",
        plan=plan,
    )


def plan_approval_no_missing(env, *, plan):
    return env._("Enter the number of the approval of “%(plan)s”.", plan=plan)


def plan_reason_missing(env):
    return env._("Write the reason first.")


def plan_consultation_missing(env, *, plan):
    return env._("“%(plan)s”: write down what was said in the discussion, and on which day.", plan=plan)


def plan_still_on_register(env, *, plan, asset):
    return env._(
        "“%(plan)s” cannot be closed yet: “%(asset)s” is still on the register. "
        "Bring its disposal to the end first.",
        plan=plan,
        asset=asset,
    )


def plan_transfer_paper_missing(env, *, plan):
    return env._("“%(plan)s”: attach the order of transfer first.", plan=plan)


def plan_wrong_exit(env, *, plan):
    return env._("“%(plan)s”: none of its uses ends this way.", plan=plan)


def plan_paper_sealed(env, *, plan):
    return env._("The papers of “%(plan)s” belong to a step already taken and stay as they are.", plan=plan)


def superseded(env, *, plan):
    return env._("Replaced by %(plan)s", plan=plan)


def plan_puts_in_use(env, *, plan):
    return env._("Plan %(plan)s carried out", plan=plan)


def plan_closed_as_unfit(env):
    return env._("No way to put it to use was found")


def acceptance_not_open(env, *, plan, state):
    return env._(
        "“%(plan)s” is in the state “%(state)s”; it is accepted on the spot once it is in use.",
        plan=plan,
        state=state,
    )


def acceptance_twice(env):
    return env._("An acceptance of this plan is under way already.")


def acceptance_own_hand(env, *, plan):
    return env._(
        "You proposed “%(plan)s”, entered this acceptance or signed it already: another person has to sign.",
        plan=plan,
    )


def acceptance_signed_already(env):
    return env._("This side has signed already.")


def inspection_not_open(env, *, inspection):
    return env._("“%(inspection)s” is no longer open.", inspection=inspection)


def inspection_incomplete(env, *, inspection):
    return env._(
        "“%(inspection)s”: choose what was found and take a photo; write a note when something has changed.",
        inspection=inspection,
    )


def inspection_in_future(env):
    return env._("An inspection cannot be dated after today.")


def relapse_not_proposed(env, *, plan):
    return env._("No inspection of “%(plan)s” says that it is idle again.", plan=plan)


def relapse_own_hand(env, *, plan):
    return env._("You inspected “%(plan)s” yourself: another person of the township confirms.", plan=plan)


def relapse_reason(env, kind):
    return {
        "idle_again": lambda: env._("Found idle again by an inspection"),
        "missed": lambda: env._("Inspections missed one after the other"),
    }[kind]()


def inspection_paper_sealed(env, *, inspection):
    return env._("The photo of “%(inspection)s” is evidence and stays as it is.", inspection=inspection)


def plans_title(env):
    return env._("Plans")


def inspections_title(env):
    return env._("Inspections")


def reason_title(env, act):
    return {
        "action_replan": lambda: env._("Why a new version"),
        "action_back_to_draft": lambda: env._("Why it goes back"),
        "action_cancel": lambda: env._("Why it is given up"),
        "action_approve": lambda: env._("Number of the approval"),
        "action_mark_unfit": lambda: env._("Why it cannot be used"),
        "action_close": lambda: env._("Close the Plan"),
        "action_refuse_relapse": lambda: env._("Why it is not idle again"),
    }[act]()


def plan_problems(env, found):
    """Return a sentence for each Problem of the plan rule."""
    return [PROBLEMS[problem.name](env, **problem.facts) for problem in found]


PROBLEMS = {
    "plan_card_not_confirmed": lambda env: env._("the card of an asset is not confirmed by the county yet."),
    "plan_owners_mixed": lambda env: env._(
        "the assets of a bundle must have one owner: different people decide about the others."
    ),
    "plan_without_use": lambda env: env._("add at least one use."),
    "plan_deadline_missing": lambda env: env._("enter the deadline."),
    "plan_deadline_past": lambda env, deadline: env._(
        "the deadline %(deadline)s lies in the past.", deadline=deadline
    ),
    "plan_responsible_missing": lambda env: env._("name the responsible person."),
    "plan_budget_negative": lambda env: env._("budget and investment cannot be less than nothing."),
    "plan_scheme_not_in_force": lambda env: env._(
        "its scheme is not the one in force today: choose the county's scheme in force."
    ),
    "plan_shares_over_100": lambda env, shares: env._(
        "the shares of the area add up to %(shares)s percent, over 100.", shares=shares
    ),
    "plan_pair_not_allowed": lambda env, number: env._(
        "use %(number)s: the scheme does not allow this method for this destination.", number=number
    ),
    "plan_zero_with_income": lambda env, number: env._(
        "use %(number)s: there is an income, so it is not nothing on purpose.", number=number
    ),
    "plan_income_without_basis": lambda env, number: env._(
        "use %(number)s: say what the expected income rests on.", number=number
    ),
    "plan_income_negative": lambda env, number: env._(
        "use %(number)s: an income cannot be less than nothing.", number=number
    ),
    "plan_building_dangerous": lambda env: env._(
        "a building certified as dangerous is pulled down, or reinforced first; nothing else is allowed."
    ),
    "plan_owner_unconfirmed": lambda env: env._("the ownership is not confirmed yet: settle it first."),
    "plan_collective_decision_missing": lambda env: env._(
        "attach the minutes of the office's collective decision (State Assets Regulation, article 19)."
    ),
    "plan_education_opinion_missing": lambda env: env._(
        "a former school needs the opinion of the education bureau: attach it."
    ),
    "plan_entity_frozen": lambda env: env._("the owner is frozen during the merger: nothing new is begun."),
    "plan_safety_report_missing": lambda env: env._("attach the safety report of the building."),
    "contract_missing": lambda env, number: env._(
        "use %(number)s: name the contract; it must be in force and let this asset.", number=number
    ),
    "agreement_missing": lambda env, number: env._("use %(number)s: attach the agreement.", number=number),
    "share_paper_missing": lambda env, number: env._(
        "use %(number)s: attach the share certificate.", number=number
    ),
    "handover_missing": lambda env, number: env._("use %(number)s: attach the handover note.", number=number),
    "plan_use_leaves_register": lambda env, number: env._(
        "use %(number)s ends with the removal from the register: close the plan when that is done.",
        number=number,
    ),
    "acceptance_date_wrong": lambda env: env._("enter the day of the visit; it cannot lie after today."),
    "acceptance_too_old": lambda env, days: env._(
        "the visit is more than %(days)s days ago: visit the place again.", days=days
    ),
    "acceptance_photo_missing": lambda env: env._("take a photo on the spot."),
    "acceptance_figures_missing": lambda env: env._(
        "enter income, jobs, people served and area in use; enter 0 where there is none."
    ),
    "acceptance_figures_negative": lambda env: env._("a figure cannot be less than nothing."),
    "acceptance_area_too_large": lambda env, area: env._(
        "the area in use is larger than the %(area)s ㎡ of the plan.", area=area
    ),
}


def use_figures_absurd(env):
    return env._("Shares lie between 0 and 100 percent, and no figure is less than nothing.")
