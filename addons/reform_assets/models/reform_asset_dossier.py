import io
import mimetypes
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import pytz
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_print import engine
from odoo.addons.reform_seal import chain

from .. import dossier
from ..dossier import Paper
from ..messages import reports as messages

CARD, PHOTOS, CONTRACTS, DECISIONS = "01_卡片变动", "02_照片", "03_合同", "04_决议"
VALUATIONS, COUNTS, PLANS, DISPOSALS, ATTEMPTS = "05_评估", "06_清查", "07_盘活方案", "08_处置", "09_盘活尝试"
# Folder, model, path from the model to the card. A model that is not installed has no papers.
SOURCES = (
    (CARD, "reform.asset", "id"),
    (CARD, "reform.asset.act", "asset_ids"),
    (CARD, "reform.asset.act.paper", "act_id.asset_ids"),
    (CARD, "reform.asset.dispute", "asset_id"),
    (PHOTOS, "reform.asset.photo", "asset_id"),
    (CONTRACTS, "reform.lease", "line_ids.asset_id"),
    (CONTRACTS, "reform.lease.amendment", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.lease.listing", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.lease.share.year", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.lease.sublet", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.lease.handover", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.lease.handover.line", "handover_id.lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.contract.finding", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.rent.reminder", "lease_id.line_ids.asset_id"),
    (CONTRACTS, "reform.rent.relief", "lease_id.line_ids.asset_id"),
    (VALUATIONS, "reform.valuation", "line_ids.asset_id"),
    (COUNTS, "reform.count.round", "line_ids.asset_id"),
    (COUNTS, "reform.count.line", "asset_id"),
    (COUNTS, "reform.count.entry", "line_id.asset_id"),
    (COUNTS, "reform.count.verdict", "line_id.asset_id"),
    (COUNTS, "reform.count.find", "asset_id"),
    (PLANS, "reform.plan", "line_ids.asset_id"),
    (PLANS, "reform.plan.paper", "plan_id.line_ids.asset_id"),
    (PLANS, "reform.plan.acceptance", "plan_id.line_ids.asset_id"),
    (PLANS, "reform.inspection", "asset_id"),
    (DISPOSALS, "reform.disposal", "line_ids.asset_id"),
    (DISPOSALS, "reform.disposal.listing", "disposal_id.line_ids.asset_id"),
    (DISPOSALS, "reform.disposal.tenant", "disposal_id.line_ids.asset_id"),
    (DISPOSALS, "reform.disposal.proceeds", "disposal_id.line_ids.asset_id"),
    (ATTEMPTS, "reform.asset.idle", "asset_id"),
    (ATTEMPTS, "reform.asset.attempt", "spell_id.asset_id"),
)
PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/></head><body>%s</body></html>'


