"""What the comparison of register and books says."""


def check_register(env):
    return env._("Register = books")


def differs(env, *, subject, party, register, book):
    facts = {"subject": subject, "register": register, "book": book, "difference": book - register}
    if party:
        return env._(
            "%(subject)s, %(party)s: register %(register)s, books %(book)s (difference %(difference)s).",
            party=party,
            **facts,
        )
    return env._("%(subject)s: register %(register)s, books %(book)s (difference %(difference)s).", **facts)


def finding(env, *, kind, record, amount):
    if amount:
        return env._("%(record)s: %(kind)s (%(amount)s)", record=record, kind=kind, amount=amount)
    return env._("%(record)s: %(kind)s", record=record, kind=kind)


def explained(env, sentences, count):
    more = count - len(sentences)
    if more > 0:
        sentences = [*sentences, env._("and %(more)s more", more=more)]
    return "\n".join(sentences)


def only_opening(env):
    return env._("Nothing since the opening is to blame: the opening balance differs from the cards.")


def declared_by_act(env):
    return env._("That register and books agree is declared by its own act, never written.")


def cannot_declare(env, *, entity, problems):
    return env._(
        "%(entity)s: register and books do not agree yet.\n%(problems)s", entity=entity, problems=problems
    )


def declared(env, *, month):
    return env._(
        "Register and books agree since %(month)s; no month is closed while they differ.", month=month
    )


def not_yours_to_open(env, *, record):
    return env._("%(record)s is not yours to open: ask whoever answers for it.", record=record)


def outside_title(env):
    return env._("Outside the Contracts")


def said_outside(env, *, reason):
    return env._("Has nothing to do with a contract: %(reason)s", reason=reason)


def outside_why(env):
    return env._("Say why the vouchers have nothing to do with a contract.")


def not_by_hand(env, *, voucher):
    return env._(
        "%(voucher)s is not a posted voucher written by hand: what an event has made is put right there.",
        voucher=voucher,
    )


def own_voucher(env, *, voucher):
    return env._(
        "You prepared %(voucher)s yourself: another person says that it lies outside the contracts.",
        voucher=voucher,
    )
