import base64
from datetime import date

from odoo.addons.reform_assets.tests.intake_case import line, xls
from odoo.tests import tagged
from odoo.tools import SQL

from .depreciation_case import DepreciationCase

THOUSAND = 1_000


@tagged("post_install", "-at_install")
class TestOneOfAThousand(DepreciationCase):
    """Promise R5: one bad record in a thousand is named with its reason; the other 999 are done, and the one
    goes in when it was put right."""

    def multiply(self, record, count, **changes):
        """Copy a row of a table `count` times, as the county's data would stand there.

        Args: changes: SQL of each column that differs, `g` being the number of the copy.
        """
        self.env.flush_all()
        changed = SQL(", ").join(SQL("%s, %s", name, value) for name, value in changes.items())
        self.env.cr.execute(
            SQL(
                """INSERT INTO %(table)s
                   SELECT n.* FROM %(table)s r, generate_series(1, %(count)s) AS g,
                          LATERAL (SELECT nextval(pg_get_serial_sequence(%(name)s, 'id')) + 0 * g AS id) i,
                          LATERAL jsonb_populate_record(r, jsonb_build_object('id', i.id, %(changed)s)) n
                    WHERE r.id = %(id)s
                RETURNING id""",
                table=SQL.identifier(record._table),
                name=record._table,
                changed=changed,
                count=count,
                id=record.id,
            )
        )
        ids = [each for (each,) in self.env.cr.fetchall()]
        self.env.invalidate_all()
        return record.browse(ids)

    def spoil(self, record, column, value=None):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                SQL.identifier(record._table),
                SQL.identifier(column),
                value,
                record.id,
            )
        )
        self.env.invalidate_all()

    def refuse(self, key):
        """Let the database itself refuse the voucher of an event."""
        self.env.cr.execute(
            SQL(
                """CREATE FUNCTION pg_temp.test_refuse() RETURNS trigger LANGUAGE plpgsql AS
                   'BEGIN RAISE check_violation USING MESSAGE = ''poisoned''; END';
                   CREATE TRIGGER test_refuse BEFORE INSERT OR UPDATE ON ledger_voucher FOR EACH ROW
                   WHEN (NEW.event_key = %s) EXECUTE FUNCTION pg_temp.test_refuse()""",
                key,
            )
        )

    def test_of_a_thousand_dues_one_is_named_and_999_are_in_the_books(self):
        dues = self.contract.due_ids[:1]
        dues |= self.multiply(dues, THOUSAND - 1, sequence=SQL("1000 + g"))
        bad = dues[617]
        self.refuse(bad._event_key())
        run = self.run_month(date(2025, 2, 1))
        self.assertEqual((run.done_count, run.failed_count, run.state), (THOUSAND - 1, 1, "partly"))
        failed = run.line_ids.filtered(lambda each: each.state == "failed")
        self.assertEqual((failed.res_id, bad.book_state), (bad.id, "none"))
        self.assertTrue(failed.reason)
        self.env.cr.execute("DROP TRIGGER test_refuse ON ledger_voucher")
        self.as_("accountant", run).action_run()
        self.assertEqual((run.done_count, run.failed_count, run.state), (THOUSAND, 0, "done"))
        self.assertEqual((failed.tries, bad.book_state), (2, "prepared"))

    def test_of_a_thousand_cards_one_is_named_and_999_are_charged(self):
        # The let house of the kit has no schedule: it would be named too.
        self.spoil(self.contract.asset_ids, "cost", 1)
        schedule = self.in_force(self.thing())
        cards = self.multiply(schedule.asset_id, THOUSAND - 1, code=SQL("'R5-' || g"))
        self.multiply(schedule, THOUSAND - 1, asset_id=SQL("(%s::int[])[g]", cards.ids))
        bad, kind = cards[617], cards[617].category_id
        self.spoil(bad, "category_id")
        run = self.depreciate("2025-03-01")
        self.assertEqual((run.card_count, run.problem_count, run.state), (THOUSAND - 1, 1, "partly"))
        self.assertEqual((run.problem_ids.asset_id, run.amount), (bad, 95 * (THOUSAND - 1)))
        self.assertIn("no category", run.problem_ids.reason)
        self.spoil(bad, "category_id", kind.id)
        self.as_("accountant", run).action_run()
        self.assertEqual((run.card_count, run.problem_count, run.state), (THOUSAND, 0, "done"))

    def test_of_a_thousand_lines_of_a_sheet_one_is_named_and_999_become_cards(self):
        batch = (
            self.as_("clerk", self.env["reform.intake.batch"])
            .with_context(lang="zh_CN")
            .create(
                {
                    "target": "asset_ledger",
                    "file": base64.b64encode(xls([line(number) for number in range(THOUSAND)])),
                    "file_name": "台账.xls",
                }
            )
        )
        batch.action_read()
        bad = batch.row_ids[617]
        # What no check of a line can see: the database itself refuses it.
        right = bad.values
        self.env.cr.execute(
            "UPDATE reform_intake_row SET values = jsonb_set(values, '{cost}', '\"-5\"') WHERE id = %s",
            [bad.id],
        )
        self.env.invalidate_all()
        batch.action_apply_some()
        self.assertEqual((batch.applied_count, batch.error_count, batch.state), (THOUSAND - 1, 1, "applied"))
        self.assertEqual(batch.problem_row_ids, bad)
        self.assertEqual(bad.problems[0]["name"], "RefusedByDatabase")
        self.assertTrue(bad.problems[0]["facts"]["reason"])
        cells = [dict(cell) for cell in bad.cells]
        for cell in cells:
            if cell["field"] == "cost":
                cell["now"] = "2.5"
        bad.write({"cells": cells})
        self.assertEqual((bad.state, bad.values["cost"]), ("ok", right["cost"]))
        batch.action_apply_some()
        self.assertEqual((batch.applied_count, batch.error_count, batch.state), (THOUSAND, 0, "applied"))
