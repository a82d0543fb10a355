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
