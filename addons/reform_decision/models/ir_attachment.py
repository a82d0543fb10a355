import json

from odoo import models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from .. import messages
from .decision_table import FROZEN_AT, ORDER, PAPER_KINDS

OWN = ("reform.decision", "reform.decision.step", "reform.decision.paper")


class IrAttachment(models.Model):
    """Papers of a case are files; a file must not be exchanged behind the field that holds it."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        sealed_at = {kind: ORDER[step] for kind, (_label, step, _picture) in PAPER_KINDS.items()}
        order, frozen, kinds = (f"'{json.dumps(table)}'::jsonb" for table in (ORDER, FROZEN_AT, sealed_at))
        papers.keep(
            self.env.cr,
            "reform_decision_paper_guard",
            f"""CASE paper.res_model
                WHEN 'reform.decision' THEN (
                    SELECT ({order} -> d.state)::int >= ({frozen} -> paper.res_field)::int
                      FROM reform_decision d WHERE d.id = paper.res_id AND paper.res_field IS NOT NULL)
                WHEN 'reform.decision.step' THEN (
                    SELECT ({order} -> d.state)::int >= ({order} -> s.name)::int
                      FROM reform_decision_step s JOIN reform_decision d ON d.id = s.decision_id
                     WHERE s.id = paper.res_id AND paper.res_field IS NOT NULL)
                WHEN 'reform.decision.paper' THEN (
                    SELECT ({order} -> d.state)::int >= ({kinds} -> p.kind)::int
                      FROM reform_decision_paper p JOIN reform_decision d ON d.id = p.decision_id
                     WHERE p.id = paper.res_id AND paper.res_field IS NOT NULL)
                END""",
        )

    def write(self, vals):
        self._refuse_sealed_papers()
        return super().write(vals)

    def unlink(self):
        self._refuse_sealed_papers()
        return super().unlink()

    def _refuse_sealed_papers(self):
        # The fields themselves write their files as superuser, after their own record has refused or
        # allowed it.
        if self.env.su:
            return
        for file in self.sudo():
            if not file.res_field or file.res_model not in OWN:
                continue
            record = self.env[file.res_model].sudo().browse(file.res_id).exists()
            if record and self._paper_is_sealed(record, file.res_field):
                raise AccessError(messages.paper_is_sealed(self.env, record=record.display_name))

    def _paper_is_sealed(self, record, field_name):
        if record._name != "reform.decision":
            return record._is_sealed()
        return ORDER[record.state] >= FROZEN_AT.get(field_name, 99)
