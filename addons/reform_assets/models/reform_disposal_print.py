from odoo import fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain

from ..messages import disposal as messages


class ReformDisposal(models.Model):
    """The approval form of a disposal, as it goes round and into the file."""

    _inherit = "reform.disposal"

    def _print_digest(self):
        self.ensure_one()
        return chain.digest(chain.canonical(self._seal_payload()))

    def _print_facts(self):
        """Return rows of two (label, value): whose it is, how it goes, what it is worth, who decided."""
        self.ensure_one()
        mine = self.sudo()
        other = mine.buyer_id.name or mine.receiver_id.name or mine.company_id.name or ""
        label = mine._print_choice
        decided = mine.decision_id.display_name or mine.collective_no or ""
        reports = mine.valuation_ids.mapped(lambda one: one.report_no or one.name)
        price = mine.agreed_value if mine.kind == "contribution" else mine.price
        texts = messages.form_labels(self.env)
        values = (
            mine.entity_id.name, mine.place_id.full_name or "", label("kind"), label("regime"),
            label("ground"), other, _money(mine.value), messages.form_list(self.env, reports),
            _money(mine.reserve_price), _money(price), decided, label("route"),
        )  # fmt: skip
        cells = list(zip(texts, values, strict=True))
        return list(zip(cells[::2], cells[1::2], strict=True))

    def _print_approvals(self):
        """Return (step, name and role, day, verdict, reason) of everybody who put a name to it."""
        self.ensure_one()
        rows = []
        for row in self.sudo().approval_ids.sorted("id"):
            verdict = dict(row._fields["verdict"]._description_selection(self.env))[row.verdict]
            name = row.user_id.name
            if row.on_behalf_of_id:
                name = messages.form_deputy(self.env, name=name, principal=row.on_behalf_of_id.name)
            day = fields.Date.to_string(fields.Datetime.context_timestamp(self, row.at).date())
            rows.append((row.step_label, name, row.group_id.name, day, verdict, row.reason or ""))
        return rows

    def _print_signatures(self):
        return messages.form_signatures(self.env, self.regime)

    def _print_choice(self, name):
        value = self[name]
        return dict(self._fields[name]._description_selection(self.env)).get(value, "") if value else ""


def _money(value):
    return f"{yuan(value):,.2f}" if value else ""
