import json
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from odoo import api, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.ledger import trial_balance as trial_balance_rules
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_rules.periods import Month, month_of
from odoo.exceptions import AccessError, UserError

from ..messages import books as messages
from ..messages import reports as report_messages

STATEMENTS = ("balance_sheet", "income_statement")
TOTALS = ("subtotal", "total")


class Asked(NamedTuple):
    """What a user wants to see beside entity and months; ids, 0 for none.

    `place`: a township or county instead of one entity. `account`: first (or only) account, `account_to` the
    last one. `by`: how an auxiliary book is divided. `compare`: with last year and the budget. `matrix`: a
    column per entity. `after`: where the page before has ended. `whole`: the book at once, not a page.
    """

    place: int = 0
    account: int = 0
    account_to: int = 0
    partner: int = 0
    origin: int = 0
    by: str = "partner"
    compare: bool = False
    matrix: bool = False
    after: str = ""
    whole: bool = False


class Kind(NamedTuple):
    """What the screen of a report asks for: a span of months, the last one or none, which filters, which
    scope."""

    span: bool = False
    filters: tuple = ()
    scope: bool = False
    dated: bool = True


class LedgerReport(models.AbstractModel):
    """Statements and account books of one collective, or statements of all in a place, as one result that
    screen, workbook and paper show.

    A result is plain JSON: `title`, `form_no`, `entity`, `period`, `unit`, `prepared_on`, `columns` (titles),
    `shape` (what stands in each), `rows` (lists of cells), `balanced`, `remark`, `remarks`, more `tables`,
    and `after`, where the next page begins. A cell is {"text"} or {"amount": "1234.50"} with `bold`,
    `indent`, and `drill`, the domain of the entries behind it, or `voucher`, its id.
    """

    _name = "ledger.report"
    _description = "Statements of a Collective"

    @api.model
    def _kinds(self):
        """Return the names of the reports; each has its method `_result_<kind>(entity, first, last)`."""
        return ("trial_balance", *STATEMENTS)

    @api.model
    def _kind(self, kind):
        """Return what the screen of a report offers (Kind)."""
        if kind == "trial_balance":
            return Kind(span=True, filters=("accounts", "partner", "origin"), scope=True)
        return Kind(scope=True, filters=("compare",)) if kind in STATEMENTS else Kind()

    @api.model
    def _action(self, kind, entity):
        """Return the action that shows a report of an entity."""
        action = self.env["ir.actions.client"]._for_xml_id(f"reform_ledger.ledger_report_action_{kind}")
        return {**action, "params": {"kind": kind, "entity_id": entity.id}}

    @api.model
    @api.readonly
    def get_defaults(self, kind="trial_balance"):
        """Return what a report begins with: the first books in reach, the year of their last voucher, the
        filters of the kind, and the places whose statements the user may see together."""
        book = self.env["ledger.book"].search([], limit=1)
        last = self.env["ledger.voucher"].search(
            [("book_id", "=", book.id), ("state", "=", "posted")], order="date desc", limit=1
        )
        month = month_of(last.date or civil_day.today())
        return {
            "entity_id": book.entity_id.id,
            "month_from": str(Month(month.year, 1)),
            "month_to": str(month),
            **self._kind(kind)._asdict(),
            "account_id": self._first_account(kind, book).id,
            "scope_ids": self.env.user.sudo().reform_scope_ids.ids,
            "details": self._detail_choices(),
        }

    @api.model
    def _detail_choices(self):
        """Return [(name, label)]: what an auxiliary book can be divided by."""
        return []

    @api.model
    def _first_account(self, kind, book):
        """Return the account a book begins with, so that it shows something at once."""
        return self.env["ledger.account"]

    @api.model
    @api.readonly
    def get_result(self, kind, entity_id, month_from, month_to, options=None):
        """Return the result of a report (see the class); months as "2025-03", both inclusive; options are
        the fields of Asked."""
        result = self._result(kind, entity_id, month_from, month_to, options)
        return {**result, "rows": list(result["rows"])}

    @api.model
    def _result(self, kind, entity_id, month_from, month_to, options=None, *, whole=False):
        """Return the result of a report; with `whole`, a book is a stream of all its rows, not a page."""
        if kind not in self._kinds():
            raise UserError(messages.choose_entity(self.env))
        asked = self._understood(options)._replace(whole=whole)
        first, last = self._month(month_from), self._month(month_to)
        if not self._kind(kind).span:
            first = Month(last.year, 1)
        if first > last:
            raise UserError(messages.months_reversed(self.env))
        self = self.with_context(ledger_asked=asked)  # noqa: PLW0642 -- filters travel with the call
        if asked.place and self._kind(kind).scope:
            return self._result_of_place(kind, asked.place, first, last)
        entity = self._entity(entity_id)
        result = getattr(self, f"_result_{kind}")(entity, first, last)
        head = self._head(kind, entity.name, entity, first, last)
        chart = self.env["ledger.book"].search([("entity_id", "=", entity.id)]).chart_id
        return {**head, "entity_id": entity.id, "chart_id": chart.id, **self._shaped(result), **result}

    @staticmethod
    def _shaped(result):
        """Return the shape of a result that says nothing about it: amounts where its rows have some."""
        if "shape" in result:
            return {}
        columns = range(len(result["columns"]))
        amounts = {at for row in result["rows"] for at, cell in enumerate(row) if "amount" in cell}
        return {"shape": ["amount" if at in amounts else "name" for at in columns], "wide": len(columns) > 6}

    def _head(self, kind, name, entities, first, last):
        """Return what every report says about itself."""
        return {
            "kind": kind,
            "entity": name,
            "unit": messages.unit_yuan(self.env),
            "prepared_on": report_messages.prepared_on(self.env, day=str(civil_day.today())),
            "prepared_by": self.env.user.name,
            "remarks": self._remarks(entities, first, last),
            "labels": report_messages.labels(self.env),
        }

    @api.model
    def _entity(self, entity_id):
        entity = self.env["reform.entity"].browse(int(entity_id or 0)).exists()
        if not entity:
            raise UserError(messages.choose_entity(self.env))
        entity.check_access("read")
        return entity

    @api.model
    def _understood(self, options):
        """Return what was asked for (Asked); what belongs to another place is refused."""
        given = json.loads(options) if isinstance(options, str) else dict(options or {})
        try:
            asked = Asked(
                **{
                    name: type(default)(given.get(name) or default)
                    for name, default in Asked._field_defaults.items()
                }
            )
        except (TypeError, ValueError):
            raise UserError(messages.choose_entity(self.env)) from None
        for name, value in (("ledger.account", asked.account), ("ledger.account", asked.account_to),
                            ("res.partner", asked.partner)):  # fmt: skip
            if value and not self.env[name].with_context(active_test=False).search([("id", "=", value)]):
                raise AccessError(report_messages.not_in_scope(self.env))
        return asked

    def _asked(self):
        """Return what the user asked for (Asked)."""
        return self.env.context.get("ledger_asked") or Asked()

    @api.model
    def _month(self, text):
        try:
            year, month = str(text).split("-")
            return month_of(date(int(year), int(month), 1))
        except ValueError:
            raise UserError(messages.not_a_month(self.env, text=text)) from None

    # -- trial balance ---------------------------------------------------------------------------------------

    def _result_trial_balance(self, entity, first, last):
        asked = self._asked()
        table = self.env["ledger.book"]._trial_balance(entity, first.first, last.last, self._narrowed())
        wanted = self._account_range()
        table = [row for row in table if wanted(row.code)]
        return {
            **self._trial_table(table, lambda code: self._entries_domain(entity, [code], first, last)),
            "period": messages.month_range(self.env, first=first, last=last),
            # A part of the books need not balance.
            **(self._part() if asked.partner or asked.origin or asked.account else {}),
        }

    def _trial_table(self, table, domain):
        """Return title, columns and rows of a trial balance; `domain` gives the entries behind a code."""
        totals = trial_balance_rules.totals(table)
        rows = [
            [
                {"text": row.code, "indent": row.level - 1, "bold": row.level == 1},
                {"text": row.name, "indent": row.level - 1, "bold": row.level == 1},
                *self._trial_amounts(row[4:], domain(row.code), row.level == 1),
            ]
            for row in table
        ]
        rows.append(
            self._as_total(
                [
                    {"text": ""},
                    {"text": messages.total(self.env), "bold": True},
                    *self._trial_amounts(totals, None, True),
                ]
            )
        )
        remark = messages.trial_balanced if totals.balanced else messages.trial_unbalanced
        return {
            "title": messages.trial_balance(self.env),
            "form_no": "",
            "columns": messages.trial_balance_columns(self.env),
            "shape": ["code", "name", *["amount"] * 6],
            "wide": True,
            "rows": rows,
            "balanced": totals.balanced,
            "remark": remark(self.env),
        }

    @staticmethod
    def _as_total(cells):
        """Return cells marked as those of a total, which is shaded everywhere."""
        return [{**cell, "total": True} for cell in cells]

    def _trial_amounts(self, amounts, domain, bold):
        # Nothing is shown as nothing: a page of zeros hides the figures.
        return [
            {
                "amount": str(amount) if amount else "",
                "bold": bold,
                **({"drill": domain} if domain and amount and at in (2, 3) else {}),
            }
            for at, amount in enumerate(amounts)
        ]

    def _part(self):
        """Return how a report ends that shows a part of the books only."""
        return {"balanced": True, "remark": report_messages.part(self.env, words=self._filter_words())}

    def _filter_words(self):
        """Return the filters in words."""
        asked, found = self._asked(), []
        accounts = self.env["ledger.account"].browse(
            [number for number in (asked.account, asked.account_to) if number]
        )
        found += [" – ".join(accounts.mapped("display_name"))] if accounts else []
        found += [self.env["res.partner"].browse(asked.partner).display_name] if asked.partner else []
        found += [self.env["reform.place"].browse(asked.origin).display_name] if asked.origin else []
        return ", ".join(found)

    def _narrowed(self):
        """Return the filters of the balance table as values of `_sums`."""
        asked = self._asked()
        return {"partner": asked.partner, "origin": asked.origin}

    def _account_range(self):
        """Return a test of codes for the accounts asked for: below the one, or from the first to the last."""
        asked = self._asked()
        account = self.env["ledger.account"].browse(asked.account)
        code = account.code or ""
        if not asked.account_to:
            return lambda each: each.startswith(code)
        last = self.env["ledger.account"].browse(asked.account_to).code
        return lambda each: code <= each and (each <= last or each.startswith(last))

    def _entries_domain(self, entity, codes, first, last):
        """Return the domain of the posted entries behind a figure."""
        asked = self._asked()
        accounts = [("account_id.code", "=like", f"{code}%") for code in codes]
        return [
            ("entity_id", "in", entity.ids) if len(entity) > 1 else ("entity_id", "=", entity.id),
            ("date", ">=", str(first.first)),
            ("date", "<=", str(last.last)),
            ("voucher_id.state", "=", "posted"),
            *([("partner_id", "=", asked.partner)] if asked.partner else []),
            *([("origin_place_id", "=", asked.origin)] if asked.origin else []),
            *["|"] * (len(accounts) - 1),
            *accounts,
        ]

    # -- statements ------------------------------------------------------------------------------------------

    def _result_balance_sheet(self, entity, first, last):
        figures, cells = self._statement_cells(entity, "balance_sheet", Month(1900, 1), last)
        more = self._comparison_columns(entity, last) if self._asked().compare else []
        columns, rows = self._halves(figures, cells, messages.balance_sheet_columns(self.env), more)
        return {
            "title": messages.balance_sheet(self.env),
            "form_no": messages.form_no(self.env, number="01"),
            "period": f"{last.last:%Y-%m-%d}",
            "columns": columns,
            "shape": self._statement_shape(columns),
            "wide": True,
            "rows": rows,
            **self._sheet_verdict(figures),
        }

    def _halves(self, figures, cells, titles, more=()):
        """Return columns and rows of a sheet with assets beside liabilities and equity."""
        halves = [
            [cells[at] for at, each in enumerate(figures) if each.line.column == half]
            for half in ("left", "right")
        ]
        width = len(cells[0])
        longest = max(map(len, halves))
        # Both totals stand on the last line, as on the printed form.
        for half in halves:
            half[-1:-1] = [[{"text": ""}] * width] * (longest - len(half))
        columns = [*titles[:4], *more, *titles[4:], *more]
        return columns, [left + right for left, right in zip_longest(*halves)]

    @staticmethod
    def _statement_shape(columns, halves=2):
        width = len(columns) // halves
        return ["name", "no", *["amount"] * (width - 2)] * halves

    def _sheet_verdict(self, figures):
        """Return whether a balance sheet balances, and the sentence that says so."""
        balanced = statement_rules.figure(figures, "total_assets") == statement_rules.figure(
            figures, "total_liabilities_equity"
        )
        pending = statement_rules.figure(figures, "pending_difference")
        remark = messages.sheet_balanced(self.env) if balanced else messages.sheet_unbalanced(self.env)
        if pending:
            remark = messages.pending_not_nil(self.env, amount=pending)
        return {"balanced": balanced and not pending, "remark": remark}

    def _result_income_statement(self, entity, first, last):
        figures, cells = self._statement_cells(entity, "income_statement", first, last)
        own = self.env["ledger.book"]._statement(entity, "balance_sheet", last.last)
        more = self._comparison_columns(entity, last) if self._asked().compare else []
        columns = [*messages.income_statement_columns(self.env), *more]
        return {
            "title": messages.income_statement(self.env),
            "form_no": messages.form_no(self.env, number="02"),
            "period": messages.month_range(self.env, first=first, last=last),
            "columns": columns,
            "shape": self._statement_shape(columns, 1),
            "rows": cells,
            **self._income_verdict(own, figures),
        }

    def _income_verdict(self, sheet, figures):
        agrees = statement_rules.figure(sheet, "undistributed") == statement_rules.figure(
            figures, "closing_undistributed"
        )
        return {
            "balanced": agrees,
            "remark": messages.income_agrees(self.env) if agrees else messages.income_differs(self.env),
        }

    def _statement_cells(self, entity, kind, first, last):
        """Return the figures and, for each, its cells: label, line number, two amounts, comparison."""
        figures = self.env["ledger.book"]._statement(entity, kind, last.last)
        lines = [each.line for each in figures]
        before = self._year_before(entity, kind, last) if self._asked().compare else None
        cells = []
        for at, (line, amounts) in enumerate(figures):
            codes = statement_rules.codes(lines, line.code)
            drill = {"drill": self._entries_domain(entity, codes, first, last)} if codes else {}
            row = self._statement_row(line, amounts, drill)
            if before is not None:
                compared = self._comparison(line, amounts[0], before[at], self._budget(entity, last))
                row += self._as_total(compared) if line.kind in TOTALS else compared
            cells.append(row)
        return figures, cells

    def _statement_row(self, line, amounts, drill):
        bold = line.kind in ("heading", "subtotal", "total")
        cells = [
            {"text": line.label, "indent": line.level, "bold": bold},
            {"text": line.line_no, "center": True},
            *(
                {"text": ""}
                if amount is None
                else {"amount": str(amount), "bold": bold, **(drill if not at else {})}
                for at, amount in enumerate(amounts)
            ),
        ]
        return self._as_total(cells) if line.kind in TOTALS else cells

    # -- comparison ------------------------------------------------------------------------------------------

    def _comparison_columns(self, entity, last):
        more = [report_messages.budget_column(self.env)] if self._budget(entity, last) else []
        return [*report_messages.comparison_columns(self.env), *more]

    def _year_before(self, entity, kind, last):
        """Return the amounts of the same months a year before, in the order of the lines."""
        day = Month(last.year - 1, last.month).last
        return [figure.amounts[0] for figure in self.env["ledger.book"]._statement(entity, kind, day)]

    def _budget(self, entity, last):
        """Return {line code: planned amount} of the year; nothing when no budget is kept."""
        return {}

    def _comparison(self, line, now, before, budget):
        """Return the cells: same period last year, change, change in percent, budget when one is kept."""
        if now is None:
            return [{"text": ""}] * (4 if budget else 3)
        missing = {"text": report_messages.not_available(self.env), "center": True}
        percent = (
            {"text": f"{100 * (now - before) / abs(before):.1f} %", "right": True} if before else missing
        )
        planned = {"amount": str(budget[line.code])} if line.code in budget else missing
        return [
            {"amount": str(before)},
            {"amount": str(yuan(now - before))},
            # Nothing against nothing is no change worth a word.
            percent if now or before else {"text": ""},
            *([planned] if budget else []),
        ]
