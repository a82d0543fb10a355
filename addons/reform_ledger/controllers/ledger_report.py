from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LedgerReportController(http.Controller):
    """The workbook of a report, from the same result that the screen shows."""

    @http.route("/reform_ledger/report.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def report_xlsx(self, kind, entity_id, month_from, month_to):
        report = request.env["ledger.report"]
        result = report.get_result(kind, int(entity_id), month_from, month_to)
        name = f"{result['entity']}-{result['title']}-{month_to}.xlsx"
        return request.make_response(
            report._xlsx(result),
            [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))],
        )
