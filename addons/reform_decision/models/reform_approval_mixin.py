from odoo import api, fields, models
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from ..messages import approval as messages


class ReformApprovalMixin(models.AbstractModel):
    """A record that other people have to approve, and whose signatures outlive every change of its state.

    *What it accepts*: a model, best one with `reform.workflow.mixin`. *How to use*: in the act, call
    `self._approve("filed", TOWNSHIP)` and then `self.sudo()._move("filed")`; or `self._return(...)` with a
    reason and the move back. *How it works*: the signature needs one of the groups, held by the user himself
    or lent to him by a dated `reform.delegation`; nobody judges what he asked for; two steps of one chain
    (`_approval_chains`) need two people.
    """

    _name = "reform.approval.mixin"
    _description = "Record with Approvals"

    # Steps of which no two may be approved by the same person, such as (("checked", "confirmed"),).
    _approval_chains = ()

    approval_ids = fields.One2many("reform.approval", "res_id", "Approvals", readonly=True, copy=False)
    approval_count = fields.Integer("Number of Approvals", compute="_compute_approval_count")
    acting_groups = fields.Char(
        compute="_compute_acting_groups",
        help="Roles the user holds, or has been lent for records of this kind.",
    )

    @api.depends("approval_ids")
    def _compute_approval_count(self):
        counts = dict(
            self.env["reform.approval"]._read_group(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)], ["res_id"], ["__count"]
            )
        )
        for record in self:
            record.approval_count = counts.get(record._origin.id, 0)

    @api.depends_context("uid")
    def _compute_acting_groups(self):
        groups = self.env["reform.delegation"]._groups_of(self.env.user, self._name)
        self.acting_groups = " ".join(sorted(groups))

    # -- what a model may say about itself
    # ---------------------------------------------------------------------------

    def _approval_requesters(self):
        """Return the users who asked for what is judged: they sign nothing here."""
        self.ensure_one()
        own = [name for name in ("create_uid", "proposer_id", "requester_id") if name in self._fields]
        return self.env["res.users"].union(*(self.sudo()[name] for name in own))

    def _approval_payload(self):
        """Return the content that is judged, as values that `chain.canonical` writes."""
        self.ensure_one()
        return self._seal_payload() if hasattr(self, "_seal_payload") else {"id": self.id}

    def _approval_place(self):
        """Return the place in whose scope the signature is read."""
        self.ensure_one()
        if "place_id" in self._fields:
            return self.place_id
        return self.entity_id.place_id if "entity_id" in self._fields else self.env["reform.place"]

    @api.model
    def _approval_step_labels(self):
        """Return {step: its name}; by default steps are called like the states they lead to."""
        name = getattr(self, "_state_field", "state")
        field = self._fields.get(name)
        return dict(field._description_selection(self.env)) if field and field.type == "selection" else {}

    # -- signing
    # ----------------------------------------------------------------------------------------------------

    def _approve(self, step, *groups, reason=None, requester=None, verdict="approved"):
        """Sign each record at a step; return the rows, in the order of the records.

        Args: step: name of the step, best that of the state it leads to. groups: xml ids, one of which is
        needed. requester: users (beside creator and proposer) who must not sign.
        verdict: approved, or countersigned for a further signature at the same step.
        Raises: AccessError: no such role, neither own nor lent, or the record is out of scope. UserError: own
        request, second signature of a chain, or the very same content signed twice.
        """
        return self._sign_step(step, groups, verdict=verdict, reason=reason, requester=requester)

    def _return(self, step, *groups, reason, requester=None):
        """Send the records back from a step, with a reason; the signatures so far stay on record."""
        if not (reason or "").strip():
            raise UserError(messages.return_needs_reason(self.env))
        return self._sign_step(step, groups, verdict="returned", reason=reason.strip(), requester=requester)

    def _sign_step(self, step, groups, *, verdict, reason=None, requester=None):
        assert groups, "a step needs at least one role"
        user = self.env.user
        group, delegations = self._authority(groups)
        latest = self.env["reform.approval"]._latest(self)
        pairs = []
        for record in self.sudo():
            delegation = delegations.get(record.id) or self.env["reform.delegation"]
            people = user | delegation.sudo().delegator_id
            requesters = record._approval_requesters() | (requester or self.env["res.users"])
            self._refuse_own_request(record, people, requesters)
            digest = chain.digest(chain.canonical(record._approval_payload()))
            if verdict != "returned":
                self._refuse_second(record, people, step, digest, latest[record.id])
            pairs.append(
                (
                    record,
                    {
                        "res_model": self._name,
                        "res_id": record.id,
                        "ref": record.display_name,
                        "place_id": record._approval_place().id,
                        "step": step,
                        "verdict": verdict,
                        "user_id": user.id,
                        "on_behalf_of_id": delegation.sudo().delegator_id.id,
                        "delegation_id": delegation.id,
                        "group_id": (delegation.sudo().group_id or group).id,
                        "requester_id": (requester or requesters)[:1].id,
                        "at": fields.Datetime.now(),
                        "reason": (reason or "").strip(),
                        "digest": digest,
                    },
                )
            )
        return self.env["reform.approval"]._sign(pairs)

    def _authority(self, groups):
        """Return the group the user signs by, or {record id: delegation} where the group is lent to him.

        The user's own scope holds in both cases; whoever acts for another cannot reach further than himself.
        """
        user = self.env.user
        own = self.with_user(user)
        own.check_access("read")
        held = [xmlid for xmlid in groups if user.has_group(xmlid)]
        if held or user._is_superuser():
            return self.env.ref((held or list(groups))[0]).sudo(), {}
        lent = self.env["reform.delegation"]._lent(user, groups, own)
        if len(lent) < len(self):
            names = [self.env.ref(xmlid).sudo().name for xmlid in groups]
            raise AccessError(messages.group_required(self.env, groups=", ".join(names)))
        return self.env["res.groups"], lent

    def _refuse_own_request(self, record, people, requesters):
        # The system's own user asks for nothing: what it created came from data, and people answer for it.
        if own := (people & requesters).filtered(lambda person: not person._is_superuser()):
            raise UserError(messages.own_request(self.env, record=record.display_name, person=own[0].name))

    def _refuse_second(self, record, people, step, digest, latest):
        """Refuse the same hand twice: for the same content, or at another step of the same chain."""
        if people == self.env.user and people._is_superuser():
            return
        facts = {"record": record.display_name}
        same = latest.get(step)
        if same and same.verdict != "returned" and same.digest == digest and people & same._people():
            raise UserError(
                messages.signed_already(self.env, person=(people & same._people())[0].name, **facts)
            )
        others = {other for chain_ in self._approval_chains if step in chain_ for other in chain_} - {step}
        for other in sorted(others & latest.keys()):
            row = latest[other]
            if row.verdict != "returned" and (hands := people & row._people()):
                raise UserError(
                    messages.second_signature(self.env, person=hands[0].name, step=row.step_label, **facts)
                )

    def action_approvals(self):
        """Show who signed these records."""
        return {
            "type": "ir.actions.act_window",
            "name": messages.approvals_title(self.env),
            "res_model": "reform.approval",
            "views": [(False, "list"), (False, "form")],
            "domain": [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            "context": {"create": False},
        }
