from collections import defaultdict
from datetime import date

from odoo import models
from odoo.addons.reform_rules.errors import Problem
from odoo.addons.reform_rules.ledger import voucher_list as rules
from odoo.addons.reform_rules.money import ZERO, yuan

from ..messages import opening as messages


class ReformIntakeTargetVoucherList(models.AbstractModel):
    """The voucher list of another program: balances before the opening day, vouchers from it on."""

    _name = "reform.intake.target.voucher_list"
    _inherit = "reform.intake.books"
    _description = "Voucher List Sheet"

    def _title(self):
        return messages.voucher_list_title(self.env)

    def _res_model(self):
        return "ledger.opening.entry"

    def _columns(self):
        return rules.COLUMNS

    def _column_notes(self):
        return messages.voucher_list_notes(self.env)

    def _example(self):
        return {
            "date": "2024-03-05", "word": "收", "number": "12", "summary": "收取仓库租金", "code": "102",
            "name": "银行存款", "debit": "6000", "papers": "2",
        }  # fmt: skip

    def _reader(self, batch, units):
        return rules.Reader(batch.chart_id.version, units)

    def _label(self, values):
        day = values.date or ""
        return f"{day} {values.word}-{values.number} {values.code} {values.name}".strip()

    def _owner_key(self, values):
        # Two equal lines in one voucher are two lines.
        return None

    def _existing(self, place_ids):
        return []

    def _row(self, values, origin):
        """Return kept values of a line from a village (its id) as voucher_list.EntryRow."""
        day = values.get("date")
        return rules.EntryRow(
            values["version"],
            date.fromisoformat(day) if day else None,
            values.get("word", ""),
            int(values.get("number") or 0),
            values.get("summary", ""),
            values.get("code", ""),
            values.get("name", ""),
            values.get("party", ""),
            yuan(values.get("debit") or 0),
            yuan(values.get("credit") or 0),
            int(values.get("papers") or 0),
            origin or 0,
        )

    def _whole(self, batch):
        """Keep vouchers out that do not balance or have a bad line, those that were loaded before, and those
        that come too late for the opening balances."""
        kept = (
            self.env["reform.intake.row"]
            .search_fetch(
                [("batch_id", "=", batch.id), ("state", "not in", ("applied", "skipped", "replaced"))],
                ["values", "error_count", "place_id", "origin_place_id"],
            )
            .filtered("values")
        )
        rows = [
            (self._row(row.values, (row.origin_place_id or row.place_id).id), bool(row.error_count))
            for row in kept
        ]
        ids = kept.ids
        found = [(ids[each.row], each, "error") for each in rules.whole(rows)]
        wrong = {row_id for row_id, *_rest in found}
        found += self._known(batch, ids, rows, wrong)
        return [*found, *self._too_late(batch, ids, rows, {row_id for row_id, *_rest in found})]

    def _too_late(self, batch, ids, rows, judged):
        """Yield the lines from before the opening day once the balances of the opening are settled."""
        opening = self.env["ledger.opening"].search([("entity_id", "=", batch.entity_id.id)], limit=1)
        if opening and opening.state != "draft":
            for each in rules.too_late(rows, opening.date_opening):
                if ids[each.row] not in judged:
                    yield ids[each.row], each, "error"

    def _known(self, batch, ids, rows, wrong):
        """Yield the lines of vouchers that stand in the list of the entity already."""
        entries = self.env["ledger.opening.entry"].search([("opening_id.entity_id", "=", batch.entity_id.id)])
        before, now = defaultdict(lambda: ZERO), defaultdict(lambda: ZERO)
        for entry in entries:
            before[entry._key()] += yuan(entry.debit)
        for row, _wrong in rows:
            if row.key:
                now[row.key] += row.debit
        for row_id, (row, bad) in zip(ids, rows, strict=True):
            if bad or row_id in wrong or row.key not in before:
                continue
            facts = {"voucher": row.key.label}
            if before[row.key] == now[row.key]:
                yield row_id, Problem("VoucherKnown", facts), "duplicate"
            else:
                facts["debit"] = before[row.key]
                yield row_id, Problem("VoucherDiffers", facts), "changed"

    def _apply(self, batch, rows):
        """Keep the lines of a set with the opening of the entity."""
        opening = self._opening(batch, "voucher_list")
        taken = []
        for line_no, (_row_id, values, place_id, origin_id, reference) in enumerate(rows, 1):
            row = self._row(values, origin_id or place_id)
            taken.append(
                {
                    "date": row.date,
                    "word": row.word,
                    "number": row.number,
                    "line_no": line_no,
                    "summary": row.summary,
                    "chart_id": batch.chart_id.id,
                    "code": row.code,
                    "name": row.name,
                    "party_name": row.party or False,
                    "origin_place_id": row.origin,
                    "debit": float(row.debit),
                    "credit": float(row.credit),
                    "papers": row.papers,
                    "reference": reference,
                }
            )
        return opening._take_entries(taken).ids
