"""What the contract checks say: a label and a sentence for each code, and the refusals of their acts."""

MISSING = {
    "lessee": lambda env: env._("the lessee"),
    "term": lambda env: env._("the term"),
    "area": lambda env: env._("the area"),
    "price": lambda env: env._("the rent"),
    "purpose": lambda env: env._("the purpose"),
    "rise": lambda env: env._("a clause by which the rent rises"),
}


def labels(env):
    """Return [(code, label)] of the issue codes."""
    return list(
        {
            "no_written": env._("No written contract"),
            "over_term": env._("Term beyond the law"),
            "long_term": env._("Long term"),
            "low_price": env._("Low price"),
            "arrears": env._("Rent in arrears"),
            "no_procedure": env._("Not decided by the members"),
            "no_public_trade": env._("Not listed in public"),
            "expired_occupied": env._("Expired and not given back"),
            "duplicate": env._("Let twice"),
            "one_sided": env._("One-sided clauses"),
            "relation": env._("Lessee related to an officer"),
            "bad_terms": env._("Elements missing"),
            "sublet": env._("Sub-let or used otherwise without consent"),
            "not_filed": env._("Not filed"),
            "off_book": env._("Income in no book"),
        }.items()
    )


SENTENCES = {
    "no_written": lambda env, months: env._(
        "A contract of %(months)s months or more is in writing: sign a written one.", months=months
    ),
    "over_term": lambda env, years, latest: env._(
        "The law allows %(years)s years: what lies beyond %(latest)s is void. Agree on the term anew.",
        years=years,
        latest=latest,
    ),
    "long_term": lambda env, limit: env._(
        "The term is longer than %(limit)s years. Look whether rent and use still fit.", limit=limit
    ),
    "low_price": lambda env, per_sqm, median, peers, percent: env._(
        "The rent is %(per_sqm)s yuan a square metre and year; the median of %(peers)s comparable contracts"
        " is %(median)s. Less than %(percent)s percent of it is low: agree on a fair rent, or have it"
        " overridden.",
        per_sqm=per_sqm,
        median=median,
        peers=peers,
        percent=percent,
    ),
    "arrears": lambda env, amount, days: env._(
        "%(amount)s yuan are in arrears, for %(days)s days. Remind the lessee.", amount=amount, days=days
    ),
    "no_procedure": lambda env: env._(
        "No decision of the members and no approval is on record. Have it decided after the fact, or end it."
    ),
    "no_public_trade": lambda env: env._(
        "It is above the threshold for public listing and was never listed."
    ),
    "expired_occupied": lambda env, days, date_end: env._(
        "It ended on %(date_end)s, %(days)s days ago, and was neither renewed nor given back.",
        date_end=date_end,
        days=days,
    ),
    "duplicate": lambda env, others: env._(
        "The same asset is let in the same days under %(others)s.", others=others
    ),
    "one_sided": lambda env: env._("A reviewer found clauses by which only the collective bears the loss."),
    "relation": lambda env, related: env._("The lessee is related to %(related)s.", related=related),
    "bad_terms": lambda env, missing: env._(
        "The contract does not say: %(missing)s.",
        missing=", ".join(MISSING[name](env) for name in missing),
    ),
    "sublet": lambda env: env._("It is sub-let or used for something else, and nobody consented in writing."),
    "not_filed": lambda env, days: env._(
        "It was signed %(days)s days ago and is not filed with the township.", days=days
    ),
    "off_book": lambda env: env._("Rent has fallen due and no voucher stands for it."),
}


def sentence(env, code, facts):
    return SENTENCES[code](env, **(facts or {}))


def finding_once(env):
    return env._("This contract has a finding of this kind already: open it instead.")


def not_by_hand(env):
    return env._("Only what no figure shows is entered by hand: one-sided clauses, sub-letting, other use.")


def answer_missing(env, *, finding):
    return env._(
        "“%(finding)s”: write down what was done and how it came out before you answer.", finding=finding
    )


def result_missing(env, *, finding):
    return env._("“%(finding)s”: choose the result.", finding=finding)


def recovered_negative(env):
    return env._("What was recovered cannot be less than nothing.")


def not_overridable(env, *, finding):
    return env._(
        "“%(finding)s” follows from the law or a figure and is not overridden: put it right.", finding=finding
    )


def reason_missing(env):
    return env._("Say why: the reason stands in the report.")


def own_contract(env, *, finding):
    return env._(
        "“%(finding)s”: whoever made, priced or signed the contract, or answered for it, does not judge it.",
        finding=finding,
    )


def blocked(env, *, lease, sentences):
    return env._(
        "%(lease)s cannot be signed yet:\n%(sentences)s\nPut it right, or ask the township to override it"
        " with a reason (Contract Checks).",
        lease=lease,
        sentences=sentences,
    )


def fact_gone(env):
    return env._("The next check no longer found it.")


def fact_back(env):
    return env._("The check found it again.")


def run_is_a_record(env):
    return env._("The check writes this down; nobody enters it.")


def reason_title(env, act):
    return {
        "override": env._("Override the Finding"),
        "close": env._("Close the Finding"),
        "send_back": env._("Send the Finding Back"),
    }[act]


def alert_label(env):
    return env._("Contract with findings")


def alert_sentence(env, *, codes, count):
    words = dict(labels(env))
    return env._(
        "%(count)s findings are open: %(codes)s. Answer each with what was done.",
        count=count,
        codes=", ".join(words[code] for code in codes),
    )


def file_name(env, *, date):
    return env._("Contract findings %(date)s", date=date)


def head(env):
    """Return the titles of the columns of the sheet of findings."""
    return [
        env._("Township"),
        env._("Place"),
        env._("Lease No."),
        env._("Lessee"),
        env._("Finding"),
        env._("What Is So"),
        env._("First Seen"),
        env._("Status"),
        env._("Outcome"),
        env._("Recovered (yuan)"),
        env._("Answer"),
        env._("Overridden by"),
        env._("Reason for Overriding"),
    ]
