from odoo import models

from .paper_table import OFFICIAL


def _day(value):
    return f"{value.year}年{value.month}月{value.day}日" if value else "　　年　月　日"


class ReformAuditCase(models.Model):
    """Notice and report as they go out: official papers in Chinese, whatever language is read."""

    _inherit = "reform.audit.case"

    def _print_subject(self):
        """Return what is audited, in one phrase."""
        case = self.sudo().with_context(**OFFICIAL)
        span = f"{_day(case.date_from)}至{_day(case.date_to)}"
        if case.person_id:
            office = case.office or "任职"
            return f"{case.person_id.name}同志（{office}）{span}任职期间的经济责任履行情况"
        kind = dict(case._fields["kind"]._description_selection(case.env))[case.kind]
        return f"你单位{span}的财务收支及三资管理情况（{kind}）"

    def _print_notice_day(self):
        return _day(self.notice_date)

    def _print_report_day(self):
        return _day(self.report_date or self.draft_sent_date)

    def _print_notice(self):
        """Return the paragraphs of the audit notice."""
        case = self.sudo()
        lead = case.member_ids.filtered("is_lead")[:1] or case.member_ids[:1]
        others = (case.member_ids - lead).user_id.mapped("name")
        paragraphs = [
            f"根据《中华人民共和国村民委员会组织法》《中华人民共和国农村集体经济组织法》和年度审计计划，决定派出审计组，"
            f"自{_day(case.entry_from)}起，对{self._print_subject()}进行审计。必要时将追溯到相关年度或延伸审计有关单位。",
            f"审计组组长：{lead.user_id.name or '　　　'}。审计组成员：{'、'.join(others) or '　　　'}。",
            "请你单位准备好会计凭证、账簿、报表、合同、会议记录、资产台账和银行对账单等资料，提供必要的工作条件，"
            "并对所提供资料的真实性、完整性作出书面承诺。",
        ]
        if case.matters:
            paragraphs.insert(1, f"重点审计事项：{case.matters}")
        if case.other_entity_ids:
            paragraphs.insert(1, f"同时审计：{'、'.join(case.other_entity_ids.mapped('name'))}。")
        return paragraphs

    def _print_report(self):
        """Return the paragraphs of the report, or of its draft while there is none."""
        case = self.sudo()
        words = case.report if case.report_date else case.draft_report
        paragraphs = [f"审计组对{self._print_subject()}进行了审计，现将结果报告如下。"]
        paragraphs += [line for line in (words or "").splitlines() if line.strip()]
        if case.opinion:
            paragraphs.append(f"被审计单位意见：{case.opinion}")
        elif case.report_date:
            paragraphs.append("被审计单位在规定期限内未提出意见。")
        if case.report_date:
            paragraphs.append(
                f"请在{case.rectify_days}日内完成整改，并将整改结果连同证明材料书面报送审计组。"
            )
        else:
            paragraphs.append(f"请在收到本征求意见稿之日起{case.opinion_days}日内提出书面意见。")
        return paragraphs

    def _print_findings(self):
        """Return the rows of findings in the report: number, kind, text, amount, article, deadline."""
        findings = self.sudo().finding_ids.with_context(**OFFICIAL).sorted("id")
        kinds = dict(findings._fields["kind"]._description_selection(findings.env))
        return [
            (
                at,
                kinds[one.kind],
                one.text,
                f"{one.amount:,.2f}" if one.amount else "",
                one.article or "",
                f"{one.deadline:%Y-%m-%d}" if one.deadline else "",
            )
            for at, one in enumerate(findings, 1)
        ]
