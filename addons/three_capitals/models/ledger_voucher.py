from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import freeze as messages

ACT = "voucher"
# Steps by which a voucher comes nearer to the books.
FORWARD = frozenset({"prepared", "reviewed", "posted"})
OVER_LEAVE = """
    SELECT e.name FROM stage_voucher s
      JOIN reform_entity e ON e.id = s.entity_id AND e.frozen
      JOIN reform_freeze f ON f.entity_id = e.id AND f.lifted_at IS NULL AND s.date <= f.date_base
       AND coalesce(s.event_key, '') NOT LIKE 'clearing:' || f.clearing_id || ':%%'
     GROUP BY e.id, e.name, f.id
    HAVING count(*) > (SELECT count(*) FROM reform_freeze_exception x
                        WHERE x.freeze_id = f.id AND x.kind = 'voucher' AND x.date_until >= %s
                          AND NOT EXISTS (SELECT FROM reform_freeze_use u WHERE u.exception_id = x.id))
     ORDER BY e.id LIMIT 1
"""


class LedgerVoucher(models.Model):
    """The books of a frozen organisation stay, up to its base date, as the snapshot shows them.

    What is posted for a later day goes on, and what the clearing itself has decided is booked as at the day
    it is about.
    """

    _inherit = "ledger.voucher"

    @api.model_create_multi
    def create(self, vals_list):
        today = civil_day.today()
        self._refuse_frozen_books(
            {
                (
                    vals.get("entity_id"),
                    fields.Date.to_date(vals.get("date")) or today,
                    vals.get("event_key") or "",
                )
                for vals in vals_list
            }
        )
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("date"):
            day = fields.Date.to_date(vals["date"])
            for voucher in self:
                if voucher.date != day:
                    voucher._refuse_frozen_books({(voucher.entity_id.id, day, voucher.event_key)}, voucher)
        return super().write(vals)

    def _move(self, to, *args, **vals):
        if to in FORWARD and any(self.sudo().entity_id.mapped("frozen")):
            for voucher in self:
                facts = (voucher.entity_id.id, voucher.date, voucher.event_key)
                voucher._refuse_frozen_books({facts}, voucher)
        return super()._move(to, *args, **vals)

    def _refuse_frozen_books(self, facts, voucher=None):
        """Raise UserError for (entity id, day, event key) of frozen books, without leave."""
        # sudo: whether an organisation is frozen is told to everybody who would book for it.
        entities = self.env["reform.entity"].sudo().browse({entity for entity, *_rest in facts if entity})
        for entity in entities.filtered("frozen"):
            for owner, day, event in facts:
                if owner == entity.id and not self.env["reform.freeze"]._has_leave(
                    ACT, entity, voucher, day, event
                ):
                    raise UserError(messages.REFUSALS[ACT](self.env, entity=entity.display_name))

    def _stage_problems(self):
        """A set is posted under the same freeze; the leave that is left is for as many of its vouchers."""
        self.env.cr.execute(OVER_LEAVE, [civil_day.today()])
        for (name,) in self.env.cr.fetchall():
            raise UserError(messages.REFUSALS[ACT](self.env, entity=name))
        return super()._stage_problems()
