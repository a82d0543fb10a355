from odoo import api, models
from odoo.addons.reform_places.alert import Fact, Kind

from ..messages import act as messages


class ReformAssetAct(models.Model):
    """What was lent and not given back in time is a case for the village."""

    _inherit = "reform.asset.act"

    @api.model
    def _alert_kinds(self):
        return {
            "loan_overdue": Kind(
                label=messages.loan_overdue_label(self.env),
                owner_group="reform_places.group_clerk",
                days=10,
                sentence=messages.loan_overdue,
            )
        }

    @api.model
    def _alert_facts(self, at):
        """Yield a fact for each loan whose day of return has passed while a card is still lent."""
        late = self.search([("kind", "=", "lend"), ("state", "=", "done"), ("returns_on", "<", at)])
        for act in late:
            if any(act == _last_loan(card) for card in act._cards().asset_id if card.use_state == "lent"):
                yield Fact(
                    kind="loan_overdue",
                    record=act,
                    place_id=act.place_id.id,
                    facts={"ref": act.display_name, "day": str(act.returns_on)},
                )


def _last_loan(card):
    """Return the act by which a card was lent last; a loan renewed has a later one."""
    acts = card.act_line_ids.act_id.filtered(lambda act: act.kind == "lend" and act.state == "done")
    return acts.sorted("done_no")[-1:]
