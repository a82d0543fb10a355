from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.audit import audit_steps as steps
from odoo.addons.reform_rules.errors import Problem
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import case as messages
from .audit_table import AUDITORS, PLANNERS, SPEAKERS


class ReformAuditCase(models.Model):
    """The steps of an audit; what is missing for one is told all at once."""

    _inherit = "reform.audit.case"

    @api.model
    def _open_for(self, entity, person, term_from, term_to, *, others=None, clearing=None, office=""):
        """Return the planned leaving audit of a person, the present one if there is one already.

        Args: person: a user or partner. others: more organisations of the office. clearing: the clearing by
        which the office is handed over. Called from a handover when somebody leaves; who may hand over may
        also ask for the audit.
        """
        partner = person.partner_id if person._name == "res.users" else person
        same = [
            ("entity_id", "=", entity.id),
            ("person_id", "=", partner.id),
            ("kind", "=", "leaving"),
            ("date_to", "=", term_to),
            ("state", "!=", "cancelled"),
        ]
        found = self.search(same, limit=1)
        if found:
            return found
        return self.create(
            {
                "kind": "leaving",
                "entity_id": entity.id,
                "other_entity_ids": [fields.Command.set((others or entity.browse()).ids)],
                "person_id": partner.id,
                "office": office,
                "date_from": term_from,
                "date_to": term_to,
                "clearing_id": clearing.id if clearing else False,
            }
        )

    # -- what a step asks for ---

    def _refuse_missing(self, found):
        """Raise UserError with all Problems of a step."""
        if found:
            sentences = messages.problems(self.env, found)
            raise UserError(messages.listing(self.env, case=self.display_name, sentences=sentences))

    def _missing(self, *checks):
        """Return a Problem for each (name, it is missing, facts)."""
        return [Problem(name, dict(*facts)) for name, missing, *facts in checks if missing]

    def _evidence(self, kind):
        """Tell whether a piece of evidence of a kind is enclosed."""
        return bool(self.sudo().evidence_ids.filtered(lambda one: one.kind == kind))

    def _team_problems(self):
        """Return what keeps the team from auditing (two statements)."""
        hands = self._hands()
        # sudo: names of auditors and of the audited.
        people = [
            steps.Auditor(
                name=member.user_id.name,
                declared=bool(member.declared_at),
                interest=member.interest or "",
                hands=hands.get(member.user_id.id, 0),
            )
            for member in self.sudo().member_ids
        ]
        audited = self.sudo().person_id.name or ""
        return steps.team(people, self._rules(), audited=audited) + steps.organiser(
            self.level, agency_keeps_books=self._agency_keeps_books()
        )

    def _hands(self):
        """Return {user id: vouchers of the audited he had in hand within the span}."""
        self.env.cr.execute(
            SQL(
                """SELECT hand, count(DISTINCT id) FROM (
                     SELECT id, unnest(ARRAY[prepared_by_id, reviewed_by_id, posted_by_id]) AS hand
                       FROM ledger_voucher WHERE entity_id = ANY(%s) AND date BETWEEN %s AND %s) v
                    WHERE hand IS NOT NULL GROUP BY hand""",
                self._entities().ids,
                self.date_from,
                self.date_to,
            )
        )
        return dict(self.env.cr.fetchall())

    def _agency_keeps_books(self):
        # sudo: that an agency keeps the books is said in public.
        return bool(
            self.env["reform.agency.engagement"]
            .sudo()
            .search_count(
                [
                    ("entity_id", "in", self._entities().ids),
                    ("state", "!=", "draft"),
                    ("date_from", "<=", self.date_to),
                    "|",
                    ("ended_on", "=", False),
                    ("ended_on", ">=", self.date_from),
                ],
                limit=1,
            )
        )

    # -- acts ---

    def action_notice(self):
        """Announce the audit: plan and team are complete, the notice has gone out."""
        self._require_group(*AUDITORS)
        for case in self:
            found = case._missing(
                ("PersonMissing", case._is_of_person() and not case.person_id),
                ("MattersMissing", case.kind == "special" and not (case.matters or "").strip()),
                ("NoticeMissing", not (case.notice_no and case.notice_date)),
            )
            case._refuse_missing(found + case._team_problems())
        return self._move("noticed")

    def action_enter(self):
        """Begin: the entry meeting was held, the letter of commitment is signed; papers are drawn up."""
        self._require_group(*AUDITORS)
        for case in self:
            found = case._missing(
                ("EntryMissing", not (case.entry_date and (case.entry_people or "").strip())),
                ("CommitmentMissing", not case._evidence("commitment")),
            )
            if case.entry_date:
                found += steps.entry(case.notice_date, case.entry_date, case._rules())
            case._refuse_missing(found)
        self._move("fieldwork")
        self._draw_up_papers()
        return True

    def action_send_draft(self):
        """Send the draft: every working paper bears two signatures; the days for an opinion begin."""
        self._require_group(*AUDITORS)
        today = civil_day.today()
        for case in self:
            papers = case.sudo().paper_ids
            unsigned = papers.filtered(lambda paper: paper.state != "reviewed")
            found = case._missing(
                ("PapersMissing", not papers),
                ("PapersUnsigned", unsigned, {"numbers": "、".join(unsigned.mapped("name"))}),
                ("DraftMissing", not (case.draft_report or "").strip()),
            )
            due, wrong = steps.opinion_due(today, case.opinion_days, case._rules())
            case._refuse_missing(found + wrong)
            case._move("drafted", draft_sent_date=today, opinion_due=due)
        return True

    def action_give_opinion(self):
        """The audited has written what there is to say to the draft."""
        self._require_group(*SPEAKERS)
        for case in self:
            case._refuse_missing(case._missing(("OpinionEmpty", not (case.opinion or "").strip())))
        today = civil_day.today()
        return self._move("opined", opinion_date=today, opinion_by_id=self.env.uid)

    def action_no_opinion(self):
        """Go on without an opinion: its days are over."""
        self._require_group(*AUDITORS)
        today = civil_day.today()
        for case in self:
            late = today > case.opinion_due
            case._refuse_missing(case._missing(("OpinionMissing", not late, {"due": str(case.opinion_due)})))
        return self._move("opined")

    def action_look_again(self):
        """Go back to the evidence because of the opinion; signed papers stay as they are."""
        self._require_group(*AUDITORS)
        return self._move(
            "fieldwork", draft_sent_date=False, opinion_due=False, opinion_date=False, opinion_by_id=False
        )

    def action_report(self):
        """Issue the report; every finding gets the day by which it is put right."""
        self._require_group(*AUDITORS)
        today = civil_day.today()
        for case in self:
            due, wrong = steps.rectify_due(today, case.rectify_days, case._rules())
            written = case.report_no and (case.report or "").strip()
            case._refuse_missing(case._missing(("ReportMissing", not written)) + wrong)
            case._move("reported", report_date=today)
            open_ = case.finding_ids.filtered(lambda one: one.state != "closed" and not one.deadline)
            open_._set_guarded({"deadline": due})
        return True

    def action_rectified(self):
        """Say that all findings are settled."""
        self._require_group(*AUDITORS)
        for case in self:
            count = len(case.finding_ids.filtered(lambda one: one.state != "closed"))
            case._refuse_missing(case._missing(("FindingsOpen", count, {"count": count})))
        return self._move("rectified")

    def action_publish(self):
        """Say that the result hangs out, with its proof."""
        self._require_group(*PLANNERS)
        for case in self:
            shown = case.published_date and case.published_place and case._evidence("publication")
            case._refuse_missing(case._missing(("PublicationMissing", not shown)))
        return self._move("published")

    def action_archive_file(self):
        """Put the file into the archive."""
        self._require_group(*AUDITORS)
        for case in self:
            case._refuse_missing(case._missing(("ArchiveMissing", not case.archive_no)))
        return self._move("archived", archived_date=civil_day.today())

    def _cancel(self, reason):
        """Cancel an audit that has not begun, with a reason."""
        self._require_group(*PLANNERS)
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        return self._move("cancelled", reason=reason, cancel_reason=reason)

    # -- windows ---

    def action_papers(self):
        return self._open("reform_audit.reform_audit_paper_action")

    def action_findings(self):
        more = {"default_entity_id": self.entity_id.id}
        return self._open("reform_audit.reform_audit_finding_action", **more)

    def action_evidence(self):
        return self._open("reform_audit.reform_audit_evidence_action")

    def _open(self, xmlid, **context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("case_id", "=", self.id)]
        action["context"] = {"default_case_id": self.id, **context}
        return action

    def action_enclose(self):
        """Open the window that takes a piece of evidence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": messages.enclose_title(self.env),
            "res_model": "reform.audit.enclose",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def action_cancel(self):
        """Ask for the reason, then cancel."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": messages.cancel_title(self.env),
            "res_model": "reform.audit.cancel",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    @api.model
    def _entry_overdue(self, at, days=15):
        """Return announced audits that nobody has begun so many days after they could."""
        return self.search([("state", "=", "noticed"), ("notice_date", "<", at - timedelta(days=days))])
