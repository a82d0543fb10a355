"""What a handover says: parties, answers, signatures, the end."""


def role(env, name):
    return {
        "giver": env._("Giver"),
        "receiver": env._("Receiver"),
        "witness": env._("Witness"),
    }[name]


def problem(env, one):
    facts = one.facts
    match one.name:
        case "PartyMissing":
            return env._("%(role)s: nobody is named.", role=role(env, facts["role"]))
        case "SamePerson":
            return env._(
                "%(person)s stands for two parties; giver, receiver and witness are three people.",
                person=facts["person"],
            )
        case "Unanswered":
            return env._("Items without an answer: %(count)s.", count=facts["count"])
        case "AnswerWithoutText":
            return env._("Reservations and refusals without a reason: %(count)s.", count=facts["count"])
        case "SignatureMissing":
            return env._("%(role)s: the signature is missing.", role=role(env, facts["role"]))
        case "SignatureVoid":
            return env._(
                "%(role)s: the lists or answers were changed after the signature. Sign again.",
                role=role(env, facts["role"]),
            )
        case "StatementMissing":
            return env._("Place and statement of truth are filled in first.")
    raise AssertionError(one.name)


def not_ready(env, *, handover, problems):
    lines = "\n".join(f"• {problem(env, one)}" for one in problems)
    return env._("%(handover)s is not complete:\n%(lines)s", handover=handover, lines=lines)


def refusal(env, error):
    match error.name:
        case "CopiesOutside":
            return env._(
                "A certificate has %(low)s to %(high)s copies, not %(copies)s.",
                low=error.low,
                high=error.high,
                copies=error.copies,
            )
        case "TermReversed":
            return env._(
                "The office ends on %(end)s, before it begins on %(begin)s.", end=error.end, begin=error.begin
            )
    raise AssertionError(error.name)


def statement(env):
    return env._(
        "The giver declares: the lists are true and complete; nothing belonging to the organisation has been"
        " kept back, and no claim, debt, guarantee or dispute known to the giver is left out."
    )


def handover_name(env, *, number, entity):
    return env._("%(number)s %(entity)s", number=number, entity=entity)


def once(env):
    return env._("This clearing is being handed over already.")


def not_filed_yet(env, *, clearing, state):
    return env._(
        "Only filed clearings are handed over; %(clearing)s is: %(state)s.", clearing=clearing, state=state
    )


def receiver_missing(env, *, clearing):
    return env._("%(clearing)s: say first which organisation receives.", clearing=clearing)


def not_of_the_side(env, *, person, organisation):
    return env._("%(person)s does not answer for %(organisation)s.", person=person, organisation=organisation)


def witness_not_township(env, *, person):
    return env._("%(person)s is no officer of the township, which witnesses the handover.", person=person)


def not_the_receiver(env, *, handover, receiver):
    return env._(
        "The items of %(handover)s are answered by the receiver: %(receiver)s.",
        handover=handover,
        receiver=receiver,
    )


def not_handing(env, *, item):
    return env._("%(item)s is not being handed over at the moment.", item=item)


def text_missing(env):
    return env._("A reservation or a refusal needs its reason.")


def nothing_to_answer(env):
    return env._("Every item has its answer already.")


def not_a_party(env, *, handover):
    return env._("Only the three parties sign %(handover)s, each for himself.", handover=handover)


def signs_himself(env, *, role_name, person):
    return env._("%(role)s signs himself: %(person)s.", role=role_name, person=person)


def witness_uploads(env):
    return env._("The signed scan of a party without a login is laid down by the witness.")


def scan_missing(env):
    return env._("Attach the signed scan.")


def signature_missing(env):
    return env._("Draw the signature, or attach the signed scan.")


def not_signing(env, *, handover, state):
    return env._(
        "Signatures are given when all items are answered; %(handover)s is: %(state)s.",
        handover=handover,
        state=state,
    )


def handed_twice(env, *, item, other):
    return env._(
        "%(item)s was handed over before, in %(other)s; nobody hands over a thing twice.",
        item=item,
        other=other,
    )


def thing_once(env):
    return env._("A thing on this list is being handed over by another organisation at the same moment.")


def reason_missing(env):
    return env._("Give the reason.")


def reason_title(env, act):
    return {
        "refuse": env._("Handover Refused"),
        "resume": env._("Go on with the Handover"),
        "take_back": env._("Take the Handover Back"),
        "reopen": env._("Answer Again"),
        "matter_done": env._("Matter Done"),
    }[act]


def sign_title(env):
    return env._("Sign the Handover")


def answer_title(env):
    return env._("Answer of the Receiver")


def open_title(env):
    return env._("Open the Handover")


def items_title(env):
    return env._("Items to Answer")


def handovers_title(env):
    return env._("Handovers")


def matter_reserved(env, *, item, text):
    return env._("Accepted with reservation: %(item)s. %(text)s", item=item, text=text)


def matter_refused(env, *, item, text):
    return env._("Refused: %(item)s. %(text)s", item=item, text=text)


def matter_open(env, *, item):
    return env._("Open matter: %(item)s", item=item)


def result_missing(env):
    return env._("Say what came of it.")


# -- alerts --


def late_label(env):
    return env._("Handover late")


def late(env, *, date):
    return env._(
        "Everything had to be handed over by %(date)s. The township sees to it that it is done at once.",
        date=date,
    )


def refused_label(env):
    return env._("Handover refused")


def refused(env, *, date, reason):
    return env._(
        "Refused on %(date)s: %(reason)s. The township talks to the giver and orders the handover.",
        date=date,
        reason=reason,
    )


def matter_late_label(env):
    return env._("Matter of a handover overdue")


def matter_late(env, *, date):
    return env._("Due on %(date)s and still open. Settle it, or say what became of it.", date=date)


# -- offices --


def person_missing(env):
    return env._("Say whose office is handed over.")


def office_ended(env, *, person):
    return env._("The office of %(person)s has ended already.", person=person)


def office_name(env, *, person, post):
    return env._("%(person)s, %(post)s", person=person, post=post)
