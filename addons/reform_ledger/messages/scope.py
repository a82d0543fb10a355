"""What statements of several collectives say."""


def no_books(env, *, place):
    return env._("No collective in %(place)s keeps its books here.", place=place)


def everything(env):
    return env._("All collectives looked after")


def counted(env, *, count):
    return env._("%(count)s collectives together.", count=count)


def other_chart(env, *, chart, entities):
    return env._(
        "Not contained, because their books do not follow “%(chart)s”: %(entities)s.",
        chart=chart,
        entities=entities,
    )


def choose_format(env):
    return env._("Choose workbooks, paper, or both.")


def batch_started(env):
    return env._("These statements are being drawn up already.")


def missing_file(env):
    return env._("not-drawn-up.txt")


def columns(env, kind):
    before = env._("Balance at Start of Year") if kind == "balance_sheet" else env._("Last Year")
    return [
        env._("Item"),
        env._("Line"),
        env._("Sum of Collectives"),
        env._("Eliminations"),
        env._("Consolidated"),
        before,
    ]


def eliminations(env):
    return env._("Eliminations between Collectives")


def elimination_columns(env):
    return [
        env._("Kind"),
        env._("Entity with the Claim or Expense"),
        env._("Other Entity"),
        env._("In Its Books"),
        env._("In the Other's Books"),
        env._("Eliminated"),
        env._("Difference"),
    ]


def elimination_kinds(env):
    return {
        "claim": env._("Claim and debt"),
        "holding": env._("Investment and capital"),
        "expense": env._("Expense and income"),
    }
