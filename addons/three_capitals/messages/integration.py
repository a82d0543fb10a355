"""What is said about collectives that become one."""

from odoo.exceptions import AccessError


def refuse_plan_stays(env, *, fields, record):
    raise AccessError(
        env._(
            "%(record)s: the plan is what the members vote on. Take it back before you change %(fields)s.",
            record=record,
            fields=fields,
        )
    )


def of_record(env, *, record, sentence):
    return env._("%(record)s: %(sentence)s", record=record, sentence=sentence)


def of_side(env, *, entity, sentence):
    return env._("%(entity)s: %(sentence)s", entity=entity, sentence=sentence)


def side_name(env, *, entity, successor):
    return env._("%(entity)s into %(successor)s", entity=entity, successor=successor)


# --- who takes part ---


def in_another_integration(env):
    return env._(
        "This collective is in another integration already: it goes into one at a time."
        " Give the other up first."
    )


def successor_is_side(env, *, entity):
    return env._(
        "%(entity)s takes over; it is not its own predecessor. Name the collectives of the former villages.",
        entity=entity,
    )


def not_a_collective(env, *, entity):
    return env._("%(entity)s is no collective organisation. Only collectives merge here.", entity=entity)


def not_a_predecessor(env, *, entity, successor):
    return env._(
        "The village of %(entity)s did not go into that of %(successor)s. Confirm the merger of the villages"
        " first, or name another successor.",
        entity=entity,
        successor=successor,
    )


def sides_are_settled(env, *, record):
    return env._(
        "%(record)s: who takes part is settled. Go back to the assessment to change it.", record=record
    )


# --- what is missing ---


def not_at(env, *, record, state):
    return env._("%(record)s is at “%(state)s”; this step is not its next.", record=record, state=state)


def one_side(env):
    return env._("Name at least two predecessors: one collective alone merges with nobody.")


def not_assessed(env):
    return env._("Take the figures of the predecessors first.")


def no_mode(env):
    return env._("Choose the way in which they come together.")


def not_cleared(env, *, entity):
    return env._(
        "%(entity)s: its lists are not confirmed yet. Finish its clearing: balance sheet and property list"
        " come from it.",
        entity=entity,
    )


def no_books(env, *, entity):
    return env._("%(entity)s keeps no books here. Open them with its balances first.", entity=entity)


def no_plan(env):
    return env._("Write the plan: what becomes of members, wealth, debts, shares and contracts.")


def no_opening_day(env):
    return env._("Say on which day the successor's books open.")


def opening_before_base(env, *, base):
    return env._("The books open after the base date %(base)s.", base=base)


def no_plan_paper(env):
    return env._("Attach the plan as it was voted on, with its seals.")


def not_told(env, *, creditor, by):
    return env._("%(creditor)s has not been told yet; the last day is %(by)s.", creditor=creditor, by=by)


def demand_open(env, *, creditor):
    return env._("%(creditor)s has asked for payment or security. Settle it first.", creditor=creditor)


def own_plan(env, *, record):
    return env._("You made the plan of %(record)s; somebody else reviews and approves it.", record=record)


def approved_in_future(env, *, day):
    return env._("%(day)s is still to come. Enter the day of the approval.", day=day)


def registered_when(env, *, day, approved):
    return env._(
        "The registration of %(day)s cannot lie before the approval of %(approved)s, nor in the future.",
        day=day,
        approved=approved,
    )


def books_are_one(env, *, record):
    return env._("%(record)s makes one book of several: hand over and open the books.", record=record)


def delegates_do_not_merge(env, *, case):
    return env._(
        "“%(case)s” was not decided by the assembly of all members; delegates do not decide a merger.",
        case=case,
    )


# --- the assessment ---


