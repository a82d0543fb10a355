"""Every sentence about the distribution of a year's income, and the wording of its vouchers."""


def plan_name(env, *, entity, year, village):
    if village:
        return env._(
            "Income distribution %(year)s, %(entity)s (%(village)s)",
            entity=entity,
            year=year,
            village=village,
        )
    return env._("Income distribution %(year)s, %(entity)s", entity=entity, year=year)


def summary(env, *, kind, year, village, reversal):
    """Return the wording of a voucher, as an accountant would write it."""
    text = {
        "loss_covered": env._("Loss covered from the reserve, distribution of %(year)s", year=year),
        "reserve": env._("Reserve taken from the income of %(year)s", year=year),
        "dividend": env._("Dividend of %(year)s payable to the members", year=year),
        "paid": env._("Dividend of %(year)s paid to the members", year=year),
        "correction": env._("Correction of the dividend of %(year)s", year=year),
    }[kind]
    if village:
        text = env._("%(text)s (%(village)s)", text=text, village=village)
    return env._("Taken back: %(text)s", text=text) if reversal else text


# -- what is refused ---


def plan_refused(env, name, facts):
    """Return the sentence for a refusal of the rule."""
    amounts = {key: f"{value:,.2f}" for key, value in facts.items() if hasattr(value, "quantize")}
    sentences = {
        "NothingToDistribute": lambda: env._(
            "There is nothing to distribute: the year brought %(net)s yuan, and losses of earlier years are"
            " %(loss)s yuan.",
            **amounts,
        ),
        "ReserveBeyondLoss": lambda: env._(
            "The reserve covers losses only: %(asked)s yuan were asked for, at most %(most)s are possible.",
            **amounts,
        ),
        "ReserveBelowFloor": lambda: env._(
            "%(percent)s %% to the reserve is less than the %(least)s %% the county asks for.", **amounts
        ),
        "MoreThanAll": lambda: env._("Reserve and members together would get %(percent)s %%.", **amounts),
        "EarlierNotThere": lambda: env._(
            "Of earlier years %(left)s yuan are left undistributed, not %(asked)s.", **amounts
        ),
        "DividendAboveCap": lambda: env._(
            "%(dividend)s yuan for the members is more than %(percent)s %% of the net income, which are"
            " %(most)s.",
            **amounts,
        ),
        "PaidByBorrowing": lambda: env._(
            "The dividend is %(dividend)s yuan, the collective's own money after its debts %(own)s. Nobody"
            " borrows to distribute.",
            **amounts,
        ),
    }
    return sentences[name]()


def mixed_plans(env, *, year):
    return env._(
        "For %(year)s there is a plan already: former villages have a plan each, or all have one together.",
        year=year,
    )


def not_a_predecessor(env, *, village, entity):
    return env._("%(village)s is none of the former villages of %(entity)s.", village=village, entity=entity)


def base_fixed(env):
    return env._("Collective, year and village stay as they are once the accounts are taken over.")


def books_open(env, *, year):
    return env._(
        "The books of %(year)s are open. Close its twelve months, or transfer its income in the year-end"
        " closing.",
        year=year,
    )


def chart_without_dividends(env, *, entity, chart):
    return env._(
        "%(entity)s keeps its books by %(chart)s, which has no accounts for claims of members on income."
        " Open the books by the chart of 2023 first; what is distributed until then is booked by hand.",
        entity=entity,
        chart=chart,
    )


def posting_missing(env):
    return env._("Say where and since when it is posted, and add a photo of the posting.")


def posting_to_come(env, *, date):
    return env._("%(date)s is still to come.", date=date)


def posted_too_early(env, *, date, since):
    return env._(
        "The plan cannot have been posted on %(date)s: its figures are those of %(since)s. Post it, and enter"
        " the day of the posting.",
        date=date,
        since=since,
    )


def books_changed(env, *, year, **figures):
    return env._(
        "The books of %(year)s have changed. Net income is %(net)s yuan, the plan has %(was_net)s; brought"
        " forward %(brought)s, the plan has %(was_brought)s; reserve %(reserve)s, the plan has"
        " %(was_reserve)s. Take the plan back to the draft, take the closed accounts over again and let the"
        " members decide anew.",
        year=year,
        **{name: f"{amount:,.2f}" for name, amount in figures.items()},
    )


def given_out_already(env, *, claimed, left):
    return env._(
        "The undistributed income is %(left)s yuan, and %(claimed)s are still to be given out by this plan"
        " and others being booked. Nobody gives out the same income twice: take a plan back.",
        claimed=f"{claimed:,.2f}",
        left=f"{left:,.2f}",
    )


