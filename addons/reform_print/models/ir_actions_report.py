import mimetypes

import lxml.html
from odoo import models
from odoo.tools import file_open, file_path

from .. import engine

PAPER = "o_reform_paper"
PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/></head><body>%s</body></html>'
# Reports of Odoo itself are drawn for a screen of fixed height, with header and footer apart.
OTHER_CSS = """
@page { size: %(format)s %(orientation)s;
        margin: %(top)smm %(right)smm %(bottom)smm %(left)smm;
        @top-center { content: element(header); width: 100%% }
        @bottom-center { content: element(footer); width: 100%% } }
.header { position: running(header); width: 100%% }
.footer { position: running(footer); width: 100%% }
span.page:before { content: counter(page) }
span.topage:before { content: counter(pages) }
html, body, #wrapwrap, main { padding: 0 !important; overflow: visible !important; height: auto !important;
                              display: block !important }
.container { max-width: none !important }
"""


class IrActionsReport(models.Model):
    """PDF reports are set by WeasyPrint: no other program, no call back to the server, no network.

    Reports whose templates call `reform_print.paper` bring the typography of this addon; all others keep the
    style they were written for.
    """

    _inherit = "ir.actions.report"

    def get_wkhtmltopdf_state(self):
        """Say that PDF can be made; the name is the framework's."""
        return "ok"

    def _prepare_html(self, html, report_model=False):
        if PAPER not in (html if isinstance(html, str) else html.decode()):
            return super()._prepare_html(html, report_model=report_model)
        root = lxml.html.fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
        bodies, ids = [], []
        for node in root.xpath(f"//div[contains(concat(' ', @class, ' '), ' {PAPER} ')]"):
            inside = lxml.html.tostring(node, encoding="unicode")
            bodies.append(PAGE % inside)
            own = node.get("data-oe-model") == report_model
            ids.append(int(node.get("data-oe-id") or 0) if own else None)
        return bodies, ids, None, None, {}

    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Return the PDF of the bodies; the name is the framework's."""
        bodies = [str(body) for body in bodies]
        if all(PAPER in body for body in bodies):
            return engine.render(bodies, self._print_file)
        headers = engine.running_parts(header, "header")
        footers = engine.running_parts(footer, "footer")
        pages = [
            engine.with_running(body, *(parts[i] if i < len(parts) else None for parts in (headers, footers)))
            for i, body in enumerate(bodies)
        ]
        return engine.render(pages, self._print_file, self._print_css(report_ref, landscape))

    def _print_css(self, report_ref, landscape):
        report = self._get_report(report_ref) if report_ref else self
        paper = report.get_paperformat()
        size = paper.format if paper.format and paper.format != "custom" else "A4"
        return OTHER_CSS % {
            "format": size,
            "orientation": "landscape" if landscape or paper.orientation == "Landscape" else "portrait",
            "top": paper.margin_top or 20,
            "right": paper.margin_right or 7,
            "bottom": paper.margin_bottom or 20,
            "left": paper.margin_left or 7,
        }

    def _print_file(self, path):
        """Return a bundle of the web client or a static file of an addon (engine.File), None for the rest."""
        if path.startswith("web/assets/"):
            # sudo: bundles are the same for everybody.
            bundle = self.env["ir.attachment"].sudo().search([("url", "=", f"/{path}")], limit=1)
            return engine.File(bundle.raw, bundle.mimetype) if bundle else None
        folders = path.split("/")
        if folders[1:2] != ["static"] or ".." in folders:
            return None
        try:
            file_path(path)
        except (FileNotFoundError, ValueError):
            return None
        with file_open(path, "rb") as file:
            return engine.File(file.read(), mimetypes.guess_type(path)[0] or "application/octet-stream")
