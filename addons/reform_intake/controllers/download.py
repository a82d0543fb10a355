from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

from .. import answers, messages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReformIntakeDownload(http.Controller):
    """Sheets for the clerk: what came back, and what to fill in. Rights are those of the records."""

    @http.route("/reform_intake/<int:batch_id>/rejected.xlsx", type="http", auth="user", readonly=True)
    def rejected(self, batch_id):
        batch = request.env["reform.intake.batch"].browse(batch_id)
        try:
            batch.check_access("read")
            content = answers.rejected(batch)
        except (AccessError, MissingError):
            raise request.not_found() from None
        name = batch.file_name.rsplit(".", 1)[0]
        return self._file(content, messages.rejected_file(request.env, name=name))

    @http.route("/reform_intake/template/<string:name>.xlsx", type="http", auth="user", readonly=True)
    def template(self, name):
        targets = request.env["reform.intake.target"]
        if name not in targets._names() or not request.env.user.has_group("reform_places.group_reader"):
            raise request.not_found()
        target = targets._of(name)
        return self._file(answers.template(target), messages.template_file(request.env, name=target._title()))

    def _file(self, content, name):
        headers = [
            ("Content-Type", XLSX),
            ("Content-Length", str(len(content))),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(content, headers)