def warning(env, problem, names):
    facts = problem.facts
    entity = names.get(facts.get("key"), "")
    return {
        "ClearingUnfinished": lambda: env._("%(entity)s: its clearing is not finished.", entity=entity),
        "BooksMissing": lambda: env._("%(entity)s: no books are kept here.", entity=entity),
        "MembersUnknown": lambda: env._("%(entity)s: no member is on the roster.", entity=entity),
        "NetAssetsNegative": lambda: env._(
            "%(entity)s owes more than it owns: net assets %(net)s yuan.", entity=entity, net=facts["net"]
        ),
        "DebtGap": lambda: env._(
            "Debts per head lie %(gap)s %% apart, more than %(limit)s %%: one purse would pay one village's"
            " debts with the other's wealth.",
            gap=facts["gap"],
            limit=facts["limit"],
        ),
        "WealthGap": lambda: env._(
            "Net assets per head lie %(gap)s %% apart, more than %(limit)s %%: even shares would level them.",
            gap=facts["gap"],
            limit=facts["limit"],
        ),
    }[problem.name]()


def terms(env, *, successor, sides, mode, note, base, plan):
    return env._(
        "Merger of %(sides)s into %(successor)s\nWay: %(mode)s. %(note)s\n"
        "Base date: %(base)s\nPlan: %(plan)s",
        sides=sides,
        successor=successor,
        mode=mode,
        note=note,
        base=base,
        plan=plan,
    )


# --- creditors ---


def creditors_come_from_books(env):
    return env._("The list of creditors is made of the books; nobody is added or taken off by hand.")


def notice_is_over(env, *, record):
    return env._("%(record)s: the creditors' notice is over, its record stays.", record=record)


def told_when(env, *, creditor, day):
    return env._(
        "%(creditor)s cannot have been told on %(day)s: after the approval, and not in the future.",
        creditor=creditor,
        day=day,
    )


# --- asking ---


def ask_title(env, act):
    return {
        "review": lambda: env._("Opinion of the Township"),
        "approve": lambda: env._("Approval of the County"),
        "notified": lambda: env._("Why Creditors Were Told Late"),
        "register": lambda: env._("Registration of the Successor"),
        "cancel": lambda: env._("Give the Integration Up"),
        "look": lambda: env._("Review of the Transition"),
    }[act]()


def ask_missing(env, act):
    if act == "approve":
        return env._("Enter the number of the approval.")
    if act == "register":
        return env._("Attach the registration certificate.")
    return env._("Say it in a sentence: it stays with the record.")


def votes_title(env):
    return env._("Votes of the Predecessors")


def refusal(env, name, facts):
    """Return the sentence of a refusal of the rules."""
    return {
        "Unbalanced": lambda: env._(
            "The books do not balance: debits less credits are %(difference)s yuan. They are not carried.",
            difference=facts["difference"],
        ),
        "NoAccount": lambda: env._(
            "Say which account of the successor takes the balances of %(codes)s.",
            codes="、".join(facts["codes"]),
        ),
        "NothingToShare": lambda: env._(
            "A former village with net assets of %(net)s yuan brings nothing that shares could stand for.",
            net=facts["net"],
        ),
        "NobodyHolds": lambda: env._("A former village has no members on its roster: enter them first."),
        "OffsetTooLarge": lambda: env._(
            "No more is offset than both books say: claim %(claim)s, debt %(debt)s, asked %(amount)s yuan.",
            claim=facts["claim"],
            debt=facts["debt"],
            amount=facts["amount"],
        ),
    }[name]()


# --- books ---


def accounts_come_from_books(env):
    return env._("The list of accounts is made of the books; only their place in the new ones is decided.")


def accounts_are_settled(env, *, record):
    return env._("%(record)s: the accounts were reviewed with the plan and stay.", record=record)


def account_open(env, *, entity, account):
    return env._(
        "%(entity)s: decide which account of the successor takes %(account)s.", entity=entity, account=account
    )


def not_registered(env, *, entity, state):
    return env._(
        "The books of %(entity)s are carried over when the integration is registered; it is at “%(state)s”.",
        entity=entity,
        state=state,
    )


def unposted(env, *, entity, count):
    return env._(
        "%(entity)s: %(count)s vouchers are not posted. Post or delete them before the books are handed"
        " over.",
        entity=entity,
        count=count,
    )


def summary_out(env, *, entity, successor):
    return env._("Balances of %(entity)s go to %(successor)s", entity=entity, successor=successor)


def summary_in(env, *, entity, successor):
    return env._("Balances taken over from %(entity)s", entity=entity)


