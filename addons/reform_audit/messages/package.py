"""What is said about packages and findings."""


def package_name(env, *, entity, year):
    return env._("%(entity)s %(year)s", entity=entity, year=year)


def year_not_possible(env, *, year):
    return env._("%(year)s is not a year of accounts: give four digits.", year=year)


def schema_broken(env, *, file, message):
    return env._("%(file)s does not obey its schema: %(message)s", file=file, message=message)


def totals_differ(env, *, entity, totals):
    return env._(
        "%(entity)s: the trial balance of the ledger and the balances of the package differ (%(totals)s). "
        "Run the nightly check before handing anything out.",
        entity=entity,
        totals=totals,
    )


def answer_missing(env, *, finding):
    return env._("Finding %(finding)s has no answer yet: write it first.", finding=finding)


def finding_name(env, *, number):
    return env._("Finding %(number)s", number=number)


def out_not_empty(env, *, folder):
    return env._("%(folder)s is not empty; give a new folder.", folder=folder)


def entity_not_found(env, *, name):
    return env._("No entity, or more than one, is called “%(name)s”.", name=name)


def nobody_has_books(env, *, year):
    return env._("No entity has posted vouchers in %(year)s.", year=year)


def built(env, *, entity, year, files, vouchers, folder):
    return env._(
        "%(entity)s %(year)s: %(files)s files, %(vouchers)s vouchers, in %(folder)s",
        entity=entity,
        year=year,
        files=files,
        vouchers=vouchers,
        folder=folder,
    )
