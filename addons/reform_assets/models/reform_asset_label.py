from markupsafe import Markup
from odoo import models
from odoo.addons.reform_print import engine
from odoo.tools import split_every

from .. import label_sheet

# 70 × 37 mm without gaps, the common sheet of twenty-four labels.
CSS = """
@page { size: A4; margin: 0.5mm 0 0 0 }
body { margin: 0; font-family: "WenQuanYi Micro Hei", "Noto Sans CJK SC", sans-serif }
.sheet { width: 211mm; height: 296mm; overflow: hidden; break-after: page }
.sheet:last-child { break-after: auto }
.label { float: left; width: 70mm; height: 37mm; box-sizing: border-box;
         padding: 3mm 3mm 3mm 2mm; overflow: hidden }
.qr { float: left; width: 30mm; height: 31mm }
.qr svg { width: 30mm; height: 30mm }
.words { margin-left: 31mm; font-size: 7.5pt; line-height: 1.25 }
.name { font-size: 9.5pt; font-weight: bold; max-height: 14mm; overflow: hidden; margin-bottom: 1mm }
.place { max-height: 7mm; overflow: hidden }
.code { font-size: 10pt; font-weight: bold; margin-top: 1mm; letter-spacing: .3pt }
"""


class ReformAsset(models.Model):
    """Labels: what is stuck on the door, so that a telephone finds the card."""

    _inherit = "reform.asset"

    def _label_url(self):
        """Return the short address that opens the card; it stays for as long as the number of the card."""
        self.ensure_one()
        return f"{self.get_base_url()}/reform/asset/{self.code}"

    def _label_sheets(self, skip=0):
        """Return a PDF of the cards' labels, 3 × 8 on A4; `skip` places of the first sheet are used up."""
        assert 0 <= skip < label_sheet.PER_SHEET, skip
        places = [None] * skip + [
            {
                "code": asset.code,
                "name": asset.name,
                "place": asset.place_id.display_name,
                "owner": asset.entity_id.name or "",
                "qr": Markup(label_sheet.qr_svg(asset._label_url())),  # noqa: S704 -- made of numbers by us
            }
            for asset in self
        ]
        sheets = [list(part) for part in split_every(label_sheet.PER_SHEET, places)]
        html = self.env["ir.qweb"]._render("reform_assets.label_sheets", {"sheets": sheets})
        return engine.render([str(html)], lambda _path: None, css=CSS)
