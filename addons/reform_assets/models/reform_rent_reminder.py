from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain, serial
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import arrears as messages
from .reform_lease_steps import CLERK, DIRECTOR

ACCOUNTANT = "reform_places.group_accountant"
WAYS = [
    ("hand", "Handed over and signed for"),
    ("post", "By registered post"),
    ("message", "By message"),
    ("posted", "Posted at the door before witnesses"),
]


class ReformRentReminderLevel(models.Model):
    """A step of reminding: after how many days, in which words."""

    _name = "reform.rent.reminder.level"
    _description = "Reminder Level"
    _order = "days, id"

    name = fields.Char(required=True, translate=True)
    days = fields.Integer("Days Late", required=True, aggregator=None)
    answer_days = fields.Integer("Days to Pay", required=True, default=10, aggregator=None)
    wording = fields.Text(required=True, translate=True, help="What the letter says after the list of dues.")
    active = fields.Boolean(default=True)

    _once = models.Constraint("UNIQUE (days)", lambda env, _diag: messages.reminder_once(env))


class ReformRentReminder(models.Model):
    """A letter that asks a lessee for what is late: made for all at once, delivered one by one.

    What it asks for is written down when it is made and does not change; how and when it was delivered is
    recorded with the paper that shows it. The court asks for both.
    """

    _name = "reform.rent.reminder"
    _description = "Rent Reminder"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date desc, id desc"

    _state_initial = "made"
    _state_edges = frozenset({("made", "sent"), ("made", "void")})
    _guarded_fields = frozenset(
        {
            "name", "lease_id", "level_id", "first_due_id", "date", "pay_until", "amount", "lines",
            "sent_by_id",
        }
    )  # fmt: skip
    _frozen_fields = frozenset({"sent_on", "sent_how", "paper_ids"})

    name = fields.Char("Number", required=True, readonly=True, copy=False)
    state = fields.Selection(
        [("made", "Made"), ("sent", "Letter Delivered"), ("void", "Void")],
        "Status",
        required=True,
        default="made",
        readonly=True,
    )
    lease_id = fields.Many2one("reform.lease", required=True, readonly=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="lease_id.township_id", string="Township", store=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id", string="Lessee", store=True, index=True)
    level_id = fields.Many2one(
        "reform.rent.reminder.level", required=True, readonly=True, ondelete="restrict", index=True
    )
    first_due_id = fields.Many2one(
        "reform.rent.due", "Oldest Due", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Date("Made On", required=True, readonly=True)
    pay_until = fields.Date(required=True, readonly=True)
    amount = fields.Float(digits=(16, 2), required=True, readonly=True)
    lines = fields.Json(readonly=True, help="Dues as they stood: day, period, amount, open.")
    sent_on = fields.Date("Delivered On")
    sent_how = fields.Selection(WAYS, "Delivered How")
    sent_by_id = fields.Many2one("res.users", "Delivered by", readonly=True, ondelete="restrict")
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_rent_reminder_paper_rel", "reminder_id", "attachment_id", "Proof of Delivery"
    )

    _once = models.Constraint(
        "UNIQUE (lease_id, level_id, first_due_id)", lambda env, _diag: messages.reminder_once(env)
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_rent_reminder_name_seq")

    def action_make(self):
        """Make the letters that are due today within the user's scope; each level once for the same debt.

        The button of the list gives the marked rows along, usually none: they say nothing.
        """
        self.env["reform.lease"]._require_group(CLERK, DIRECTOR, ACCOUNTANT)
        made = self._make(civil_day.today())
        if not made:
            raise UserError(messages.nobody_to_remind(self.env))
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_rent_reminder_action")
        return {**action, "domain": [("id", "in", made.ids)], "context": {}}

    @api.model
    def _make(self, at):
        """Make reminders of leases the user may read, and return them; statements do not grow with leases."""
        dues = self.env["reform.rent.due"]
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT late.lease_id, level.id, late.first_due, level.answer_days, late.amount, late.lines
                     FROM (SELECT d.lease_id, sum(d.outstanding) AS amount, %(at)s - min(d.date_due) AS days,
                                  (array_agg(d.id ORDER BY d.date_due, d.id))[1] AS first_due,
                                  jsonb_agg(jsonb_build_array(d.date_due, d.date_from, d.date_to, d.amount,
                                                              d.outstanding) ORDER BY d.date_due) AS lines
                             FROM reform_rent_due d WHERE d.id IN %(late)s GROUP BY d.lease_id) AS late
                     JOIN LATERAL (SELECT v.id, v.answer_days FROM reform_rent_reminder_level v
                                    WHERE v.active AND v.days <= late.days ORDER BY v.days DESC LIMIT 1) level
                       ON TRUE
                    WHERE NOT EXISTS (SELECT FROM reform_rent_reminder r WHERE r.lease_id = late.lease_id
                                         AND r.level_id = level.id AND r.first_due_id = late.first_due)
                    ORDER BY late.lease_id""",
                at=at,
                late=dues._search(dues._late_domain()).subselect(),
            )
        )
        rows = self.env.cr.fetchall()
        numbers = serial.numbers(self.env.cr, "reform_rent_reminder_name_seq", len(rows))
        # sudo: letters are written by this act alone; who may is checked by whoever calls it.
        return (
            self.sudo()
            ._create_guarded(
                [
                    {
                        "name": f"CJ{at.year}-{number:05d}",
                        "lease_id": lease_id,
                        "level_id": level_id,
                        "first_due_id": first_due,
                        "date": at,
                        "pay_until": fields.Date.add(at, days=days),
                        "amount": float(amount),
                        "lines": [
                            [due, first, last, str(yuan(sum_)), str(yuan(rest))]
                            for due, first, last, sum_, rest in lines
                        ],
                    }
                    for (lease_id, level_id, first_due, days, amount, lines), number in zip(
                        rows, numbers, strict=True
                    )
                ]
            )
            .with_env(self.env)
        )

    def action_send(self):
        """Record that letters were delivered; how, when, and with which proof stands on them."""
        self._require_group(CLERK, DIRECTOR)
        for reminder in self:
            if not reminder.sent_how:
                raise UserError(messages.sent_how_missing(self.env, reminder=reminder.name))
            day = reminder.sent_on or civil_day.today()
            if day > civil_day.today():
                raise UserError(messages.sent_in_future(self.env, date=day))
            if reminder.sent_how != "message" and not reminder.paper_ids:
                raise UserError(messages.receipt_missing(self.env, reminder=reminder.name))
            reminder._move("sent", sent_on=day, sent_by_id=self.env.uid)
        return True

    def _seal_payload(self):
        return {
            "id": self.id,
            "name": self.name,
            "lease": self.lease_id.name,
            "level": self.level_id.id,
            "date": self.date,
            "amount": yuan(self.amount),
            "lines": self.lines or [],
            "sent": [self.sent_on or "", self.sent_how or ""],
            "papers": sorted(paper.checksum or "" for paper in self.sudo().paper_ids),
        }

    def _print_digest(self):
        return chain.digest(
            chain.canonical({"name": self.name, "amount": yuan(self.amount), "lines": self.lines or []})
        )
