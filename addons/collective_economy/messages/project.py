"""What grants, levies, land compensation, pay and purchases say to a user."""


def summary_move(env, *, kind, project, note):
    if note:
        return env._("%(project)s, %(kind)s, %(note)s", project=project, kind=kind, note=note)
    return env._("%(project)s, %(kind)s", project=project, kind=kind)


def record_title(env):
    return env._("Record a Movement")


def taken_back_note(env):
    return env._("Taken back in red")


def taken_back(env, *, move):
    return env._("%(move)s was taken back already, or is red itself.", move=move)


def leant_on(env, *, project):
    return env._(
        "%(project)s: what was recorded later leans on this movement. Take that back first.", project=project
    )


def own_project(env, *, project):
    return env._("You entered %(project)s yourself: another person approves it.", project=project)


def day_in_future(env):
    return env._("What has not happened yet is not recorded: choose today or an earlier day.")


def not_at_this_step(env, *, project, state):
    return env._("%(project)s is %(state)s: this cannot happen to it now.", project=project, state=state)


def say_what_happened(env):
    return env._("Choose what has happened.")


def amount_not_positive(env):
    return env._("An amount above nothing is needed.")


def nothing_to_book(env, *, project):
    return env._("%(project)s: everything recorded is in the books already.", project=project)


def grant_not_settled(env, *, grant, left, works):
    return env._(
        "%(grant)s: %(left)s yuan are left to be spent or returned, %(works)s lie in unfinished works.",
        grant=grant,
        left=left,
        works=works,
    )


def running_is_income(env, *, grant):
    return env._("%(grant)s is a running subsidy: it is income, nothing else is recorded.", grant=grant)


def more_than_granted(env, *, grant):
    return env._("%(grant)s: more would have come than was granted.", grant=grant)


def more_than_there_is(env, *, project):
    return env._("%(project)s: more would be spent, returned or finished than there is.", project=project)


def entered_by_act(env, *, project, card, act):
    return env._(
        "%(card)s came into the books by act %(act)s already: %(project)s cannot bring it there again.",
        card=card,
        act=act,
        project=project,
    )


def entered_by_project(env, *, project, card):
    return env._(
        "%(card)s came into the books with the works of %(project)s already: no act brings it there again.",
        card=card,
        project=project,
    )


def levy_empty(env, *, levy):
    return env._("%(levy)s: enter the households and what each gives.", levy=levy)


def levy_outstanding(env, *, levy, amount):
    return env._("%(levy)s: %(amount)s yuan are not collected yet.", levy=levy, amount=amount)


def no_works(env, *, levy):
    return env._("%(levy)s: no works were paid and no labour was given yet.", levy=levy)


def more_than_owed(env, *, party, project):
    return env._("%(project)s: %(party)s would pay or get more than is owed.", project=project, party=party)


def not_of_this_project(env, *, project):
    return env._(
        "%(project)s: name the household or person it concerns, one of its own list.", project=project
    )


def parts_exceed(env, *, record):
    return env._(
        "%(record)s: every household gets something, and all of them together no more than the whole sum.",
        record=record,
    )


def whole_sum_only(env, *, record, total):
    return env._(
        "%(record)s: the whole sum of %(total)s yuan is recorded at once.", record=record, total=total
    )


def payroll_empty(env, *, payroll):
    return env._("%(payroll)s: enter the persons and what each earns.", payroll=payroll)


def more_than_approved(env, *, purchase):
    return env._("%(purchase)s: more would come than was approved.", purchase=purchase)
