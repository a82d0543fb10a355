from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound


class AssetLabelController(http.Controller):
    """What the QR code of a label opens, and the sheets of labels themselves."""

    @http.route("/reform/asset/<string:code>", type="http", auth="user", methods=["GET"], readonly=True)
    def card(self, code):
        """Open the card of a number; after the login, where nobody is logged in yet."""
        cards = request.env["reform.asset"]
        found = cards.search([("code", "=", code)], limit=1) if cards.has_access("read") else cards
        if not found:
            # Out of scope and unknown look the same.
            return request.render("reform_assets.label_unknown", {"code": code}, status=404)
        return request.redirect(f"/odoo/reform.asset/{found.id}")

    @http.route(
        "/reform_assets/labels/<int:sheet_id>.pdf", type="http", auth="user", methods=["GET"], readonly=True
    )
    def labels(self, sheet_id):
        """Answer with the labels that were asked for in a window of the user's own."""
        window = request.env["reform.asset.label"].search(
            [("id", "=", sheet_id), ("create_uid", "=", request.env.uid)]
        )
        if not window:
            raise NotFound()
        name = f"{request.env._('Labels')}.pdf"
        return request.make_response(
            window.asset_ids._label_sheets(window.skip),
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name).replace("attachment", "inline")),
            ],
        )
