"""What stands on the papers of a handover: certificate, lists, notice, dossier."""


def day(env, date):
    if not date:
        return ""
    return env._("%(month)s/%(day)s/%(year)s", year=date.year, month=date.month, day=date.day)


def blank_day(env):
    return env._("Date:              ")


def term(env, begin, end):
    if not begin and not end:
        return ""
    return env._("%(begin)s to %(end)s", begin=day(env, begin), end=day(env, end))


def copy_line(env, *, number, copies):
    keepers = {
        1: env._("kept by the giver"),
        2: env._("kept by the receiver"),
        3: env._("kept by the township"),
        4: env._("kept in the archive"),
    }
    return env._(
        "Copy %(number)s of %(copies)s, %(keeper)s",
        number=number,
        copies=copies,
        keeper=keepers.get(number, keepers[4]),
    )


def opening(env, *, giver, receiver, base, same):
    if same:
        return env._(
            "The funds, assets, resources and papers of %(giver)s kept under this office, as at %(base)s, are"
            " handed over with the lists below. The parties have counted and compared them item by item.",
            giver=giver,
            base=base,
        )
    return env._(
        "The funds, assets, resources and papers of %(giver)s as at %(base)s are handed over to %(receiver)s"
        " with the lists below. The parties have counted and compared them item by item.",
        giver=giver,
        receiver=receiver,
        base=base,
    )


def facts(env, values, *, of_person):
    rows = [
        (env._("Handing Over"), values["giver"], env._("Taking Over"), values["receiver"]),
        (env._("Kind of Handover"), values["kind"], env._("Base Date"), values["base"]),
        (env._("Day of Handover"), values["date"], env._("Place"), values["where"]),
        (env._("Filing No."), values["filing"], env._("Copies"), values["copies"]),
    ]
    if of_person:
        rows.insert(1, (env._("Whose Office"), values["person"], env._("Time in Office"), values["term"]))
    return rows


def notice(env, *, entity, base, since, until, where):
    return env._(
        "The funds, assets and resources of %(entity)s as at %(base)s have been cleared and verified. The"
        " results are posted at %(where)s from %(since)s to %(until)s. Whoever objects tells the supervisors"
        " or the township in this time, in writing or by word of mouth.",
        entity=entity,
        base=base,
        since=since,
        until=until,
        where=where,
    )


def file_name(env, *, number, entity):
    return env._("%(entity)s Handover Lists %(number)s", entity=entity, number=number)


def certificate_file(env):
    return env._("Certificate of Handover")


def lists_file(env):
    return env._("Lists of the Handover")


def made_by_system(env):
    return env._("Made from the record")
