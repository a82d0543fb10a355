from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .. import sql
from ..messages import freeze as messages

KINDS = [
    ("voucher", "Voucher up to the Base Date"),
    ("lease", "Contract"),
    ("disposal", "Disposal"),
    ("spending", "Spending"),
    ("purchase", "Purchase on Credit"),
    ("bank_account", "Bank Account"),
]


class ReformFreeze(models.Model):
    """An organisation held still (锁定资产): since when, as at which day, and what the township let pass.

    What stands in the books on the base date is what is cleared; whoever could still sign, sell or spend
    while others count would clear it in his own way. How it works: the database refuses (`sql/freeze.sql`),
    by whichever way a row comes; the models say it in words. It ends when its clearing is cancelled or
    handed over, and in no other way.
    """

    _name = "reform.freeze"
    _description = "Freeze of an Organisation"
    _order = "id desc"
    _rec_name = "entity_id"

    clearing_id = fields.Many2one(
        "reform.clearing", required=True, readonly=True, ondelete="restrict", index=True
    )
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, readonly=True, ondelete="restrict"
    )
    township_id = fields.Many2one(related="entity_id.township_id")
    date_base = fields.Date("Base Date", required=True, readonly=True)
    frozen_at = fields.Datetime("Frozen On", required=True, readonly=True)
    frozen_by_id = fields.Many2one(
        "res.users", "Frozen by", required=True, readonly=True, ondelete="restrict"
    )
    lifted_at = fields.Datetime("Unfrozen On", readonly=True)
    lifted_by_id = fields.Many2one("res.users", "Unfrozen by", readonly=True, ondelete="restrict")
    lifted_why = fields.Char("Unfrozen because", readonly=True)
    exception_ids = fields.One2many("reform.freeze.exception", "freeze_id", "Leave Given")

    _one = models.UniqueIndex(
        "(entity_id) WHERE lifted_at IS NULL", "The organisation is frozen by another clearing."
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        sql.install(self.env.cr, "freeze")

    def _sql_error_to_message(self, exc):
        return messages.database_guard(self.env, exc.diag.constraint_name) or super()._sql_error_to_message(
            exc
        )

    # -- only by acts ---------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # only an act writes here
        raise AccessError(messages.freeze_is_an_act(self.env))

    def write(self, vals):  # pylint: disable=method-required-super  # only an act writes here
        raise AccessError(messages.freeze_is_an_act(self.env))

    def unlink(self):  # pylint: disable=method-required-super  # only an act writes here
        raise AccessError(messages.freeze_is_an_act(self.env))

    @api.model
    def _begin(self, clearings):
        """Freeze the organisations of clearings, as one set; for `reform.clearing.action_freeze` alone."""
        cr, now = self.env.cr, fields.Datetime.now()
        cr.execute(
            SQL(
                """INSERT INTO reform_freeze (clearing_id, entity_id, date_base, frozen_at, frozen_by_id,
                                              create_uid, create_date, write_uid, write_date)
                   SELECT c.id, c.entity_id, c.date_base, %(now)s, %(uid)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                     FROM reform_clearing c WHERE c.id = ANY(%(ids)s) ORDER BY c.entity_id""",
                now=now,
                uid=self.env.uid,
                ids=clearings.ids,
            )
        )
        self._set_flag(clearings.sudo().entity_id, True)
        self.invalidate_model()

    @api.model
    def _end(self, clearings, why):
        """Lift the freezes of clearings cancelled or handed over; return the organisations that are free."""
        clearings.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE reform_freeze SET lifted_at = %(now)s, lifted_by_id = %(uid)s, lifted_why = %(why)s,
                          write_uid = %(uid)s, write_date = %(now)s
                    WHERE clearing_id = ANY(%(ids)s) AND lifted_at IS NULL RETURNING entity_id""",
                now=fields.Datetime.now(),
                uid=self.env.uid,
                why=why,
                ids=clearings.ids,
            )
        )
        # sudo: whoever may end the clearing lifts its freeze.
        entities = self.env["reform.entity"].sudo().browse(sorted(row[0] for row in self.env.cr.fetchall()))
        self.invalidate_model()
        self._set_flag(entities, False)
        if entities:
            said = messages.entity_unfrozen_said(self.env, why=why)
            entities._message_log_batch(dict.fromkeys(entities.ids, said))
        return entities

    @api.model
    def _set_flag(self, entities, frozen):
        self.env.cr.execute(
            SQL("UPDATE reform_entity SET frozen = %s WHERE id = ANY(%s)", frozen, sorted(entities.ids))
        )
        entities.invalidate_recordset(["frozen"])

    # -- asked by the models that are held still ------------------------------------------------------------

    @api.model
    def _standing(self, entity):
        """Return the freeze that stands over an organisation, or nothing."""
        # sudo: whether one may sign is asked by people who need not see the clearing.
        if not entity or not entity.sudo().frozen:
            return self.sudo().browse()
        return self.sudo().search([("entity_id", "=", entity.id), ("lifted_at", "=", False)])

    @api.model
    def _has_leave(self, act, entity, record=None, day=None, event=""):
        """Tell whether an act may be done: nothing is frozen, or the township has given leave for it."""
        freeze = self._standing(entity)
        if not freeze or (act == "voucher" and day and day > freeze.date_base):
            return True
        if act == "voucher" and (event or "").startswith(f"clearing:{freeze.clearing_id.id}:"):
            return True
        # The database takes leave, behind the back of the cache.
        self.env["reform.freeze.exception"].invalidate_model(["use_ids"])
        leaves = freeze.exception_ids.filtered(lambda leave: leave.kind == act)
        used = leaves.use_ids
        if (
            record
            and record.id
            and (record._name, record.id) in {(use.res_model, use.res_id) for use in used}
        ):
            return True
        today = civil_day.today()
        return any(not leave.use_ids and leave.date_until >= today for leave in leaves)

    def _reform_invariants(self):
        """An organisation bears the flag of the freeze that stands over it."""
        self.flush_model()
        self.env.cr.execute(
            """SELECT e.name FROM reform_entity e JOIN reform_freeze f ON f.entity_id = e.id
                WHERE f.lifted_at IS NULL AND e.frozen IS NOT TRUE ORDER BY e.id"""
        )
        wrong = [messages.flag_missing(self.env, entity=name) for (name,) in self.env.cr.fetchall()]
        return [(messages.check_flags(self.env), wrong)]
