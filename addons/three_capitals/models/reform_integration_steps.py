from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import integration as rules
from odoo.exceptions import AccessError, UserError

from ..messages import integration as messages
from .reform_integration import MAKERS
from .reform_integration_side import CLEARED

TOWNSHIP, COUNTY = MAKERS


class ReformIntegration(models.Model):
    """The road: assessed, way chosen, cleared, planned, voted by each, reviewed, approved, told, registered.

    No step is silent about what is missing: it names it, collective by collective.
    """

    _inherit = "reform.integration"

    # -- what stands in the way ---

    def _missing(self):
        """Return the sentences that stand between the integration and its next step."""
        self.ensure_one()
        finder = getattr(self, f"_missing_{self.state}", None)
        return finder() if finder else []

    def _refuse_missing(self):
        found = [
            messages.of_record(self.env, record=record.name, sentence=sentence) if len(self) > 1 else sentence
            for record in self
            for sentence in record._missing()
        ]
        if found:
            raise UserError("\n".join(found))

    def _refuse_not_at(self, *states):
        for record in self:
            if record.state not in states:
                raise UserError(
                    messages.not_at(self.env, record=record.display_name, state=record._state_label())
                )

    def _missing_assessed(self):
        found = []
        if self.sudo().side_count < 2:
            found.append(messages.one_side(self.env))
        if not self.assessed_on:
            found.append(messages.not_assessed(self.env))
        if not self.mode_id:
            found.append(messages.no_mode(self.env))
        return found

    def _missing_clearing(self):
        found = []
        if self.books == "one":
            # Nothing tells a side when its clearing moves on.
            self.side_ids.invalidate_recordset(["clearing_id", "clearing_state"])
            for side in self.sudo().side_ids:
                if side.clearing_id.state not in CLEARED:
                    found.append(messages.not_cleared(self.env, entity=side.entity_id.name))
                if not side.has_books:
                    found.append(messages.no_books(self.env, entity=side.entity_id.name))
        if not (self.plan or "").strip():
            found.append(messages.no_plan(self.env))
        if self.books == "one" and not self.date_opening:
            found.append(messages.no_opening_day(self.env))
        elif self.books == "one" and self.date_opening <= self.date_base:
            found.append(messages.opening_before_base(self.env, base=self.date_base))
        return found

    def _missing_plan_drafted(self):
        refusals = (
            (side, side._decision_refusal() or side._assembly_refusal()) for side in self.sudo().side_ids
        )
        return [
            messages.of_side(self.env, entity=side.entity_id.name, sentence=refusal)
            for side, refusal in refusals
            if refusal
        ]

    def _missing_voted_each(self):
        return [] if self.plan_paper else [messages.no_plan_paper(self.env)]

    def _missing_county_approved(self):
        found = []
        for row in self.sudo().creditor_ids:
            if not row.told_on or not row.told_how:
                found.append(messages.not_told(self.env, creditor=row.partner_id.name, by=self.notify_by))
        return found

    def _missing_creditors_notified(self):
        return [
            messages.demand_open(self.env, creditor=row.partner_id.name)
            for row in self.sudo().creditor_ids
            if row.is_open
        ]

    # -- assessed ---

    def action_assess(self):
        """Take the figures of every predecessor from its books, roster and cards, and compare them."""
        self._require_group(*MAKERS)
        self._refuse_not_at("assessed")
        for record in self:
            if record.side_count < 2:
                raise UserError(messages.one_side(self.env))
        self.side_ids._take_figures()
        self.invalidate_recordset()
        for record in self:
            way, problems = record._suggest()
            names = {side.id: side.entity_id.name for side in record.sudo().side_ids}
            record._set_guarded(
                {
                    "assessed_on": civil_day.today(),
                    "suggested_id": self.env["reform.integration.mode"]._of(way).id,
                    "warning_text": "\n".join(messages.warning(self.env, each, names) for each in problems)
                    or False,
                }
            )
        return True

    def action_choose(self):
        """Settle the way; warnings stay visible for whoever votes and approves."""
        self._require_group(*MAKERS)
        self._refuse_missing()
        for record in self:
            record.sudo().side_ids.filtered(lambda side: side.state == "voted")._move("open")
        return self._move("mode_chosen")

    def action_back_to_assessment(self):
        """Choose another way, or other predecessors."""
        self._require_group(*MAKERS)
        return self._move("assessed")

    # -- cleared and planned ---

    def action_clear(self):
        """Begin the clearing of every predecessor that has none yet."""
        self._require_group(*MAKERS)
        self._refuse_not_at("mode_chosen")
        missing = [
            {
                "entity_id": side.entity_id.id,
                "successor_id": record.successor_id.id,
                "date_base": record.date_base,
                "kind": "merger",
            }
            for record in self
            if record.books == "one"
            for side in record.side_ids
            if not side.clearing_id
        ]
        self.env["reform.clearing"].create(missing)
        self.side_ids.invalidate_recordset(["clearing_id", "clearing_state"])
        return self._move("clearing")

    def action_draft_plan(self):
        """Put the plan forward: with it, the figures and property lists of each go to the vote."""
        self._require_group(*MAKERS)
        self._refuse_missing()
        self.sudo().side_ids.filtered(lambda side: side.state == "open")._move("voting")
        return self._move("plan_drafted", planned_by_id=self.env.uid)

    def action_redraft(self):
        """Take the plan back; what was voted on it does not count for another one."""
        self._require_group(*MAKERS)
        self._refuse_not_at("plan_drafted")
        self.sudo().side_ids.filtered(lambda side: side.state == "voting")._move("open")
        return self._move("clearing", planned_by_id=False)

    # -- voted, reviewed, approved ---

    def action_vote(self):
        """Establish that the assembly of every predecessor has decided the merger by two thirds of all."""
        self._require_group(*MAKERS)
        self._refuse_missing()
        self.sudo().side_ids.filtered(lambda side: side.state == "voting")._move("voted")
        return self._move("voted_each")

    def action_review(self, opinion=None):
        """The township reviews the papers; not by whoever made the plan."""
        self._require_group(TOWNSHIP)
        self._refuse_missing()
        self._refuse_own_plan()
        if not (opinion or "").strip():
            return self._ask("review")
        return self._move("town_reviewed", reviewed_by_id=self.env.uid, review_opinion=opinion.strip())

    def action_approve(self, number=None, day=None):
        """The county approves under a number; from that day the creditors are told within ten days."""
        self._require_group(COUNTY)
        self._refuse_not_at("town_reviewed")
        self._refuse_own_plan()
        if not (number or "").strip():
            return self._ask("approve")
        day = fields.Date.to_date(day) or civil_day.today()
        if day > civil_day.today():
            raise UserError(messages.approved_in_future(self.env, day=day))
        for record in self:
            record._move(
                "county_approved",
                approved_by_id=self.env.uid,
                approval_no=number.strip(),
                approved_on=day,
                notify_by=rules.notify_by(day, record._rules(day)),
            )
        self.env["reform.integration.creditor"]._list(self)
        return True

    def _refuse_own_plan(self):
        for record in self:
            if record.planned_by_id == self.env.user:
                raise AccessError(messages.own_plan(self.env, record=record.display_name))

    # -- creditors, registration ---

    def action_notified(self, reason=None):
        """Every creditor has been told; later than the law allows only with the reason."""
        self._require_group(*MAKERS)
        self._refuse_not_at("county_approved")
        self._refuse_missing()
        late = self.filtered(lambda record: any(record.sudo().creditor_ids.mapped("is_late")))
        if late and not (reason or "").strip():
            return late._ask("notified")
        return self._move(
            "creditors_notified",
            told_on=civil_day.today(),
            late_reason=(reason or "").strip() or False,
        )

    def action_register(self, day=None, credit_code=None, certificate=None, name=None):
        """The successor is registered; those whose books it takes over are struck off the register.

        Source: collective-law-25
        """
        self._require_group(COUNTY)
        self._refuse_not_at("creditors_notified")
        self._refuse_missing()
        if not certificate:
            return self._ask("register")
        day = fields.Date.to_date(day) or civil_day.today()
        for record in self:
            if day < record.approved_on or day > civil_day.today():
                raise UserError(messages.registered_when(self.env, day=day, approved=record.approved_on))
            code = (credit_code or "").strip() or record.successor_id.credit_code
            if credit_code:
                record.successor_id.sudo().write({"credit_code": code})
            if record.books == "one":
                record.sudo().side_ids._set_guarded({"struck_off_on": day})
            record._move(
                "registered",
                registered_on=day,
                registered_by_id=self.env.uid,
                credit_code=record.successor_id.credit_code or code or False,
                certificate=certificate,
                certificate_name=name or False,
            )
        return True

    # -- how it ends ---

    def action_settle(self):
        """Books that stay apart: a transition that is looked at every year, or for good."""
        self._require_group(*MAKERS)
        self._refuse_not_at("registered")
        today = civil_day.today()
        for record in self:
            if record.books != "apart":
                raise UserError(messages.books_are_one(self.env, record=record.display_name))
            if record.mode_id.review:
                record._move(
                    "transitional",
                    transition_since=today,
                    review_on=rules.next_review(today, record._rules(today)),
                )
            else:
                record._move("integrated")
        return True

    def action_finish(self):
        """One book is open and the old ones are ended: the collectives are one."""
        self._require_group(*MAKERS)
        self._refuse_not_at("books_opened")
        return self._move("integrated")

    def action_converge(self):
        """End the transition: a new way is chosen, planned, and voted by each once more."""
        self._require_group(*MAKERS)
        self._refuse_not_at("transitional")
        self.sudo().side_ids.filtered(lambda side: side.state == "voted")._move("open")
        return self._move(
            "assessed",
            mode_id=False,
            assessed_on=False,
            planned_by_id=False,
            reviewed_by_id=False,
            review_opinion=False,
            approved_by_id=False,
            approved_on=False,
            approval_no=False,
            notify_by=False,
            told_on=False,
            late_reason=False,
            review_on=False,
        )

    def action_close(self):
        """The file is closed: nothing of it is open any more."""
        self._require_group(*MAKERS)
        return self._move("closed")

    def action_cancel(self, reason=None):
        """Give the integration up, with the reason; its predecessors are free for another one."""
        self._require_group(*MAKERS)
        if not (reason or "").strip():
            return self._ask("cancel")
        self.sudo().side_ids._move("void")
        return self._move("cancelled", reason=reason.strip())

    def _ask(self, act):
        """Ask for what an act needs to know."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.integration.ask",
            "views": [(False, "form")],
            "target": "new",
            "name": messages.ask_title(self.env, act),
            "context": {"default_act": act, "default_integration_id": self[:1].id},
        }

    def action_votes(self):
        """Show the assemblies' decisions of all predecessors."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.decision",
            "name": messages.votes_title(self.env),
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.side_ids.decision_id.ids)],
        }


class ReformIntegrationSide(models.Model):
    """The vote of one predecessor."""

    _inherit = "reform.integration.side"

    def _assembly_refusal(self):
        """Return the sentence that says why a vote of delegates is none here, or an empty text."""
        self.ensure_one()
        if self.decision_id.body != "member_assembly":
            return messages.delegates_do_not_merge(self.env, case=self.decision_id.name)
        return ""