def not_carried(env, *, entity):
    return env._("%(entity)s has not handed over yet.", entity=entity)


def not_posted(env, *, voucher, entity):
    return env._("%(entity)s: %(voucher)s is not posted yet.", voucher=voucher, entity=entity)


def still_standing(env, *, entity, count, amount):
    return env._(
        "%(entity)s: %(count)s balances of %(amount)s yuan in all still stand in the old books.",
        entity=entity,
        count=count,
        amount=amount,
    )


def books_stay_apart(env, *, record):
    return env._("%(record)s leaves the books apart: there are none to open.", record=record)


def ended_because(env, *, record):
    return env._("Books handed over: %(record)s", record=record)


GUARDS = {
    "reform_integration_books_handed_over": lambda env: env._(
        "These books have been handed over: nothing more is booked in them. Book it with the successor."
    ),
    "reform_integration_books_ended": lambda env: env._(
        "These books are ended and read-only for ever: nothing is opened again."
    ),
    "reform_integration_stays_handed_over": lambda env: env._(
        "What has been handed over stays handed over; correct it in the books of the successor."
    ),
}


# --- what is not money ---


def carried_because(env, *, record):
    return env._("Integration of collectives %(record)s", record=record)


def lessor_changed(env, *, old, new, record):
    return env._(
        "The contract goes on with %(new)s in the place of %(old)s; nothing else of it changes. %(record)s",
        old=old,
        new=new,
        record=record,
    )


def member_twice(env, *, names):
    return env._(
        "%(names)s stand on the roster of the successor already. They leave one of the two first.",
        names=names,
    )


# --- giver and receiver ---


def explained(env, kind, name):
    if kind == "account" and name == "321":
        return env._("Income and expenses of the broken year, carried as its result so far")
    if kind == "account":
        return env._("Carried as the result of the year so far (321)")
    if kind == "card":
        return env._("Changed or removed by an act since the base date")
    return env._("The contract was over before the handover")


def difference(env, *, entity, name, given, received, rest):
    return env._(
        "%(entity)s, %(name)s: given %(given)s, received %(received)s, not explained %(rest)s yuan.",
        entity=entity,
        name=name,
        given=given,
        received=received,
        rest=rest,
    )


def not_handed_over(env, *, clearing):
    return env._("%(clearing)s has not been handed over yet: there is nothing to compare.", clearing=clearing)


def no_audit_report(env, *, clearing):
    return env._(
        "%(clearing)s: attach the audit report and enter the day it was published; then the file is closed.",
        clearing=clearing,
    )


def audit_in_future(env, *, day):
    return env._("%(day)s is still to come. The report is published first.", day=day)


# --- mutual balances ---


def mutual_name(env, *, creditor, debtor):
    return env._("%(creditor)s against %(debtor)s", creditor=creditor, debtor=debtor)


def nothing_to_confirm(env, *, name):
    return env._("%(name)s: there is nothing to confirm here; only one of the books says it.", name=name)


def no_confirmation(env, *, name):
    return env._("%(name)s: attach the signed confirmation of this side first.", name=name)


def signs_once(env, *, name):
    return env._("%(name)s: you signed for the other side; somebody else signs for this one.", name=name)


def paper_signed(env, *, name):
    return env._("%(name)s: this side has signed; its paper stays.", name=name)


def offset_too_early(env, *, name):
    return env._(
        "%(name)s is offset when both sides have confirmed it and their books have been handed over.",
        name=name,
    )


def offset_summary(env, *, creditor, debtor):
    return env._("Mutual balance of %(creditor)s and %(debtor)s offset", creditor=creditor, debtor=debtor)


# --- transition ---


def not_ready(env, *, record):
    return env._("%(record)s: a review has to find the villages ready for one book first.", record=record)


def review_label(env):
    return env._("Transition to be reviewed")


def review_due(env, *, date):
    return env._("The yearly review of the transition was due on %(date)s.", date=date)


def creditors_label(env):
    return env._("Creditors of a merger not told in time")


def creditors_late(env, *, date):
    return env._("The creditors of the predecessors had to be told of the merger by %(date)s.", date=date)
