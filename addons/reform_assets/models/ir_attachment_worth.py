from odoo import models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from ..messages import valuation as messages
from .reform_disposal import OUTCOMES

DRAFTED = ("proposed", "classified", "valued")
# model → field of a paper → states in which it may still be exchanged
SEASONS = {
    "reform.valuation": {
        "report_file": ("requested", "scoped", "agency_chosen", "fieldwork"),
        "published_photo": ("draft_report", "reviewed"),
        "minutes": (
            "requested",
            "scoped",
            "agency_chosen",
            "fieldwork",
            "draft_report",
            "reviewed",
            "published",
        ),
    },
    "reform.disposal": {
        "safety_report": ("proposed",),
        "published_photo": DRAFTED,
        "collective_file": (*DRAFTED, "value_published"),
        "contract_file": ("listed", "approved"),
        "handover_file": ("approved", "listed", *OUTCOMES),
    },
}


class IrAttachment(models.Model):
    """Reports, photos of postings and minutes are evidence: none is exchanged behind the field."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        cases = []
        for model, fields_ in SEASONS.items():
            table = self.env[model]._table
            for name, states in fields_.items():
                listed = ", ".join(f"'{state}'" for state in states)
                cases.append(
                    f"WHEN paper.res_model = '{model}' AND paper.res_field = '{name}' THEN ("
                    f"SELECT r.state NOT IN ({listed}) FROM {table} r WHERE r.id = paper.res_id)"
                )
        papers.keep(self.env.cr, "reform_worth_paper_guard", f"CASE {' '.join(cases)} END")

    def write(self, vals):
        self._refuse_worth_papers()
        return super().write(vals)

    def unlink(self):
        self._refuse_worth_papers()
        return super().unlink()

    def _refuse_worth_papers(self):
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if self.env.su:
            return
        for file in self.sudo():
            states = SEASONS.get(file.res_model, {}).get(file.res_field)
            record = states and self.env[file.res_model].sudo().browse(file.res_id).exists()
            if record and record.state not in states:
                raise AccessError(messages.paper_stays(self.env, record=record.display_name))
