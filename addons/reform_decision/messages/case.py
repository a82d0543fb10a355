"""What is said about cases: refusals and titles."""

from .problems import problem


def step_refused(env, *, case, problems):
    lines = "\n".join(f"• {problem(env, one.name, one.facts)}" for one in problems)
    return env._("“%(case)s” cannot take this step yet:\n%(lines)s", case=case, lines=lines)


def step_is_sealed(env, *, fields, case, state):
    return env._(
        "“%(case)s” is in the state “%(state)s”: %(fields)s is part of a step already taken and can no "
        "longer be changed. If it is wrong, have the case revoked and start again.",
        fields=fields,
        case=case,
        state=state,
    )


def paper_is_sealed(env, *, record):
    return env._(
        "The papers of “%(record)s” belong to a step already taken and cannot be exchanged.", record=record
    )


def signs_own_work(env, *, case):
    return env._(
        "You opened or proposed “%(case)s” or entered its votes: "
        "another person of the supervisors must sign the tally.",
        case=case,
    )


def record_cannot_be_decided(env, *, case):
    return env._("“%(case)s”: this kind of record is not one that villagers decide about.", case=case)


def record_gone(env, *, case):
    return env._("“%(case)s”: the record it concerns does not exist any more.", case=case)


def record_of_another_entity(env, *, record, entity):
    return env._(
        "“%(record)s” does not belong to “%(entity)s”, whose members decide here.",
        record=record,
        entity=entity,
    )


def reason_missing(env):
    return env._("Say why the case is revoked.")


def answer_missing(env):
    return env._("Write the answer first.")


def not_posted(env, *, case, state):
    return env._(
        "“%(case)s” is in the state “%(state)s”; "
        "objections are taken while a resolution or result is posted.",
        case=case,
        state=state,
    )


def upheld(env, *, text):
    return env._("Objection upheld: %(text)s", text=text)


def decision_in_use(env, *, case, record):
    return env._(
        "“%(record)s” already leans on “%(case)s”: end or cancel it first, then revoke the case.",
        case=case,
        record=record,
    )


def carrier_of_another_meeting(env, *, name):
    return env._("The vote of “%(name)s” is carried by somebody of another meeting.", name=name)


def not_a_picture(env, *, file):
    return env._("“%(file)s” is not a picture: take a photo or choose a picture file (JPG, PNG).", file=file)


def opinion_missing(env):
    return env._("Write the opinion of the supervisors first.")


def watched_too_late(env, *, case, state):
    return env._(
        "“%(case)s” is in the state “%(state)s”: "
        "the supervisors give their opinion before the count is signed.",
        case=case,
        state=state,
    )


def sign_title(env):
    return env._("Opinion and Signature of the Supervisors")


def decision_revoked(env, *, case, reason):
    return env._("The decision “%(case)s” was revoked: %(reason)s", case=case, reason=reason)


def decision_not_posted(env, *, record, case, until):
    return env._(
        "“%(record)s” waits until the resolution of “%(case)s” has been posted to the end (%(until)s).",
        record=record,
        case=case,
        until=until,
    )


def voted_again(env, *, case):
    return env._("The members voted again: %(case)s", case=case)


def statutes(env, articles):
    return "\n".join(f"《{one['law']}》{one['article']}" for one in articles)


def no_decision(env, *, record, kind):
    return env._(
        "“%(record)s” needs a decision “%(kind)s” of the members first: open one and bring it to its vote.",
        record=record,
        kind=kind,
    )


def decision_of_another_kind(env, *, record, case, kind):
    return env._(
        "“%(case)s” is not a decision about “%(kind)s”, which “%(record)s” needs.",
        record=record,
        case=case,
        kind=kind,
    )


def decision_of_another_record(env, *, record, case):
    return env._("“%(case)s” decides about another record, not about “%(record)s”.", record=record, case=case)


def decision_not_passed(env, *, record, case, state):
    return env._(
        "“%(record)s” cannot go on: its decision “%(case)s” is in the state “%(state)s”.",
        record=record,
        case=case,
        state=state,
    )


def decision_stays(env, *, record, case):
    return env._("“%(record)s” rests on the decision “%(case)s”: it stays with it.", record=record, case=case)


def terms_changed(env, *, record, case):
    return env._(
        "The terms of “%(record)s” differ from those the members voted on in “%(case)s”: "
        "restore them or vote again.",
        record=record,
        case=case,
    )


def has_decision(env, *, record):
    return env._("“%(record)s” already has a decision that is still running.", record=record)


def decision_title(env):
    return env._("Decision")


def decision_about(env, *, record):
    return env._("Decision on %(record)s", record=record)


def yes_or_no(env, value):
    return env._("Yes") if value else env._("No")


def revoke_title(env):
    return env._("Revoke the Decision")


def next_act_of(env, *, act, role):
    return env._("%(act)s (%(role)s)", act=act, role=role)


def next_act(env, *, state):
    return {
        "draft": lambda: env._("Bring in the proposal"),
        "proposed": lambda: env._("Record the discussion of the committees"),
        "consulted": lambda: env._("Record the review of the party members"),
        "deliberated": lambda: env._("Call the assembly"),
        "convened": lambda: env._("Check and sign the tally"),
        "passed": lambda: env._("Post the resolution"),
        "published": lambda: env._("Carry out the resolution"),
        "implemented": lambda: env._("Post the result"),
        "result_published": lambda: env._("Close the case"),
        "failed": lambda: env._("The matter did not carry: close the case"),
        "objected": lambda: env._("Answer the objection"),
    }[state]()
