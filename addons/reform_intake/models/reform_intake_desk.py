from odoo import models
from odoo.addons.reform_places.desk import shortcut, todo

READ = ("staged", "checked", "applied")
OPEN = ("uploaded", "staged", "checked", "applying")
LOADING = ("reform_places.group_clerk", "reform_places.group_township")
ACTION = "reform_intake.reform_intake_batch_action"
NEW_ACTION = "reform_intake.reform_intake_batch_action_new"


class ReformIntakeBatch(models.Model):
    """On the desk: sheets with lines that are wrong, sheets not applied yet, and the way to load one."""

    _inherit = "reform.intake.batch"

    def _desk_tiles(self):
        env = self.env
        if not any(map(env.user.has_group, LOADING)):
            return []
        wrong = [("state", "in", READ), ("row_ids.state", "=", "error")]
        waiting = [("state", "in", OPEN), ("create_uid", "=", env.uid)]
        label = env._("Sheets with rows to correct")
        return [
            todo("sheets_wrong", label, ACTION, wrong, "exclamation-triangle", 16, tone="danger"),
            todo("sheets_open", env._("My sheets not applied yet"), ACTION, waiting, "table", 17),
            shortcut("sheet_new", env._("Import a Sheet"), NEW_ACTION, "upload", 10),
        ]
