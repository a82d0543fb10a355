import base64
import io
import json
import time
from collections import Counter

import xlsxwriter
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import contract_checks as rule
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..messages import contract_check as messages
from .reform_contract_facts import BINDING
from .reform_contract_finding import AUDITOR, COUNTY_AGRICULTURE, COUNTY_FINANCE, STANDING
from .reform_lease_steps import DIRECTOR, SUPERVISOR, TOWNSHIP

# After a bulk import the planner still reckons with the few rows of yesterday and joins row by row.
FRESH_STATISTICS_FROM = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STAGED = "lease_id integer, code varchar, level varchar, facts jsonb"


class ReformContractCheck(models.Model):
    """One look at all contracts within a scope: how many, what was found, how long it took.

    How it works: the facts of all contracts come from a handful of statements, the judgement is the rule's,
    and the database compares it with the findings there are; the number of statements does not grow with the
    number of contracts. Looking twice changes nothing.
    """

    _name = "reform.contract.check"
    _description = "Contract Check"
    _order = "id desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    place_id = fields.Many2one("reform.place", "Scope", readonly=True, ondelete="restrict", index=True)
    user_id = fields.Many2one("res.users", "Started by", readonly=True, ondelete="restrict")
    lease_count = fields.Integer("Contracts", readonly=True)
    found_count = fields.Integer("Findings", readonly=True)
    faulty_count = fields.Integer("Contracts with Findings", readonly=True)
    new_count = fields.Integer("New Findings", readonly=True)
    closed_count = fields.Integer("Ended by Themselves", readonly=True)
    totals = fields.Json(readonly=True)
    seconds = fields.Float("Duration (s)", digits=(8, 2), readonly=True)
    total_text = fields.Text("Findings by Kind", compute="_compute_total_text")

    @api.depends("totals")
    @api.depends_context("lang")
    def _compute_total_text(self):
        words = dict(messages.labels(self.env))
        for run in self:
            run.total_text = "\n".join(
                f"{words[code]}: {count}" for code, count in (run.totals or {}).items() if code in words
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(messages.run_is_a_record(self.env))
        return super().create(vals_list)

    # --- looking ---

    @api.model
    def _cron_run(self):
        return self._run(civil_day.today())

    @api.model
    def action_check_now(self):
        """Check the contracts the user answers for, today."""
        self.env["reform.lease"]._require_group(
            DIRECTOR, SUPERVISOR, TOWNSHIP, AUDITOR, COUNTY_AGRICULTURE, COUNTY_FINANCE
        )
        scope = self.env.user.sudo().reform_scope_ids
        leases = self.env["reform.lease"].search([("state", "in", BINDING)], order="id")
        run = self._run(civil_day.today(), leases.ids, scope[:1] if len(scope) == 1 else None)
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_contract_check_action")
        return {**action, "res_id": run.id, "views": [(False, "form")]}

    @api.model
    def _run(self, at, lease_ids=None, place=None):
        """Check binding leases (all, or those given) and return the record of this look."""
        begin = time.monotonic()
        user = self.env.user
        self = self.sudo()
        if lease_ids is None:
            lease_ids = self.env["reform.lease"].search([("state", "in", BINDING)], order="id").ids
        if len(lease_ids) >= FRESH_STATISTICS_FROM:
            self.env.flush_all()
            self.env.cr.execute("ANALYZE reform_lease, reform_lease_line, reform_asset, reform_rent_due")
        problems = self._look(lease_ids, at)
        new, closed = self._keep(lease_ids, problems, at)
        totals = Counter(problem.name for found in problems.values() for problem in found)
        return self.create(
            {
                "date": at,
                "place_id": place.id if place else False,
                "user_id": user.id,
                "lease_count": len(lease_ids),
                "found_count": totals.total(),
                "faulty_count": sum(map(bool, problems.values())),
                "new_count": new,
                "closed_count": closed,
                "totals": {code: totals[code] for code in rule.CHECKS if totals[code]},
                "seconds": time.monotonic() - begin,
            }
        ).with_env(self.env)

    @api.model
    def _look(self, lease_ids, at):
        """Return {lease id: list of Problem}."""
        rules = self.env["reform.parameter"]._at(at)
        facts = self.env["reform.lease"].sudo()._contract_facts(lease_ids, at)
        return {lease_id: rule.check(known, rules, at) for lease_id, known in facts.items()}

    def _keep(self, lease_ids, problems, at):
        """Write down what is new, end what is gone, bring back what returned; return the first two counts."""
        rows = [
            {"lease_id": lease_id, "code": problem.name, "level": problem.level, "facts": problem.facts}
            for lease_id, found in problems.items()
            for problem in found
        ]
        execute = self.env.cr.execute
        execute(f"CREATE TEMPORARY TABLE reform_contract_stage ({_STAGED})")  # pylint: disable=sql-injection  # a constant
        execute(
            SQL(
                "INSERT INTO reform_contract_stage"
                " SELECT * FROM jsonb_populate_recordset(NULL::reform_contract_stage, %s::jsonb)",
                json.dumps(rows, default=str, ensure_ascii=False),
            )
        )
        new = self._insert(at)
        gone = self._end(list(lease_ids), at)
        self._bring_back(at)
        execute("DROP TABLE reform_contract_stage")
        return new, len(gone)

    def _insert(self, at):
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_contract_finding
                       (lease_id, entity_id, place_id, township_id, code, level, state, facts, is_manual,
                        is_present, first_seen, last_seen, reopened_count, create_uid, write_uid,
                        create_date, write_date)
                   SELECT l.id, l.entity_id, l.place_id, l.township_id, s.code, s.level, 'open', s.facts,
                          FALSE, TRUE, %(at)s, %(at)s, 0, %(uid)s, %(uid)s, now() AT TIME ZONE 'utc',
                          now() AT TIME ZONE 'utc'
                     FROM reform_contract_stage s JOIN reform_lease l ON l.id = s.lease_id
                   ON CONFLICT (lease_id, code) DO NOTHING RETURNING id""",
                at=at,
                uid=self.env.uid,
            )
        )
        new = len(self.env.cr.fetchall())
        self.env.cr.execute(
            SQL(
                """UPDATE reform_contract_finding f SET last_seen = %(at)s, facts = s.facts, level = s.level
                     FROM reform_contract_stage s
                    WHERE (f.lease_id, f.code) = (s.lease_id, s.code) AND f.state <> 'closed'
                      AND (f.last_seen, f.facts, f.level) IS DISTINCT FROM (%(at)s, s.facts, s.level)""",
                at=at,
            )
        )
        self.env["reform.contract.finding"].invalidate_model()
        return new

    def _end(self, lease_ids, at):
        findings = self.env["reform.contract.finding"]
        self.env.cr.execute(
            SQL(
                """UPDATE reform_contract_finding f SET is_present = FALSE
                    WHERE f.lease_id = ANY(%s) AND f.is_present AND NOT f.is_manual AND NOT EXISTS (
                        SELECT FROM reform_contract_stage s WHERE (s.lease_id, s.code) = (f.lease_id, f.code))
                RETURNING f.id, f.state""",
                lease_ids,
            )
        )
        gone = findings.browse(sorted(row[0] for row in self.env.cr.fetchall() if row[1] in STANDING))
        findings.invalidate_model()
        if gone:
            gone._move("closed", reason=messages.fact_gone(self.env), closed_date=at)
        return gone

    def _bring_back(self, at):
        findings = self.env["reform.contract.finding"]
        self.env.cr.execute(
            """UPDATE reform_contract_finding f
                  SET is_present = TRUE, reopened_count = coalesce(f.reopened_count, 0) + 1, facts = s.facts
                 FROM reform_contract_stage s
                WHERE (f.lease_id, f.code) = (s.lease_id, s.code) AND NOT f.is_present AND f.state = 'closed'
            RETURNING f.id"""
        )
        back = findings.browse(sorted(row[0] for row in self.env.cr.fetchall()))
        findings.invalidate_model()
        if back:
            back._move(
                "open",
                reason=messages.fact_back(self.env),
                last_seen=at,
                answered_by_id=False,
                answered_date=False,
                closed_by_id=False,
                closed_date=False,
            )
        return back

    # --- the report ---

    def _report_findings(self):
        """Return the findings the report shows: those that stand, with those overridden among them."""
        self.ensure_one()
        domain = [("state", "in", STANDING)]
        if self.place_id:
            domain.append(("place_id", "child_of", self.place_id.id))
        return self.env["reform.contract.finding"].search(
            domain, order="township_id, place_id, lease_id, code"
        )

    def _report_digest(self):
        lines = [[finding.lease_id.name, finding.code, finding.state] for finding in self._report_findings()]
        return chain.digest(chain.canonical({"date": self.date, "findings": lines}))

    def action_excel(self):
        """Offer the findings as a sheet."""
        self.ensure_one()
        self.check_access("read")
        content = self._excel()
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{messages.file_name(self.env, date=self.date)}.xlsx",
                "datas": base64.b64encode(content),
                "mimetype": XLSX,
            }
        )
        url = f"/web/content/{attachment.id}?download=1"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def _excel(self):
        findings = self._report_findings()
        codes, states = (
            dict(messages.labels(self.env)),
            dict(findings._fields["state"]._description_selection(self.env)),
        )
        results = dict(findings._fields["result"]._description_selection(self.env))
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 12, 16)
        sheet.set_column(5, 5, 48)
        sheet.write_row(0, 0, messages.head(self.env), bold)
        for number, finding in enumerate(findings, start=1):
            lease = finding.sudo().lease_id
            sheet.write_row(
                number,
                0,
                [
                    finding.township_id.name or "",
                    finding.place_id.name or "",
                    lease.name,
                    lease.lessee_id.name or "",
                    codes[finding.code],
                    finding.sentence or "",
                    str(finding.first_seen or ""),
                    states[finding.state],
                    results.get(finding.result, ""),
                    finding.amount_recovered or 0,
                    finding.answer or "",
                    finding.sudo().overridden_by_id.name or "",
                    finding.override_reason or "",
                ],
            )
        book.close()
        return stream.getvalue()
