"""Rows that repeat each other or what is already kept: found in the database, for the whole batch at once."""

from odoo.tools import SQL

from . import staging


def check_twins(batch):
    """Judge all rows of a batch that are not applied yet, anew: `ok`, `duplicate`, `changed` or `error`."""
    batch.env["reform.intake.row"].flush_model()
    _forget(batch)
    _repeated_in_file(batch)
    _applied_before(batch)
    _kept_already(batch)
    _alike(batch)
    _whole(batch)
    _judge(batch)
    batch.env["reform.intake.row"].invalidate_model()


def _forget(batch):
    batch.env.cr.execute(
        SQL(
            """UPDATE reform_intake_row SET twin = NULL
                WHERE batch_id = %s AND state NOT IN ('applied', 'skipped', 'replaced') AND twin IS NOT
                NULL""",
            batch.id,
        )
    )


def _repeated_in_file(batch):
    """The second line that means the same thing is a duplicate of the first."""
    batch.env.cr.execute(
        SQL(
            """WITH lines AS (
                   SELECT id, first_value(id) OVER same AS first_id,
                          first_value(sheet) OVER same AS first_sheet,
                          first_value(row_no) OVER same AS first_row
                     FROM reform_intake_row
                    WHERE batch_id = %s AND same_key <> '' AND state NOT IN ('skipped', 'replaced')
                   WINDOW same AS (PARTITION BY same_key ORDER BY (state = 'applied') DESC, id))
               UPDATE reform_intake_row r
                  SET twin = jsonb_build_object(
                          'name', 'RepeatedInFile', 'level', 'error', 'column', '',
                          'facts', jsonb_build_object('sheet', lines.first_sheet, 'row', lines.first_row))
                 FROM lines WHERE r.id = lines.id AND lines.first_id <> lines.id AND r.state <> 'applied'""",
            batch.id,
        )
    )


def _applied_before(batch):
    """The very same line, cell by cell, was applied from another file."""
    batch.env.cr.execute(
        SQL(
            """UPDATE reform_intake_row r
                  SET twin = jsonb_build_object(
                          'name', 'LineAppliedBefore', 'level', 'error', 'column', '',
                          'facts', jsonb_build_object('file', b.file_name, 'sheet', o.sheet, 'row', o.row_no))
                 FROM reform_intake_row o JOIN reform_intake_batch b ON b.id = o.batch_id
                WHERE r.batch_id = %(batch)s AND r.twin IS NULL AND r.same_key <> ''
                  AND r.state NOT IN ('applied', 'skipped', 'replaced')
                  AND o.same_key = r.same_key AND o.digest = r.digest AND o.state = 'applied'
                  AND o.batch_id <> r.batch_id AND b.target = %(target)s""",
            batch=batch.id,
            target=batch.target,
        )
    )


def _kept_already(batch):
    """A record of the same owner, name and place exists; other figures in it make the line `changed`."""
    cr = batch.env.cr
    cr.execute(
        SQL(
            """SELECT DISTINCT origin_place_id FROM reform_intake_row
                WHERE batch_id = %s AND origin_place_id IS NOT NULL AND twin IS NULL
                  AND state NOT IN ('applied', 'skipped', 'replaced')""",
            batch.id,
        )
    )
    places = [place_id for (place_id,) in cr.fetchall()]
    target = batch._target()
    kept = {
        staging.same_key(owner, name, place_id): (record_id, label, figures)
        for owner, name, place_id, record_id, label, figures in target._existing(places)
    }
    if not kept:
        return
    cr.execute(
        SQL(
            """SELECT id, same_key, values FROM reform_intake_row
                WHERE batch_id = %s AND twin IS NULL AND same_key = ANY(%s)
                  AND state NOT IN ('applied', 'skipped', 'replaced')""",
            batch.id,
            list(kept),
        )
    )
    same, other = target._known_problems()
    found = []
    for row_id, key, values in cr.fetchall():
        _record_id, label, figures = kept[key]
        differing = sorted(
            field for field, text in target._figures(values).items() if figures.get(field, text) != text
        )
        facts = {"record": label, "columns": ",".join(differing)}
        problem = {"name": other if differing else same, "level": "error", "column": "", "facts": facts}
        state = {"state": "changed"} if differing else {}
        found.append((row_id, staging.dump({**problem, **state})))
    _set_twins(cr, found)


def _whole(batch):
    """What the target finds when it looks at all rows together keeps them out, each in the state it says."""
    batch.env["reform.intake.row"].invalidate_model()
    found = []
    for row_id, problem, state in batch._target()._whole(batch):
        (plain,) = staging.plain_problems([problem])
        found.append((row_id, staging.dump({**plain, "state": state})))
    _set_twins(batch.env.cr, found)


def _set_twins(cr, found):
    if found:
        cr.execute(
            SQL(
                """UPDATE reform_intake_row r SET twin = t.twin::jsonb
                     FROM unnest(%s::int[], %s::text[]) AS t(id, twin) WHERE r.id = t.id""",
                [row_id for row_id, _twin in found],
                [twin for _row_id, twin in found],
            )
        )


def _alike(batch):
    """A similar name at the same place is worth a look, no more."""
    batch.env.cr.execute(
        SQL(
            """WITH lines AS (
                   SELECT id, first_value(id) OVER alike AS first_id,
                          first_value(row_no) OVER alike AS first_row,
                          first_value(label) OVER alike AS first_label,
                          first_value(sheet) OVER alike AS first_sheet
                     FROM reform_intake_row
                    WHERE batch_id = %s AND alike_key <> '' AND state NOT IN ('skipped', 'replaced')
                   WINDOW alike AS (PARTITION BY alike_key ORDER BY id))
               UPDATE reform_intake_row r
                  SET twin = jsonb_build_object(
                          'name', 'AlikeInFile', 'level', 'warning', 'column', 'name',
                          'facts', jsonb_build_object('sheet', lines.first_sheet, 'row', lines.first_row,
                                                      'label', lines.first_label))
                 FROM lines
                WHERE r.id = lines.id AND lines.first_id <> lines.id AND r.twin IS NULL AND r.state <>
                'applied'""",
            batch.id,
        )
    )


def _judge(batch):
    batch.env.cr.execute(
        SQL(
            """UPDATE reform_intake_row r SET state = judged.state
                 FROM (SELECT id, CASE WHEN error_count > 0 THEN 'error'
                                       WHEN twin ? 'state' THEN twin->>'state'
                                       WHEN twin->>'level' = 'error' THEN 'duplicate'
                                       ELSE 'ok' END AS state
                         FROM reform_intake_row
                        WHERE batch_id = %s AND state NOT IN ('applied', 'skipped', 'replaced')) judged
                WHERE r.id = judged.id AND r.state <> judged.state""",
            batch.id,
        )
    )
