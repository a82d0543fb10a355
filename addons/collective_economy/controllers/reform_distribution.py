from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound

from ..messages import distribution_paper as messages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DistributionController(http.Controller):
    """The workbook of a distribution, from the same results as its papers."""

    @http.route(
        "/collective_economy/distribution/<int:plan_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def workbook(self, plan_id):
        plans = request.env["reform.distribution"]
        # Out of scope and unknown look the same.
        if not plans.has_access("read") or not (plan := plans.search([("id", "=", plan_id)])):
            raise NotFound()
        name = messages.file_name(request.env, entity=plan.entity_id.name, year=plan.year)
        return request.make_response(
            plan._workbook(), [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
