from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReformAuditPaperController(http.Controller):
    """Working papers and the registers of findings as workbooks; only what the user may read is in them."""

    @http.route("/reform_audit/papers.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def papers_xlsx(self, ids):
        papers = self._readable("reform.audit.paper", ids)
        name = papers.display_name if len(papers) == 1 else f"{papers.case_id[:1].display_name}-审计工作底稿"
        return self._answer(papers._workbook(), name)

    @http.route("/reform_audit/ledgers.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def ledgers_xlsx(self, ids):
        findings = self._readable("reform.audit.finding", ids)
        return self._answer(findings._workbook(), "问题台账和整改台账")

    def _readable(self, model, ids):
        """Return the records of the ids that the user may read; NotFound for none."""
        asked = [int(one) for one in ids.split(",") if one.isdigit()]
        records = request.env[model]
        if records.has_access("read"):
            records = records.search([("id", "in", asked)])
        if not records:
            raise NotFound()
        return records

    def _answer(self, content, name):
        return request.make_response(
            content, [("Content-Type", XLSX), ("Content-Disposition", content_disposition(f"{name}.xlsx"))]
        )
