from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import glance, shortcut, todo

ACTION = "reform_ledger.ledger_voucher_action"
BALANCE_ACTION = "reform_ledger.ledger_report_action_trial_balance"
CLERK, SUPERVISOR = "reform_places.group_clerk", "reform_places.group_supervisor"
ACCOUNTANT, AUDITOR = "reform_places.group_accountant", "reform_places.group_auditor"


class LedgerVoucher(models.Model):
    """On the desk: vouchers to review, to post, one's own drafts; what was posted this year; a new one."""

    _inherit = "ledger.voucher"

    def _desk_tiles(self):
        env, has, me = self.env, self.env.user.has_group, self.env.uid
        january = civil_day.today().replace(month=1, day=1)
        posted = [("state", "=", "posted"), ("date", ">=", january)]
        tiles = [glance("vouchers", env._("Vouchers posted this year"), ACTION, posted, "book", 50)]
        if has(SUPERVISOR):
            review = [("state", "=", "prepared"), ("prepared_by_id", "!=", me)]
            tiles.append(todo("vouchers_review", env._("Vouchers to review"), ACTION, review, "eye", 11))
        if has(ACCOUNTANT):
            post = [("state", "=", "reviewed"), ("prepared_by_id", "!=", me), ("reviewed_by_id", "!=", me)]
            tiles.append(todo("vouchers_post", env._("Vouchers to post"), ACTION, post, "book", 11))
        if has(CLERK) or has(ACCOUNTANT):
            draft, label = (
                [("state", "=", "draft"), ("create_uid", "=", me)],
                env._("My vouchers not submitted"),
            )
            tiles.append(todo("vouchers_draft", label, ACTION, draft, "pencil-square-o", 18))
            tiles.append(shortcut("voucher_new", env._("New voucher"), ACTION, "pencil-square-o", 26))
        if has(ACCOUNTANT) or has(AUDITOR):
            label = env._("Trial Balance")
            tiles.append(shortcut("trial_balance", label, BALANCE_ACTION, "balance-scale", 32, view=False))
        return tiles
