from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from ..messages import clearing_forms as messages

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class ClearingLists(http.Controller):
    """The lists of a clearing within the scope of who asks: as a workbook, and on paper."""

    @http.route(
        "/three_capitals/clearing/<int:clearing_id>/lists.<string:kind>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def lists(self, clearing_id, kind, code=None):
        """Answer with all lists, or with the one of a code."""
        clearing = self._clearing(clearing_id)
        if kind not in TYPES or code and code not in clearing.list_ids.mapped("list_code"):
            raise NotFound()
        codes = [code] if code else None
        if kind == "pdf":
            content = clearing._lists_pdf(codes)
        else:
            content = wrap_file(request.httprequest.environ, clearing._lists_workbook(codes))
        return self._answer(content, kind, clearing._file_name(kind, code))

    @http.route(
        "/three_capitals/clearing/<int:clearing_id>/sheet.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def sheet(self, clearing_id):
        """Answer with the lists to be filled in."""
        clearing = self._clearing(clearing_id)
        content = wrap_file(request.httprequest.environ, clearing._sheet_workbook())
        name = f"{clearing.sudo().entity_id.name}-{messages.sheet_name(request.env)}.xlsx"
        return self._answer(content, "xlsx", name)

    def _answer(self, content, kind, name):
        return request.make_response(
            content,
            [
                ("Content-Type", TYPES[kind]),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    def _clearing(self, clearing_id):
        clearings = request.env["reform.clearing"]
        # Out of scope and unknown look the same.
        found = clearings.search([("id", "=", clearing_id)]) if clearings.has_access("read") else clearings
        if not found:
            raise NotFound()
        return found
