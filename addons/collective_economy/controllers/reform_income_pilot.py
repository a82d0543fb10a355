from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound

from ..messages import income as messages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class IncomePilotController(http.Controller):
    """The workbook of a pilot report, from the same result as the paper."""

    @http.route(
        "/collective_economy/pilot/<int:pilot_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def workbook(self, pilot_id):
        pilots = request.env["reform.income.pilot"]
        # Out of scope and unknown look the same.
        if not pilots.has_access("read") or not (pilot := pilots.search([("id", "=", pilot_id)])):
            raise NotFound()
        name = messages.pilot_file(request.env, pilot=pilot.name, year=pilot.year)
        return request.make_response(
            request.env["ledger.report"]._xlsx(pilot._result()),
            [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))],
        )
