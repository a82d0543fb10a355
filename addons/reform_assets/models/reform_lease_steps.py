from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import lease as lease_rule
from odoo.addons.reform_rules.assets import rent
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from .. import messages
from .reform_lease import BEFORE_SIGNING
from .reform_rent_due import IN_FORCE

SIGNED = ("signed", "filed", *IN_FORCE)
CLERK = "reform_places.group_clerk"
DIRECTOR = "reform_places.group_director"
SUPERVISOR = "reform_places.group_supervisor"
TOWNSHIP = "reform_places.group_township"
COUNTY_FINANCE = "reform_places.group_county_finance"


class ReformLease(models.Model):
    """The road of a lease: priced, decided by the members or approved by the county, signed, filed, in
    force, ended.
    """

    _inherit = "reform.lease"

    def _rules(self):
        """Return the numbers of the regulations in force on the day of signing, today before it."""
        self.ensure_one()
        day = self.signed_date or civil_day.today()
        return self.env["reform.parameter"]._at(day, self.place_id)

    def _problems(self):
        """Return what keeps the lease from its next step, as Problems."""
        self.ensure_one()
        if self.state == "draft":
            return lease_rule.check_pricing(self._plain(), self._rules())
        if self.state in BEFORE_SIGNING:
            return lease_rule.check_signing(self._plain(), self._rules())
        return []

    # --- steps ---

    def action_price(self):
        """Fix term, rent and floor: from here on the villagers vote on exactly this."""
        self._require_group(CLERK, DIRECTOR)
        self._refuse_not_at("draft")
        self._refuse(lambda lease: lease._problems())
        return self._move("priced", priced_by_id=self.env.uid)

    def action_decide(self):
        """Take the members' resolution over: the case must have passed and must name this lease with these
        terms.
        """
        self._require_group(DIRECTOR, SUPERVISOR, TOWNSHIP)
        self._refuse_not_at("priced")
        for lease in self:
            if lease._approval() != "decision":
                raise UserError(messages.needs_county_finance(self.env, lease=lease.display_name))
        self._check_decision()
        return self._move("decided")

    def action_approve(self, reason=None, number=None):
        """Approve the letting of state property, with the number of the approval."""
        self._require_group(COUNTY_FINANCE)
        self._refuse_not_at("priced")
        for lease in self:
            if lease._approval() != "county_finance":
                raise UserError(messages.needs_members(self.env, lease=lease.display_name))
            lease._refuse_own_hand(lease.create_uid | lease.priced_by_id)
        if not (number or "").strip():
            return self._ask_reason("lease_approve")
        return self._move("decided", reason=reason, approved_by_id=self.env.uid, approval_no=number.strip())

    def action_sign(self):
        """Sign: make the schedule, freeze it, and hold the assets for the term.

        Raises: UserError: everything the rule finds, no decision, or an asset already let in these days. The
        last is refused by the database too, whoever signs at the same moment.
        """
        self._refuse_not_at("decided", "result_published")
        for lease in self:
            groups = (DIRECTOR,) if lease.entity_id.kind == "collective" else (DIRECTOR, TOWNSHIP)
            lease._require_group(*groups)
            if lease._approval() == "decision":
                lease._check_decision()
            elif not lease.approval_no:
                raise UserError(messages.needs_county_finance(self.env, lease=lease.display_name))
        self._refuse(lambda lease: lease._problems())
        self._refuse_unlisted()
        self._refuse_let_twice()
        self._refuse_deposit_missing("signing")
        today = civil_day.today()
        for lease in self:
            lease._make_dues()
        self.line_ids._hold()
        return self._move("signed", signed_by_id=self.env.uid, signed_date=today)

    def action_file(self, reason=None, number=None):
        """File the signed contract in the township; it takes effect at once, or on its first day."""
        self._authority((TOWNSHIP,))
        self._refuse_not_at("signed")
        for lease in self:
            lease._refuse_own_hand(lease.create_uid | lease.signed_by_id)
        if not (number or "").strip():
            return self._ask_reason("lease_file")
        today = civil_day.today()
        self._approve("filed", TOWNSHIP, reason=reason)
        # sudo: a deputy files without the rights of the role; _approve has asked for it.
        self.sudo()._move(
            "filed", reason=reason, filed_by_id=self.env.uid, filed_date=today, filing_no=number.strip()
        )
        self.filtered(
            lambda lease: (
                lease.date_start <= today and (lease.deposit_before != "effect" or lease.deposit_received)
            )
        )._take_effect()
        return True

    def action_end(self):
        """Close a lease whose last day is over; what it let is idle again unless another lease follows at
        once.
        """
        self._require_group(TOWNSHIP, DIRECTOR)
        self._refuse_not_at("effective")
        today = civil_day.today()
        for lease in self:
            if lease.date_end >= today:
                raise UserError(
                    messages.term_not_over(self.env, lease=lease.display_name, date_end=lease.date_end)
                )
        self._move("ended", ended_date=today)
        for lease in self:
            # sudo: the use of the assets follows from the lease, also for those outside the user's own
            # village.
            assets = lease.sudo().asset_ids.filtered(lambda asset: not asset._lease_in_force())
            since = fields.Date.add(lease.date_end, days=1)
            assets._set_use("idle", since, messages.lease_ended(self.env, lease=lease.name))
        return True

    def action_back_to_draft(self, reason=None):
        """Take a priced or decided lease back: its terms change, so the vote has to be held anew."""
        self._require_group(CLERK, DIRECTOR)
        if not (reason or "").strip():
            return self._ask_reason("lease_back")
        return self._move(
            "draft", reason=reason.strip(), priced_by_id=False, approved_by_id=False, approval_no=False
        )

    def action_cancel(self, reason=None):
        """Give a lease up before it takes effect; a filed one only by the township."""
        if any(lease.state in ("signed", "filed") for lease in self):
            self._require_group(TOWNSHIP)
        self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        if not (reason or "").strip():
            return self._ask_reason("lease_cancel")
        self.line_ids._release()
        return self._move("cancelled", reason=reason.strip())

    @api.model
    def _cron_take_effect(self):
        """Let filed leases take effect on their first day."""
        today = civil_day.today()
        filed = self.search([("state", "=", "filed"), ("date_start", "<=", today)])
        # A lease whose deposit is still to come waits for it.
        filed.filtered(
            lambda lease: lease.deposit_before != "effect" or lease.deposit_received
        )._take_effect()

    def _take_effect(self):
        if not self:
            return
        self._refuse_deposit_missing("effect")
        self._move("effective")
        for lease in self:
            # sudo: the use of the assets follows from the lease, also for those outside the user's own
            # village.
            lease.sudo().asset_ids._set_use(
                "leased", lease.date_start, messages.lease_begins(self.env, lease=lease.name)
            )

    def _make_dues(self):
        """Write the frozen schedule, all dues in one go."""
        self.ensure_one()
        if self.kind == "free_loan":
            return
        # sudo: nobody has the right to add dues by hand.
        self.env["reform.rent.due"].sudo()._add_with_parts(
            [
                {
                    "lease_id": self.id,
                    "sequence": due.sequence,
                    "date_from": due.date_from,
                    "date_to": due.date_to,
                    "date_due": due.date_due,
                    "amount": float(due.amount),
                }
                for due in rent.schedule(self._terms())
            ]
        )

    # --- refusals ---

    def _refuse_not_at(self, *states):
        for lease in self:
            if lease.state not in states:
                raise UserError(
                    messages.not_at_this_step(self.env, card=lease.display_name, state=lease._state_label())
                )

    def _refuse(self, check):
        """Raise UserError with everything `check` finds in all leases, together."""
        sentences = [
            f"{lease.name}: {sentence}"
            for lease in self
            for sentence in messages.problems(self.env, check(lease))
        ]
        if sentences:
            raise UserError("\n".join(sentences))

    def _refuse_own_hand(self, users):
        if not self.env.su and self.env.user in users:
            raise AccessError(messages.own_hand(self.env, card=self.display_name))

    def _refuse_let_twice(self):
        """Name the lease that already holds an asset in these days, before the database refuses without a
        name.
        """
        for lease in self:
            # sudo: the other lease may be of a village the user does not see; only its number is said.
            held = (
                self.env["reform.lease.line"]
                .sudo()
                .search(
                    [
                        ("asset_id", "in", lease.sudo().asset_ids.ids),
                        ("lease_id", "!=", lease.id),
                        ("hold_from", "<=", lease.date_end),
                        "|",
                        ("hold_to", "=", False),
                        ("hold_to", ">=", lease.date_start),
                    ],
                )
            )
            for line in lease.sudo().line_ids:
                other = held.filtered(
                    lambda other, line=line: (
                        other.asset_id == line.asset_id
                        and (not other.part_id or not line.part_id or other.part_id == line.part_id)
                    )
                )[:1]
                if other:
                    break
            if other:
                raise UserError(
                    messages.let_already(
                        self.env, card=other.asset_id.display_name, lease=other.lease_id.name
                    )
                )

    # --- asking ---

    def _ask_reason(self, act):
        """Open the window that asks for a reason or a number and then calls the act again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.asset.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }

    def action_receive(self):
        """Open the window in which a payment is recorded."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.rent.receive",
            "view_mode": "form",
            "target": "new",
            "name": messages.receive_title(self.env),
            "context": {"default_lease_id": self.id},
        }

    def action_dues(self):
        """Show the dues of the lease as a list, calendar and graph."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_rent_due_action")
        return {**action, "domain": [("lease_id", "in", self.ids)], "context": {}}

    def _decision_in_use(self):
        return self.state in SIGNED

    def _decision_carried_out(self):
        return self.state in IN_FORCE

    def _seal_digests(self):
        """Say what signed leases contain today: terms, dues and the papers' checksums."""
        signed = self.search([("state", "in", SIGNED)], order="id")
        for lease in signed:
            yield lease.id, lease.name, chain.digest(chain.canonical(lease._seal_payload()))
