"""What is said about working papers and evidence."""

from odoo.addons.reform_rules.audit import working_paper as rules


def name(env, *, no, title):
    return f"{no} {title}".strip()


def conclusion_missing(env, *, paper):
    return env._("%(paper)s: write facts and conclusion before signing.", paper=paper)


def reviewed_by_another(env, *, paper):
    return env._(
        "%(paper)s: the reviewer is another auditor of the team than the one who signed.", paper=paper
    )


def not_of_the_team(env, *, case):
    return env._("Only auditors of the team of %(case)s do this.", case=case)


def team_at_work(env, *, case, state):
    return env._(
        "%(case)s is in the state “%(state)s”: working papers are written while the auditors are at work.",
        case=case,
        state=state,
    )


def one_organisation(env):
    return env._("A working paper of this kind exists already in this audit.")


def no_difference(env):
    return env._("The books are as they were when the paper was signed.")


def difference(env, one):
    """Return one working_paper.Difference as a sentence."""
    place = f"{one.table} · {one.row}"
    if one.what == rules.ADDED:
        return env._("%(place)s: new since then: %(after)s", place=place, after=one.after)
    if one.what == rules.REMOVED:
        return env._("%(place)s: no longer there: %(before)s", place=place, before=one.before)
    return env._(
        "%(place)s, %(column)s: was %(before)s, is now %(after)s",
        place=place,
        column=one.column,
        before=one.before or "—",
        after=one.after or "—",
    )


def more_differences(env, *, count):
    return env._("… and %(count)s more", count=count)


def evidence_kind_not_yours(env):
    return env._("The audited encloses opinions, letters of commitment and what proves a rectification.")


def file_or_facts(env):
    return env._("Enclose a file, or write the facts of an evidence form.")


def confirmed_already(env, *, evidence):
    return env._("%(evidence)s has been confirmed already.", evidence=evidence)


def sheet_empty(env):
    return env._("There is nothing to write into a workbook yet.")
