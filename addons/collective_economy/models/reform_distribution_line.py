from odoo import api, fields, models


class ReformDistributionLine(models.Model):
    """What one holder of shares gets of a year's income, and what of it he has been paid.

    Made when the shares are locked, all at once, and never written by hand; the digest of all of them is
    sealed.
    """

    _name = "reform.distribution.line"
    _description = "Member's Part"
    _order = "distribution_id, household_code, id"
    _rec_name = "holder_name"

    distribution_id = fields.Many2one("reform.distribution", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    member_id = fields.Many2one("reform.member", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Holder", required=True, index=True, ondelete="restrict")
    holder_name = fields.Char("Name of the Holder", readonly=True)
    household_code = fields.Char("Household No.", readonly=True)
    shares = fields.Float(digits=(16, 4), readonly=True)
    amount = fields.Float("Dividend", digits=(16, 2), readonly=True)
    year = fields.Integer(related="distribution_id.year", store=True, aggregator=None)
    state = fields.Selection(related="distribution_id.state", string="Status of the Distribution")
    part_ids = fields.One2many("reform.distribution.part", "line_id", "Payments and Corrections")
    corrected = fields.Float(digits=(16, 2), compute="_compute_paid", store=True)
    paid = fields.Float(digits=(16, 2), compute="_compute_paid", store=True)
    unpaid = fields.Float("Still to Pay", digits=(16, 2), compute="_compute_paid", store=True)
    paid_on = fields.Date("Paid on", compute="_compute_paid", store=True)
    method = fields.Selection(
        [("bank", "Bank transfer"), ("cash", "Cash")], string="Way of Payment", compute="_compute_method"
    )
    account_shown = fields.Char(related="member_id.account_shown")
    account_verified = fields.Boolean(related="member_id.account_verified")

    _one_line = models.UniqueIndex("(distribution_id, partner_id)", "A holder has one part.")

    @api.depends("amount", "part_ids.amount", "part_ids.kind")
    def _compute_paid(self):
        found = {}
        for line, kind, amount, day in self.env["reform.distribution.part"]._read_group(
            [("line_id", "in", self.ids), ("kind", "in", ("paid", "correction"))],
            ["line_id", "kind"],
            ["amount:sum", "date:max"],
        ):
            found[line.id, kind] = amount, day
        for line in self:
            line.paid, last = found.get((line.id, "paid"), (0, False))
            line.corrected = found.get((line.id, "correction"), (0, False))[0]
            line.unpaid = line.amount + line.corrected - line.paid
            line.paid_on = last if line.paid > 0 else False

    @api.depends("paid_on")
    def _compute_method(self):
        for line in self:
            payments = line.part_ids.filtered(lambda part: part.kind == "paid" and part.amount > 0)
            line.method = payments.sorted("id")[-1:].event_id.method if line.paid > 0 else False
