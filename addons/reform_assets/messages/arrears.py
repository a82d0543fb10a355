"""What is said about reminders, relief, late fees and statements of account."""


def reminder_once(env):
    return env._("A lessee is reminded once of the same debt at each level.")


def nobody_to_remind(env):
    return env._("No lease is late enough for a reminder that has not been made yet.")


def sent_how_missing(env, *, reminder):
    return env._("“%(reminder)s”: say how it was delivered.", reminder=reminder)


def sent_in_future(env, *, date):
    return env._("%(date)s lies in the future: a delivery is recorded when it has happened.", date=date)


def receipt_missing(env, *, reminder):
    return env._(
        "“%(reminder)s”: attach the paper that shows the delivery (signature, post receipt, photo).",
        reminder=reminder,
    )


def dues_missing(env, *, relief):
    return env._(
        "“%(relief)s”: choose the dues it is about; they have to be open and of this lease.", relief=relief
    )


def reason_missing(env, *, relief):
    return env._("“%(relief)s”: give the reason.", relief=relief)


def evidence_missing(env, *, relief):
    return env._("“%(relief)s”: a claim is written off on evidence only. Attach it.", relief=relief)


def amount_wrong(env, *, relief, amount, outstanding):
    return env._(
        "“%(relief)s”: %(amount)s yuan are asked for and %(outstanding)s yuan are open. Ask for more than"
        " nothing and not more than is open.",
        relief=relief,
        amount=amount,
        outstanding=outstanding,
    )


def day_wrong(env, *, relief, day):
    return env._("“%(relief)s”: the new day %(day)s has to lie after today.", relief=relief, day=day or "–")


def instalments_wrong(env, *, relief):
    return env._("“%(relief)s”: choose two to sixty instalments.", relief=relief)


def deposit_short(env, *, relief, balance):
    return env._("“%(relief)s”: the deposit held is %(balance)s yuan only.", relief=relief, balance=balance)


def late_fee_none(env, *, lease):
    return env._("“%(lease)s”: no late fee is owed by its clause that is not charged yet.", lease=lease)


def late_fee_clause(env):
    return env._("A late fee lies between 0 and 1 percent a day, its cap between 0 and 100 percent.")


def late_fee_charged(env, *, amount, date):
    return env._("Late fee of %(amount)s yuan charged up to %(date)s.", amount=amount, date=date)


def act_title(env, act):
    return {"send": env._("Record the Delivery"), "refuse": env._("Refuse the Relief")}[act]


def opening(env):
    return env._("Carried forward")


def due_line(env, *, kind, date_from, date_to):
    return env._("%(kind)s %(date_from)s – %(date_to)s", kind=kind, date_from=date_from, date_to=date_to)


def receipt_line(env, *, number):
    return env._("Received %(number)s", number=number or "").strip()


def statement_signatures(env):
    return [env._("For the lessor"), env._("Confirmed by the lessee")]
