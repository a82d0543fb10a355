"""What alerts say about decisions."""


def unsigned_label(env):
    return env._("Count of a meeting not signed")


def unsigned(env, *, ref, day):
    return env._(
        "“%(ref)s”: the meeting was on %(day)s, and nobody has signed its count. "
        "Enter the votes and have the supervisors sign.",
        ref=ref,
        day=day,
    )


def unposted_label(env):
    return env._("Resolution not posted")


def unposted(env, *, ref, day):
    return env._("“%(ref)s” carried and was to be posted by %(day)s. Post the resolution.", ref=ref, day=day)


def result_unposted_label(env):
    return env._("Result not posted")


def result_unposted(env, *, ref, day):
    return env._(
        "“%(ref)s” was carried out on %(day)s. Post what came of it, so that the members can see it.",
        ref=ref,
        day=day,
    )


def objection_label(env):
    return env._("Objection not answered")


def objection_unanswered(env, *, ref, day, by):
    return env._(
        "The objection of %(by)s to “%(ref)s” was to be answered by %(day)s. "
        "Answer it; until then the resolution rests.",
        ref=ref,
        day=day,
        by=by,
    )