def shares_apart(env, *, villages):
    return env._(
        "The shares of %(villages)s still stand apart. Make a plan for each former village.",
        villages=villages,
    )


def no_shares(env, *, date):
    return env._(
        "Nobody holds shares on %(date)s. Quantify the shares first, or take another day.", date=date
    )


def voted_already(env):
    return env._("The assembly has decided this plan. It is not taken down any more.")


def own_plan(env):
    return env._("You took part in this distribution yourself. Somebody else takes this step.")


def voted_too_early(env, *, held, earliest):
    return env._(
        "The assembly met on %(held)s; the plan was open to the members long enough on %(earliest)s only.",
        held=held,
        earliest=earliest,
    )


def not_posted_yet(env, *, event):
    return env._("The voucher of “%(event)s” is not posted yet.", event=event)


def reversed_in_books(env, *, event):
    return env._(
        "The voucher of “%(event)s” was taken back in red in the books. It has to be cleared up there first.",
        event=event,
    )


def parts_changed(env):
    return env._("The members' parts are not the ones that were sealed. Call the county.")


def not_payable(env):
    return env._("Nothing of this distribution can be paid or corrected at this step.")


def nothing_to_pay(env, *, name):
    if not name:
        return env._("Choose who is paid.")
    return env._("%(name)s has nothing left to be paid.", name=name)


def account_not_verified(env, *, names):
    return env._(
        "The accounts of %(names)s are not verified. Verify them, or pay in cash on a signed list.",
        names=names,
    )


def signed_list_missing(env):
    return env._("Cash is paid on a list the members have signed. Attach its scan.")


def reason_missing(env):
    return env._("Say why, and attach the paper that is asked for.")


def nobody_paid(env):
    return env._("Nobody has been paid yet.")


def opinion_missing(env):
    return env._("Write what the audit found.")


def paid_already(env):
    return env._("Money has gone out. What is wrong is put right by a correction.")


def nothing_to_correct(env):
    return env._("Write by how much the dividend changes.")


def less_than_nothing(env, *, name, given):
    return env._(
        "%(name)s was given %(given)s yuan; more than that is not claimed back.",
        name=name,
        given=f"{given:,.2f}",
    )


def more_than_voted(env, *, most, left):
    return env._(
        "By the vote the members get %(most)s yuan together, and %(left)s of it are free. Correct first what"
        " another member got too much; anything more needs a new decision of the members.",
        most=f"{most:,.2f}",
        left=f"{left:,.2f}",
    )


def before_the_claim(env, *, date, earliest):
    return env._(
        "%(date)s is too early: it stands in the books since %(earliest)s only.",
        date=date,
        earliest=earliest,
    )


def month_closed(env, *, date, month):
    return env._(
        "The books of %(month)s are closed and take nothing of %(date)s any more. Choose a day in an open"
        " month.",
        month=month,
        date=date,
    )


def nothing_came_back(env, *, name):
    if not name:
        return env._("Choose whose money came back.")
    return env._("By this payment %(name)s has nothing that could come back.", name=name)


def came_back(env, *, date, amount, names, reason):
    return env._(
        "Money came back on %(date)s: %(amount)s yuan of %(names)s, to be paid again. %(reason)s",
        date=date,
        amount=f"{amount:,.2f}",
        names=names,
        reason=reason,
    )


def disclosure_fixed(env):
    return env._("The result has been posted. When, where and the photo stay as they are.")


def own_way_back(env):
    return env._(
        "Before anybody is paid, the distribution is taken back to the vote; a payment that came back is"
        " recorded by the cashier with the payment; everything else is put right by a correction."
    )


# -- titles ---


def pay_title(env):
    return env._("Pay Members")


def settle_title(env):
    return env._("End the Payment")


def audit_title(env):
    return env._("Opinion of the Audit")


def undo_title(env):
    return env._("Take Back to the Vote")


def return_title(env):
    return env._("Money Came Back")


def correct_title(env):
    return env._("Correct a Member's Dividend")


# -- checks ---


def check_parts(env):
    return env._("Distributions: parts, collective part and cents are the dividend")


def parts_differ(env, *, plan, dividend, parts):
    return env._(
        "%(plan)s: the dividend is %(dividend)s, its parts are %(parts)s.",
        plan=plan,
        dividend=dividend,
        parts=parts,
    )
