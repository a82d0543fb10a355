from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from ..messages import count as messages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CountDownload(http.Controller):
    """The forms of a round and the sheet to be filled in, without lines out of the scope of who asks."""

    @http.route(
        "/reform_assets/count/<int:round_id>/forms.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def forms(self, round_id):
        count = self._round(round_id)
        return self._file(count._forms_file(), messages.forms_file(request.env, round=count.code))

    @http.route(
        "/reform_assets/count/<int:round_id>/sheet.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def sheet(self, round_id):
        count = self._round(round_id)
        return self._file(count._sheet_file(), messages.sheet_file(request.env, round=count.code))

    def _round(self, round_id):
        rounds = request.env["reform.count.round"]
        # Out of scope and unknown look the same.
        if not rounds.has_access("read") or not (found := rounds.search([("id", "=", round_id)])):
            raise NotFound()
        return found

    def _file(self, stream, name):
        return request.make_response(
            wrap_file(request.httprequest.environ, stream),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
