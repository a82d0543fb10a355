from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_asset_act import KINDS
from odoo.tools import SQL

from .. import messages

# Acts that move nothing in any book: things stay where they are, or were there when the books were opened.
SILENT = ("opening", "split", "merge", "move", "lend", "give_back")
BOOKED = tuple(kind for kind, _label in KINDS if kind not in SILENT)


class ReformAssetAct(models.Model):
    """An act on cards learns to stand in the books of the owner.

    A removal that a disposal caused is told by the disposal, which knows what it brought.
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
        return domain & (told | undone) & ~self._told_by_disposal_domain()

    @api.model
    def _told_by_disposal_domain(self):
        return fields.Domain("kind", "=", "removal") & fields.Domain("origin_model", "=", "reform.disposal")

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
        if self.kind == "removal" and self.origin_model == "reform.disposal":
            return "ToldByDisposal", {"disposal": self.origin_ref or ""}
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
