import io
from functools import partial
from tempfile import TemporaryFile

from odoo import fields, models
from odoo.addons.reform_assets import dossier
from odoo.addons.reform_assets.dossier import Paper
from odoo.addons.reform_print import engine
from odoo.tools import image

from ..messages import handover_paper as messages

CERTIFICATE, POSTING, SIGNATURES, ITEMS = "01_移交书及清册", "02_公示备案", "03_签字", "04_清理核实"
DECISIONS, MATTERS = "05_决议", "06_未了事项"
# Folder, model, path from the model to the clearing. What the user may not read is not in his dossier.
SOURCES = (
    (POSTING, "reform.clearing", "id"),
    (POSTING, "reform.clearing.publication", "clearing_id"),
    (POSTING, "reform.clearing.objection", "clearing_id"),
    (SIGNATURES, "reform.handover", "clearing_id"),
    (SIGNATURES, "reform.handover.signature", "handover_id.clearing_id"),
    (ITEMS, "reform.clearing.item", "clearing_id"),
    (ITEMS, "reform.clearing.count", "clearing_id"),
    (ITEMS, "reform.clearing.verdict", "item_id.clearing_id"),
    (ITEMS, "reform.clearing.letter", "item_id.clearing_id"),
    (MATTERS, "reform.handover.matter", "handover_id.clearing_id"),
)
PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/></head><body>%s</body></html>'


class ReformHandover(models.Model):
    """The dossier of a handover: certificate and lists, every file behind them, index and manifest, in a zip.

    It is written as that of an asset is, and the same stand-alone program verifies it.
    """

    _inherit = "reform.handover"

    def action_dossier(self):
        """Download the dossier."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/three_capitals/handover/{self.id}.zip",
            "target": "self",
        }

    def _dossier(self):
        """Return the archive as an open file that reads from its beginning."""
        self.ensure_one()
        self.check_access("read")
        found = dossier.entries(self._dossier_papers_all())
        own = self.sudo()
        about = {
            "handover": {
                "code": self.name or "",
                "name": own.entity_id.name,
                "place": own.place_id.full_name or "",
                "receiver": own._receiving().name,
                "base": self.date_base.isoformat(),
                "state": self.state,
                "digest": self._print_digest(),
            },
            "made_at": fields.Datetime.now().isoformat(),
            "made_by": self.env.user.name,
        }
        stream = TemporaryFile()  # noqa: SIM115 -- the caller reads it
        dossier.write(stream, found, self._handover_cover(found), about)
        stream.seek(0)
        return stream

    def _dossier_papers_all(self):
        """Yield the papers: those made from the record, then every file that hangs on it."""
        yield from self._made_papers()
        cards = self.env["reform.asset"]
        decisions = self.env["reform.decision"]
        for folder, name, path in SOURCES:
            if name not in self.env or not self.env[name].has_access("read"):
                continue
            model = self.env[name]
            if path.split(".")[0] not in model._fields:
                continue
            records = model.search([(path, "=", self.clearing_id.id)])
            yield from cards._papers_of(folder, records)
            if "decision_id" in model._fields:
                decisions |= records.decision_id
        decisions = decisions._filtered_access("read")
        for records in (decisions, decisions.step_ids, decisions.paper_ids):
            yield from cards._papers_of(DECISIONS, records)

    def _made_papers(self):
        """Yield certificate, lists and workbook as they are printed."""
        at = fields.Datetime.context_timestamp(self, fields.Datetime.now()).strftime("%Y-%m-%d %H:%M")
        by, source = self.env.user.name, messages.made_by_system(self.env)
        made = (
            (f"{messages.certificate_file(self.env)}.pdf", self._pdf("report_handover_certificate")),
            (f"{messages.lists_file(self.env)}.pdf", self._pdf("report_handover_lists")),
            (f"{messages.lists_file(self.env)}.xlsx", self._workbook().read()),
        )
        for name, content in made:
            yield Paper(CERTIFICATE, name, partial(io.BytesIO, content), source, by, at)

    def _pdf(self, template):
        """Return the PDF of a template of this addon for the record, without asking the report for rights."""
        html = self.env["ir.qweb"]._render(
            f"three_capitals.{template}",
            {"docs": self.with_context(reform_one_copy=True), "image_data_uri": image.image_data_uri},
        )
        reports = self.env["ir.actions.report"]
        bodies, *_rest = reports._prepare_html(html, report_model=self._name)
        return engine.render(bodies, lambda _path: None)

    def _handover_cover(self, found):
        entries = [(entry.number, entry.path, entry.paper.source, entry.facts.sha256[:16]) for entry in found]
        values = {"doc": self, "entries": entries, "digest": self._print_digest()}
        html = self.env["ir.qweb"]._render("three_capitals.handover_dossier_cover", values)
        return engine.render([PAGE % html], lambda _path: None)
