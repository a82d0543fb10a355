from odoo import fields, models
from odoo.addons.reform_places import civil_day


class LedgerVoucher(models.Model):
    """A voucher becomes a template, and a template a voucher."""

    _inherit = "ledger.voucher"

    def action_from_template(self):
        """Ask which template, for the collective and day on the screen; nothing there is changed."""
        self = self[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Voucher from Template"),
            "res_model": "ledger.voucher.from.template",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entity_id": self.entity_id.id, "default_date": self.date} if self else {},
        }

    def action_save_as_template(self):
        """Make a template of the voucher and show it: its amounts may be cleared or turned into shares."""
        self.ensure_one()
        template = self.env["ledger.voucher.template"].create(
            {
                "name": self.summary,
                "entity_id": self.entity_id.id,
                "summary": self.summary,
                "line_ids": [
                    fields.Command.create(
                        {
                            "sequence": number,
                            "summary": line.summary,
                            "account_id": line.account_id.id,
                            "side": "debit" if line.debit else "credit",
                            "amount": line.debit or line.credit,
                            "partner_id": line.partner_id.id,
                        }
                    )
                    for number, line in enumerate(self.entry_ids, 1)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Voucher Template"),
            "res_model": template._name,
            "res_id": template.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_copy(self):
        """Open a copy of the voucher, dated today."""
        self.ensure_one()
        return self.copy({"date": civil_day.today()})._action_form()
