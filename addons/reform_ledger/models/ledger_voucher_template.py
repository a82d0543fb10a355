from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import voucher_template as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError, ValidationError

from ..messages import vouchers as messages


class LedgerVoucherTemplate(models.Model):
    """A voucher that is written every month: its wording and accounts stand ready, amounts or shares too.

    With an entity it is that collective's own; without, it is for every book of its chart, and only who made
    it or county finance changes it.
    """

    _name = "ledger.voucher.template"
    _description = "Voucher Template"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    entity_id = fields.Many2one(
        "reform.entity",
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["ledger.voucher"]._default_entity(),
        help="Empty: for every collective.",
    )
    summary = fields.Char(required=True)
    line_ids = fields.One2many("ledger.voucher.template.line", "template_id", "Lines", copy=True)
    divides = fields.Boolean("Divides a Sum", compute="_compute_divides")
    active = fields.Boolean(default=True)

    @api.depends("line_ids.share_percent")
    def _compute_divides(self):
        for template in self:
            template.divides = any(line.share_percent for line in template.line_ids)

    @api.constrains("line_ids")
    def _check_shares(self):
        for template in self:
            try:
                rules.check(template._plain())
            except RuleError as error:
                raise ValidationError(messages.shares_not_whole(self.env, **error.facts)) from error

    @api.model_create_multi
    def create(self, vals_list):
        self.env["ledger.voucher"]._require_maker()
        return super().create(vals_list)

    def write(self, vals):
        self._check_owner()
        return super().write(vals)

    def unlink(self):
        self._check_owner()
        return super().unlink()

    def copy_data(self, default=None):
        copies = super().copy_data(default)
        for template, vals in zip(self, copies, strict=True):
            vals.setdefault("name", template.name)
            vals["name"] = self.env._("%s (copy)", vals["name"])
        return copies

    def _check_owner(self):
        """What everybody uses is changed by who made it, or by county finance."""
        if self.env.su or self.env.user.has_group("reform_places.group_county_finance"):
            return
        for template in self:
            if not template.entity_id and template.create_uid != self.env.user:
                raise AccessError(messages.template_of_others(self.env, template=template.name))

    def _plain(self):
        """Return the lines as rule values."""
        self.ensure_one()
        return [rules.Line(line.side, yuan(line.amount), yuan(line.share_percent)) for line in self.line_ids]

    def _make(self, entity, date, total=0):
        """Return a draft of an entity from the template; amounts left open are nil in it."""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(messages.template_without_lines(self.env, template=self.name))
        if self.entity_id and self.entity_id != entity:
            raise UserError(
                messages.template_of_other_entity(
                    self.env, template=self.name, entity=self.entity_id.display_name
                )
            )
        try:
            amounts = rules.fill(self._plain(), yuan(total))
        except rules.TotalMissing as error:
            raise UserError(messages.total_missing(self.env, template=self.name)) from error
        accounts = self.env["ledger.voucher"]._accounts_of(entity)
        lines = []
        for line_no, (line, amount) in enumerate(zip(self.line_ids, amounts, strict=True), 1):
            account = accounts.get(line.account_id.code)
            if not account or line.account_id._strange_to(entity, account.chart_id):
                raise UserError(
                    messages.template_other_chart(
                        self.env,
                        template=self.name,
                        account=line.account_id.display_name,
                        entity=entity.display_name,
                    )
                )
            lines.append(
                fields.Command.create(
                    {
                        "line_no": line_no,
                        "account_id": account.id,
                        "summary": line.summary or self.summary,
                        "partner_id": line.partner_id.id,
                        line.side: float(amount),
                    }
                )
            )
        voucher = self.env["ledger.voucher"].create(
            {"entity_id": entity.id, "date": date, "summary": self.summary, "entry_ids": lines}
        )
        voucher._onchange_word()
        return voucher

    def action_make(self):
        """Ask for the day, and for the sum where the template divides one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Voucher from Template"),
            "res_model": "ledger.voucher.from.template",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_template_id": self.id,
                **({"default_entity_id": self.entity_id.id} if self.entity_id else {}),
            },
        }


class LedgerVoucherTemplateLine(models.Model):
    """One line of a template: an account on one side, with an amount, a share of the sum, or neither."""

    _name = "ledger.voucher.template.line"
    _description = "Line of a Voucher Template"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one("ledger.voucher.template", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    summary = fields.Char()
    account_id = fields.Many2one("ledger.account", required=True, ondelete="restrict")
    side = fields.Selection([("debit", "Debit"), ("credit", "Credit")], required=True, default="debit")
    amount = fields.Float(digits=(16, 2))
    share_percent = fields.Float("Share of the Sum (%)", digits=(5, 2))
    partner_id = fields.Many2one("res.partner", "Party", ondelete="restrict")

    _amount_or_share = models.Constraint(
        "CHECK (coalesce(amount, 0) = 0 OR coalesce(share_percent, 0) = 0)",
        "A line has an amount or a share of the sum, not both.",
    )
    _share_range = models.Constraint(
        "CHECK (coalesce(share_percent, 0) BETWEEN 0 AND 100 AND abs(coalesce(amount, 0)) < 1e12)",
        "A share lies between 0 and 100 percent.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.template_id._check_owner()
        return lines

    def write(self, vals):
        self.template_id._check_owner()
        result = super().write(vals)
        self.template_id._check_owner()
        return result

    def unlink(self):
        self.template_id._check_owner()
        return super().unlink()