class ReformAsset(models.Model):
    """The dossier of a card: cover, every paper of what happened to it, index and manifest, in one zip.

    Papers come from the models of `SOURCES`, and from any model that defines `_dossier_papers(asset)`,
    yielding `dossier.Paper`. What the user may not read is not in his dossier: each model is searched with
    his own rights.
    """

    _inherit = "reform.asset"

    def action_dossier(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_assets/dossier/{self.id}.zip",
            "target": "self",
        }

    def _dossier(self):
        """Return the archive as an open file that reads from its beginning."""
        self.ensure_one()
        self.check_access("read")
        found = dossier.entries(self._all_dossier_papers())
        about = {
            "asset": {"code": self.code, "name": self.name, "place": self.place_id.full_name or ""},
            "made_at": fields.Datetime.now().isoformat(),
            "made_by": self.env.user.name,
        }
        stream = TemporaryFile()  # noqa: SIM115 -- the caller reads it
        dossier.write(stream, found, self._dossier_cover(found), about)
        stream.seek(0)
        return stream

    def _all_dossier_papers(self):
        records = {}
        for folder, name, path in SOURCES:
            if name in self.env and self.env[name].has_access("read"):
                records[name] = self.env[name].search([(path, "=", self.id)])
                yield from self._papers_of(folder, records[name])
        decisions = self._dossier_decisions(records)
        # Minutes of the deliberations, photos and proxies hang on lines of a case.
        for found in (decisions, decisions.step_ids, decisions.paper_ids):
            yield from self._papers_of(DECISIONS, found)
        for name in sorted(self.env.registry):
            model = self.env[name]
            if hasattr(model, "_dossier_papers") and not model._abstract and model.has_access("read"):
                yield from model._dossier_papers(self)

    def _dossier_decisions(self, records):
        """Return the decisions that the records rest on, or that name one of them."""
        decisions = self.env["reform.decision"]
        for name, found in records.items():
            if "decision_id" in found._fields:
                decisions |= found.decision_id
            decisions |= decisions.search([("res_model", "=", name), ("res_id", "in", found.ids)])
        return decisions._filtered_access("read")

    @api.model
    def _papers_of(self, folder, records):
        """Yield every file of the records: in their fields, among their papers, in their log."""
        if not records:
            return
        # sudo: who reads the record reads its files; the search here is by the records just found.
        files = records.env["ir.attachment"].sudo()
        lists = [
            name
            for name, field in records._fields.items()
            if field.type == "many2many" and field.comodel_name == "ir.attachment" and not field.related
        ]
        listed = {paper.id: record for record in records for name in lists for paper in record.sudo()[name]}
        # A file in a list may belong to another record, which its reader has to be allowed to read.
        readable = set(records.env["ir.attachment"].browse(listed)._filtered_access("read").ids)
        listed = {number: record for number, record in listed.items() if number in readable}
        own = files.search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("type", "=", "binary"),
                "|",
                ("res_field", "=", False),
                ("res_field", "!=", False),
            ],
            order="id",
        )
        by_id = {record.id: record for record in records}
        for file in own | files.browse(listed).exists():
            field = records._fields.get(file.res_field or "")
            if field is not None and field.related:
                # A small copy of a picture.
                continue
            record = listed.get(file.id) or by_id[file.res_id]
            yield self._paper(folder, file, record, field)

    def _paper(self, folder, file, record, field):
        name = file.name
        if field is not None:
            label = field._description_string(self.env)
            name = f"{label}{_ending(file.mimetype)}"
        content = partial(_opened, file)
        if file.store_fname and not Path(file._full_path(file.store_fname)).exists():
            # A lost file is said to be lost, and does not keep the others from being handed over.
            name = messages.file_lost(self.env, name=name)
            content = partial(io.BytesIO, name.encode())
        return Paper(
            folder,
            name,
            content,
            f"{self.env['ir.model']._get(record._name).sudo().name} {self._name_of(record)}",
            file.create_uid.name or "",
            _local(file.create_date, self.env),
        )

    def _name_of(self, record):
        """Return the name of a record as people read it; some are named by a choice."""
        field = record._fields.get(record._rec_name or "")
        if field is not None and field.type == "selection":
            return dict(field._description_selection(self.env)).get(record[field.name], "")
        return record.display_name

    def _dossier_cover(self, found):
        values = {
            "asset": self,
            "facts": self._dossier_facts(),
            "history": [
                (_local(entry.at, self.env), entry.user_id.name, entry.step, entry.reason or "")
                for entry in self._dossier_history()
            ],
            "entries": [
                (entry.number, entry.path, entry.paper.source, entry.facts.sha256[:16]) for entry in found
            ],
            "digest": chain.digest(chain.canonical(self._seal_payload())),
            "today": civil_day.today(),
        }
        html = self.env["ir.qweb"]._render("reform_assets.dossier_cover", values)
        return engine.render([PAGE % html], lambda _path: None)

    def _dossier_facts(self):
        """Return (label, value) of what the card says, without what is not known."""
        names = (
            "code", "name", "category_id", "card_kind", "place_id", "origin_place_id", "owner_class",
            "entity_id", "land_owner_id", "building_owner_id", "certificate_no", "area_sqm",
            "land_area_mu", "cost", "net_value", "acquired_date", "condition",
            "use_state", "idle_since", "idle_reason", "latitude", "longitude", "state",
        )  # fmt: skip
        labels = self.fields_get(names, ["string"])
        return [(labels[name]["string"], self._shown(name)) for name in names if self[name]]

    def _dossier_history(self):
        """Return the sealed acts on the card, its idleness and its contracts that the user may see."""
        entries = self.env["reform.seal.entry"]
        domain = fields.Domain.OR(
            [("res_model", "=", name), ("res_id", "in", ids)]
            for name, ids in (
                ("reform.asset", self.ids),
                ("reform.asset.idle", self.spell_ids.ids),
                ("reform.lease", self.lease_line_ids.lease_id.ids),
            )
        )
        return entries.search(domain, order="at, id") if entries.has_access("read") else entries


def _opened(file):
    """Return the content of an attachment as an open file; large ones are not read into memory."""
    if file.store_fname:
        return open(file._full_path(file.store_fname), "rb")  # noqa: SIM115 -- the caller closes it
    return io.BytesIO(file.raw or b"")


def _ending(mimetype):
    """Return the ending by which a computer knows how to open the file."""
    return mimetypes.guess_extension(mimetype or "") or ""


def _local(at: datetime, env):
    """Return a time as people in the county read it."""
    zone = pytz.timezone(env.user.tz or "Asia/Shanghai")
    return pytz.utc.localize(at).astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""
