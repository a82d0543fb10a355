"""What is said about objections to a month's finance."""


def not_posted(env, *, sheet):
    return env._("%(sheet)s does not hang yet: objections are made to what is on the board.", sheet=sheet)


def day_wrong(env, *, day):
    return env._("The objection was made between %(day)s, when the sheet was hung, and today.", day=day)


def correction_missing(env):
    return env._(
        "Name the posted voucher that corrects the books; without one the figures stand and the objection is"
        " answered."
    )


def correction_elsewhere(env, *, voucher):
    return env._(
        "%(voucher)s corrects nothing here: choose a posted voucher of the same collective, not dated before"
        " the month of the sheet.",
        voucher=voucher,
    )


def late_label(env):
    return env._("Objection to a Finance Sheet Not Answered")


def late(env, *, ref, by, day):
    return env._(
        "The objection of %(by)s to “%(ref)s” was to be answered by %(day)s. Answer it, or uphold it with the"
        " voucher that corrects the books.",
        ref=ref,
        by=by,
        day=day,
    )
