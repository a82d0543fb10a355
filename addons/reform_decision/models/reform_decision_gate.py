from datetime import date, datetime
from decimal import Decimal

from odoo import fields, models
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from .. import messages


class ReformDecisionGate(models.AbstractModel):
    """A record that cannot go on before the villagers have decided it.

    *What it accepts*: a model with an owner collective (`entity_id`, or `_get_decision_entity`).
    *How to use*: inherit it, set `_decision_kind` and `_decision_term_fields` (what the vote is about), and
    call `_check_decision()` in the act that needs the resolution. *How it works*: the case names the record
    and keeps a digest of its terms as proposed; a case of another kind, collective or record does not
    count, nor does one whose terms were changed after the villagers heard them.
    """

    _name = "reform.decision.gate"
    _description = "Record That Needs a Decision"

    # The matter (procedure.KINDS) this model's records are decided as.
    _decision_kind = None
    # Fields that are put to the vote; changed afterwards, they need a new one.
    _decision_term_fields = ()

    decision_id = fields.Many2one(
        "reform.decision", copy=False, index="btree_not_null", ondelete="restrict", tracking=True
    )
    decision_state = fields.Selection(related="decision_id.state", string="Decision Status")

    def write(self, vals):
        if "decision_id" in vals and not self.env.su:
            for record in self.sudo():
                case = record.decision_id
                if case and case.id != vals["decision_id"] and record._decision_in_use():
                    raise AccessError(
                        messages.decision_stays(self.env, record=record.display_name, case=case.name)
                    )
        return super().write(vals)

    def _get_decision_kind(self):
        self.ensure_one()
        return self._decision_kind

    def _get_decision_entity(self):
        """Return the collective (reform.entity) that decides about the record."""
        self.ensure_one()
        return self.entity_id

    def _decision_terms(self):
        """Return what the vote is about as plain values; a change of any of them needs a new vote."""
        self.ensure_one()
        return {name: self._decision_term(name) for name in self._decision_term_fields}

    def _decision_term(self, name):
        field, value = self._fields[name], self[name]
        if isinstance(value, models.BaseModel):
            return sorted(value.ids)
        if field.type in ("float", "monetary"):
            digits = field.get_digits(self.env) if field.type == "float" else (16, 2)
            return str(round(Decimal(repr(value or 0.0)), (digits or (16, 2))[1]))
        if isinstance(value, datetime | date):
            return value.isoformat()
        return value if field.type in ("integer", "boolean") else value or ""

    def _decision_terms_text(self):
        """Return the terms as lines a villager can read, in the user's language."""
        self.ensure_one()
        lines = []
        for name in self._decision_term_fields:
            field, value = self._fields[name], self[name]
            if isinstance(value, models.BaseModel):
                shown = ", ".join(record.display_name for record in value)
            elif field.type == "selection":
                shown = dict(field._description_selection(self.env)).get(value, "")
            elif field.type == "boolean":
                shown = messages.yes_or_no(self.env, value)
            else:
                shown = self._decision_term(name)
            lines.append(f"{field._description_string(self.env)}: {shown}")
        return "\n".join(lines)

    def _decision_in_use(self):
        """Tell whether the record already leans on its decision, which then cannot be revoked."""
        self.ensure_one()
        return False

    def _decision_carried_out(self):
        """Tell whether what was decided has been done."""
        self.ensure_one()
        return True

    def _on_decision_revoked(self, case, reason):
        """Let the record know that what it leaned on is gone; its own acts are refused from now on."""
        self.ensure_one()
        if hasattr(self, "_message_log"):
            self._message_log(body=messages.decision_revoked(self.env, case=case.name, reason=reason))

    def _check_decision(self, stage=None):
        """Refuse records without a passed case of their kind that names them with the same terms.

        Args: stage: how far the case must have come: passed, published, or posted (its posting is over and no
        objection open). Without one the parameter `decision_gate_stage` says it.
        """
        for record in self:
            refusal = record._decision_refusal(stage)
            if refusal:
                raise UserError(refusal)

    def _decision_refusal(self, stage=None):
        """Return the sentence that says why the record's case does not carry it, or an empty text."""
        self.ensure_one()
        # sudo: whether a case carried is asked by people who may not read it, such as the filing township
        # of a lease.
        case, name, env = self.sudo().decision_id, self.display_name, self.env
        kind = self._get_decision_kind()
        if not case:
            return messages.no_decision(env, record=name, kind=case._kind_label(kind))
        if case.kind != kind:
            return messages.decision_of_another_kind(
                env, record=name, case=case.name, kind=case._kind_label(kind)
            )
        if case.entity_id != self.sudo()._get_decision_entity():
            return messages.record_of_another_entity(env, record=name, entity=case.entity_id.display_name)
        if (case.res_model, case.res_id) != (self._name, self.id):
            return messages.decision_of_another_record(env, record=name, case=case.name)
        if not case._is_decided():
            return messages.decision_not_passed(env, record=name, case=case.name, state=case._state_label())
        if not case._has_come_to(stage or case._rules().value("decision_gate_stage")):
            return messages.decision_not_posted(
                env, record=name, case=case.name, until=case.posted_until or case.publish_by
            )
        if chain.digest(chain.canonical(self.sudo()._decision_terms())) != case.terms_digest:
            return messages.terms_changed(env, record=name, case=case.name)
        return ""

    def action_decision(self):
        """Open the record's case, or a new one that names it."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "res_model": "reform.decision",
            "views": [(False, "form")],
            "name": messages.decision_title(self.env),
        }
        if self.decision_id and not self._may_vote_again():
            return {**action, "res_id": self.decision_id.id}
        case = self._open_decision()
        return {**action, "res_id": case.id}

    def _open_decision(self, **vals):
        """Create the case that is to decide the record, and link both. Rights of the user apply."""
        self.ensure_one()
        before, again = self.decision_id, self._may_vote_again()
        over = self.sudo().decision_id.state in ("failed", "revoked", "closed")
        if before and not over and not again:
            raise UserError(messages.has_decision(self.env, record=self.display_name))
        case = self.env["reform.decision"].create(
            {
                "name": messages.decision_about(self.env, record=self.display_name),
                "kind": self._get_decision_kind(),
                "entity_id": self.sudo()._get_decision_entity().id,
                "res_model": self._name,
                "res_id": self.id,
                **vals,
            }
        )
        if again:
            case._set_guarded({"supersedes_id": before.id})
        self.write({"decision_id": case.id})
        return case

    def _may_vote_again(self):
        """Tell whether the record's case carried, but for terms that have changed since.

        The new case takes the place of the old one when it carries.
        """
        self.ensure_one()
        # sudo: asked by people who may not read the case.
        case = self.sudo().decision_id
        return bool(
            case
            and case.result == "passed"
            and case.state in ("passed", "published")
            and case._terms_changed()
            and not self.sudo()._decision_in_use()
        )
