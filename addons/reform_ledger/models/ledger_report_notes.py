from collections import defaultdict

from odoo import models
from odoo.addons.reform_rules.economy import tier as tiers
from odoo.addons.reform_rules.ledger import notes as rules
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.periods import Month

from ..messages import books as book_messages
from ..messages import statements as messages
from .ledger_report import Kind


class LedgerReport(models.AbstractModel):
    """The notes to the statements, and the agricultural statistics of a collective or a place."""

    _inherit = "ledger.report"

    def _kinds(self):
        return (*super()._kinds(), rules.NOTES, rules.STATISTICS)

    def _kind(self, kind):
        return Kind(scope=True) if kind == rules.STATISTICS else super()._kind(kind)

    def _result_notes(self, entity, first, last):
        """Return the notes: figures from the balances, texts as they were written for the year."""
        figures = self._both_years(entity, rules.NOTES, last)
        texts = self.env["ledger.note"]._texts(entity, last.year)
        rows = []
        for row, (line, _amounts) in zip(self._drilled(figures, entity, first, last), figures, strict=True):
            # The number of the line gives way to what is said about it.
            text = texts.get(line.code, "") if line.kind == "text" else ""
            rows.append([row[0], *row[2:], {"text": text}])
        empty = sum(line.kind == "text" and not texts.get(line.code) for line, _amounts in figures)
        return {
            "title": messages.notes(self.env),
            "form_no": "",
            "period": book_messages.month_range(self.env, first=first, last=last),
            "columns": messages.notes_columns(self.env),
            "shape": ["name", "amount", "amount", "text"],
            "wide": True,
            "rows": rows,
            "balanced": not empty,
            "remark": messages.texts_missing(self.env, count=empty)
            if empty
            else messages.texts_complete(self.env),
        }

    def _result_statistics(self, entity, first, last):
        figures = self._both_years(entity, rules.STATISTICS, last)
        texts = self.env["ledger.note"]._texts(entity, last.year)
        rows = self._drilled(figures, entity, first, last)
        for row, (line, _amounts) in zip(rows, figures, strict=True):
            if line.kind == "text":
                row[0] = {
                    **row[0],
                    "text": messages.line_text(self.env, label=line.label, text=texts.get(line.code)),
                }
        return {**self._statistics_head(first, last), "rows": rows}

    def _place_statistics(self, entities, chart, first, last):
        """Return the statistics of a place, and how many collectives stand in which bracket."""
        sums = self.env["ledger.balance"]._scope_sums
        lines = chart._statement_lines(rules.STATISTICS, last.last)
        before = Month(last.year - 1, 12)
        year = [row.sum for row in sums(entities, chart, first.first, last.last)]
        last_year = [row.sum for row in sums(entities, chart, Month(before.year, 1).first, before.last)]
        figures = statement_rules.compute(lines, (year, last_year))
        return {
            **self._statistics_head(first, last),
            "rows": self._drilled(figures, entities, first, last),
            "tables": [self._brackets(entities, chart, lines, first, last)],
        }

    def _statistics_head(self, first, last):
        return {
            "title": messages.statistics(self.env),
            "form_no": "",
            "period": book_messages.month_range(self.env, first=first, last=last),
            "columns": book_messages.income_statement_columns(self.env),
            "shape": ["name", "no", "amount", "amount"],
            "balanced": True,
            "remark": messages.without_subsidies(self.env),
        }

    def _brackets(self, entities, chart, lines, first, last):
        """Return the table of brackets: collectives by operating result of the year."""
        by_entity = defaultdict(list)
        for row in self.env["ledger.balance"]._scope_sums(
            entities, chart, first.first, last.last, by_entity=True
        ):
            by_entity[row.entity].append(row.sum)
        limits = self.env["reform.parameter"]._at(last.last)
        counts = defaultdict(int)
        for entity in entities:
            figures = statement_rules.compute(lines, [by_entity[entity.id]])
            counts[tiers.tier(statement_rules.figure(figures, "operating_result"), limits)] += 1
        rows = [
            [{"text": messages.bracket(self.env, low=tier.low, high=tier.high)}, {"text": str(counts[tier])}]
            for tier in tiers.tiers(limits)
        ]
        total = [
            {"text": book_messages.total(self.env), "bold": True},
            {"text": str(len(entities)), "bold": True},
        ]
        return {
            "title": messages.brackets(self.env),
            "columns": messages.bracket_columns(self.env),
            "shape": ["name", "no"],
            "rows": [*rows, total],
        }

    def _both_years(self, entity, kind, last):
        """Return the figures of an entity's lines: this year until the month, and the last one."""
        balances = self.env["ledger.balance"]
        lines = self.env["ledger.book"]._of(entity).chart_id._statement_lines(kind, last.last)
        before = Month(last.year - 1, 12)
        columns = rules.both_years(
            balances._sums(entity, Month(last.year, 1).first, last.last),
            balances._sums(entity, Month(before.year, 1).first, before.last),
        )
        return statement_rules.compute(lines, columns)

    def _drilled(self, figures, entities, first, last):
        """Return the rows of figures; those of this year lead to their entries."""
        lines = [each.line for each in figures]
        rows = []
        for line, amounts in figures:
            codes = statement_rules.codes(lines, line.code)
            drill = {"drill": self._entries_domain(entities, codes, first, last)} if codes else {}
            rows.append(self._statement_row(line, amounts, drill))
        return rows
