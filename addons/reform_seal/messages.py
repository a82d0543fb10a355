"""Every sentence this addon says to a user."""


def state_is_guarded(env, *, fields, record):
    return env._(
        "%(fields)s of “%(record)s” cannot be written directly: "
        "use the buttons of the record, which check and seal the step.",
        fields=fields,
        record=record,
    )


def new_record_is_guarded(env, *, fields, model):
    return env._(
        "A new record of “%(model)s” starts at its first step; "
        "%(fields)s cannot be given when it is created.",
        fields=fields,
        model=model,
    )


def frozen(env, *, fields, record, state):
    return env._(
        "“%(record)s” is in the state “%(state)s”: %(fields)s can no longer be changed. "
        "Make a correcting record instead.",
        fields=fields,
        record=record,
        state=state,
    )


def lines_frozen(env, *, record, state):
    return env._(
        "“%(record)s” is in the state “%(state)s”: its lines can no longer be changed. "
        "Make a correcting record instead.",
        record=record,
        state=state,
    )


def no_such_step(env, *, record, from_state, to_state):
    return env._(
        "“%(record)s” cannot go from “%(from_state)s” to “%(to_state)s”.",
        record=record,
        from_state=from_state,
        to_state=to_state,
    )


def not_deletable(env, *, record, state):
    return env._(
        "“%(record)s” is in the state “%(state)s” and cannot be deleted; "
        "only a record at its first step can.",
        record=record,
        state=state,
    )


def group_required(env, *, groups):
    return env._("This step is reserved for: %(groups)s. Ask one of them to do it.", groups=groups)


def moved(env, *, from_state, to_state):
    return env._("%(from_state)s → %(to_state)s", from_state=from_state, to_state=to_state)


def moved_because(env, *, from_state, to_state, reason):
    return env._(
        "%(from_state)s → %(to_state)s. Reason: %(reason)s",
        from_state=from_state,
        to_state=to_state,
        reason=reason,
    )


def seal_is_append_only(env):
    return env._("The sealed log only grows: no entry can be created, changed or deleted by hand.")


def append_only(env, *, model):
    return env._(
        "“%(model)s” only grows by the acts that belong to it: nothing is written by hand.", model=model
    )


def no_number(env, *, field):
    return env._("“%(field)s” is not a number. Enter a figure.", field=field)


def file_of_a_field(env, *, file):
    return env._(
        "The file “%(file)s” belongs to a field of a record: "
        "change it there, as long as the record allows it.",
        file=file,
    )


def log_is_written_by_acts(env):
    return env._("The log of a record is written by its acts; only your own comments are yours to change.")


def author_is_the_user(env):
    return env._("A message bears the name of the user who writes it.")


def chain_break(env, *, what, stream, seq, ref):
    facts = {"stream": stream, "seq": seq, "ref": ref}
    if what == "altered":
        return env._("Stream %(stream)s, entry %(seq)s (%(ref)s): its content was altered.", **facts)
    if what == "gap":
        return env._("Stream %(stream)s, entry %(seq)s is missing (before %(ref)s).", **facts)
    if what == "order":
        return env._(
            "Stream %(stream)s, entry %(seq)s (%(ref)s) does not follow the entry before it.", **facts
        )
    if what == "rewritten":
        return env._(
            "Stream %(stream)s, entry %(seq)s (%(ref)s) differs from the head kept outside.", **facts
        )
    return env._("Stream %(stream)s ends before entry %(seq)s, which the head kept outside knows.", **facts)


def state_not_sealed(env, *, model, record, state, sealed):
    return env._(
        "%(model)s %(record)s is in the state “%(state)s”, but the sealed log says “%(sealed)s”.",
        model=model,
        record=record,
        state=state,
        sealed=sealed,
    )


def content_not_sealed(env, *, model, record):
    return env._(
        "%(model)s %(record)s no longer has the content that was sealed.", model=model, record=record
    )


def check_chain(env):
    return env._("Sealed log")


def check_states(env, *, model):
    return env._("States of %(model)s follow the sealed log", model=model)


def check_failed(env, *, count):
    return env._("The nightly check found %(count)s problems.", count=count)


def recorded(env):
    """The act of an entry that moved nothing to another state."""
    return env._("Recorded")
