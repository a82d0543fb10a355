from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import asset_card, idle_spell
from odoo.exceptions import UserError

from ..messages import idle as messages

TOWNSHIP = "reform_places.group_township"


class ReformAssetIdle(models.Model):
    """Unfit (无法盘活) is a lawful end of the search for a use, not a way to make a number look better.

    The township proposes it once it has tried, with papers; the county confirms: finance for state property,
    agriculture for collective property. The asset stays idle and stays counted; it leaves the list of what is
    to be done.
    """

    _name = "reform.asset.idle"
    _inherit = ["reform.asset.idle", "reform.approval.mixin"]

    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    def _compute_can_confirm(self):
        for spell in self:
            spell.can_confirm = (
                spell.state == "unfit_proposed"
                and spell._confirming_group() in (spell.acting_groups or "").split()
                and self.env.user not in spell.sudo()._hands()
            )

    def _confirming_group(self):
        return f"reform_places.group_{asset_card.confirming_authority(self.asset_id.owner_class)}"

    def _hands(self):
        """Return everybody who has brought the asset to where it is called unfit."""
        return self.proposed_by_id | self.asset_id.create_uid | self.attempt_ids.create_uid

    def action_propose_unfit(self, reason=None):
        """The township proposes the assets as unfit for any use, after documented attempts."""
        self._require_group(TOWNSHIP)
        self.check_access("read")
        if not (reason or "").strip():
            return self._ask_reason("unfit_propose")
        rules = self.env["reform.parameter"]._at(civil_day.today())
        for spell in self:
            spell._check_attempts(rules)
        # sudo: nobody writes to the idle ledger; the act has asked for the role and the scope.
        return self.sudo()._move(
            "unfit_proposed",
            reason=reason.strip(),
            proposed_by_id=self.env.uid,
            proposed_reason=reason.strip(),
        )

    def action_confirm_unfit(self):
        """The county confirms, each authority for the property it answers for."""
        self.check_access("read")
        for spell in self:
            spell._approve("unfit", spell._confirming_group())
        # sudo: see above; the plans of the assets end with the finding.
        spells = self.sudo()
        for plan in spells.asset_id._open_plans():
            plan._close("unfit", messages.found_unfit(self.env))
        today = civil_day.today()
        return spells._move("unfit", confirmed_by_id=self.env.uid, confirmed_date=today)

    def action_return_unfit(self, reason=None):
        """The county sends the proposal back: something is still to be tried."""
        self.check_access("read")
        if not (reason or "").strip():
            return self._ask_reason("unfit_return")
        for spell in self:
            spell._return("unfit", spell._confirming_group(), reason=reason)
        return self._back(reason.strip())

    def action_lift_unfit(self, reason=None):
        """The township finds a use after all: the asset is to be dealt with again."""
        self._require_group(TOWNSHIP)
        self.check_access("read")
        if not (reason or "").strip():
            return self._ask_reason("unfit_lift")
        return self._back(reason.strip())

    def _back(self, reason):
        return self.sudo()._move(
            "open",
            reason=reason,
            proposed_by_id=False,
            proposed_reason=False,
            confirmed_by_id=False,
            confirmed_date=False,
        )

    def _approval_requesters(self):
        return self._hands()

    def _check_attempts(self, rules):
        card = self.asset_id.display_name
        # sudo: whether there are papers, whoever uploaded them.
        attempts = [
            (attempt.date, bool(attempt.document_ids)) for attempt in self.sudo().attempt_ids.sorted("date")
        ]
        try:
            idle_spell.check_unfit(attempts, rules)
        except idle_spell.AttemptMissing as refused:
            raise UserError(messages.attempt_missing(self.env, card=card, **refused.facts))
        except idle_spell.AttemptWithoutPapers as refused:
            raise UserError(messages.attempt_without_papers(self.env, card=card, **refused.facts))

    def _ask_reason(self, act):
        """Open the window that asks for a reason and then calls the act again."""
        return {
            **self.asset_id._ask_reason(act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }
