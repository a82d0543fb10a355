from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import agency as rules
from odoo.exceptions import AccessError, UserError

from ..messages import agency as messages

CLERK = "reform_places.group_clerk"
ACCOUNTANT = "reform_places.group_accountant"
AFTER = {"waiting": "reported", "returned": "reported", "reported": "checked", "checked": "booked"}


class ReformAgencyBatchLine(models.Model):
    """The buttons of the batch: each for as many lines as are marked; what cannot go on says why."""

    _inherit = "reform.agency.batch.line"

    def action_report(self):
        """Hand the month in: the village's clerk, with papers or the word that nothing happened."""
        self._require_group(CLERK)
        today = civil_day.today()

        def report(lines):
            return lines._move(
                "reported", reported_by_id=self.env.uid, reported_on=today, return_reason=False
            )

        return self._those_ready("reported", report)

    def action_check(self):
        """The first check: papers are complete, legible and the village's own."""
        self._require_keeper()
        # sudo: the accountant of the engagement moves what belongs to the village.
        return self._those_ready(
            "checked", lambda lines: lines.sudo()._move("checked", checked_by_id=self.env.uid)
        )

    def action_return(self, reason=None):
        """Send months back to the villages, with the reason."""
        self._require_keeper()
        if not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "res_model": "reform.agency.ask",
                "view_mode": "form",
                "target": "new",
                "name": messages.ask_title(self.env, "return"),
                "context": {
                    "default_act": "return",
                    "default_res_model": self._name,
                    "default_res_ids": self.ids,
                },
            }
        here = self._at_step("reported", "checked")
        return here.sudo()._move("returned", reason=reason.strip(), return_reason=reason.strip())

    def action_book(self):
        """Bring everything that happened in the months into the books, by the monthly run."""
        self._require_keeper()
        here = self._at_step("checked")
        for month, lines in here.grouped("month").items():
            run = self.env["reform.money.run"].create(
                {"month": month, "entity_ids": [fields.Command.set(lines.entity_id.ids)]}
            )
            run.action_run()
            lines.sudo()._set_guarded({"run_id": run.id})
        self.invalidate_recordset()
        return here._those_ready("booked", lambda lines: lines.sudo()._move("booked"))

    def action_run_lines(self):
        """Show what the run has booked for the entity, and what it could not."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "reform.money.run",
            "res_id": self.run_id.id,
            "views": [(False, "form")],
        }

    def action_requests(self):
        """Show the requests to spend of the month."""
        self.ensure_one()
        last = fields.Date.end_of(self.month, "month")
        action = self.env["ir.actions.act_window"]._for_xml_id("collective_economy.reform_spending_action")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            "|",
            "&", ("asked_on", ">=", self.month), ("asked_on", "<=", last),
            "&", ("paid_on", ">=", self.month), ("paid_on", "<=", last),
        ]  # fmt: skip
        action["context"] = {}
        return action

    def action_vouchers(self):
        """Show the vouchers of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_voucher_action")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            ("date", ">=", self.month),
            ("date", "<=", fields.Date.end_of(self.month, "month")),
        ]
        action["context"] = {"default_entity_id": self.entity_id.id}
        return action

    # -- who, and when ---

    def _require_keeper(self):
        """Refuse everybody who is not an accountant of the entity's engagement."""
        self._require_group(ACCOUNTANT)
        self.check_access("read")
        if self.env.su:
            return
        for line in self:
            engagement = line.sudo().engagement_id
            if self.env.user not in engagement.accountant_ids:
                raise AccessError(messages.not_your_books(self.env, engagement=engagement.display_name))

    def _at_step(self, *states):
        """Return the lines at one of the states: whoever marks the whole screen means those.

        Raises: UserError: none of them is.
        """
        here = self.filtered(lambda line: line.state in states)
        if self and not here:
            line = self[0]
            raise UserError(
                messages.not_at_this_step(self.env, line=line.display_name, state=line._state_label())
            )
        return here

    def _those_ready(self, step, move):
        """Move the lines that lack nothing for a step, and say what the others lack.

        Raises: UserError: none of them is ready, or none at this step at all.
        """
        here = self._at_step(*(state for state, after in AFTER.items() if after == step))
        lacks = {}
        for line in here:
            found = [problem for problem in rules.missing(line._facts(), step) if problem.level == "error"]
            if found:
                lacks[line] = "; ".join(messages.problems(self.env, found))
        ready = here - self.browse([line.id for line in lacks])
        sentences = [f"{line.display_name}: {text}" for line, text in lacks.items()]
        if not ready:
            raise UserError("\n".join(sentences))
        move(ready)
        return messages.left_behind(self.env, done=len(ready), sentences=sentences) if sentences else True
