from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LedgerReportController(http.Controller):
    """The workbook and the paper of a report, from the same result that the screen shows."""

    @http.route("/reform_ledger/report.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def report_xlsx(self, kind, entity_id, month_from, month_to, options="{}"):
        report = request.env["ledger.report"]
        result = report._result(kind, entity_id, month_from, month_to, options, whole=True)
        file = wrap_file(request.httprequest.environ, report._xlsx_file(result))
        return self._answer(file, XLSX, result, f"{month_to}.xlsx")

    @http.route("/reform_ledger/report.pdf", type="http", auth="user", methods=["GET"], readonly=True)
    def report_pdf(self, kind, entity_id, month_from, month_to, options="{}"):
        report = request.env["ledger.report"]
        result = report._result(kind, entity_id, month_from, month_to, options, whole=True)
        content = request.env["ledger.report.paper"]._pdf(result)
        return self._answer(content, "application/pdf", result, f"{month_to}.pdf")

    def _answer(self, content, mimetype, result, ending):
        name = f"{result['entity']}-{result['title']}-{ending}"
        return request.make_response(
            content, [("Content-Type", mimetype), ("Content-Disposition", content_disposition(name))]
        )

    @http.route(
        "/reform_ledger/statements/<int:batch_id>.zip",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def statements_zip(self, batch_id):
        batches = request.env["ledger.statement.batch"]
        batch = batches.search([("id", "=", batch_id)]) if batches.has_access("read") else batches
        if not batch:
            raise NotFound()
        return request.make_response(
            wrap_file(request.httprequest.environ, batch._archive()),
            [
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition(f"{batch.name}-财务报表.zip")),
            ],
        )
