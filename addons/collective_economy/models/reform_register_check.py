from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import AccessError, ValidationError

from ..messages import events as event_messages
from ..messages import register as messages
from . import reform_register_figures as figures

SUBJECTS = [
    ("fixed_cost", "Fixed Assets"),
    ("fixed_worn", "Accumulated Depreciation of Fixed Assets"),
    ("biological_cost", "Productive Biological Assets"),
    ("biological_worn", "Accumulated Depreciation of Biological Assets"),
    ("intangible_cost", "Intangible Assets"),
    ("intangible_worn", "Accumulated Amortisation"),
    ("claims", "Claims on Lessees"),
    ("income", "Income from Contracts"),
    ("deposits", "Deposits of Lessees"),
    ("dividends", "Dividends of Members"),
]
# Findings shown for one figure; the rest is counted.
SHOWN = 50


class ReformRegisterCheck(models.Model):
    """Register = books: cards against the accounts of assets, contracts against claims, income and deposits,
    shares against what members may claim.

    *How to use*: choose the month, press Compare. *How it works*: both sides of every figure are added up by
    the database for all collectives together; where they differ, the cards, contracts and vouchers to blame
    are listed with their amounts. The same figures stand before the closing of a month, once the accountant
    has declared that register and books of a collective agree.
    """

    _name = "reform.register.check"
    _description = "Register and Books Compared"
    _order = "month desc, id desc"
    _rec_name = "month"

    month = fields.Date(
        required=True, default=lambda self: civil_day.today().replace(day=1),
        help="As of its last day.",
    )  # fmt: skip
    place_id = fields.Many2one("reform.place", "Only for", help="Empty: every collective in your scope.")
    user_id = fields.Many2one(
        "res.users", "Compared by", required=True, readonly=True, default=lambda self: self.env.user,
        index=True,
    )  # fmt: skip
    run_at = fields.Datetime("Compared at", readonly=True)
    line_ids = fields.One2many("reform.register.check.line", "check_id", "Figures", readonly=True)
    differing_count = fields.Integer("Differences", compute="_compute_counts")
    entity_count = fields.Integer("Collectives", compute="_compute_counts")
    state = fields.Selection(
        [("new", "New"), ("agree", "Agree"), ("differ", "Differ")], compute="_compute_counts"
    )

    def _compute_counts(self):
        for check in self:
            lines = check.line_ids
            check.differing_count = len(lines.filtered("difference"))
            check.entity_count = len(lines.entity_id)
            check.state = "new" if not check.run_at else "differ" if check.differing_count else "agree"

    @api.depends("month")
    def _compute_display_name(self):
        for check in self:
            check.display_name = check.month and f"{check.month:%Y-%m}"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("month"):
                vals["month"] = fields.Date.to_date(vals["month"]).replace(day=1)
        return super().create(vals_list)

    @api.constrains("month")
    def _check_month(self):
        for check in self:
            if check.month > civil_day.today():
                raise ValidationError(event_messages.month_in_future(self.env, month=f"{check.month:%Y-%m}"))

    def action_compare(self):
        """Compare both sides for every collective in reach that has books."""
        self.env["reform.lease"]._require_group(
            "reform_places.group_accountant", "reform_places.group_auditor", "reform_places.group_supervisor",
            "reform_places.group_township", "reform_places.group_county_agriculture",
        )  # fmt: skip
        self.check_access("write")
        for check in self:
            books = self.env["ledger.book"].search(
                [("entity_id.place_id", "child_of", check.place_id.id)] if check.place_id else []
            )
            found = self._compare(books.entity_id, check._last_day())
            # sudo: figures are written by the comparison alone; who may compare is checked above.
            check.sudo().line_ids.unlink()
            check.sudo().write({"line_ids": [fields.Command.create(vals) for vals in found]})
            check.run_at = fields.Datetime.now()
        return True

    def _last_day(self):
        """Return the day the figures are of."""
        return self.month + relativedelta(months=1, days=-1)

    # -- both sides ------------------------------------------------------------------------------------------

    @api.model
    def _statements(self):
        """Return the statements that add up both sides, each of (entity ids, last day)."""
        return (figures.cards, figures.contracts)

    @api.model
    def _finding_statements(self):
        """Return the statements that name what is to blame, each of (entity ids, last day)."""
        return (figures.card_findings, figures.contract_findings)

    @api.model
    def _figures(self, entities, last):
        """Return [(entity id, subject, party id or None, register, book)] as of a day, all of them."""
        if not entities:
            return []
        self.env.flush_all()
        rows = []
        for statement in self._statements():
            self.env.cr.execute(statement(entities.ids, last))
            rows += [
                (entity, subject, party, yuan(register or 0), yuan(book or 0))
                for entity, subject, party, register, book in self.env.cr.fetchall()
            ]
        return rows

    @api.model
    def _differences(self, entities, last):
        """Return the figures whose two sides differ."""
        return [row for row in self._figures(entities, last) if row[3] != row[4]]

    @api.model
    def _compare(self, entities, last):
        """Return the lines of a comparison: one per entity and subject, with what is to blame."""
        rows = self._figures(entities, last)
        sums, blamed = {}, {}
        for entity, subject, party, register, book in rows:
            held = sums.get((entity, subject), (ZERO, ZERO, ZERO))
            # A claim too high on one and too low on another is two differences, not none.
            apart = held[2] + abs(book - register) if party else ZERO
            sums[entity, subject] = (held[0] + register, held[1] + book, apart)
            if register != book:
                blamed.setdefault((entity, subject), set()).add(party)
        findings = self._findings({entity for entity, _subject in blamed}, blamed, last)
        order = {name: number for number, (name, _label) in enumerate(SUBJECTS)}
        return [
            {
                "entity_id": entity,
                "subject": subject,
                "register": float(register),
                "book": float(book),
                "difference": float(book - register or apart),
                "finding_ids": [
                    fields.Command.create(vals) for vals in findings.get((entity, subject), ())[:SHOWN]
                ],
            }
            for (entity, subject), (register, book, apart) in sorted(
                sums.items(), key=lambda item: (item[0][0], order[item[0][1]])
            )
        ]

    @api.model
    def _findings(self, entity_ids, blamed, last):
        """Return {(entity, subject): findings} of the figures that differ."""
        found = {}
        if not entity_ids:
            return found
        for statement in self._finding_statements():
            self.env.cr.execute(statement(sorted(entity_ids), last))
            for entity, subject, party, model, res_id, kind, amount in self.env.cr.fetchall():
                parties = blamed.get((entity, subject))
                if parties and (party is None or None in parties or party in parties):
                    found.setdefault((entity, subject), []).append(
                        {
                            "partner_id": party,
                            "res_model": model,
                            "res_id": res_id,
                            "kind": kind,
                            "amount": float(yuan(amount or 0)),
                        }
                    )
        return found

    @api.model
    def _sentences(self, entity, last):
        """Return a sentence for each figure of an entity that differs: for the checklist of a closing."""
        labels = dict(
            self.env["reform.register.check.line"]._fields["subject"]._description_selection(self.env)
        )
        partners = self.env["res.partner"].sudo()
        return [
            messages.differs(
                self.env,
                subject=labels[subject],
                party=partners.browse(party).display_name if party else "",
                register=register,
                book=book,
            )
            for _entity, subject, party, register, book in self._differences(entity, last)
        ]


