"""What is said about agency bookkeeping: engagements, hands, monthly batches, publication."""


def problems(env, found):
    """Return the sentences of Problems, one each."""
    return [PROBLEMS[problem.name](env, **problem.facts) for problem in found]


PROBLEMS = {
    # engagement
    "accountant_missing": lambda env: env._("Name the accountant."),
    "cashier_missing": lambda env: env._("Name the cashier."),
    "clerk_missing": lambda env: env._("Name the village's reporting clerk."),
    "accountant_is_cashier": lambda env: env._("Accountant and cashier of one entity are two people."),
    "accountant_is_clerk": lambda env: env._("The reporting clerk is the entity's own, not its accountant."),
    "load_out_of_range": lambda env, entities, least, most: env._(
        "keeps %(entities)s entities; usual are %(least)s to %(most)s",
        entities=entities,
        least=least,
        most=most,
    ),
    "fee_negative": lambda env, fee: env._("A fee is not negative."),
    "fee_from_the_village": lambda env, fee, limit: env._(
        "%(fee)s yuan a year from the village: here an agency may take %(limit)s from it at most."
        " Say who else pays.",
        fee=fee,
        limit=limit,
    ),
    # month
    "papers_missing": lambda env, count: env._("no papers reported"),
    "nil_and_papers": lambda env, count: env._(
        "reported as nothing, but %(count)s sheets are there", count=count
    ),
    "requests_in_approval": lambda env, count: env._("%(count)s requests in approval", count=count),
    "payments_open": lambda env, count: env._("%(count)s approved, not paid", count=count),
    "events_unbooked": lambda env, count: env._("%(count)s events not booked", count=count),
    "vouchers_unreviewed": lambda env, count: env._("%(count)s vouchers to review", count=count),
    "vouchers_unposted": lambda env, count: env._("%(count)s vouchers to post", count=count),
    # publication
    "photo_missing": lambda env: env._("Add a photo of the posted sheet."),
    "posting_days_missing": lambda env: env._("Enter from when to when it hangs."),
    "posting_too_short": lambda env, days, least: env._(
        "%(days)s days are too short: a month's finance hangs at least %(least)s.", days=days, least=least
    ),
}


def listing(env, *, record, sentences):
    return env._("%(record)s:\n%(sentences)s", record=record, sentences="\n".join(sentences))


# -- engagement ---


def engagement_name(env, *, entity, agency):
    return env._("%(entity)s, books kept by %(agency)s", entity=entity, agency=agency)


def in_force_already(env):
    return env._("Somebody keeps these books already on those days: end that engagement first.")


def hands_in_one(env):
    return env._("Accountant and cashier of one entity are two people.")


def not_an_agency(env, *, entity):
    return env._("%(entity)s is no agency centre.", entity=entity)


def not_an_accountant(env, *, person):
    return env._("%(person)s does not have the role of the accountant.", person=person)


def not_a_cashier(env, *, person):
    return env._("%(person)s does not have the role of the cashier.", person=person)


def out_of_reach(env, *, person, entity):
    return env._("%(person)s does not answer for %(entity)s.", person=person, entity=entity)


def contract_missing(env, *, engagement):
    return env._("%(engagement)s: attach the signed contract.", engagement=engagement)


def reason_missing(env):
    return env._("Say why; the reason is kept with the record.")


def end_wrong(env, *, date):
    return env._("%(date)s cannot be the last day: not before the beginning.", date=date)


def not_your_books(env, *, engagement):
    return env._("Only an accountant named in %(engagement)s takes these books over.", engagement=engagement)


def no_predecessor(env, *, engagement):
    return env._(
        "%(engagement)s has no engagement before it: there is nothing to take over.", engagement=engagement
    )


def contract_stays(env, *, engagement):
    return env._("The contract of %(engagement)s stays as it was signed.", engagement=engagement)


def ask_title(env, act):
    return {
        "end": env._("End the Engagement"),
        "replace": env._("Change the People"),
        "return": env._("Send the Month Back"),
    }[act]


def handover_text(env, facts):
    """Return what is handed over, line by line."""
    return "\n".join(
        (
            env._("Last voucher posted: %(last)s", last=facts["last"] or env._("none")),
            env._("Vouchers posted: %(count)s", count=facts["posted"]),
            env._("Vouchers not posted: %(count)s", count=facts["unposted"]),
            env._("First open month: %(month)s", month=facts["open_month"] or env._("none")),
            env._("Cash by the books: %(amount)s", amount=facts["cash"]),
            env._("Bank by the books: %(amount)s", amount=facts["bank"]),
            env._("Spending approved and not paid: %(count)s", count=facts["unpaid"]),
        )
    )


# -- hands ---


def both_roles(env, *, person):
    return env._(
        "%(person)s cannot be accountant and cashier: one keeps the books, the other the money.",
        person=person,
    )


# -- the month ---


def batch_name(env, *, month, agency):
    return env._("%(month)s %(agency)s", month=month, agency=agency)


def month_not_begun(env, *, month):
    return env._("%(month)s has not begun yet.", month=month)


def batch_stays(env):
    return env._("Month and agency stay once entities stand in the month: open another month instead.")


def month_passed(env, *, month):
    return env._(
        "A later month than %(month)s has its sheet already, and what was booked stands there.", month=month
    )


def month_before(env, *, month):
    return env._("the sheet of %(month)s comes first", month=month)


def nobody_engaged(env, *, agency, month):
    return env._("%(agency)s keeps nobody's books in %(month)s.", agency=agency, month=month)


def not_at_this_step(env, *, line, state):
    return env._("%(line)s is “%(state)s”; this step is not its next.", line=line, state=state)


def sheet_title(env, *, entity, month):
    return env._("%(entity)s, finance of %(month)s", entity=entity, month=month)


def sheet_signatures(env):
    return [env._("Supervisors"), env._("Director"), env._("Reporting clerk")]


# -- alerts ---


def report_late_label(env):
    return env._("Month Not Reported")


def report_late(env, *, month, by, **_facts):
    return env._("%(month)s should have been reported by %(by)s.", month=month, by=by)


def book_late_label(env):
    return env._("Month Not in the Books")


def book_late(env, *, month, by, **_facts):
    return env._("%(month)s should have stood in the books by %(by)s.", month=month, by=by)


def publish_late_label(env):
    return env._("Month's Finance Not Published")


def publish_late(env, *, month, by, **_facts):
    return env._("%(month)s should have hung by %(by)s.", month=month, by=by)


def unkept_label(env):
    return env._("Books Not Taken Over")


def unkept(env, *, day, **_facts):
    return env._("Engaged since %(day)s, and the books of before are not taken over.", day=day)


# -- many lines at once ---


def left_behind(env, *, done, sentences):
    """Return the notice that says which of the marked lines stay where they are, and why."""
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "type": "warning",
            "sticky": True,
            "title": env._("%(done)s done, %(left)s not", done=done, left=len(sentences)),
            "message": "\n".join(sentences),
            "next": {"type": "ir.actions.client", "tag": "soft_reload"},
        },
    }


def board(env):
    return env._("Notice board of the village")
