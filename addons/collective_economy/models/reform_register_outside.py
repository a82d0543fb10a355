from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import register as messages

# Subjects of the comparison a voucher by hand may have nothing to do with.
OF_CONTRACTS = ("claims", "income", "deposits")


class ReformRegisterOutside(models.Model):
    """A voucher written by hand that has nothing to do with any contract, and who says so: fees of stalls by
    the day, goods sold to a lessee, what is owed to him as a supplier.

    *How it works*: claims, income and deposits by the contracts are compared with the books without these
    vouchers and their red letters; whatever else was written by hand is a difference. It is said of posted
    vouchers, by somebody who did not write them, and not taken back: a voucher that was said wrongly to lie
    outside is itself taken back in red and written anew.
    """

    _name = "reform.register.outside"
    _description = "Voucher Outside the Contracts"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "voucher_id"
    _frozen_columns = ("voucher_id", "entity_id", "reason", "user_id", "date")

    voucher_id = fields.Many2one("ledger.voucher", required=True, readonly=True, ondelete="restrict")
    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, readonly=True, index=True, ondelete="restrict"
    )
    summary = fields.Char(related="voucher_id.summary")
    amount = fields.Float(related="voucher_id.debit_total")
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Put Outside by", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date = fields.Date("Put Outside on", required=True, readonly=True)

    _once = models.UniqueIndex("(voucher_id)", "It was said of this voucher already.")

    @api.model
    def _say(self, vouchers, reason):
        """Say of posted vouchers by hand that they lie outside the contracts; those said before stay.

        Raises: UserError: no reason, a voucher that is not posted, that an event has made, or of one's own.
        """
        self.env["reform.lease"]._require_group(
            "reform_places.group_supervisor", "reform_places.group_township"
        )
        vouchers.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.outside_why(self.env))
        for voucher in vouchers:
            if voucher.state != "posted" or voucher.kind != "normal" or voucher.event_key:
                raise UserError(messages.not_by_hand(self.env, voucher=voucher.display_name))
            if voucher.prepared_by_id == self.env.user:
                raise UserError(messages.own_voucher(self.env, voucher=voucher.display_name))
        # sudo: rows are added by this act alone; right and scope have been checked.
        rows = self.sudo()
        vouchers -= rows.search([("voucher_id", "in", vouchers.ids)]).voucher_id.with_env(self.env)
        for voucher in vouchers.sudo():
            voucher._message_log(body=messages.said_outside(self.env, reason=reason.strip()))
        return rows._add(
            [
                {
                    "voucher_id": voucher.id,
                    "entity_id": voucher.entity_id.id,
                    "reason": reason.strip(),
                    "user_id": self.env.uid,
                    "date": civil_day.today(),
                }
                for voucher in vouchers
            ]
        ).with_env(self.env)


class ReformRegisterCheckLine(models.Model):
    """What was written by hand may be said to lie outside the contracts, a whole figure at once."""

    _inherit = "reform.register.check.line"

    def action_outside(self):
        """Ask why the vouchers by hand behind the figure, all of them, lie outside the contracts."""
        self.ensure_one()
        return self.env["reform.register.outside.ask"]._open(self._by_hand())

    def _by_hand(self):
        """Return the vouchers by hand that are to blame for the figure as it stands now."""
        self.ensure_one()
        check = self.env["reform.register.check"]
        last = self.check_id._last_day()
        blamed = {}
        for entity, subject, party, _register, _book in check._differences(self.entity_id, last):
            blamed.setdefault((entity, subject), set()).add(party)
        found = check._findings({self.entity_id.id}, blamed, last)
        return self.env["ledger.voucher"].browse(
            sorted(
                {
                    each["res_id"]
                    for each in found.get((self.entity_id.id, self.subject), ())
                    if each["kind"] == "ByHand" and self.subject in OF_CONTRACTS
                }
            )
        )


class ReformRegisterFinding(models.Model):
    """A voucher by hand may be said to lie outside the contracts."""

    _inherit = "reform.register.finding"

    is_by_hand = fields.Boolean("Outside the Contracts?", compute="_compute_is_by_hand")

    @api.depends("kind", "line_id.subject")
    def _compute_is_by_hand(self):
        for finding in self:
            finding.is_by_hand = finding.kind == "ByHand" and finding.line_id.subject in OF_CONTRACTS

    def action_outside(self):
        """Ask why the voucher lies outside the contracts."""
        self.ensure_one()
        return self.env["reform.register.outside.ask"]._open(
            self.env["ledger.voucher"].browse(self.res_id if self.is_by_hand else ())
        )
