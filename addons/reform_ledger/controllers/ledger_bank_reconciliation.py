from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LedgerBankReconciliationController(http.Controller):
    """The workbook of a bank reconciliation statement, made anew from the figures of the day."""

    @http.route("/reform_ledger/reconciliation.xlsx", type="http", auth="user", methods=["GET"])
    def reconciliation_xlsx(self, bank_account_id, date):
        account = request.env["ledger.bank.account"].browse(int(bank_account_id)).exists()
        record = request.env["ledger.bank.reconciliation"].create(
            {"bank_account_id": account.id, "date": date}
        )
        name = f"{record.entity_id.name}-{account.display_name}-{date}.xlsx"
        return request.make_response(
            record._xlsx(), [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