class ReformRegisterCheckLine(models.Model):
    """One figure of one collective: what the register says, what the books say."""

    _name = "reform.register.check.line"
    _description = "Figure of Register and Books"
    _order = "check_id, entity_id, id"
    _rec_name = "subject"

    check_id = fields.Many2one("reform.register.check", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True)
    subject = fields.Selection(SUBJECTS, required=True)
    register = fields.Float("Cards and Contracts", digits=(16, 2))
    book = fields.Float("In the Books", digits=(16, 2))
    difference = fields.Float(digits=(16, 2))
    finding_ids = fields.One2many("reform.register.finding", "line_id", "To Blame")
    explained = fields.Text("What Is to Blame", compute="_compute_explained")

    def _compute_explained(self):
        for line in self:
            line.explained = messages.explained(
                self.env, [finding._sentence() for finding in line.finding_ids[:3]], len(line.finding_ids)
            )
            if line.difference and not line.finding_ids:
                line.explained = messages.only_opening(self.env)

    def action_findings(self):
        """List what is to blame for the difference."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.register.finding",
            "views": [(False, "list")],
            "name": self.display_name,
            "domain": [("line_id", "=", self.id)],
        }


class ReformRegisterFinding(models.Model):
    """A card, contract, act or voucher that makes register and books differ."""

    _name = "reform.register.finding"
    _description = "Cause of a Difference"
    _order = "line_id, id"
    _rec_name = "res_model"

    line_id = fields.Many2one("reform.register.check.line", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="line_id.entity_id", string="Collective", store=True, index=True)
    partner_id = fields.Many2one("res.partner", "Other Party")
    kind = fields.Selection(
        [
            ("NotPosted", "Not posted yet"),
            ("NeverTold", "No act says how it came in"),
            ("ByHand", "Voucher written by hand"),
            ("RedLetter", "Taken back in red by hand"),
            ("Corrected", "Card put right by hand"),
        ],
        required=True,
    )
    res_model = fields.Char("Record Model", required=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", required=True)
    record_name = fields.Char("Record", compute="_compute_record_name")
    amount = fields.Float(digits=(16, 2))

    def _compute_record_name(self):
        for finding in self:
            # sudo: whoever may read the difference is told the name of what is to blame.
            record = self.env[finding.res_model].sudo().browse(finding.res_id).exists()
            finding.record_name = record.display_name or finding.res_model

    def _sentence(self):
        kind = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        return messages.finding(self.env, kind=kind, record=self.record_name, amount=yuan(self.amount))

    def action_open(self):
        """Open the card, contract, act or voucher."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        try:
            record.check_access("read")
        except AccessError as refusal:
            raise AccessError(messages.not_yours_to_open(self.env, record=self.record_name)) from refusal
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
