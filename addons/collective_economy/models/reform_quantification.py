from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import members as messages
from .reform_share import SHARE_KINDS

STATES = [
    ("draft", "Draft"),
    ("published", "Publicly Posted"),
    ("decided", "Voted"),
    ("booked", "Shares Booked"),
]
WHO = [
    ("all", "Every Member"),
    ("adult", "Members of Age"),
    ("minor", "Members under Age"),
    ("age", "Members of an Age"),
    ("collective", "The Collective Itself"),
]
OF_AGE = 18


class ReformQuantification(models.Model):
    """How the income right of the operating property becomes shares: what is quantified, who gets how many.

    The whole assembly decides it itself. Only then are the shares in the register, all of them at once.
    Source: collective-law-40
    """

    _name = "reform.quantification"
    _description = "Share Quantification Plan"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread"]
    _order = "date desc, id desc"

    _state_edges = frozenset({("draft", "published"), ("published", "decided"), ("decided", "booked")})
    _guarded_fields = frozenset({"published_by_id", "decided_by_id", "booked_by_id"})
    _frozen_fields = frozenset(
        {
            "entity_id", "origin_place_id", "date", "assets_total", "mode", "holding", "rule_ids", "line_ids",
            "published_on", "published_place", "published_photo",
        }
    )  # fmt: skip
    _decision_kind = "share_quantification"

    name = fields.Char(required=True, default=lambda self: messages.plan_name(self.env))
    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    origin_place_id = fields.Many2one(
        "reform.place", "Former Village", ondelete="restrict",
        help="A plan for one former village of a merged one. Empty: one register for all.",
    )  # fmt: skip
    date = fields.Date("Effective from", required=True, default=civil_day.today)
    assets_total = fields.Float(
        "Property Quantified",
        digits=(16, 2),
        help="Operating property whose income right becomes shares; yuan.",
    )
    mode = fields.Selection(
        [("static", "Static: Stays with the Household"), ("dynamic", "Dynamic: Adjusted to Members")],
        required=True,
        default="static",
    )
    holding = fields.Selection(
        [("member", "Each Member"), ("household", "The Household, in Its Head's Name")],
        "Held by",
        required=True,
        default="member",
        help="Shares are counted by persons either way; by households, the head holds those of all.",
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True, tracking=True)
    rule_ids = fields.One2many("reform.quantification.rule", "plan_id", "Who Gets How Many", copy=True)
    line_ids = fields.One2many("reform.quantification.line", "plan_id", "Shares by Holder")
    total = fields.Float("Shares in All", digits=(16, 4), compute="_compute_totals", store=True)
    collective_total = fields.Float(
        "Collective Shares", digits=(16, 4), compute="_compute_totals", store=True
    )
    value_per_share = fields.Float(
        "Property per Share", digits=(16, 2), compute="_compute_totals", store=True
    )
    published_on = fields.Date("Posted on", copy=False)
    published_place = fields.Char("Posted at", copy=False)
    published_photo = fields.Image("Photo of the Posting", copy=False, max_width=1920, max_height=1920)
    posted_until = fields.Date("Posted until", compute="_compute_posted_until")
    published_by_id = fields.Many2one(
        "res.users", "Posted by", readonly=True, copy=False, ondelete="restrict"
    )
    decided_by_id = fields.Many2one(
        "res.users", "Decision Compared by", readonly=True, copy=False, ondelete="restrict"
    )
    booked_by_id = fields.Many2one("res.users", "Booked by", readonly=True, copy=False, ondelete="restrict")

    _assets_positive = models.Constraint(
        "CHECK (coalesce(assets_total, 0) >= 0)", "Property is not worth less than nothing."
    )

    @api.depends("line_ids.number", "line_ids.kind", "assets_total")
    def _compute_totals(self):
        sums = {}
        for plan, kind, number in self.env["reform.quantification.line"]._read_group(
            [("plan_id", "in", self.ids)], ["plan_id", "kind"], ["number:sum"]
        ):
            sums[plan.id, kind] = number
        for plan in self:
            own = {kind: number for (plan_id, kind), number in sums.items() if plan_id == plan.id}
            plan.total = sum(own.values())
            plan.collective_total = own.get("collective", 0)
            plan.value_per_share = plan.assets_total / plan.total if plan.total else 0

    @api.depends("published_on")
    def _compute_posted_until(self):
        for plan in self:
            days = plan._rules().value("decision_posting_days_min")
            plan.posted_until = plan.published_on and plan.published_on + timedelta(days=int(days))

    def _rules(self):
        day = self.published_on or civil_day.today()
        return self.env["reform.parameter"]._at(day, self.sudo().place_id)

    # -- working out ---

    def action_fill(self):
        """Work out the shares of every holder by the rules: one statement for each rule."""
        self._require_group("reform_places.group_clerk")
        self.check_access("write")
        for plan in self:
            plan._refuse_guarded({"line_ids"})
            plan.line_ids.unlink()
            self.env.flush_all()
            for rule in plan.rule_ids:
                self.env.cr.execute(plan._fill_query(rule))
            plan.line_ids.invalidate_model()
            plan.invalidate_recordset(["line_ids"])
            plan.modified(["line_ids"])
            self.env.add_to_compute(plan._fields["total"], plan)
            self.env.add_to_compute(plan._fields["collective_total"], plan)
            self.env.add_to_compute(plan._fields["value_per_share"], plan)
        return True

    def _fill_query(self, rule):
        head = SQL(
            """INSERT INTO reform_quantification_line (plan_id, rule_id, kind, member_id, partner_id, number,
                      persons, create_uid, create_date, write_uid, write_date)"""
        )
        stamp = SQL("%s, now() AT TIME ZONE 'UTC', %s, now() AT TIME ZONE 'UTC'", self.env.uid, self.env.uid)
        facts = SQL("%s, %s, %s", self.id, rule.id, rule.kind)
        if rule.who == "collective":
            return SQL("%s SELECT %s, NULL::int, NULL::int, %s, 0, %s", head, facts, rule.number, stamp)
        age = SQL("%s - m.birth_year", self.date.year)
        known = SQL("coalesce(m.birth_year, 0) > 0")
        which = {
            "all": SQL("TRUE"),
            # A year of birth unknown counts as of age: nobody loses a share for a gap in a sheet.
            "adult": SQL("(NOT %s OR %s >= %s)", known, age, OF_AGE),
            "minor": SQL("(%s AND %s < %s)", known, age, OF_AGE),
            "age": SQL("(%s AND %s BETWEEN %s AND %s)", known, age, rule.age_from, rule.age_to or 200),
        }[rule.who]
        # A household's head holds for all of it; where nobody is named its head, the first on the roster.
        holder = {
            "member": SQL("SELECT m.id AS member_id, m.partner_id"),
            "household": SQL(
                """SELECT h.id AS member_id, h.partner_id FROM reform_member h
                    WHERE h.household_id = m.household_id AND h.state = 'member' AND h.since <= %s
                    ORDER BY coalesce(h.is_head, FALSE) DESC, h.id LIMIT 1""",
                self.date,
            ),
        }[self.holding]
        return SQL(
            """%s SELECT %s, h.member_id, h.partner_id, %s * count(*), count(*), %s
                 FROM reform_member m CROSS JOIN LATERAL (%s) h
                WHERE m.entity_id = %s AND m.state = 'member' AND m.since <= %s AND %s AND %s
                GROUP BY h.member_id, h.partner_id ORDER BY h.member_id""",
            head, facts, rule.number, stamp, holder, self.entity_id.id, self.date, which,
            SQL("m.origin_place_id = %s", self.origin_place_id.id) if self.origin_place_id else SQL("TRUE"),
        )  # fmt: skip

    def _check_plan(self):
        """Refuse a plan without shares, or with more for the collective than the county lets it have."""
        self.ensure_one()
        if not self.line_ids or not self.total:
            raise UserError(messages.plan_empty(self.env))
        strangers = self.line_ids.filtered(
            lambda line: (
                line.member_id.partner_id != line.partner_id
                or line.member_id
                and line.member_id.entity_id != self.entity_id
            )
        )
        if strangers:
            raise UserError(messages.not_of_entity(self.env, member=strangers[0].member_id.name or ""))
        limit = self._rules().value("collective_share_percent_max")
        if self.collective_total * 100 > self.total * float(limit):
            raise UserError(messages.too_much_collective(self.env, limit=limit))
        self._check_register()

    def _check_register(self):
        """Refuse a plan beside shares that stand on its day or a later one: both would count from then on."""
        self.ensure_one()
        origin = self.origin_place_id
        standing = self.env["reform.share"]._refuse_mixed(self.entity_id, self.date, origin)
        if (origin.id or 0) in standing:
            raise UserError(messages.register_begun(self.env))

    # -- what is voted on ---

    def _decision_terms(self):
        self.ensure_one()
        lines = self.sudo().line_ids.sorted("id")
        listed = [[line.kind, line.partner_id.id or 0, f"{line.number:.4f}"] for line in lines]
        return {
            "date": self.date.isoformat(),
            "origin": self.origin_place_id.id or 0,
            "assets": f"{self.assets_total:.2f}",
            "mode": self.mode,
            **({"holding": self.holding} if self.holding != "member" else {}),
            "shares": chain.digest(chain.canonical({"list": listed})),
        }

    def _decision_terms_text(self):
        self.ensure_one()
        rules = self.sudo().rule_ids.mapped("display_name")
        return messages.plan_terms(
            self.env, date=self.date, assets=self.assets_total, total=self.total, rules="；".join(rules)
        )

    def _decision_in_use(self):
        return self.state in ("decided", "booked")

    # -- acts ---

    def action_publish(self):
        """Post the plan."""
        self._require_group("reform_places.group_clerk")
        for plan in self:
            plan._check_plan()
            if not (plan.published_on and plan.published_place and plan.published_photo):
                raise UserError(messages.posting_missing(self.env))
        return self._move("published", published_by_id=self.env.uid)

    def action_decide(self):
        """Compare with the decision of the whole assembly, once the posting is over."""
        self._require_group("reform_places.group_supervisor")
        self.check_access("read")
        self._check_decision()
        for plan in self:
            if self.env.user in (plan.sudo().published_by_id, plan.sudo().create_uid):
                raise AccessError(messages.own_plan(self.env))
            if plan.posted_until > civil_day.today():
                raise UserError(messages.still_posted(self.env, until=plan.posted_until))
        return self.sudo()._move("decided", decided_by_id=self.env.uid)

    def action_book(self):
        """Book the shares of the plan into the register, all at once."""
        self._require_group("reform_places.group_director")
        self.check_access("read")
        self._check_decision()
        for plan in self.sudo():
            if self.env.user in (plan.published_by_id, plan.create_uid):
                raise AccessError(messages.own_plan(self.env))
            Share = self.env["reform.share"].sudo()
            Share._hold(plan.entity_id)
            plan._check_register()
            plan._move("booked", booked_by_id=self.env.uid)
            plan._book_shares()
        return True

    def _book_shares(self):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_share (entity_id, kind, move, partner_id, member_id, origin_place_id,
                          number, frozen, date, reason, quantification_id, user_id, create_uid, create_date,
                          write_uid, write_date)
                   SELECT %(entity)s, kind, 'grant', partner_id, member_id, %(origin)s, sum(number), 0,
                          %(date)s, %(reason)s, plan_id, %(user)s, %(user)s, now() AT TIME ZONE 'UTC',
                          %(user)s, now() AT TIME ZONE 'UTC'
                     FROM reform_quantification_line WHERE plan_id = %(plan)s
                    GROUP BY kind, partner_id, member_id, plan_id HAVING sum(number) <> 0
                    ORDER BY min(id)""",
                entity=self.entity_id.id,
                origin=self.origin_place_id.id or None,
                date=self.date,
                reason=self.name,
                user=self.env.uid,
                plan=self.id,
            )
        )
        self.env["reform.share"].invalidate_model()

    def action_register(self):
        """Show the register the plan made."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_share_version_action"
        )
        action["domain"] = [("entity_id", "=", self.entity_id.id)]
        return action

    def _seal_payload(self):
        self.ensure_one()
        return {"id": self.id, "entity": self.entity_id.id, **self._decision_terms()}


