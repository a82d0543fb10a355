from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import roster
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..messages import members as messages

STATES = [
    ("proposed", "To Be Confirmed"),
    ("member", "Confirmed Member"),
    ("frozen", "Rights Suspended"),
    ("left", "Left"),
    ("deceased", "Deceased"),
]
SEXES = [("male", "Male"), ("female", "Female")]
# Personal numbers: for whoever keeps the roster, and for whoever pays. Everybody else sees their ends.
KEEPERS = "reform_places.group_clerk,reform_places.group_director"
PAYERS = f"{KEEPERS},reform_places.group_accountant,reform_places.group_cashier"
# Fields a client never reads past its groups, whichever way it asks: read, search, group, export.
PERSONAL = ("identity", "phone", "bank_account")


class ReformMember(models.Model):
    """A member of the collective, and since when, by which decision, for which cause.

    Whoever is a member decides, inspects the books and shares the income; so who is one is confirmed by the
    assembly, and every change stays in the history. A number that names a person in other registers is
    read by those alone who need it.
    """

    _name = "reform.member"
    _description = "Collective Member"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "entity_id, household_id, is_head desc, id"
    _rec_names_search = ["name", "household_id.code"]

    _state_initial = "proposed"
    _state_edges = frozenset(
        {
            ("proposed", "member"),
            ("member", "frozen"),
            ("frozen", "member"),
            *((state, end) for state in ("member", "frozen") for end in ("left", "deceased")),
        }
    )
    _guarded_fields = frozenset(
        {"partner_id", "since", "ended", "account_verified_by_id", "account_verified_at"}
    )
    _frozen_fields = frozenset({"entity_id"})

    state = fields.Selection(
        STATES, "Membership", required=True, default="proposed", readonly=True, index=True
    )
    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    household_id = fields.Many2one("reform.household", required=True, index=True, ondelete="restrict")
    group_name = fields.Char(related="household_id.group_name", store=True)
    origin_place_id = fields.Many2one(related="household_id.origin_place_id", store=True, index=True)
    name = fields.Char("Full Name", required=True, tracking=True, index="trigram")
    is_head = fields.Boolean("Head of the Household")
    relation = fields.Char("Relation to the Head")
    sex = fields.Selection(SEXES)
    birth_year = fields.Integer("Year of Birth", aggregator=None)
    since = fields.Date("Member since", readonly=True, copy=False)
    ended = fields.Date("Membership Ended", readonly=True, copy=False)
    cause = fields.Selection(
        selection="_selection_cause", string="Became a Member by", required=True, default="original"
    )
    proposed_since = fields.Date("Proposed from", help="Day from which the membership is to count.")
    note = fields.Text("Remarks")
    change_ids = fields.One2many("reform.member.change", "member_id", "History", readonly=True)

    # What the books and the share register know.
    partner_id = fields.Many2one(
        "res.partner", "Party in the Books", readonly=True, copy=False, index=True, ondelete="restrict"
    )
    shares = fields.Float(
        digits=(16, 4), compute="_compute_shares", help="Shares that earn today; frozen ones are left out."
    )
    frozen_shares = fields.Float(digits=(16, 4), compute="_compute_shares")

    # Personal numbers, and what everybody else sees of them.
    identity = fields.Char("Identity No.", groups=KEEPERS, copy=False)
    identity_shown = fields.Char("Identity No. (Covered)", compute="_compute_shown", compute_sudo=True)
    phone = fields.Char(groups=KEEPERS, copy=False)
    phone_shown = fields.Char("Phone (Covered)", compute="_compute_shown", compute_sudo=True)
    bank_account = fields.Char("Account for Dividends", groups=PAYERS, copy=False)
    account_shown = fields.Char("Account (Covered)", compute="_compute_shown", compute_sudo=True)
    bank_name = fields.Char("Bank")
    account_verified_by_id = fields.Many2one(
        "res.users", "Account Verified by", readonly=True, copy=False, ondelete="restrict"
    )
    account_verified_at = fields.Datetime("Account Verified at", readonly=True, copy=False)
    account_verified = fields.Boolean(compute="_compute_account_verified", store=True)

    _identity_unique = models.UniqueIndex(
        "(entity_id, identity) WHERE identity IS NOT NULL AND state NOT IN ('left', 'deceased')",
        "Somebody with this identity number is on the roster already.",
    )
    _born = models.Constraint(
        "CHECK (coalesce(birth_year, 0) = 0 OR birth_year BETWEEN 1880 AND 2200)",
        "The year of birth has four digits.",
    )

    @api.model
    def _selection_cause(self):
        return self.env["reform.member.change"]._joining_causes()

    @api.depends("name", "household_id.code")
    def _compute_display_name(self):
        for member in self:
            code = member.household_id.code
            member.display_name = f"{member.name} ({code})" if code else member.name

    @api.depends("identity", "phone", "bank_account")
    def _compute_shown(self):
        for member in self:
            member.identity_shown = roster.masked(member.identity or "")
            member.phone_shown = roster.masked(member.phone or "")
            member.account_shown = roster.masked(member.bank_account or "")

    @api.depends_context("uid")
    def _compute_shares(self):
        held = self.env["reform.share"]._holdings(self.partner_id, civil_day.today())
        for member in self:
            member.shares, member.frozen_shares = held.get(member.partner_id.id, (0, 0))

    @api.depends("account_verified_at")
    def _compute_account_verified(self):
        for member in self:
            member.account_verified = bool(member.account_verified_at)

    @api.constrains("household_id", "entity_id")
    def _check_household(self):
        for member in self.sudo():
            if member.household_id.entity_id != member.entity_id:
                raise ValidationError(
                    messages.household_elsewhere(
                        self.env, member=member.name, household=member.household_id.name
                    )
                )

    @api.constrains("identity")
    def _check_identity(self):
        for member in self.sudo():
            if member.identity:
                try:
                    roster.identity(member.identity)
                except RuleError as refusal:
                    raise ValidationError(
                        messages.identity_wrong(self.env, member=member.name, **refusal.facts)
                    ) from refusal

    @api.onchange("identity")
    def _onchange_identity(self):
        if self.identity:
            try:
                said = roster.identity(self.identity)
            except RuleError:
                return
            self.birth_year, self.sex = said.born.year, said.sex

    # -- entering ---

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create([self._with_plain_numbers(vals) for vals in vals_list])
        # sudo: the books know a member as a party; whoever may enter the one may enter the other.
        partners = self.env["res.partner"].sudo().create([{"name": member.name} for member in members])
        for member, partner in zip(members, partners, strict=True):
            member._set_guarded({"partner_id": partner.id})
        return members

    def write(self, vals):
        vals = self._with_plain_numbers(vals)
        if vals.keys() & {"bank_account", "bank_name"} and not vals.keys() & {"account_verified_at"}:
            changed = self.sudo().filtered(
                lambda member: any(
                    (member[name] or "") != (vals[name] or "")
                    for name in ("bank_account", "bank_name")
                    if name in vals
                )
            )
            # Another account is another question: it has to be verified again.
            changed._set_guarded({"account_verified_by_id": False, "account_verified_at": False})
        result = super().write(vals)
        if "name" in vals:
            # sudo: the party of the books bears the member's name.
            self.sudo().partner_id.write({"name": vals["name"]})
        return result

    @staticmethod
    def _with_plain_numbers(vals):
        """Return the values with personal numbers as they are kept: capital, without blanks, or nothing."""
        return {
            name: (value or "").replace(" ", "").upper() or False if name in PERSONAL else value
            for name, value in vals.items()
        }

    # -- acts ---

    def action_verify_account(self):
        """Confirm that the accounts are the members' own: whoever pays looks at the bank's paper."""
        self._require_group("reform_places.group_cashier", "reform_places.group_accountant")
        self.check_access("read")
        for member in self.sudo():
            if not member.bank_account:
                raise UserError(messages.no_account(self.env, member=member.name))
            if member.write_uid == self.env.user and not self.env.su:
                raise AccessError(messages.own_account(self.env, member=member.name))
        # sudo: whoever verifies writes nothing else of a member; the right is checked above.
        self.sudo()._set_guarded(
            {"account_verified_by_id": self.env.uid, "account_verified_at": fields.Datetime.now()}
        )
        return True

    def _belongs(self, joined=True):
        """Let the books know the people as members of their collectives, or no longer."""
        command = Command.link if joined else Command.unlink
        for entity, members in self.grouped("entity_id").items():
            # sudo: membership follows from the roster alone, never from who edits the party.
            members.sudo().partner_id.write({"reform_member_entity_ids": [command(entity.id)]})

    def action_shares(self):
        """Show what the member held from when to when."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_share_version_action"
        )
        action["domain"] = [("partner_id", "=", self.partner_id.id)]
        action["context"] = {}
        return action

    def action_change(self):
        """Ask what has changed: left, deceased, suspended, restored."""
        return {
            "type": "ir.actions.act_window",
            "name": messages.change_title(self.env),
            "res_model": "reform.member.change.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_member_ids": self.ids},
        }

    def _seal_payload(self):
        """Return what is sealed of a member; personal numbers stay out of the log."""
        self.ensure_one()
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "household": self.household_id.id,
            "name": self.name,
            "state": self.state,
            "since": self.since,
            "ended": self.ended,
        }
