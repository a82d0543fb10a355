from odoo import fields, http
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets.ledger_workbook import TITLES
from odoo.http import content_disposition, request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wsgi import wrap_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AssetLedgerController(http.Controller):
    """Both ledgers as workbooks, of a place within the scope of who asks."""

    @http.route("/reform_assets/ledger.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def ledger(self, kind, place_id, at=None):
        """Answer with the workbook: `kind` register or idle, `at` the day of the idle ledger or today."""
        user = request.env.user
        if kind not in TITLES or not place_id.isdecimal():
            raise BadRequest()
        try:
            day = fields.Date.to_date(at) if at else None
        except ValueError:
            raise BadRequest() from None
        today = civil_day.today()
        # A place outside the scope is as good as none.
        place = request.env["reform.place"].search(
            [("id", "=", int(place_id)), ("id", "child_of", user.sudo().reform_scope_ids.ids)]
        )
        if not place or not user.has_group("reform_places.group_reader"):
            raise NotFound()
        ledgers = request.env["reform.asset.ledger"].with_context(lang="zh_CN")
        day = day if day and kind == "idle" else today
        stream = ledgers._spooled(kind, place, day)
        return request.make_response(
            wrap_file(request.httprequest.environ, stream),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(ledgers._file_name(kind, place, day))),
            ],
        )
