from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_asset_act import KINDS
from odoo.addons.reform_rules.economy import asset_entries
from odoo.tools import SQL

from ..messages import events as messages

# Acts that move nothing in any book: things stay where they are, or were there when the books were opened.
SILENT = ("opening", "split", "merge", "move", "lend", "give_back")
BOOKED = tuple(kind for kind, _label in KINDS if kind not in SILENT)


class ReformAssetAct(models.Model):
    """An act on cards learns to stand in the books of the owner.

    What a disposal brought and cost lies in 固定资产清理 from the day the money moved; when its act strikes
    the cards off, their value goes there too, and what is left is the gain or the loss.
    """

    _name = "reform.asset.act"
    _inherit = ["reform.asset.act", "reform.asset.event.mixin"]

    @api.model
    def _event_key_sql(self, alias):
        return SQL("('act:' || %s)", SQL.identifier(alias, "name"))

    @api.model
    def _waiting_domain(self):
        """Return the acts carried out on cards with a value; what is taken back follows what was booked."""
        told = fields.Domain("kind", "in", BOOKED) & fields.Domain("kind", "!=", "undo")
        undone = fields.Domain("undo_of_id.kind", "in", BOOKED) & fields.Domain(
            "undo_of_id.book_state", "!=", "none"
        )
        # An act taken back before it was booked never comes into the books.
        domain = fields.Domain("state", "=", "done") & fields.Domain("worth", "!=", 0)
        domain &= fields.Domain("regime", "=", "collective")
        return domain & (told | undone)

    def _run_facts(self):
        self.ensure_one()
        return {"partner_id": self.partner_id.id, "amount": self.worth}

    def _book_problem(self):
        self.ensure_one()
        told = self.undo_of_id or self
        if self.state not in ("done", "undone"):
            return "ActNotDone", {}
        if told.kind not in BOOKED or not self.worth:
            return "NothingDue", {}
        if self.undo_of_id and self.undo_of_id.book_state == "none":
            return "CreditsUnbooked", {"due": self.undo_of_id.display_name}
        return None

    def _book_summary(self):
        self.ensure_one()
        cards = self.sudo().asset_ids
        return messages.summary_act(
            self.env,
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            card=cards[:1].display_name,
            more=len(cards) - 1,
        )

    def _disposal(self):
        """Return the disposal the act rests on, or none."""
        self.ensure_one()
        # sudo: whoever books sees what a disposal brought, whatever else he may read.
        disposals = self.env["reform.disposal"].sudo()
        if self.kind != "removal" or self.origin_model != "reform.disposal":
            return disposals
        return disposals.browse(self.origin_id)

    def _money_event(self):
        """A contribution is booked at the agreed value, which its disposal knows."""
        fact = super()._money_event()
        disposal = self._disposal()
        if fact["kind"] == "asset_contributed" and disposal:
            agreed = {line["asset_id"]: line["difference"] for line in disposal._outcome_facts()["lines"]}
            fact["lines"] = [{**line, "difference": agreed[line["asset_id"]]} for line in fact["lines"]]
        return fact

    def _entry(self, fact, entity, chart):
        """Return the entry of the act, and for a disposal what clearing leaves: the gain or loss."""
        event = self._asset_event(fact)
        lines = [*asset_entries.entries(event, chart)]
        if fact["kind"] == "asset_removed":
            for kind, cards in self._disposal()._clearing_results(fact["lines"]).items():
                lines += asset_entries.entries(event._replace(kind=kind, cards=tuple(cards)), chart)
        return asset_entries.word(event, chart), tuple(lines)
