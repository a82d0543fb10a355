from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file


class AssetDossierController(http.Controller):
    """The dossier of a card within the scope of who asks, as one zip."""

    @http.route(
        "/reform_assets/dossier/<int:asset_id>.zip", type="http", auth="user", methods=["GET"], readonly=True
    )
    def dossier(self, asset_id):
        cards = request.env["reform.asset"].with_context(lang="zh_CN")
        asset = cards.search([("id", "=", asset_id)]) if cards.has_access("read") else cards
        if not asset:
            raise NotFound()
        return request.make_response(
            wrap_file(request.httprequest.environ, asset._dossier()),
            [
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition(f"{asset.code}-{asset.name}-卷宗.zip")),
            ],
        )
