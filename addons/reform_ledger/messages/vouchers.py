"""What is said about vouchers as they are written: words, papers, templates."""

from odoo.addons.reform_rules.ledger.numbering import WORDS


def word_wrong(env, *, voucher, word, expected):
    return env._(
        "“%(voucher)s” bears the word “%(word)s”; by what happens to cash and bank it is “%(expected)s”.",
        voucher=voucher,
        word=WORDS[word],
        expected=WORDS[expected],
    )


def check_papers(env):
    return env._("The papers of vouchers are those that were sealed")


def papers_changed(env, *, voucher):
    return env._("The papers of %(voucher)s are not those that were sealed.", voucher=voucher)


def paper_of_voucher(env, *, file):
    return env._(
        "“%(file)s” is a paper of a submitted voucher. Give the voucher back before you change its papers.",
        file=file,
    )


# -- templates -----------------------------------------------------------------------------------------------


def total_missing(env, *, template):
    return env._("“%(template)s” divides a sum: say which.", template=template)


def shares_not_whole(env, *, side, shares):
    names = {"debit": env._("debit"), "credit": env._("credit")}
    return env._(
        "The shares of the %(side)s side make %(shares)s %%; they must make 100 %%.",
        side=names[side],
        shares=shares,
    )


def template_of_others(env, *, template):
    return env._(
        "“%(template)s” is a template for everybody that somebody else has made. Copy it for your own use.",
        template=template,
    )


def template_without_lines(env, *, template):
    return env._("“%(template)s” has no lines yet.", template=template)


def template_of_other_entity(env, *, template, entity):
    return env._(
        "“%(template)s” is a template of %(entity)s; it makes no voucher of another collective.",
        template=template,
        entity=entity,
    )


def template_other_chart(env, *, template, account, entity):
    return env._(
        "“%(template)s” names the account %(account)s, which the books of %(entity)s do not have.",
        template=template,
        account=account,
        entity=entity,
    )
