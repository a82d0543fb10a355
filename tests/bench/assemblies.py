"""Resolutions of many villages at once, laid down as rows.

That members meet and vote is not what is measured: the case stands there as carried and posted, for the terms
of the record it is about. Everything that leans on it asks for it as ever, and refuses what does not fit.
"""

from datetime import timedelta


def resolve(env, records, *, body, days_ago=8):
    """Give gated records their carried resolutions, as the members of each village decided them."""
    from odoo.addons.reform_places import civil_day
    from odoo.addons.reform_seal import chain

    meeting = civil_day.today() - timedelta(days=days_ago)
    records = records.with_env(env).with_context(tracking_disable=True, mail_create_nolog=True)
    cases = env["reform.decision"].with_context(tracking_disable=True, mail_create_nolog=True).create(
        [
            {
                "name": record.display_name,
                "kind": record._get_decision_kind(),
                "entity_id": record._get_decision_entity().id,
                "res_model": record._name,
                "res_id": record.id,
                "body": body,
            }
            for record in records
        ]
    )  # fmt: skip
    for record, case in zip(records, cases, strict=True):
        record.decision_id = case
    env.flush_all()
    env.cr.execute_values(
        """UPDATE reform_decision d SET state = 'published', result = 'passed', quorate = true,
                  terms_digest = v.digest, eligible = 30, present = 28, votes_for = 27, votes_against = 1,
                  meeting_on = v.day, published_on = v.day, published_place = '村务公开栏'
             FROM (VALUES %s) AS v (id, digest, day) WHERE d.id = v.id""",
        [
            (case.id, chain.digest(chain.canonical(record._decision_terms())), meeting)
            for record, case in zip(records, cases, strict=True)
        ],
    )
    cases.invalidate_recordset()
    return cases
