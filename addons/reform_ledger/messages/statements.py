"""What is said about the lines of statements, the notes and the statistics."""


def correct_from_a_day(env, *, line):
    return env._(
        "Statements have been drawn up with “%(line)s”: correct it from a day on; they stay as they were.",
        line=line,
    )


def not_a_later_day(env, *, line, date):
    return env._(
        "“%(line)s” applies since %(date)s: its correction begins on a later day.", line=line, date=date
    )


def line_twice(env, *, line):
    return env._("The line “%(line)s” stands twice in the statement of one day.", line=line)


# -- notes and statistics ------------------------------------------------------------------------------------


def only_the_text(env):
    return env._("Write the text only: which texts there are is said by the lines of the notes.")


def notes(env):
    return env._("Notes to the Statements")


def notes_columns(env):
    return [env._("Item"), env._("This Year"), env._("Last Year"), env._("Explanation")]


def texts_missing(env, *, count):
    return env._("%(count)s texts are still empty.", count=count)


def texts_complete(env):
    return env._("All texts are written.")


def statistics(env):
    return env._("Agricultural Statistics")


def line_text(env, *, label, text):
    return env._("%(label)s: %(text)s", label=label, text=text) if text else label


def without_subsidies(env):
    return env._("Operating result without subsidies and other income.")


def brackets(env):
    return env._("Collectives by Operating Result")


def bracket_columns(env):
    return [env._("Operating Result"), env._("Collectives")]


def bracket(env, *, low, high):
    if low is None:
        return env._("No operating result")
    if high is None:
        return env._("%(low)s yuan and more", low=f"{low:,.0f}")
    if low < 1:
        return env._("Below %(high)s yuan", high=f"{high:,.0f}")
    return env._("%(low)s to below %(high)s yuan", low=f"{low:,.0f}", high=f"{high:,.0f}")
