from odoo import api, models
from odoo.addons.reform_rules.ledger import consolidation as rules
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.ledger import trial_balance as trial_balance_rules
from odoo.addons.reform_rules.ledger.trial_balance import AccountName, AccountSum
from odoo.addons.reform_rules.money import ZERO
from odoo.addons.reform_rules.periods import Month
from odoo.exceptions import AccessError, UserError

from ..messages import books as book_messages
from ..messages import reports as messages
from ..messages import scope as scope_messages

# Instead of a place: every collective the user looks after, of whatever places.
EVERYTHING = -1


class LedgerReport(models.AbstractModel):
    """Statements of a township or county: all collectives in it that keep books by the same chart.

    The figures of everybody come out of the balance table in one query; what the collectives have with each
    other stands in a column and in a table of its own, before the consolidated figure.
    """

    _inherit = "ledger.report"

    @api.model
    def _place_books(self, place_id):
        """Return (name, books) of a scope; AccessError for a place outside what the user looks after: a sum
        over a part of it would be read as the whole. EVERYTHING is all that the user looks after."""
        if place_id == EVERYTHING:
            books = self.env["ledger.book"].search([], order="entity_id")  # pylint: disable=no-search-all  # reason: a summary of a scope reads every book of it
            if not books:
                raise UserError(scope_messages.no_books(self.env, place=self.env.user.name))
            return scope_messages.everything(self.env), books
        place = self.env["reform.place"].browse(place_id).exists()
        if not place:
            raise UserError(book_messages.choose_entity(self.env))
        scope = self.env.user.sudo().reform_scope_ids
        if not scope or not place.filtered_domain([("id", "child_of", scope.ids)]):
            raise AccessError(messages.place_not_in_scope(self.env, place=place.display_name))
        books = self.env["ledger.book"].search(
            [("entity_id.place_id", "child_of", place.id)], order="entity_id"
        )
        if not books:
            raise UserError(scope_messages.no_books(self.env, place=place.display_name))
        return place.display_name, books

    def _result_of_place(self, kind, place_id, first, last):
        name, books = self._place_books(place_id)
        # Codes of different charts cannot be added up: the newest chart is shown, the others are named.
        chart = books.chart_id.sorted("valid_from")[-1]
        same = books.filtered(lambda book: book.chart_id == chart)
        result = getattr(self, f"_place_{kind}")(same.entity_id, chart, first, last)
        head = self._head(kind, name, same.entity_id, first, last)
        notes = [scope_messages.counted(self.env, count=len(same))]
        if len(same) < len(books):
            others = (books - same).entity_id.mapped("name")
            notes.append(scope_messages.other_chart(self.env, chart=chart.name, entities=", ".join(others)))
        head["remarks"] = [{"text": text, "tone": "note"} for text in notes] + head["remarks"]
        return {**head, "place_id": place_id, "chart_id": chart.id, **result}

    # -- trial balance ---------------------------------------------------------------------------------------

    def _place_trial_balance(self, entities, chart, first, last):
        rows = self.env["ledger.balance"]._scope_sums(entities, chart, first.first, last.last)
        self.env.cr.execute(
            "SELECT DISTINCT ON (code) code, name, side FROM ledger_account"
            " WHERE chart_id = %s AND (entity_id IS NULL OR entity_id = ANY(%s)) ORDER BY code, entity_id",
            [chart.id, entities.ids],
        )
        names = {code: AccountName(name, side) for code, name, side in self.env.cr.fetchall()}
        wanted = self._account_range()
        table = [
            row
            for row in trial_balance_rules.rows([row.sum for row in rows], names)
            if wanted(row.code)
        ]  # fmt: skip
        return {
            **self._trial_table(table, lambda code: self._entries_domain(entities, [code], first, last)),
            "period": book_messages.month_range(self.env, first=first, last=last),
            **(self._part() if self._asked().account else {}),
        }

    # -- statements ------------------------------------------------------------------------------------------

    def _place_balance_sheet(self, entities, chart, first, last):
        lines = chart._statement_lines("balance_sheet", last.last)
        rows = self._scope_rows(entities, chart, first, last)
        start = [
            row._replace(sum=AccountSum(row.sum.code, row.sum.partner, row.sum.opening, ZERO, ZERO))
            for row in rows
        ]
        figures = self._consolidated(lines, rows)
        opening = [each.amounts[2] for each in self._consolidated(lines, start)[0]]
        result = self._place_statement("balance_sheet", entities, rows, lines, figures, opening, first, last)
        return {
            **result,
            "title": book_messages.balance_sheet(self.env),
            "form_no": book_messages.form_no(self.env, number="01"),
            "period": f"{last.last:%Y-%m-%d}",
            **self._sheet_verdict([each._replace(amounts=(each.amounts[2],)) for each in figures[0]]),
        }

    def _place_income_statement(self, entities, chart, first, last):
        lines = chart._statement_lines("income_statement", last.last)
        before = Month(last.year - 1, 12)
        rows = self._scope_rows(entities, chart, first, last)
        figures = self._consolidated(lines, rows)
        then = self.env["ledger.balance"]._scope_sums(
            entities, chart, Month(before.year, 1).first, before.last
        )
        last_year = self._consolidated(lines, then)
        own = self._consolidated(chart._statement_lines("balance_sheet", last.last), rows)[0]
        amounts = [each.amounts[2] for each in last_year[0]]
        result = self._place_statement(
            "income_statement", entities, rows, lines, figures, amounts, first, last
        )
        third = [[each._replace(amounts=(each.amounts[2],)) for each in found] for found in (own, figures[0])]
        return {
            **result,
            "title": book_messages.income_statement(self.env),
            "form_no": book_messages.form_no(self.env, number="02"),
            "period": book_messages.month_range(self.env, first=first, last=last),
            **self._income_verdict(*third),
        }

    def _consolidated(self, lines, rows):
        """Return (figures with the amounts sum, eliminations, consolidated; the eliminations)."""
        sums = [row.sum for row in rows]
        mutuals = [row.mutual(at) for at, row in enumerate(rows) if row.other]
        taken = rules.eliminations(mutuals)
        after = rules.without(sums, mutuals, taken)
        figures = statement_rules.compute(lines, (sums, after))
        return [
            each._replace(
                amounts=(None, None, None)
                if each.amounts[0] is None
                else (each.amounts[0], each.amounts[1] - each.amounts[0], each.amounts[1])
            )
            for each in figures
        ], taken

    def _place_statement(self, kind, entities, sums, lines, consolidated, compared, first, last):
        """Return columns and rows of a consolidated statement, one line under the other."""
        figures, taken = consolidated
        matrix = self._matrix(entities, sums, lines) if self._asked().matrix else {}
        titles = scope_messages.columns(self.env, kind)
        columns = [*titles[:2], *(entity.name for entity in matrix), *titles[2:]]
        rows = []
        for at, (line, amounts) in enumerate(figures):
            codes = statement_rules.codes(lines, line.code)
            drill = {"drill": self._entries_domain(entities, codes, first, last)} if codes else {}
            own = [found[at] for found in matrix.values()]
            label, number, *cells = self._statement_row(line, (*own, *amounts, compared[at]), {})
            if amounts[1] == ZERO:
                # What is not eliminated is not written: the eliminations stand out.
                cells[len(own) + 1] = {**cells[len(own) + 1], "amount": ""}
            if codes and amounts[0] is not None and kind == "income_statement":
                cells[len(own)] = {**cells[len(own)], **drill}
            rows.append([label, number, *cells])
        return {
            "columns": columns,
            "shape": self._statement_shape(columns, 1),
            "wide": True,
            "rows": rows,
            "tables": [self._elimination_table(taken)] if taken else [],
        }

    def _scope_rows(self, entities, chart, first, last):
        """Return the sums of the period: apart for each collective where each gets a column of its own."""
        apart = self._asked().matrix
        return self.env["ledger.balance"]._scope_sums(
            entities, chart, first.first, last.last, by_entity=apart
        )

    def _matrix(self, entities, rows, lines):
        """Return {entity: [amount per line]}: every collective in a column of its own."""
        by_entity = {entity.id: (entity, []) for entity in entities}
        for row in rows:
            by_entity[row.entity][1].append(row.sum)
        return {
            entity: [figure.amounts[0] for figure in statement_rules.compute(lines, (sums,))]
            for entity, sums in by_entity.values()
        }

    def _elimination_table(self, taken):
        names = {
            entity.id: entity.name
            for entity in self.env["reform.entity"].browse(
                {each.entity for each in taken} | {each.other for each in taken}
            )
        }
        kinds = scope_messages.elimination_kinds(self.env)
        return {
            "title": scope_messages.eliminations(self.env),
            "columns": scope_messages.elimination_columns(self.env),
            "shape": ["text", "name", "name", "amount", "amount", "amount", "amount"],
            "rows": [
                [
                    {"text": kinds[each.kind]},
                    {"text": names[each.entity]},
                    {"text": names[each.other]},
                    *(
                        {"amount": str(amount)}
                        for amount in (each.left, each.right, each.amount, each.difference)
                    ),
                ]
                for each in taken
            ],
        }
