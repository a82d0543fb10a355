import json
import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .. import civil_day, messages
from ..alert import role_of

_logger = logging.getLogger(__name__)
# One fact in the staging table: text columns as JSON carries them, so that one parameter brings them all.
_STAGED = """
    kind varchar, res_model varchar, res_id integer, occasion varchar, ref varchar, place_id integer,
    deadline date, owner_role varchar, is_money boolean, facts jsonb
"""


class ReformAlertRun(models.Model):
    """One look of the daily job at everything: what it found, what it opened, ended and brought back.

    How it works: every producer's facts go into one staging table; the database compares it with the cases.
    The number of statements does not grow with the number of facts. A producer that fails is named and its
    cases stay as they are; the others go on. Looking twice on one day changes nothing.
    """

    _name = "reform.alert.run"
    _description = "Look at Everything"
    _order = "id desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    fact_count = fields.Integer("Facts", readonly=True)
    new_count = fields.Integer("New Cases", readonly=True)
    reopened_count = fields.Integer("Reopened", readonly=True)
    closed_count = fields.Integer("Ended by Themselves", readonly=True)
    seconds = fields.Float("Duration (s)", digits=(8, 2), readonly=True)
    failed = fields.Text("Could Not Look", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(messages.alert_run_is_a_record(self.env))
        return super().create(vals_list)

    @api.model
    def _cron_run(self):
        """Look once, for today."""
        return self._run(civil_day.today())

    @api.model
    def _run(self, at):
        """Compare today's facts with the cases and return the record of this look.

        Args: at: the day. Only our own job calls this, as superuser.
        """
        begin = time.monotonic()
        self = self.sudo()
        self.env.flush_all()
        facts, kinds, failed = self._gather(at)
        self._stage(facts)
        created = self._insert(at)
        self._refresh(at)
        closed = self._end(at, sorted(kinds))
        reopened = self._bring_back(at)
        self.env.cr.execute("DROP TABLE reform_alert_stage")
        return self.create(
            {
                "date": at,
                "fact_count": len(facts),
                "new_count": created,
                "closed_count": len(closed),
                "reopened_count": len(reopened),
                "failed": "\n".join(failed),
                "seconds": time.monotonic() - begin,
            }
        )

    # --- asking ---

    def _gather(self, at):
        """Return (rows for the staging table, kinds looked for, sentences on producers that failed)."""
        rows, looked, failed = {}, set(), []
        for model in self.env["reform.alert"]._producers():
            try:
                with self.env.cr.savepoint():
                    kinds = model._alert_kinds()
                    found = {}
                    for fact in model._alert_facts(at):
                        key = (fact.kind, fact.record._name, fact.record.id, fact.occasion)
                        found[key] = self._row(fact, kinds[fact.kind], at)
            except Exception as error:  # pylint: disable=broad-except  # one producer does not stop the others
                _logger.exception("alerts: %s could not look", model._name)
                failed.append(
                    messages.alert_producer_failed(
                        self.env, model=model._description, error=f"{type(error).__name__}: {error}"
                    )
                )
                continue
            looked |= kinds.keys()
            rows.update(found)
        return list(rows.values()), looked, failed

    def _row(self, fact, kind, at):
        facts = fact.facts or {}
        return {
            "kind": fact.kind,
            "res_model": fact.record._name,
            "res_id": fact.record.id,
            "occasion": fact.occasion,
            "ref": facts.get("ref"),
            "place_id": fact.place_id,
            "deadline": (fact.deadline or at + timedelta(days=kind.days)).isoformat(),
            "owner_role": role_of(fact.owner_group or kind.owner_group),
            "is_money": kind.money,
            "facts": facts,
        }

    # --- comparing ---

    def _stage(self, rows):
        self.env.cr.execute(f"CREATE TEMPORARY TABLE reform_alert_stage ({_STAGED})")  # pylint: disable=sql-injection  # a constant
        self.env.cr.execute(
            SQL(
                "INSERT INTO reform_alert_stage"
                " SELECT * FROM jsonb_populate_recordset(NULL::reform_alert_stage, %s::jsonb)",
                json.dumps(rows, default=str, ensure_ascii=False),
            )
        )
        self.env.cr.execute("CREATE INDEX ON reform_alert_stage (kind, res_model, res_id, occasion)")
        self.env.cr.execute("ANALYZE reform_alert_stage")

    def _insert(self, at):
        """Make cases of facts that have none; return how many."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_alert
                       (state, kind, res_model, res_id, occasion, ref, place_id, township_id, deadline,
                        owner_role, is_money, facts, first_seen, last_seen, is_present, reopened_count,
                        create_uid, write_uid, create_date, write_date)
                   SELECT 'new', s.kind, s.res_model, s.res_id, s.occasion, s.ref, s.place_id, p.township_id,
                          s.deadline, s.owner_role, s.is_money, s.facts, %(at)s, %(at)s, TRUE, 0,
                          %(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
                     FROM reform_alert_stage s JOIN reform_place p ON p.id = s.place_id
                   ON CONFLICT (kind, res_model, res_id, occasion) DO NOTHING
                   RETURNING id, res_model, res_id, ref""",
                at=at,
                uid=self.env.uid,
            )
        )
        rows = self.env.cr.fetchall()
        self._name_records([row[:3] for row in rows if not row[3]])
        return len(rows)

    def _name_records(self, rows):
        """Write the names of records whose producer gave none."""
        by_model = {}
        for case_id, model, res_id in rows:
            by_model.setdefault(model, {})[res_id] = case_id
        for model, cases in by_model.items():
            named = self.env[model].browse(cases)
            self.env.cr.execute(
                SQL(
                    """UPDATE reform_alert a SET ref = n.name
                         FROM unnest(%s::integer[], %s::varchar[]) AS n(id, name) WHERE a.id = n.id""",
                    list(cases.values()),
                    [record.display_name or "" for record in named],
                )
            )

    def _refresh(self, at):
        """Say of open cases what is so today: amounts and days go on while a case is open."""
        self.env.cr.execute(
            SQL(
                """UPDATE reform_alert a SET last_seen = %s, facts = s.facts, ref = coalesce(s.ref, a.ref)
                     FROM reform_alert_stage s
                    WHERE (a.kind, a.res_model, a.res_id, a.occasion)
                        = (s.kind, s.res_model, s.res_id, s.occasion)
                      AND a.state <> 'closed'
                      AND (a.last_seen, a.facts) IS DISTINCT FROM (%s, s.facts)""",
                at,
                at,
            )
        )
        self.env["reform.alert"].invalidate_model()

    def _end(self, at, kinds):
        """Close the open cases whose fact is gone and return them; of closed ones, remember that it is."""
        cases = self.env["reform.alert"]
        self.env.cr.execute(
            SQL(
                """UPDATE reform_alert a SET is_present = FALSE
                    WHERE a.is_present AND a.kind = ANY(%s) AND NOT EXISTS (
                        SELECT FROM reform_alert_stage s
                         WHERE (s.kind, s.res_model, s.res_id, s.occasion)
                             = (a.kind, a.res_model, a.res_id, a.occasion))
                RETURNING a.id, a.state""",
                kinds,
            )
        )
        gone = cases.browse(sorted(case_id for case_id, state in self.env.cr.fetchall() if state != "closed"))
        cases.invalidate_model()
        if gone:
            note = messages.alert_fact_gone(self.env)
            gone._move("closed", reason=note, closed_date=at, closing_note=note, snoozed_until=False)
        return gone

    def _bring_back(self, at):
        """Reopen the closed cases whose fact has returned, or stands long after somebody closed them."""
        cases = self.env["reform.alert"]
        days = self.env["reform.parameter"]._at(at).value("alert_recheck_days")
        self.env.cr.execute(
            SQL(
                """SELECT a.id, s.deadline FROM reform_alert a JOIN reform_alert_stage s
                       ON (s.kind, s.res_model, s.res_id, s.occasion)
                        = (a.kind, a.res_model, a.res_id, a.occasion)
                    WHERE a.state = 'closed' AND (NOT a.is_present OR a.closed_date <= %s)
                    ORDER BY a.id""",
                at - timedelta(days=days),
            )
        )
        rows = self.env.cr.fetchall()
        back = cases.browse(row[0] for row in rows)
        if not back:
            return back
        self.env.cr.execute(
            SQL(
                """UPDATE reform_alert a
                      SET is_present = TRUE, reopened_count = a.reopened_count + 1, deadline = s.deadline,
                          last_seen = %s, facts = s.facts, place_id = s.place_id
                     FROM reform_alert_stage s
                    WHERE (s.kind, s.res_model, s.res_id, s.occasion)
                        = (a.kind, a.res_model, a.res_id, a.occasion) AND a.id = ANY(%s)""",
                at,
                back.ids,
            )
        )
        cases.invalidate_model()
        # The answer of the first time stays in the sealed log; this time asks for one of its own.
        back._move(
            "reopened",
            reason=messages.alert_fact_back(self.env),
            answer=False,
            answered_by_id=False,
            answered_date=False,
            closed_by_id=False,
            closed_date=False,
            closing_note=False,
        )
        return back
