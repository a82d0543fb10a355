from odoo import models
from odoo.tools import format_date

from .paper_table import PAPERS

# A table with more columns than this is printed across.
UPRIGHT_COLUMNS = 6


class ReformAuditPaper(models.Model):
    """A working paper as its customary form: number, matter, facts, basis, conclusion, two hands, date.

    Screen, workbook and paper show the same cells; only the order of the frame differs.
    """

    _inherit = "reform.audit.paper"

    def _result(self):
        """Return the paper as a result of `ledger.report`: the first table with the others behind it."""
        self.ensure_one()
        case = self.case_id
        first, *others = (self.shown or {"tables": []})["tables"]
        title, matter, _basis = PAPERS[self.kind]
        remarks = [
            f"审计事项：{matter}",
            f"审计事实：{self.facts or ''}",
            f"审计依据：{self.basis or ''}",
            f"审计结论：{self.conclusion or ''}",
            "　　".join(f"{label}：{who}　{when}" for label, who, when in self._signature_facts()),
            f"内容摘要值：{self.digest or '（未签署）'}",
        ]
        return {
            "title": f"{self.name} {title}",
            "form_no": f"底稿编号：{self.name}",
            "prepared_on": f"被审计人：{case.person_id.sudo().name or '—'}　{case.office or ''}",
            "entity": case.entity_id.name,
            "period": f"{case.date_from:%Y-%m-%d} 至 {case.date_to:%Y-%m-%d}",
            "unit": "单位：元",
            "remark": first["remark"],
            "remarks": [{"text": text, "tone": "note"} for text in remarks],
            "wide": max(len(table["columns"]) for table in (first, *others)) > UPRIGHT_COLUMNS,
            "columns": first["columns"],
            "shape": first["shape"],
            "rows": first["rows"],
            "tables": others,
        }

    def _workbook(self):
        """Return the bytes of one workbook with all tables of the papers."""
        return (
            self.env["ledger.report"].with_context(lang="zh_CN")._xlsx(*(paper._result() for paper in self))
        )

    def _print_tables(self):
        """Return the tables as the template of the printed form draws them."""
        paper = self.env["ledger.report.paper"]
        tables = []
        for table in (self.shown or {"tables": []})["tables"]:
            drawn = paper._drawn(table)
            shape = {"columns": table["columns"], "wide": self._print_wide()}
            tables.append({**drawn, "remark": table["remark"], "size": paper._size(shape)})
        return tables

    def _print_wide(self):
        tables = (self.shown or {"tables": []})["tables"]
        return any(len(table["columns"]) > UPRIGHT_COLUMNS for table in tables)

    def _print_term(self):
        case = self.case_id
        return f"{format_date(self.env, case.date_from)} – {format_date(self.env, case.date_to)}"

    def _print_digest(self):
        return self.digest or ""


class ReformAuditFinding(models.Model):
    """The registers of findings as a workbook."""

    _inherit = "reform.audit.finding"

    def _workbook(self):
        """Return the bytes of a workbook with 问题台账 and 整改台账 of the findings."""
        head = {
            "form_no": "",
            "prepared_on": "",
            "entity": "、".join(self.sudo().entity_id.mapped("name")[:3]),
            "period": "",
            "unit": "单位：元",
            "wide": True,
        }
        results = [{**head, **table, "remarks": []} for table in self._ledgers(self)]
        return self.env["ledger.report"].with_context(lang="zh_CN")._xlsx(*results)

    def action_ledgers_xlsx(self):
        """Take the registers of the findings away as a workbook."""
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_audit/ledgers.xlsx?ids={ids}",
            "target": "download",
        }
