from odoo import models
from odoo.addons.reform_rules.money import ZERO, yuan

from ..messages import distribution_paper as messages

SHEETS = ("plan", "signed_list", "result")


class ReformDistribution(models.Model):
    """A distribution on paper: the plan to post, the list to sign, the result to post, a slip a member.

    Sheet and workbook show one result; numbers that name a person stand in none of them.
    """

    _inherit = "reform.distribution"

    def _sheet(self, name):
        """Return a sheet as `ledger.report` results are: title, columns, rows of cells, remark."""
        self.ensure_one()
        assert name in SHEETS, name
        head = {
            "title": messages.sheet_title(self.env, name, year=self.year),
            "form_no": "",
            "entity": self._print_owner(),
            "period": str(self.year),
            "unit": messages.unit_yuan(self.env),
        }
        return {**head, **(self._plan_rows() if name == "plan" else self._member_rows(name == "signed_list"))}

    def _print_owner(self):
        plan = self.sudo()
        name = plan.entity_id.name
        return f"{name}({plan.origin_place_id.name})" if plan.origin_place_id else name

    def _plan_rows(self):
        """Return the plan in the order of the year's income and its distribution."""
        left = max(yuan(self.brought), ZERO)
        lines = [
            ("net", self.net, ""),
            ("loss", -self.loss, ""),
            ("from_reserve", self.from_reserve, ""),
            ("base", self.base, ""),
            ("reserve", self.reserve, f"{self.reserve_percent:g}%"),
            ("dividend", self.dividend, f"{self.dividend_percent:g}%"),
            ("left", float(left), ""),
            ("from_earlier", self.from_earlier, ""),
            ("undistributed", self.undistributed, ""),
        ]
        labels = messages.plan_lines(self.env)
        rows = [
            [
                {"text": str(number), "center": True},
                {"text": labels[name], "bold": name in ("base", "undistributed")},
                {"amount": str(yuan(amount))},
                {"text": rate, "center": True},
            ]
            for number, (name, amount, rate) in enumerate(lines, 1)
        ]
        return {
            "columns": messages.plan_columns(self.env),
            "shape": ["no", "name", "amount", "text"],
            "rows": rows,
            "remark": messages.plan_remark(
                self.env, share_date=self.share_date, published_on=self.published_on, vote_from=self.vote_from
            ),
        }

    def _member_rows(self, to_sign):
        """Return one row a member in the order of the households: to be signed, or as posted."""
        rows = []
        for number, line in enumerate(
            self.line_ids.sorted(lambda each: (each.household_code or "", each.id)), 1
        ):
            amount = yuan(line.amount) + yuan(line.corrected)
            row = [
                {"text": str(number), "center": True},
                {"text": line.household_code or "", "center": True},
                {"text": line.holder_name or ""},
                {"text": f"{line.shares:g}", "center": True},
                {"amount": str(amount)},
            ]
            if to_sign:
                row += [{"text": line.account_shown or ""}, {"text": ""}]
            else:
                row += [{"amount": str(yuan(line.paid))}, {"text": messages.day(self.env, line.paid_on)}]
            rows.append(row)
        total = [{"text": "", "center": True}, {"text": ""}, {"text": messages.total(self.env), "bold": True}]
        total += [{"text": f"{sum(self.line_ids.mapped('shares')):g}", "center": True, "bold": True}]
        given = sum((yuan(line.amount) + yuan(line.corrected) for line in self.line_ids), start=ZERO)
        total.append({"amount": str(given), "bold": True})
        paid = sum((yuan(line.paid) for line in self.line_ids), start=ZERO)
        total += (
            [{"text": ""}, {"text": ""}] if to_sign else [{"amount": str(paid), "bold": True}, {"text": ""}]
        )
        return {
            "columns": messages.member_columns(self.env, to_sign=to_sign),
            "shape": ["no", "code", "text", "no", "amount", "text" if to_sign else "amount", "date"],
            "rows": [*rows, total],
            "remark": messages.member_remark(
                self.env,
                count=self.holder_count,
                residue=yuan(self.residue),
                collective=yuan(self.collective_part),
                to_sign=to_sign,
            ),
        }

    def _print_digest(self):
        """Return the digest of the locked parts, printed on the paper."""
        return self.register_digest or ""

    def _print_signatures(self, name):
        return messages.signatures(self.env, name)

    def _slips(self):
        """Return one slip for each member."""
        self.ensure_one()
        return [
            {
                "title": messages.slip_title(self.env, year=self.year),
                "owner": self._print_owner(),
                "facts": messages.slip_facts(
                    self.env,
                    household=line.household_code or "",
                    name=line.holder_name or "",
                    shares=f"{line.shares:g}",
                    per_share=f"{self._per_share():,.4f}",
                    amount=f"{yuan(line.amount) + yuan(line.corrected):,.2f}",
                    account=line.account_shown or "",
                    paid_on=messages.day(self.env, line.paid_on),
                ),
            }
            for line in self.line_ids.sorted(lambda each: (each.household_code or "", each.id))
        ]

    def _per_share(self):
        """Return what one share brings, in yuan, before cents are cut."""
        return self.dividend / self.shares_total if self.shares_total else 0.0

    def action_workbook(self):
        """Download plan, list and result as one workbook."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/collective_economy/distribution/{self.id}.xlsx"}

    def _workbook(self):
        """Return the bytes of the workbook."""
        self.ensure_one()
        names = SHEETS if self.line_ids else ("plan",)
        return self.env["ledger.report"]._xlsx(*(self._sheet(name) for name in names))
