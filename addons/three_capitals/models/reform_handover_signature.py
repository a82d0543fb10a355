import base64
import hashlib

from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_count_entry import check_photo
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError, UserError

from ..messages import handover as messages

ROLES = [("giver", "Giver"), ("receiver", "Receiver"), ("witness", "Witness")]
WAYS = [("drawn", "Drawn on the Screen"), ("scan", "Signed Scan")]


class ReformHandoverSignature(models.Model):
    """A hand set under a handover: whose, when, and the digest of what he saw. It is never changed."""

    _name = "reform.handover.signature"
    _description = "Signature of a Handover"
    _inherit = ["reform.append.only.mixin"]
    _order = "id"
    _rec_name = "name"

    _frozen_columns = (
        "handover_id", "role", "name", "post", "user_id", "entered_by_id", "way", "digest", "file_digest",
        "at",
    )  # fmt: skip

    handover_id = fields.Many2one("reform.handover", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="handover_id.entity_id", store=True, index=True)
    role = fields.Selection(ROLES, "Signs As", required=True)
    name = fields.Char("Signed by", required=True)
    post = fields.Char("Position")
    user_id = fields.Many2one("res.users", "Login", ondelete="restrict", help="Empty: signed on paper.")
    entered_by_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    way = fields.Selection(WAYS, "Way of Signing", required=True)
    image = fields.Binary("Signature", attachment=True)
    scan = fields.Binary("Signed Scan", attachment=True)
    scan_name = fields.Char("File Name")
    digest = fields.Char("Digest of What Was Signed", required=True)
    file_digest = fields.Char("Digest of the File", required=True)
    at = fields.Datetime("Time", required=True)
    is_valid = fields.Boolean("Still Covers the Lists", compute="_compute_is_valid")

    def _compute_is_valid(self):
        digests = self.sudo().handover_id._digests()
        for one in self:
            handover = one.sudo().handover_id
            now = handover.digest if handover.state == "done" else digests[handover.id]
            newest = handover.signature_ids.filtered(lambda other, one=one: other.role == one.role)[-1:]
            one.is_valid = one.digest == now and one == newest.with_env(one.env)


class ReformHandover(models.Model):
    """Signing: each of the three as himself, over what stands there at that moment."""

    _inherit = "reform.handover"

    signature_ids = fields.One2many("reform.handover.signature", "handover_id", "Signatures", readonly=True)
    my_role = fields.Selection(ROLES, "I Sign As", compute="_compute_my_role")
    may_sign = fields.Boolean(compute="_compute_my_role")
    scan_role = fields.Selection(ROLES, "Signs on Paper", compute="_compute_my_role")

    @api.depends(
        "state", "giver_id", "receiver_id", "witness_id", "giver_signed", "receiver_signed", "witness_signed"
    )
    @api.depends_context("uid")
    def _compute_my_role(self):
        for handover in self:
            role = handover._role_of(self.env.user)
            signing = handover.state == "signing"
            handover.my_role = role
            handover.may_sign = bool(signing and role and not handover[f"{role}_signed"])
            on_paper = [
                each for each in rules.ROLES if not handover[f"{each}_id"] and not handover[f"{each}_signed"]
            ]
            handover.scan_role = (
                on_paper[0] if signing and on_paper and handover.witness_id == self.env.user else False
            )

    def _role_of(self, user):
        self.ensure_one()
        return next((role for role in rules.ROLES if self.sudo()[f"{role}_id"] == user), False)

    def action_sign(self):
        """Open the window in which one signs."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.handover.sign",
            "view_mode": "form",
            "target": "new",
            "name": messages.sign_title(self.env),
            "context": {
                "default_handover_ids": [fields.Command.set(self.ids)],
                "default_on_paper": self[:1].scan_role or False if not self[:1].may_sign else False,
            },
        }

    def _sign(self, image=None, scan=None, scan_name=None, on_paper=None):
        """Set the user's hand under these handovers as they stand.

        Args: image, scan: Base64; a drawn signature is a picture. on_paper: role of a party without a login,
        whose signed scan the witness lays down.
        Raises: AccessError: no party, or a party with a login of his own. UserError: not being signed, or
        nothing to sign with.
        """
        self.check_access("read")
        self.sudo()._lock_rows()
        # What others changed while we waited is looked at, not what we saw before.
        self.invalidate_recordset()
        if image:
            check_photo(self.env, image)
        if on_paper and not scan:
            raise UserError(messages.scan_missing(self.env))
        if not (image or scan):
            raise UserError(messages.signature_missing(self.env))
        digests, values = self._digests(), []
        for handover in self:
            role = handover._signing_role(on_paper)
            content = base64.b64decode(scan or image)
            values.append(
                {
                    "handover_id": handover.id,
                    "role": role,
                    "name": handover[f"{role}_name"],
                    "post": handover[f"{role}_post"] or False,
                    "user_id": handover[f"{role}_id"].id,
                    "entered_by_id": self.env.uid,
                    "way": "scan" if scan else "drawn",
                    "image": image or False,
                    "scan": scan or False,
                    "scan_name": scan_name or False,
                    "digest": digests[handover.id],
                    "file_digest": hashlib.sha256(content).hexdigest(),
                    "at": fields.Datetime.now(),
                }
            )
        # sudo: nobody has the right to add signatures by hand; who signs as whom was asked above.
        signatures = self.env["reform.handover.signature"].sudo()._add(values)
        for one in signatures:
            one.handover_id._set_guarded({f"{one.role}_signed": True})
        handovers = self.sudo()
        handovers._seal({each: (each.state, each.state) for each in handovers}, kind="signed")
        return signatures

    def _signing_role(self, on_paper):
        """Return the role in which the user signs one handover."""
        self.ensure_one()
        if self.state != "signing":
            raise UserError(
                messages.not_signing(self.env, handover=self.display_name, state=self._state_label())
            )
        if not on_paper:
            role = self._role_of(self.env.user)
            if not role:
                raise AccessError(messages.not_a_party(self.env, handover=self.display_name))
            return role
        if on_paper not in rules.ROLES or self[f"{on_paper}_id"]:
            # Whoever has a login signs with it.
            name = on_paper in rules.ROLES and self[f"{on_paper}_name"] or ""
            role_name = messages.role(self.env, on_paper) if on_paper in rules.ROLES else ""
            raise AccessError(messages.signs_himself(self.env, role_name=role_name, person=name))
        if self.witness_id != self.env.user:
            raise AccessError(messages.witness_uploads(self.env))
        return on_paper

    def _plain_signatures(self):
        """Return the signatures as the rule takes them, oldest first."""
        self.ensure_one()
        return [rules.Signature(one.role, one.digest) for one in self.sudo().signature_ids]


class IrAttachment(models.Model):
    """The database keeps drawn signatures, signed scans, and photos of postings."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_handover_paper_guard",
            """(paper.res_model, paper.res_field) IN
                   (('reform.handover.signature', 'image'), ('reform.handover.signature', 'scan'),
                    ('reform.clearing.publication', 'photo'))""",
        )
