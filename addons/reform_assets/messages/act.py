"""What is said about acts on cards."""

from odoo.tools import format_list


def listed(env, names, style="standard"):
    """Return names as a sentence lists them; style "or" when one of them is enough."""
    return format_list(env, names, style=style) if names else ""


def reason_title(env, act):
    return {"act_return": env._("Return with a Reason"), "act_undo": env._("Take the Act Back")}[act]


def acts_title(env):
    return env._("Acts")


def why(env, *, kind, act, reason):
    if not reason:
        return env._("%(kind)s, act %(act)s", kind=kind, act=act)
    return env._("%(kind)s, act %(act)s: %(reason)s", kind=kind, act=act, reason=reason)


def part_name(env, *, name, number):
    return env._("%(name)s, part %(number)s", name=name, number=number)


def amount_negative(env):
    return env._("Amounts and months of an act are not below nothing. Enter them without a minus.")


def paper_empty(env):
    return env._("The file is empty. Attach the scanned paper itself.")


def not_approved(env, *, act):
    return env._("Act %(act)s is not approved yet: submit it and wait for the approval.", act=act)


def not_done(env, *, act):
    return env._("Act %(act)s is not carried out yet: there is nothing to book.", act=act)


def only_done_is_undone(env, *, act):
    return env._(
        "Act %(act)s is not carried out, or takes another back itself. A draft is deleted; what was taken"
        " back is"
        " entered anew.",
        act=act,
    )


def undo_under_way(env, *, act, undo):
    return env._("Act %(act)s is being taken back by %(undo)s already. Open that one.", act=act, undo=undo)


def place_out_of_scope(env, *, place):
    return env._(
        "You do not answer for “%(place)s”. Whoever answers for both places approves the move.", place=place
    )


def of_act(env, act, sentence):
    return env._("%(act)s: %(sentence)s", act=act, sentence=sentence)


def problems(env, found):
    """Return a sentence for each Problem of the rule of acts."""
    return [PROBLEMS[problem.name](env, **problem.facts) for problem in found]


def _paper(env, paper):
    names = dict(env["reform.asset.act.paper"]._fields["kind"]._description_selection(env))
    return env._("attach the paper: %(paper)s.", paper=names[paper])


def _not_whole(env, code, field, total, whole):
    label = env["reform.asset"].fields_get([field], ["string"])[field]["string"]
    return env._(
        "%(field)s of the parts is %(total)s, of %(code)s it is %(whole)s. Press “Divide by Area” or"
        " change a part.",
        field=label,
        total=total,
        code=code,
        whole=whole,
    )


PROBLEMS = {
    "act_no_card": lambda env: env._("choose at least one asset card."),
    "act_day_missing": lambda env: env._("enter the day it happened."),
    "act_day_future": lambda env, day, today: env._(
        "%(day)s is still to come. Enter what has happened, until %(today)s.", day=day, today=today
    ),
    "act_before_acquired": lambda env, code, day, acquired: env._(
        "%(code)s exists since %(acquired)s; nothing happened to it on %(day)s. Check the day.",
        code=code,
        day=day,
        acquired=acquired,
    ),
    "act_card_gone": lambda env, code: env._(
        "%(code)s has left the register. Choose another card.", code=code
    ),
    "act_card_let": lambda env, code: env._(
        "%(code)s is let or lent. End the lease or have it given back first.", code=code
    ),
    "act_card_unconfirmed": lambda env, code: env._(
        "%(code)s is not confirmed by the county yet. Change the card itself, or wait for the confirmation.",
        code=code,
    ),
    "act_card_disputed": lambda env, code: env._(
        "the title of %(code)s is disputed. Settle the dispute on the card first.", code=code
    ),
    "act_owners_mixed": lambda env: env._(
        "the cards belong to several owners. Enter one act for each owner."
    ),
    "act_owner_unconfirmed": lambda env: env._(
        "whose it is has not been confirmed: nothing leaves the register. Clear the ownership first."
    ),
    "act_paper_missing": _paper,
    "act_amount_missing": lambda env: env._("enter what the improvement cost."),
    "act_net_negative": lambda env, code: env._(
        "%(code)s: more is written off than it cost. Lower the accumulated depreciation.", code=code
    ),
    "act_worn_before": lambda env, code: env._(
        "%(code)s: nothing is written off yet of what comes in this way. Enter what was paid, or what it is"
        " worth as it stands, as its cost.",
        code=code,
    ),
    "act_cost_missing": lambda env, code: env._(
        "%(code)s: enter the cost; where nobody knows it, enter 1 yuan as nominal amount.", code=code
    ),
    "act_came_in_before": lambda env, code: env._(
        "%(code)s has come in by another act already. Take that act back first.", code=code
    ),
    "act_merge_few": lambda env: env._("choose at least two cards to put together."),
    "act_kinds_mixed": lambda env: env._("cards of different kinds are not put together."),
    "act_parts_few": lambda env: env._(
        "one card is divided into at least two parts: add a line for each part."
    ),
    "act_parts_not_whole": _not_whole,
    "act_place_missing": lambda env: env._("choose the new place; it is another than the present one."),
    "act_not_lent": lambda env, code: env._("%(code)s is not lent, so it cannot be given back.", code=code),
    "act_borrower_missing": lambda env: env._("name the borrower."),
    "act_return_missing": lambda env: env._("enter the day it is to be returned."),
    "act_return_backwards": lambda env, day, returns_on: env._(
        "it is to be returned on %(returns_on)s, before it is lent on %(day)s.",
        day=day,
        returns_on=returns_on,
    ),
    "act_undo_of_nothing": lambda env: env._(
        "there is no act that could be taken back. Open the act and press “Take Back”."
    ),
    "act_undo_changed": lambda env, act: env._(
        "what is taken back is %(act)s with all its cards and no others. "
        "Delete this draft and press “Take Back” there.",
        act=act,
    ),
    "act_later": lambda env, code, act: env._(
        "act %(act)s has changed %(code)s since. Take that act back first.", code=code, act=act
    ),
    "act_changed_since": lambda env, code: env._(
        "%(code)s has been changed since by a correction or a report of use. Put that right first.", code=code
    ),
}


def loan_overdue_label(env):
    return env._("Loan to be returned")


def loan_overdue(env, *, ref, day, **_):
    return env._(
        "%(ref)s was to be returned on %(day)s. Have it given back, or lend it anew.", ref=ref, day=day
    )
