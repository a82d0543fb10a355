from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import chain, serial
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL

from ..messages import freeze as messages
from ..messages import snapshot as snapshot_messages
from .reform_clearing_snapshot import parts_digest

TOWNSHIP = "reform_places.group_township"
COUNTY = "reform_places.group_county_agriculture"
# Where the freeze of an organisation may end; see `sql/freeze.sql`.
ENDS = frozenset({"cancelled", "handed_over"})


class ReformClearing(models.Model):
    """The freeze: what the organisation has is listed and sealed once, and nobody changes it meanwhile.

    One transaction for all clearings of the act, in a number of statements that does not grow with them. Of
    two people who freeze the same organisation one waits and is then told that it is frozen; whoever is just
    posting into its books finishes first, or is refused.
    """

    _inherit = "reform.clearing"

    _guarded_fields = frozenset(
        {"frozen_at", "frozen_by_id", "snapshot_digest", "unposted_count", "cancel_reason"}
    )

    frozen_at = fields.Datetime("Frozen On", readonly=True, copy=False)
    frozen_by_id = fields.Many2one("res.users", "Frozen by", readonly=True, copy=False, ondelete="restrict")
    snapshot_digest = fields.Char("Digest of the Snapshot", readonly=True, copy=False)
    unposted_count = fields.Integer(
        "Vouchers Left Unposted",
        readonly=True,
        copy=False,
        help="Dated up to the base date and not posted when it was frozen: they need leave of the township.",
    )
    cancel_reason = fields.Char("Cancelled because", readonly=True, copy=False)
    snapshot_ids = fields.One2many("reform.clearing.snapshot", "clearing_id")
    freeze_ids = fields.One2many("reform.freeze", "clearing_id", "Freezes")
    exception_ids = fields.One2many(
        "reform.freeze.exception", compute="_compute_exception_ids", string="Leave Given"
    )
    is_frozen = fields.Boolean("Held Still", related="entity_id.frozen")

    @api.depends("freeze_ids.exception_ids")
    def _compute_exception_ids(self):
        for clearing in self:
            clearing.exception_ids = clearing.freeze_ids.exception_ids

    # -- the acts -------------------------------------------------------------------------------------------

    def action_freeze(self):
        """Freeze organisations as at their base dates: the flag, the items, the sealed snapshot.

        Raises: UserError: one is frozen already, by this clearing or by another; a base date to come.
        """
        self._require_group(TOWNSHIP)
        self.check_access("write")
        self._lock_rows()
        self._refuse_unfreezable()
        self._wait_for_posting()
        self.env["reform.freeze"].sudo(False)._begin(self)
        self._generate_items()
        # sudo: the snapshot is made by the freeze and in no other way.
        parts = self.env["reform.clearing.snapshot"].sudo()._take(self)
        unposted = self._unposted()
        # sudo: whoever may freeze them may have the digests written; it was asked above.
        for clearing in self.sudo():
            clearing._set_guarded(
                {
                    "snapshot_digest": parts_digest(parts[clearing.id]),
                    "unposted_count": unposted.get(clearing.id, 0),
                }
            )
        self._move("frozen", frozen_at=fields.Datetime.now(), frozen_by_id=self.env.uid)
        self._seal_snapshots(parts)
        for day in set(self.mapped("date_base")):
            entities = self.filtered(lambda clearing, day=day: clearing.date_base == day).sudo().entity_id
            said = messages.entity_frozen_said(self.env, day=day)
            entities._message_log_batch(dict.fromkeys(entities.ids, said))
        return True

    def action_start(self):
        """Open the lists to those who count."""
        self._require_group(TOWNSHIP)
        return self._move("counting")

    def action_cancel(self, reason=None):
        """Give clearings up, with the reason; what was frozen is free again."""
        self._require_group(TOWNSHIP, COUNTY)
        if not (reason or "").strip():
            return self._ask("cancel")
        reason = reason.strip()
        return self._move("cancelled", reason=reason, cancel_reason=reason)

    def action_verify_snapshot(self):
        """Reckon the snapshot again, compare it with the sealed log, the items and the books; tell."""
        self.check_access("read")
        # sudo: whoever reads the clearing may have it verified; a sentence is told, no figures.
        problems = self.env["reform.clearing.snapshot"].sudo()._problems(self.sudo())
        env = self.env
        if problems:
            said = snapshot_messages.broken(env, sentences=" ".join(problems))
        else:
            said = snapshot_messages.intact(env, count=len(self.sudo().snapshot_ids))
        title = snapshot_messages.broken_title(env) if problems else snapshot_messages.verified_title(env)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": title,
                "message": said,
                "type": "danger" if problems else "success",
                "sticky": bool(problems),
            },
        }

    def action_grant(self):
        """Open the window in which the township gives leave for one act."""
        self.ensure_one()
        return self._ask("grant")

    def _ask(self, act):
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_clearing_ask_action")
        return {**action, "context": {"default_act": act, "default_clearing_ids": [(6, 0, self.ids)]}}

    # -- what the freeze is made of -------------------------------------------------------------------------

    def _freeze_ends(self):
        """Return the clearings whose organisation goes on after the handover, and is free again by it.

        An organisation that another takes over is not: nothing is signed in its name any more.
        """
        return self.filtered(
            lambda clearing: not clearing.successor_id or clearing.successor_id == clearing.entity_id
        )

    def _move(self, to, reason=None, **vals):
        result = super()._move(to, reason=reason, **vals)
        if to in ENDS:
            ended = self if to == "cancelled" else self._freeze_ends()
            why = (
                messages.cancelled(self.env, reason=reason)
                if to == "cancelled"
                else messages.handed_over(self.env)
            )
            self.env["reform.freeze"]._end(ended, why)
        return result

    def _refuse_unfreezable(self):
        late = self.filtered(lambda clearing: clearing.state != "draft")
        if late:
            raise UserError(messages.frozen_already(self.env, entities=late._names()))
        today = civil_day.today()
        for clearing in self:
            if clearing.date_base > today:
                raise UserError(messages.base_to_come(self.env, day=clearing.date_base))
        # sudo: the other clearing may lie out of sight; that there is one is told.
        held = (
            self.env["reform.freeze"]
            .sudo()
            .search([("entity_id", "in", self.entity_id.ids), ("lifted_at", "=", False)])
        )
        if held:
            mine = self.filtered(lambda clearing: clearing.entity_id in held.entity_id)
            raise UserError(messages.frozen_elsewhere(self.env, entities=mine._names()))

    def _names(self):
        return "、".join(self.mapped("entity_id.display_name"))

    def _wait_for_posting(self):
        """Wait until whoever posts into these books has finished, and begin again if somebody has.

        A writer holds a share lock on its organisation (`sql/freeze.sql`); what it has committed since our
        snapshot began would be missing in the trial balance.
        """
        self.env.flush_all()
        entities = sorted(self.sudo().entity_id.ids)
        self.env.cr.execute(
            SQL("SELECT id FROM reform_entity WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", entities)
        )
        query = SQL(
            """SELECT e.id, (SELECT coalesce(max(s.seq), 0) FROM reform_seal_entry s
                              WHERE s.stream = 'ledger:' || e.id)
                 FROM unnest(%s) AS e(id)""",
            entities,
        )
        self.env.cr.execute(query)
        seen = dict(self.env.cr.fetchall())
        with serial.fresh(self.env) as cr:
            cr.execute(query)
            # What this transaction has posted itself, nobody else sees.
            if any(last > seen[entity] for entity, last in cr.fetchall()):
                raise ConcurrencyError("books were posted while they were being frozen")

    def _unposted(self):
        """Return {clearing id: number of vouchers up to the base date that are not posted}."""
        self.env.cr.execute(
            SQL(
                """SELECT c.id, count(*) FROM reform_clearing c
                     JOIN ledger_voucher v ON v.entity_id = c.entity_id AND v.date <= c.date_base
                      AND v.state <> 'posted'
                    WHERE c.id = ANY(%s) GROUP BY c.id""",
                self.ids,
            )
        )
        return dict(self.env.cr.fetchall())

    # -- sealing --------------------------------------------------------------------------------------------

    def _seal_stream(self):
        """One series for a campaign, so that a township is sealed as one."""
        self.ensure_one()
        return f"campaign:{self.campaign_id.id}" if self.campaign_id else super()._seal_stream()

    def _seal_payload(self):
        return {
            **super()._seal_payload(),
            "entity": self.entity_id.id,
            "base": self.date_base,
            "snapshot": self.snapshot_digest or "",
        }

    def _seal_snapshots(self, parts):
        self.env["reform.seal.entry"].sudo()._append_by_stream(
            (
                clearing._seal_stream(),
                chain.SealItem(
                    kind="snapshot",
                    res_model=clearing._name,
                    res_id=clearing.id,
                    ref=clearing._seal_ref(),
                    from_state="frozen",
                    to_state="frozen",
                    reason="",
                    payload=parts[clearing.id],
                ),
            )
            for clearing in self
        )

    # -- who only looks -------------------------------------------------------------------------------------

    def _require_group(self, *xmlids):
        self._refuse_supervisors()
        return super()._require_group(*xmlids)

    @api.model_create_multi
    def create(self, vals_list):
        clearings = super().create(vals_list)
        clearings._refuse_supervisors()
        return clearings

    def write(self, vals):
        self._refuse_supervisors()
        return super().write(vals)

    def unlink(self):
        self._refuse_supervisors()
        return super().unlink()

    def _refuse_supervisors(self):
        self.campaign_id._refuse_supervisors()
