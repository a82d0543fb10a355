from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from ..messages import handover_paper as messages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HandoverController(http.Controller):
    """The lists of a handover as a workbook, and its dossier as one zip, within the scope of who asks."""

    def _handover(self, handover_id):
        handovers = request.env["reform.handover"].with_context(lang=request.env.user.lang or "zh_CN")
        # Out of scope and unknown look the same.
        if not handovers.has_access("read") or not (one := handovers.search([("id", "=", handover_id)])):
            raise NotFound()
        return one

    def _name(self, handover, ending):
        name = messages.file_name(
            handover.env, number=handover.name or "", entity=handover.sudo().entity_id.name
        )
        return content_disposition(f"{name}.{ending}")

    @http.route(
        "/three_capitals/handover/<int:handover_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def workbook(self, handover_id):
        handover = self._handover(handover_id)
        return request.make_response(
            wrap_file(request.httprequest.environ, handover._workbook()),
            [("Content-Type", XLSX), ("Content-Disposition", self._name(handover, "xlsx"))],
        )

    @http.route(
        "/three_capitals/handover/<int:handover_id>.zip",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def dossier(self, handover_id):
        handover = self._handover(handover_id)
        return request.make_response(
            wrap_file(request.httprequest.environ, handover._dossier()),
            [("Content-Type", "application/zip"), ("Content-Disposition", self._name(handover, "zip"))],
        )