class ReformQuantificationRule(models.Model):
    """Who gets how many shares of a kind."""

    _name = "reform.quantification.rule"
    _description = "Rule of a Quantification Plan"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "plan_id, id"

    _workflow_parent = "plan_id"

    plan_id = fields.Many2one("reform.quantification", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(SHARE_KINDS, "Kind of Shares", required=True, default="member")
    who = fields.Selection(WHO, "Given to", required=True, default="all")
    age_from = fields.Integer("Age from")
    age_to = fields.Integer("Age to")
    number = fields.Float("Shares Each", digits=(16, 4), required=True)

    _positive = models.Constraint("CHECK (number > 0)", "The number of shares is above nothing.")
    _collective = models.Constraint(
        "CHECK ((kind = 'collective') = (who = 'collective'))",
        "Collective shares belong to the collective itself, all others to members.",
    )

    @api.depends("kind", "who", "number")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        who = dict(self._fields["who"]._description_selection(self.env))
        for rule in self:
            rule.display_name = f"{kinds.get(rule.kind, '')} {who.get(rule.who, '')} {rule.number:g}"


class ReformQuantificationLine(models.Model):
    """The shares one holder gets by one rule of a plan."""

    _name = "reform.quantification.line"
    _description = "Shares of a Holder by a Plan"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "plan_id, id"

    _workflow_parent = "plan_id"

    plan_id = fields.Many2one("reform.quantification", required=True, index=True, ondelete="cascade")
    rule_id = fields.Many2one(
        "reform.quantification.rule", index="btree_not_null", readonly=True, ondelete="set null"
    )
    kind = fields.Selection(SHARE_KINDS, "Kind of Shares", required=True, readonly=True)
    member_id = fields.Many2one("reform.member", index="btree_not_null", readonly=True, ondelete="restrict")
    household_id = fields.Many2one(related="member_id.household_id")
    partner_id = fields.Many2one(
        "res.partner", "Holder", index="btree_not_null", readonly=True, ondelete="restrict"
    )
    number = fields.Float("Number of Shares", digits=(16, 4), required=True)
    persons = fields.Integer(
        "Persons Counted", readonly=True, help="For how many people the shares were counted."
    )
