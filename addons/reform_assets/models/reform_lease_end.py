from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import lease as lease_rule
from odoo.addons.reform_rules.assets import rent_change
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import lease_life as messages
from .reform_lease_steps import CLERK, DIRECTOR, TOWNSHIP

END_KINDS = [("expired", "Expired"), ("terminated", "Ended Early"), ("renewed", "Renewed")]


class ReformLease(models.Model):
    """How a contract ends: on its day, before it, by renewal, or not at all while the lessee stays on."""

    _inherit = "reform.lease"

    _guarded_fields = frozenset({"end_kind", "end_reason", "indefinite_since"})

    end_kind = fields.Selection(END_KINDS, "Ended by", readonly=True, copy=False)
    end_reason = fields.Text("Reason of the End", readonly=True, copy=False)
    indefinite_since = fields.Date(
        readonly=True, copy=False, help="The lessee stays on, nobody objected: held for an indefinite time."
    )

    # --- renewal ---

    def action_renew(self):
        """Draft the contract that follows, from the next day on, for as long and at most what the law allows.

        The sitting tenant goes first on equal terms; the new contract takes the whole road again.
        """
        self.ensure_one()
        self._require_group(CLERK, DIRECTOR)
        self._refuse_not_at("effective", "ended")
        # sudo: a draft of another clerk's hand is one all the same.
        known = self.sudo().search([("predecessor_id", "=", self.id), ("state", "!=", "cancelled")], limit=1)
        if known:
            raise UserError(messages.renewed_already(self.env, lease=self.display_name, next=known.name))
        start = fields.Date.add(self.date_end, days=1)
        days = (self.date_end - self.date_start).days
        end = min(fields.Date.add(start, days=days), lease_rule.latest_end(start, 20))
        follower = self.copy(
            {
                "date_start": start,
                "date_end": end,
                "lessee_id": False if self.public_trade else self.lessee_id.id,
                "step_ids": [],
                "free_ids": [],
                "free_months": 0,
            }
        )
        follower._set_guarded({"predecessor_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": follower.id,
            "views": [(False, "form")],
            "name": messages.renewal_title(self.env),
        }

    def action_sign(self):
        """Signing the follower says on the contract before it what follows."""
        result = super().action_sign()
        for lease in self:
            before = lease.sudo().predecessor_id
            if before and before.successor_id != lease:
                before._set_guarded({"successor_id": lease.id})
        return result

    # --- the end ---

    def action_terminate(self, last_day=None, reason=None):
        """End a contract in force before its last day; what is charged for later days is credited.

        What was paid ahead is kept as the lessee's money and given back with the deposit.
        """
        self.ensure_one()
        self._require_group(DIRECTOR, TOWNSHIP)
        self._refuse_not_at("effective")
        if last_day is None:
            return self._ask_end()
        last_day = fields.Date.to_date(last_day)
        today = civil_day.today()
        if not (reason or "").strip():
            raise UserError(messages.end_reason_missing(self.env))
        if last_day > today or last_day < self._terms().date_start or last_day >= self.date_end:
            raise UserError(
                messages.end_outside(
                    self.env, date_from=self._terms().date_start, date_to=min(today, self.date_end)
                )
            )
        after = fields.Date.add(last_day, days=1)
        _credited, ahead = self._release(after, kind="early_end", reason=reason.strip(), origin=self)
        if ahead:
            self._carry_to_deposit(ahead, reason.strip())
        self._hold_until(last_day)
        self._move(
            "ended",
            reason=reason.strip(),
            ended_date=today,
            terminated_from=after,
            end_kind="terminated",
            end_reason=reason.strip(),
        )
        self._leave_assets(after)
        return True

    def action_end(self):
        """Close a contract; one held for an indefinite time ends today, and its last month is cut."""
        indefinite = self.filtered("indefinite_since")
        today = civil_day.today()
        for lease in indefinite:
            lease._require_group(TOWNSHIP, DIRECTOR)
            lease._refuse_not_at("effective")
            lease._cut_last_month(today)
            lease._hold_until(today)
            lease._move("ended", ended_date=today, end_kind="expired")
            lease._leave_assets(fields.Date.add(today, days=1))
        rest = self - indefinite
        if not rest:
            return True
        result = super(ReformLease, rest).action_end()
        for lease in rest:
            lease._set_guarded({"end_kind": "renewed" if lease.successor_id else "expired"})
        return result

    def _leave_assets(self, since):
        # sudo: the use of the assets follows from the lease, also for those outside the user's own village.
        assets = self.sudo().asset_ids.filtered(lambda asset: not asset._lease_in_force())
        assets._set_use("idle", since, messages.lease_over(self.env, lease=self.name))

    def _cut_last_month(self, today):
        """Credit the days after today of the month that is running."""
        # sudo: credits follow from the act, whoever reads receipts.
        running = self.sudo().due_ids.filtered(
            lambda due: due.kind == "holding_over" and due.date_from <= today < due.date_to
        )
        for due in running:
            whole, left = (due.date_to - due.date_from).days + 1, (due.date_to - today).days
            share = yuan(yuan(due.amount) * left / whole)
            credit = min(share, yuan(due.outstanding))
            row = {"due_id": due.id, "amount": credit, "released_from": fields.Date.add(today, days=1)}
            self.env["reform.rent.credit"]._give(
                [row], kind="early_end", reason=messages.lease_over(self.env, lease=self.name), origin=self
            )
            if share > credit:
                self._carry_to_deposit(share - credit, messages.lease_over(self.env, lease=self.name))

    def _ask_end(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.lease.terminate",
            "view_mode": "form",
            "target": "new",
            "name": messages.end_title(self.env),
            "context": {"default_lease_id": self.id},
        }

    # --- staying on ---

    @api.model
    def _cron_holding_over(self):
        """Mark contracts whose lessee stays on after the last day, and charge every month begun since.

        Nothing is marked where another contract follows or holds the assets already. All at once: rows of
        all contracts are added together.
        """
        today = civil_day.today()
        over = self.search(
            [
                ("state", "=", "effective"),
                ("date_end", "<", today),
                ("indefinite_since", "=", False),
                ("successor_id", "=", False),
            ]
        )
        over -= over._followed()
        for day, leases in over.grouped("date_end").items():
            leases._set_guarded({"indefinite_since": fields.Date.add(day, days=1)})
        if over:
            # sudo: the holding follows from the law, nobody writes it by hand.
            over.sudo().line_ids._set_guarded({"hold_to": False})
            over._seal({lease: (lease.state, lease.state) for lease in over}, kind="holding over")
        self._charge_months(today)

    def _followed(self):
        """Return the contracts whose assets somebody else holds from a later day on."""
        self.env["reform.lease.line"].flush_model()
        self.env.cr.execute(
            """SELECT DISTINCT mine.lease_id FROM reform_lease_line mine
                 JOIN reform_lease_line other ON other.asset_id = mine.asset_id
                  AND other.lease_id <> mine.lease_id AND other.hold_from > mine.hold_from
                  AND (other.part_id IS NULL OR mine.part_id IS NULL OR other.part_id = mine.part_id)
                WHERE mine.lease_id = ANY(%s)""",
            [self.ids],
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _charge_months(self, today):
        staying = self.search([("state", "=", "effective"), ("indefinite_since", "!=", False)])
        if not staying:
            return
        rows, charged = [], self.browse()
        last = dict(
            self.env["reform.rent.due"]._read_group(
                [("lease_id", "in", staying.ids)], ["lease_id"], ["sequence:max"]
            )
        )
        done = dict(
            self.env["reform.rent.due"]._read_group(
                [("lease_id", "in", staying.ids), ("kind", "=", "holding_over")], ["lease_id"], ["__count"]
            )
        )
        for lease in staying:
            if lease.in_kind or lease.kind == "free_loan" or not lease.rent_year:
                continue
            months = rent_change.months_after(lease._terms(), today)[done.get(lease, 0) :]
            if not months:
                continue
            begin = max(last.get(lease, 0), max(lease.quantity_ids.mapped("sequence"), default=0)) + 1
            rows += [
                {
                    "lease_id": lease.id,
                    "sequence": begin + number,
                    "kind": "holding_over",
                    "date_from": due.date_from,
                    "date_to": due.date_to,
                    "date_due": due.date_due,
                    "amount": float(due.amount),
                }
                for number, due in enumerate(months)
            ]
            charged += lease
        if rows:
            # sudo: nobody has the right to add dues by hand.
            self.env["reform.rent.due"].sudo()._add_with_parts(rows)
            charged._reseal("month charged")

    def _open_sum(self):
        """Return what is still open on all dues, in yuan."""
        self.ensure_one()
        return sum((yuan(due.outstanding) for due in self.sudo().due_ids), start=Decimal(0))
