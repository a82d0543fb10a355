"""What is said about audit projects: their steps, their team, their deadlines."""


def name(env, *, no, entity, kind, person):
    words = [no or env._("New Audit"), entity, kind, person]
    return " ".join(word for word in words if word)


def problems(env, found):
    """Return the sentences of Problems, one each."""
    return [PROBLEMS[problem.name](env, **problem.facts) for problem in found]


def listing(env, *, case, sentences):
    return env._(
        "%(case)s cannot go on yet:\n%(sentences)s",
        case=case,
        sentences="\n".join(f"· {sentence}" for sentence in sentences),
    )


PROBLEMS = {
    "TeamTooSmall": lambda env, count, least: env._(
        "The team has %(count)s auditors; it takes at least %(least)s.", count=count, least=least
    ),
    "AuditsHimself": lambda env, name: env._("%(name)s cannot audit himself.", name=name),
    "NotDeclared": lambda env, name: env._(
        "%(name)s has not declared yet whether there is a conflict of interest.", name=name
    ),
    "HasInterest": lambda env, name, interest: env._(
        "%(name)s has declared an interest (%(interest)s) and must leave the team.",
        name=name,
        interest=interest,
    ),
    "KeptTheBooks": lambda env, name, count: env._(
        "%(name)s has prepared, reviewed or posted %(count)s vouchers of these books in the span audited "
        "and must leave the team.",
        name=name,
        count=count,
    ),
    "CountyAudits": lambda env: env._(
        "The agency centre of the township keeps these books: the county audits them."
    ),
    "NoticeTooShort": lambda env, first: env._(
        "The audited must be told in time: the auditors come on %(first)s at the earliest.", first=first
    ),
    "DaysOutOfBounds": lambda env, least, most: env._(
        "Give between %(least)s and %(most)s days.", least=least, most=most
    ),
    "TermReversed": lambda env, first, last: env._(
        "The span ends (%(last)s) before it begins (%(first)s).", first=first, last=last
    ),
    "TermInFuture": lambda env, first, today: env._(
        "The span begins on %(first)s, after today.", first=first
    ),
    "PersonMissing": lambda env: env._("Say whose office is audited."),
    "MattersMissing": lambda env: env._("Say which matters the special audit is about."),
    "NoticeMissing": lambda env: env._("Enter number and day of the audit notice."),
    "EntryMissing": lambda env: env._("Enter the day of the entry meeting and who took part."),
    "CommitmentMissing": lambda env: env._(
        "Enclose the signed letter of commitment: the audited vouches for true and complete papers."
    ),
    "PapersUnsigned": lambda env, numbers: env._(
        "Working papers still lack the auditor's or the reviewer's signature: %(numbers)s.", numbers=numbers
    ),
    "PapersMissing": lambda env: env._("There are no working papers yet: draw them up first."),
    "DraftMissing": lambda env: env._("Write the draft of the report."),
    "OpinionMissing": lambda env, due: env._(
        "The audited has until %(due)s to give an opinion; it has not come yet.", due=due
    ),
    "OpinionEmpty": lambda env: env._("Write the opinion on the draft: also “no objection” is one."),
    "ReportMissing": lambda env: env._("Write the report and enter its number."),
    "FindingsOpen": lambda env, count: env._("%(count)s findings are not settled yet.", count=count),
    "PublicationMissing": lambda env: env._(
        "Enter day and place of the publication and enclose a photo or page that proves it."
    ),
    "ArchiveMissing": lambda env: env._("Enter the number of the archive file."),
}


def not_now(env, *, fields, case, state):
    return env._(
        "%(fields)s of %(case)s cannot be changed in the state “%(state)s”.",
        fields=fields,
        case=case,
        state=state,
    )


def not_yours(env, *, fields):
    return env._("%(fields)s is written by the auditors; the audited writes the opinion.", fields=fields)


def declare_yourself(env):
    return env._("Everybody declares for himself whether there is a conflict of interest.")


def declared_stays(env, *, name):
    return env._("%(name)s has declared: remove the line and add another one.", name=name)


def leaving_subject(env, *, person):
    return env._("Leaving audit of %(person)s", person=person)


def enclose_title(env):
    return env._("Enclose Evidence")


def cancel_title(env):
    return env._("Cancel the Audit")


def no_audit_asked(env, *, person):
    return env._("No leaving audit has been asked for %(person)s.", person=person)


def reason_missing(env):
    return env._("Say why.")


# -- alerts ---


def opinion_late_label(env):
    return env._("Opinion on a draft audit report overdue")


def opinion_late(env, *, ref, due):
    return env._("%(ref)s: the opinion on the draft report was due on %(due)s.", ref=ref, due=due)


def entry_label(env):
    return env._("Announced audit not begun")


def entry_waits(env, *, ref, day):
    return env._("%(ref)s was announced; the auditors could come from %(day)s on.", ref=ref, day=day)


def rectify_late_label(env):
    return env._("Rectification of an audit finding overdue")


def rectify_late(env, *, ref, due):
    return env._("%(ref)s was to be put right by %(due)s.", ref=ref, due=due)


# -- findings ---


def rectification_missing(env, *, finding):
    return env._("%(finding)s: write what was done to put it right.", finding=finding)


def rectify_evidence_missing(env, *, finding):
    return env._("%(finding)s: enclose what proves that it was put right.", finding=finding)


def deadline_missing(env, *, finding):
    return env._("%(finding)s: enter the day by which it has to be put right.", finding=finding)


def deadline_out(env, *, finding, first, last):
    return env._(
        "%(finding)s: the day lies between %(first)s and %(last)s.", finding=finding, first=first, last=last
    )


def of_another(env, *, finding):
    return env._("%(finding)s belongs to an organisation that this audit is not about.", finding=finding)
