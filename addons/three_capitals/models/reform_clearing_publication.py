from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_count_entry import check_photo
from odoo.addons.reform_decision.models.decision_table import CLERK, DIRECTOR, TOWNSHIP
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import UserError

from ..messages import publication as messages

STATES = [("posted", "Posted"), ("filed", "Filed"), ("withdrawn", "Withdrawn")]
# Where villages merge or a unit ends, its members say whether the result is right.
OF_MEMBERS = ("merger", "abolition")


class ReformClearingPublication(models.Model):
    """The cleared lists hang out: from when to when, where, with a photo and the digest of what hung there.

    The members of the organisation decide about the lists as posted. Source: villagers-committee-law-30
    """

    _name = "reform.clearing.publication"
    _description = "Posting of Cleared Lists"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread"]
    _order = "id desc"

    _state_initial = "posted"
    _state_edges = frozenset({("posted", "filed"), ("posted", "withdrawn")})
    _guarded_fields = frozenset(
        {"clearing_id", "date_from", "date_to", "where", "photo", "digest", "posted_by_id"}
    )
    _decision_kind = "clearing"

    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="clearing_id.entity_id", store=True, index=True)
    place_id = fields.Many2one(related="clearing_id.place_id", store=True, index=True)
    state = fields.Selection(STATES, required=True, default="posted", readonly=True, copy=False, index=True)
    date_from = fields.Date("Posted From", required=True, readonly=True)
    date_to = fields.Date("Posted Until", required=True, readonly=True)
    where = fields.Char("Posted At", required=True, readonly=True)
    photo = fields.Image("Photo of the Notice", readonly=True, max_width=1920, max_height=1920)
    digest = fields.Char("Digest of What Was Posted", required=True, readonly=True)
    posted_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    objection_ids = fields.One2many("reform.clearing.objection", "publication_id", "Objections")
    needs_assembly = fields.Boolean("Members Decide", compute="_compute_needs_assembly")

    @api.depends("entity_id", "date_from")
    def _compute_display_name(self):
        for posting in self:
            posting.display_name = messages.publication_name(
                self.env, entity=posting.sudo().entity_id.name or "", day=posting.date_from
            )

    @api.depends("clearing_id.kind", "date_from")
    def _compute_needs_assembly(self):
        for posting in self:
            posting.needs_assembly = (
                posting.clearing_id.kind in OF_MEMBERS
                and posting._rules().value("clearing_assembly_required") == "yes"
            )

    def _rules(self):
        self.ensure_one()
        day = self.date_from or civil_day.today()
        return self.env["reform.parameter"]._at(day, self.sudo().place_id)

    # -- what is voted on ---

    def _decision_terms(self):
        self.ensure_one()
        return {"clearing": self.clearing_id.id, "digest": self.digest}

    def _decision_terms_text(self):
        self.ensure_one()
        clearing = self.sudo().clearing_id
        return messages.terms(
            self.env,
            entity=clearing.entity_id.name,
            base=clearing.date_base,
            count=len(clearing.item_ids),
            digest=self.digest,
        )

    def _decision_in_use(self):
        return self.state == "filed"

    def _is_decided(self):
        """Tell whether the members have confirmed what was posted, where they have to."""
        self.ensure_one()
        return not self.needs_assembly or not self._decision_refusal()

    def _plain(self, digest_now):
        """Return the posting as the rule takes it."""
        self.ensure_one()
        return rules.Posting(
            since=self.date_from,
            until=self.date_to,
            objections=len(self.sudo().objection_ids.filtered(lambda one: one._is_open())),
            digest_posted=self.digest,
            digest_now=digest_now,
            decided=self._is_decided(),
        )

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "clearing": self.clearing_id.id,
            "from": self.date_from,
            "to": self.date_to,
            "where": self.where,
            "digest": self.digest,
        }


class ReformClearing(models.Model):
    """Posting: what was cleared and decided hangs out for everybody to see."""

    _inherit = "reform.clearing"

    # An objection was right: the lists are decided on again, and posted again.
    _state_edges = frozenset({("published", "adjudicating")})

    publication_ids = fields.One2many("reform.clearing.publication", "clearing_id", "Postings")
    publication_id = fields.Many2one(
        "reform.clearing.publication", "Posting", compute="_compute_publication_id"
    )
    posted_until = fields.Date(compute="_compute_publication_id")
    publication_decision_id = fields.Many2one(
        "reform.decision", "Decision of the Members", compute="_compute_publication_id"
    )

    @api.depends("publication_ids.state", "publication_ids.decision_id")
    def _compute_publication_id(self):
        for clearing in self:
            standing = clearing.publication_ids.filtered(lambda one: one.state != "withdrawn")[:1]
            clearing.publication_id = standing
            clearing.posted_until = standing.date_to
            clearing.publication_decision_id = standing.decision_id

    def action_publish(self):
        """Ask where and since when the lists hang."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.clearing.post",
            "view_mode": "form",
            "target": "new",
            "name": messages.post_title(self.env),
            "context": {"default_clearing_ids": [fields.Command.set(self.ids)]},
        }

    def _publish(self, since, where, photo, until=None):
        """Note that the lists of these clearings hang out, with a photo of the notice.

        Args: since, until: first and last day; without an end, as long as the county wants at least.
        Raises: UserError: too short, in the future, no place or photo, or not confirmed yet.
        """
        self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        self.check_access("read")
        if not since or not (where or "").strip() or not photo:
            raise UserError(messages.posting_incomplete(self.env))
        check_photo(self.env, photo)
        today = civil_day.today()
        digests, values = self._content_digests(), []
        for clearing in self:
            numbers = self.env["reform.parameter"]._at(since, clearing.sudo().place_id)
            end = until or since + timedelta(days=int(numbers.value("clearing_posting_days_min")))
            try:
                rules.check_posting(since, end, today, numbers)
            except RuleError as error:
                raise UserError(messages.refusal(self.env, error)) from error
            values.append(
                {
                    "clearing_id": clearing.id,
                    "date_from": since,
                    "date_to": end,
                    "where": where.strip(),
                    "photo": photo,
                    "digest": digests[clearing.id],
                    "posted_by_id": self.env.uid,
                }
            )
        # sudo: clerk and director post what they may not write; role and scope were asked above.
        self.sudo()._move("published")
        self.env["reform.clearing.publication"].sudo()._create_guarded(values)
        return True

    def action_assembly(self):
        """Open the case by which the members confirm the posted lists."""
        self.ensure_one()
        return self.publication_id.action_decision()
