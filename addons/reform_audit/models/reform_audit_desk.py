from odoo import models
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .reform_audit_finding import ANSWERING, AUDITORS
from .reform_audit_package import BUILDERS

ACTION = "reform_audit.reform_audit_finding_action"
PACKAGE_ACTION = "reform_audit.reform_audit_package_action"


class ReformAuditFinding(models.Model):
    """On the desk: findings to answer, answers to judge, and how many are open."""

    _inherit = "reform.audit.finding"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        unsettled, raised = [("state", "!=", "closed")], [("state", "=", "raised")]
        answered = [("state", "=", "answered")]
        tiles = [glance("findings", env._("Audit findings not settled"), ACTION, unsettled, "flag-o", 62)]
        if any(map(has, ANSWERING)):
            label = env._("Audit findings to answer")
            tiles.append(todo("findings_answer", label, ACTION, raised, "reply", 18, tone="warning"))
        if any(map(has, AUDITORS)):
            label = env._("Answers to judge")
            tiles.append(todo("findings_judge", label, ACTION, answered, "flag-o", 18, tone="warning"))
            tiles.append(shortcut("finding_new", env._("New finding"), ACTION, "flag-o", 36))
        return tiles


class ReformAuditPackage(models.Model):
    """On the desk: packages built, and the way to build one."""

    _inherit = "reform.audit.package"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, BUILDERS)):
            return []
        env, built = self.env, [("state", "=", "built")]
        return [
            glance("packages", env._("Audit packages built"), PACKAGE_ACTION, built, "archive", 64),
            shortcut("package_new", env._("Build an audit package"), PACKAGE_ACTION, "archive", 30),
        ]
