from odoo import models
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .audit_table import SPEAKERS
from .reform_audit_finding import ANSWERING, AUDITORS
from .reform_audit_package import BUILDERS

ACTION = "reform_audit.reform_audit_finding_action"
CASE_ACTION = "reform_audit.reform_audit_case_action"
PAPER_ACTION = "reform_audit.reform_audit_paper_action"
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
            ordered = [("state", "=", "rectifying")]
            label = env._("Audit findings to put right")
            tiles.append(todo("findings_rectify", label, ACTION, ordered, "wrench", 18, tone="warning"))
        if any(map(has, AUDITORS)):
            label = env._("Answers to judge")
            tiles.append(todo("findings_judge", label, ACTION, answered, "flag-o", 18, tone="warning"))
            rectified = [("state", "=", "rectified")]
            label = env._("Rectifications to look at")
            tiles.append(todo("findings_rectified", label, ACTION, rectified, "check-square-o", 18))
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


class ReformAuditCase(models.Model):
    """On the desk: drafts of reports that wait for the opinion of the audited."""

    _inherit = "reform.audit.case"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, SPEAKERS)):
            return []
        label, waiting = self.env._("Opinions on draft audit reports"), [("state", "=", "drafted")]
        return [todo("audit_opinion", label, CASE_ACTION, waiting, "commenting-o", 18, tone="warning")]


class ReformAuditPaper(models.Model):
    """On the desk: working papers another auditor has signed."""

    _inherit = "reform.audit.paper"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, AUDITORS)):
            return []
        label = self.env._("Working papers to review")
        signed = [("state", "=", "signed"), ("signed_by_id", "!=", self.env.uid)]
        mine = [*signed, ("case_id.member_ids.user_id", "=", self.env.uid)]
        return [todo("audit_papers", label, PAPER_ACTION, mine, "table", 19)]
