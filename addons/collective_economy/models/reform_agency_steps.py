from odoo import fields, models
from odoo.addons.reform_decision.models import paper
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import agency as messages

DIRECTOR = "reform_places.group_director"
TOWNSHIP = "reform_places.group_township"
ACCOUNTANT = "reform_places.group_accountant"


class ReformAgencyEngagement(models.Model):
    """The life of an engagement: signed, people changed, ended, its books taken over by the next."""

    _inherit = "reform.agency.engagement"

    def action_sign(self):
        """Sign for the entity: its director, who has not drawn the engagement up."""
        for one in self:
            one._refuse_incomplete()
            one._approve("signed", DIRECTOR)
            # sudo: the director signs and writes nothing else.
            full = one.sudo()
            full._move(
                "signed",
                signed_on=civil_day.today(),
                signed_by_id=self.env.uid,
                contract_digest=paper.digest(full, "contract_file"),
                previous_id=full._before().id,
            )
        return True

    def _refuse_incomplete(self):
        self.ensure_one()
        full = self.sudo()
        sentences = messages.problems(self.env, full._people_problems())
        if not full.contract_file:
            sentences.append(messages.contract_missing(self.env, engagement=self.display_name))
        for person in full.accountant_ids | full.cashier_id | full.clerk_id:
            if not full.entity_id.with_user(person).has_access("read"):
                sentences.append(
                    messages.out_of_reach(self.env, person=person.name, entity=full.entity_id.name)
                )
        if sentences:
            raise UserError(messages.listing(self.env, record=self.display_name, sentences=sentences))

    def _before(self):
        """Return the engagement of the same entity that ended last before this one began."""
        self.ensure_one()
        return self.search(
            [
                ("entity_id", "=", self.entity_id.id),
                ("state", "=", "ended"),
                ("ended_on", "<", self.date_from),
            ],
            order="ended_on desc",
            limit=1,
        )

    def action_end(self, reason=None, date=None):
        """End engagements on a day, with the reason; what is handed over is written down as it stands."""
        self._require_group(DIRECTOR, TOWNSHIP)
        self.check_access("read")
        if not (reason or "").strip():
            return self._ask_window("end")
        date = fields.Date.to_date(date) or civil_day.today()
        for one in self:
            if date < one.date_from:
                raise UserError(messages.end_wrong(self.env, date=date))
            # sudo: who may end it is checked above; nobody writes an engagement in force otherwise.
            one.sudo()._move(
                "ended",
                reason=reason.strip(),
                ended_on=date,
                end_reason=reason.strip(),
                handover=messages.handover_text(self.env, one.sudo()._handover_facts(date)),
            )
        return True

    def _handover_facts(self, day):
        """Return how the books stand on a day: last number, open months, money, what is left to do."""
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT count(*) FILTER (WHERE state = 'posted'), count(*) FILTER (WHERE state <> 'posted'),
                      max(id) FILTER (WHERE state = 'posted') FROM ledger_voucher
                WHERE entity_id = %s AND date <= %s""",
            [self.entity_id.id, day],
        )
        posted, unposted, last = self.env.cr.fetchone()
        self.env.cr.execute(
            """SELECT min(name) FROM ledger_period WHERE entity_id = %s AND state = 'open'""",
            [self.entity_id.id],
        )
        (open_month,) = self.env.cr.fetchone()
        self.env.cr.execute(
            """SELECT coalesce(sum(e.debit - e.credit) FILTER (WHERE a.code LIKE '101%%'), 0),
                      coalesce(sum(e.debit - e.credit) FILTER (WHERE a.code LIKE '102%%'), 0)
                 FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                 JOIN ledger_account a ON a.id = e.account_id
                WHERE v.state = 'posted' AND e.entity_id = %s AND e.date <= %s""",
            [self.entity_id.id, day],
        )
        cash, bank = self.env.cr.fetchone()
        waiting = [("entity_id", "=", self.entity_id.id), ("state", "=", "approved")]
        return {
            "last": self.env["ledger.voucher"].browse(last).display_name if last else "",
            "posted": posted,
            "unposted": unposted,
            "open_month": open_month,
            "cash": yuan(cash),
            "bank": yuan(bank),
            "unpaid": self.env["reform.spending"].search_count(waiting),
        }

    def action_take_over(self):
        """Take over the books of the engagement before: by an accountant of the new one."""
        for one in self:
            before = one.sudo().previous_id
            if not before:
                raise UserError(messages.no_predecessor(self.env, engagement=one.display_name))
            if self.env.user not in one.accountant_ids:
                raise AccessError(messages.not_your_books(self.env, engagement=one.display_name))
            # sudo: the accountant is named in the engagement; the receipt is all that is written.
            full = one.sudo()
            full._set_guarded(
                {
                    "taken_over_on": civil_day.today(),
                    "taken_over_by_id": self.env.uid,
                    "handover": messages.handover_text(self.env, full._handover_facts(one.date_from)),
                }
            )
            full._seal({full: (one.state, one.state)}, kind="books taken over")
            full._message_log(body=full.handover)
        return True

    def action_replace(self, reason=None, people=None):
        """Change the people of engagements in force, with the reason: somebody fell ill, somebody moved.

        Args: people: {"accountant_ids": [ids], "cashier_id": id, "clerk_id": id}, those that change.
        """
        self._require_group(TOWNSHIP)
        self.check_access("write")
        if not (reason or "").strip() or not people:
            return self._ask_window("replace")
        allowed = {
            name: people[name] for name in ("accountant_ids", "cashier_id", "clerk_id") if people.get(name)
        }
        if "accountant_ids" in allowed:
            allowed["accountant_ids"] = [fields.Command.set(allowed["accountant_ids"])]
        for one in self:
            if one.state != "signed":
                raise UserError(
                    messages.not_at_this_step(self.env, line=one.display_name, state=one._state_label())
                )
            one._set_guarded(allowed)
            one._check_people()
            one._refuse_incomplete()
            one.flush_recordset()
            one._seal({one: (one.state, one.state)}, kind="people changed", reason=reason.strip())
            one._message_log(body=reason.strip())
        return True

    def _ask_window(self, act):
        """Open the window that asks what an act still needs and then calls it again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.agency.ask",
            "view_mode": "form",
            "target": "new",
            "name": messages.ask_title(self.env, act),
            "context": {"default_act": act, "default_res_model": self._name, "default_res_ids": self.ids},
        }

    def action_entity_vouchers(self):
        """Open the vouchers of the entity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_voucher_action")
        action["domain"] = [("entity_id", "in", self.entity_id.ids)]
        action["context"] = {"default_entity_id": self.entity_id.id}
        return action
