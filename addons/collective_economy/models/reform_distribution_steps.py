from odoo import fields, models
from odoo.addons.reform_decision.models import paper
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import distribution as rules
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import distribution as messages
from .reform_distribution import UNDONE_FROM

CLERK = "reform_places.group_clerk"
DIRECTOR = "reform_places.group_director"
SUPERVISOR = "reform_places.group_supervisor"
ACCOUNTANT = "reform_places.group_accountant"


class ReformDistributionSteps(models.Model):
    """The steps of a distribution, each by the people whose step it is, and the ways back."""

    _inherit = "reform.distribution"

    # -- the plan and the vote ---

    def action_publish(self):
        """Post the plan, so that the members can read it before their assembly."""
        self._require_group(CLERK)
        for plan in self:
            plan._check_books()
            if problem := plan._plan_refusal():
                raise UserError(problem)
            if not (plan.published_on and plan.published_place and plan.published_photo):
                raise UserError(messages.posting_missing(self.env))
            if plan.published_on > civil_day.today():
                raise UserError(messages.posting_to_come(self.env, date=plan.published_on))
            plan._check_posting_day()
            plan._check_register()
        return self._move("plan_published", published_by_id=self.env.uid)

    def _check_register(self):
        """Refuse a plan without holders, and one for the whole while former villages stand apart."""
        self.ensure_one()
        Share = self.env["reform.share"]
        apart = Share._origins(self.entity_id, self.share_date)
        if apart and not self.origin_place_id:
            raise UserError(messages.shares_apart(self.env, villages="、".join(apart.mapped("name"))))
        held = Share._register_at(self.entity_id, self.share_date, self.origin_place_id or None)
        if not any(partner and shares > 0 for partner, shares in held.items()):
            raise UserError(messages.no_shares(self.env, date=self.share_date))
        return held

    def action_withdraw_plan(self):
        """Take the plan down to change it; it is posted again from the beginning.

        One that was voted comes down only when the books say something else by now.
        """
        self._require_group(CLERK)
        for plan in self:
            if plan.sudo().decision_id.result == "passed" and not plan._figures_changed():
                raise UserError(messages.voted_already(self.env))
        return self._move(
            "accounts_closed", published_by_id=False, voted_by_id=False, post_from=civil_day.today()
        )

    def action_vote(self):
        """Compare the plan with the decision of the assembly."""
        self._require_group(SUPERVISOR)
        self.check_access("read")
        self._check_decision()
        for plan in self:
            if self.env.user in (plan.sudo().published_by_id, plan.sudo().create_uid):
                raise AccessError(messages.own_plan(self.env))
            held = plan.sudo().decision_id.meeting_on
            if held < plan.vote_from:
                raise UserError(messages.voted_too_early(self.env, held=held, earliest=plan.vote_from))
            plan._check_books()
        # sudo: the supervisor compares and writes nothing else; right and scope are checked above.
        return self.sudo()._move("voted", voted_by_id=self.env.uid)

    # -- the reserve, the shares, the claims ---

    def action_book_reserve(self):
        """Prepare the vouchers that cover the loss and take the reserve."""
        self._require_group(CLERK, ACCOUNTANT)
        self.check_access("write")
        self._check_decision()
        Event = self.env["reform.distribution.event"]
        for plan in self:
            plan._check_books()
            plan._check_undistributed()
            day, made = plan._booking_day(), Event
            for kind, amount in (("loss_covered", plan.from_reserve), ("reserve", plan.reserve)):
                if yuan(amount):
                    made |= Event._record(plan, kind, amount=yuan(amount), date=day)
            plan._move("reserve_booked")
            made._book()
        return True

    def action_lock_shares(self):
        """Take the register of the day and work out every holder's part: nobody changes it any more."""
        self._require_group(SUPERVISOR)
        self.check_access("read")
        for plan in self.sudo():
            self.env["reform.share"]._hold(plan.entity_id)
            held = plan._check_register()
            collective = max(held.pop(0, ZERO), ZERO)
            parts = rules.share_out(yuan(plan.dividend), held, collective)
            plan._insert_lines(held, parts.by_holder)
            plan._move(
                "shares_locked",
                locked_by_id=self.env.uid,
                locked_at=fields.Datetime.now(),
                register_digest=plan._lines_digest(),
                shares_total=float(sum(held.values(), start=collective)),
                holder_count=len(held),
                collective_part=float(parts.collective),
                residue=float(parts.residue),
            )
        return True

    def _insert_lines(self, held, parts):
        """Insert the parts of all holders by one statement."""
        self.env.flush_all()
        partners = list(held)
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_distribution_line (distribution_id, entity_id, member_id, partner_id,
                          holder_name, household_code, shares, amount, year, paid, corrected, unpaid,
                          create_uid, create_date, write_uid, write_date)
                   SELECT %(plan)s, %(entity)s, m.id, m.partner_id, m.name, h.code, s.shares, s.amount,
                          %(year)s, 0, 0, s.amount, %(user)s, now() AT TIME ZONE 'UTC', %(user)s,
                          now() AT TIME ZONE 'UTC'
                     FROM unnest(%(partners)s::int[], %(shares)s::numeric[], %(amounts)s::numeric[])
                          AS s(partner, shares, amount)
                     JOIN reform_member m ON m.partner_id = s.partner
                     JOIN reform_household h ON h.id = m.household_id
                    ORDER BY h.code, m.id""",
                plan=self.id,
                entity=self.entity_id.id,
                year=self.year,
                user=self.env.uid,
                partners=partners,
                shares=[str(held[partner]) for partner in partners],
                amounts=[str(parts[partner]) for partner in partners],
            )
        )
        assert self.env.cr.rowcount == len(partners), "every holder of shares is a member"
        self.env["reform.distribution.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])

    def action_payable(self):
        """Let the parts become the members' claims: the reserve is posted, and the money is there."""
        self._require_group(CLERK, ACCOUNTANT)
        self.check_access("write")
        Event = self.env["reform.distribution.event"]
        for plan in self:
            plan._standing_events()._require_posted()
            plan._check_books()
            plan._check_undistributed()
            plan._check_money()
            plan._check_digest()
            parts = {
                line.id: (line.partner_id.id, yuan(line.amount))
                for line in plan.sudo().line_ids.sorted(lambda line: (line.household_code or "", line.id))
            }
            event = Event._record(
                plan,
                "dividend",
                amount=sum((amount for _partner, amount in parts.values()), start=ZERO),
                parts=parts,
                date=plan._booking_day(),
                extra=float(yuan(plan.residue) + yuan(plan.collective_part)),
            )
            plan._move("payable")
            event._book()
        return True

    def _check_digest(self):
        """Refuse parts that are not the sealed ones."""
        self.ensure_one()
        if self._lines_digest() != self.register_digest:
            raise UserError(messages.parts_changed(self.env))

    def _standing_events(self):
        """Return the events that have not been taken back."""
        self.ensure_one()
        return self.event_ids.filtered(lambda event: not event.reversal_of_id and not event.reversed_by_ids)

    # -- when not all are paid ---

    def action_settle(self):
        """Ask why not everybody is paid, and go on: what is left stays a claim of the members."""
        self.ensure_one()
        self._require_group(DIRECTOR)
        return self._ask("reform.distribution.reason", messages.settle_title(self.env), act="settle")

    def _settle(self, reason):
        self._require_group(DIRECTOR)
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        for plan in self.sudo():
            if not plan.line_ids.filtered(lambda line: yuan(line.paid) > 0):
                raise UserError(messages.nobody_paid(self.env))
        return self.sudo()._move("paid", reason=reason, unpaid_reason=reason)

    def _ask(self, model, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_distribution_id": self.id,
                **{f"default_{key}": value for key, value in context.items()},
            },
        }

    # -- the end ---

    def action_disclose(self):
        """Post what was paid to whom."""
        self._require_group(CLERK)
        for plan in self:
            if not (plan.disclosed_on and plan.disclosed_place and plan.disclosed_photo):
                raise UserError(messages.posting_missing(self.env))
            if plan.disclosed_on > civil_day.today():
                raise UserError(messages.posting_to_come(self.env, date=plan.disclosed_on))
            plan.event_ids._require_posted()
            plan._move("disclosed", disclosed_digest=paper.digest(plan.sudo(), "disclosed_photo"))
        return True

    def action_audit(self):
        """Confirm that what was voted, booked and paid is one: township or auditors, never who took part."""
        self._require_group("reform_places.group_township", "reform_places.group_auditor")
        self.check_access("read")
        for plan in self.sudo():
            if not (plan.audit_opinion or "").strip():
                raise UserError(messages.opinion_missing(self.env))
            took_part = plan.create_uid | plan.published_by_id | plan.locked_by_id | plan.event_ids.user_id
            if self.env.user in took_part:
                raise AccessError(messages.own_plan(self.env))
            plan._check_digest()
            plan.event_ids._require_posted()
        return self.sudo()._move("audited", audited_by_id=self.env.uid)

    def action_audit_ask(self):
        """Ask for the opinion of the audit."""
        self.ensure_one()
        return self._ask("reform.distribution.reason", messages.audit_title(self.env), act="audit")

    def _audit(self, opinion):
        self._require_group("reform_places.group_township", "reform_places.group_auditor")
        self.check_access("read")
        self.sudo()._set_guarded({"audit_opinion": opinion})
        return self.action_audit()

    # -- the ways back ---

    def action_undo(self):
        """Ask for the reason of taking everything back to the vote."""
        self.ensure_one()
        return self._ask("reform.distribution.reason", messages.undo_title(self.env), act="undo")

    def _undo(self, reason):
        """Take reserve and claims back in red, before anybody is paid."""
        self._require_group(ACCOUNTANT)
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        for plan in self:
            plan._lock_rows()
            if plan.state not in UNDONE_FROM or plan.event_ids.filtered(lambda event: event.kind == "paid"):
                raise UserError(messages.paid_already(self.env))
            red = plan._red_letters(reason)
            plan.sudo().line_ids.unlink()
            plan._move(
                "voted",
                reason=reason,
                locked_by_id=False,
                locked_at=False,
                register_digest=False,
                shares_total=0,
                holder_count=0,
                collective_part=0,
                residue=0,
            )
            red._book()
        return True

    def action_unpaid(self):
        """Show who has not been paid yet."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_distribution_line_action"
        )
        action["domain"] = [("distribution_id", "in", self.ids)]
        action["context"] = {"search_default_unpaid": 1}
        return action

    def action_lines(self):
        """Show all parts."""
        action = self.action_unpaid()
        action["context"] = {}
        return action
