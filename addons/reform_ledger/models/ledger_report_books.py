from odoo import api, models
from odoo.addons.reform_rules.ledger import account_book as rules
from odoo.addons.reform_rules.ledger.account_book import ENTRY, MONTH, YEAR
from odoo.addons.reform_rules.money import ZERO
from odoo.addons.reform_rules.periods import month_of, months_between
from odoo.exceptions import UserError

from ..messages import books as book_messages
from ..messages import reports as messages
from .ledger_report import Kind

CASH = ("101", "102")
# Entries on a page of the screen; the workbook and paper take the whole book.
PAGE = 200
# Columns of a columnar book that a landscape page can hold.
COLUMNS = 10


class LedgerReport(models.AbstractModel):
    """Account books: 总账, 明细账, 日记账 and 多栏账, account after account.

    On the screen a book is read page by page: `after` names the last entry shown and the day of the next one.
    Whatever the page, its carried sums are added up anew by the database, so that nothing shown depends on
    what a client sends back.
    """

    _inherit = "ledger.report"

    @api.model
    def _kinds(self):
        return (*super()._kinds(), "general_ledger", "subsidiary", "journal", "columnar", "auxiliary")

    @api.model
    def _kind(self, kind):
        filters = {
            "general_ledger": ("accounts", "partner", "origin"),
            "subsidiary": ("accounts", "partner", "origin"),
            "journal": ("account",),
            "columnar": ("account", "partner", "origin"),
            "auxiliary": ("accounts", "by", "partner", "origin"),
        }
        return Kind(span=True, filters=filters[kind]) if kind in filters else super()._kind(kind)

    @api.model
    def _first_account(self, kind, book):
        code = {"subsidiary": "102", "columnar": "513"}.get(kind)
        if not code or not book:
            return super()._first_account(kind, book)
        return self.env["ledger.account"].search(
            [("chart_id", "=", book.chart_id.id), ("code", "=", code), ("entity_id", "=", False)], limit=1
        )

    # -- which accounts --------------------------------------------------------------------------------------

    def _sections(self, entity):
        """Return [(code, name, {account id: code})]: the accounts of a book that the user asked for, each
        with what is below it, in code order."""
        book = self.env["ledger.book"]._of(entity)
        accounts = self.env["ledger.balance"]._accounts_of(entity, book.chart_id)
        asked = self._asked()
        wanted = self._account_range()
        first = self.env["ledger.account"].browse(asked.account)
        length = len(first.code) if first.code else 3
        found = {
            code: (code, name, {})
            for code, _id, name, _side, _detail in accounts
            if len(code) == length and wanted(code)
        }
        for code, account, *_rest in accounts:
            if code[:length] in found:
                found[code[:length]][2][account] = code
        return list(found.values())

    def _account_names(self, entity):
        """Return {account id: "code name"} of the books."""
        book = self.env["ledger.book"]._of(entity)
        rows = self.env["ledger.balance"]._accounts_of(entity, book.chart_id)
        return {account: f"{code} {name}" for code, account, name, _side, _detail in rows}

    def _book_head(self, kind, first, last, names, shape, **facts):
        """Return title, period and columns of a book; `names` are those of `book_columns`."""
        titles = messages.book_columns(self.env)
        words = self._filter_words()
        return {
            "title": messages.book_titles(self.env)[kind],
            "form_no": words,
            "period": book_messages.month_range(self.env, first=first, last=last),
            "columns": [titles.get(name, name) for name in names],
            "shape": shape,
            "balanced": True,
            "remark": messages.book_agrees(self.env),
            "after": "",
            **facts,
        }

    # -- general ledger --------------------------------------------------------------------------------------

    def _result_general_ledger(self, entity, first, last):
        names = ("month", "summary", "debit", "credit", "side", "balance")
        shape = ["date", "text", "amount", "amount", "side", "amount"]
        rows = self._general_rows(entity, first, last)
        return self._book_head("general_ledger", first, last, names, shape, rows=rows)

    def _general_rows(self, entity, first, last):
        sections = self._sections(entity)
        every = [account for _code, _name, accounts in sections for account in accounts]
        by_account = {}
        for account, *row in self.env["ledger.balance"]._months(
            entity, every, first.first, last.last, **self._narrowed()
        ):
            by_account.setdefault(account, []).append(row)
        months = months_between(first.first, last.last)
        for code, name, accounts in sections:
            opening, year, found = self._general_sums(by_account, accounts, first)
            if not found and not opening:
                continue
            yield [{"text": f"{code} {name}", "bold": True, "span": True}]
            turnovers = [(month, found.get(month, rules.Turnover())) for month in months]
            for line in rules.general(opening, year, turnovers, first):
                if line.kind in (MONTH, YEAR) and month_of(line.date) not in found:
                    # Nothing happened: neither the month nor the unchanged year is written.
                    continue
                drill = self._entries_domain(entity, [code], *[month_of(line.date)] * 2)
                yield self._line_cells(
                    line,
                    [{"text": f"{line.date:%Y-%m}"}],
                    drill=drill if line.kind == MONTH else None,
                    plain=MONTH,
                )

    @staticmethod
    def _general_sums(by_account, accounts, first):
        """Return (opening, turnover of the year before `first`, {month: Turnover}) of a section."""
        opening, year, found = ZERO, rules.Turnover(), {}
        for account in accounts:
            for day, before, debit, credit in by_account.get(account, ()):
                month = day and month_of(day)
                opening += before if not month else debit - credit if month < first else ZERO
                if not month or month < first:
                    year = rules.Turnover(year.debit + debit, year.credit + credit)
                elif month:
                    so_far = found.get(month, rules.Turnover())
                    found[month] = rules.Turnover(so_far.debit + debit, so_far.credit + credit)
        return opening, year, found

    # -- subsidiary ledger and journal -----------------------------------------------------------------------

    def _result_subsidiary(self, entity, first, last):
        names = ("date", "voucher", "summary", "against", "debit", "credit", "side", "balance")
        shape = ["date", "no", "text", "name", "amount", "amount", "side", "amount"]
        head = self._book_head("subsidiary", first, last, names, shape, wide=True)
        return self._paged(head, entity, self._sections(entity), first, last, (MONTH, YEAR))

    def _result_journal(self, entity, first, last):
        names = ("date", "voucher", "summary", "against", "debit", "credit", "side", "balance")
        shape = ["date", "no", "text", "name", "amount", "amount", "side", "amount"]
        head = self._book_head("journal", first, last, names, shape, wide=True)
        sections = [section for section in self._sections(entity) if section[0].startswith(CASH)]
        if not sections:
            raise UserError(messages.choose_account(self.env))
        return self._paged(head, entity, sections, first, last, ("day", MONTH, YEAR))

    def _paged(self, head, entity, sections, first, last, totals, columns=()):
        """Return a book with its rows: a stream of all, or one page and where the next one begins."""
        names = self._account_names(entity)
        head.update(self._book_verdict(entity, sections, first, last))
        if self._asked().whole:
            return {**head, "rows": self._section_rows(entity, sections, first, last, totals, names, columns)}
        rows, after = self._page_rows(entity, sections, first, last, totals, names, columns)
        result = {**head, "rows": rows, "after": after}
        if after and head["balanced"]:
            result["remark"] = messages.book_continues(self.env)
        return result

    def _book_verdict(self, entity, sections, first, last):
        """Return whether the entries of a book come to what the balance table keeps."""
        accounts = {account: code for _code, _name, inside in sections for account, code in inside.items()}
        shown, kept = self.env["ledger.balance"]._turnovers(
            entity, accounts, first.first, last.last, **self._narrowed()
        )
        for account, code in accounts.items():
            one, other = shown.get(account, rules.Turnover()), kept.get(account, rules.Turnover())
            if one != other:
                return {
                    "balanced": False,
                    "remark": messages.book_differs(
                        self.env, account=code, shown=one.debit - one.credit, kept=other.debit - other.credit
                    ),
                }
        return {}

    def _section_rows(self, entity, sections, first, last, totals, names, columns):
        """Yield the rows of every account that has any."""
        balances = self.env["ledger.balance"]
        for code, name, accounts in sections:
            places = self._column_places(accounts, columns)
            span = (entity, accounts, first.first, last.last)
            carried = balances._carried(*span, columns=places, **self._narrowed())
            entries = balances._entries(*span, **self._narrowed())
            lines = rules.lines(entries, carried, totals=totals, columns=[code for code, _name in columns])
            yield from self._book_rows(lines, code, name, names, heading=len(sections) > 1)

    def _page_rows(self, entity, sections, first, last, totals, names, columns):
        """Return the rows of one page and its end: "code|day|word|number|line|id|day of the next", or ""."""
        balances = self.env["ledger.balance"]
        begin, key = self._page_begin()
        rows, room = [], PAGE
        for code, name, accounts in sections:
            if code < begin:
                continue
            after = key if code == begin else None
            if room <= 0:
                return rows, f"{code}|"
            places = self._column_places(accounts, columns)
            span = (entity, accounts, first.first, last.last)
            carried = balances._carried(*span, columns=places, after=after, **self._narrowed())
            found = list(balances._entries(*span, after=after, limit=room + 1, **self._narrowed()))
            following = found[room].date if len(found) > room else None
            lines = rules.lines(
                found[:room],
                carried,
                totals=totals,
                columns=[each for each, _name in columns],
                following=following,
            )
            rows += self._book_rows(lines, code, name, names, heading=len(sections) > 1)
            if following:
                key = found[room - 1].facts[0]
                return rows, "|".join(map(str, (code, *key, following)))
            room -= len(found)
        return rows, ""

    def _page_begin(self):
        """Return (code, (key, day) or None): where the page begins."""
        code, _bar, rest = self._asked().after.partition("|")
        if not rest:
            return code, None
        try:
            day, word, number, line, entry, following = rest.split("|")
            key = (day, word, int(number), int(line), int(entry))
            to_date = self.env["ledger.entry"]._fields["date"].to_date
            return code, ((to_date(day), *key[1:]), to_date(following))
        except ValueError:
            raise UserError(book_messages.choose_entity(self.env)) from None

    def _column_places(self, accounts, columns):
        """Return {account id: place of the column it belongs to}."""
        codes = [code for code, _name in columns]
        return {
            account: place
            for account, code in accounts.items()
            if (place := rules.column_of(code, codes)) >= 0
        }

    def _book_rows(self, lines, code, name, names, *, heading):
        """Yield the rows of one account; with a heading when the book has several. Nothing for an account
        that has neither opening nor entries."""
        first = next(lines)
        rest = next(lines, None)
        if rest is None and not first.balance and heading:
            return
        if heading:
            yield [{"text": f"{code} {name}", "bold": True, "span": True}]
        yield self._entry_cells(first, names)
        if rest is not None:
            yield self._entry_cells(rest, names)
        for line in lines:
            yield self._entry_cells(line, names)

    def _entry_cells(self, line, names):
        """Return the cells of a line: of the entry, or of a total."""
        day = {"text": f"{line.date:%Y-%m-%d}"}
        if line.kind != ENTRY:
            return self._line_cells(line, [day, {"text": ""}], after_label=[{"text": ""}])
        _key, voucher, number, summary, _account, _party, against = line.entry.facts
        shown = [names.get(each, "") for each in against]
        contra = shown[0] if shown else ""
        if len(shown) > 1:
            contra = messages.more_accounts(self.env, account=sorted(shown)[0], count=len(shown) - 1)
        return self._line_cells(
            line,
            [day, {"text": number, "voucher": voucher}],
            label=summary or "",
            after_label=[{"text": contra}],
        )

    def _line_cells(self, line, front, *, label=None, after_label=(), drill=None, plain=None):
        """Return front, label, debit, credit, side and balance of a line, and its columns."""
        opening = line.kind in (rules.OPENING, rules.CARRIED)
        # In a general ledger every other line is a month's: there the year stands out.
        total = line.kind not in (ENTRY, plain) and not opening
        name, amount = rules.side(line.balance)
        text = messages.line_kind(self.env, line.kind) if label is None else label

        def cell(value):
            shown = "" if opening or (value == ZERO and not total) else str(value)
            return {"amount": shown, "bold": total, **({"drill": drill} if drill and shown else {})}

        cells = [
            *front,
            {"text": text, "bold": total},
            *after_label,
            cell(line.debit),
            cell(line.credit),
            {"text": messages.side(self.env, name), "center": True},
            {"amount": str(amount), "bold": total},
            *({"amount": "" if each == ZERO else str(each), "bold": total} for each in line.columns),
        ]
        return self._as_total(cells) if total else cells

    # -- columnar book ---------------------------------------------------------------------------------------

    def _result_columnar(self, entity, first, last):
        sections = self._sections(entity)
        if not self._asked().account or len(sections) != 1:
            raise UserError(messages.choose_account(self.env))
        ((code, name, accounts),) = sections
        columns = self._book_columns(entity, code, accounts, first, last)
        names = ("date", "voucher", "summary", "against", "debit", "credit", "side", "balance")
        shape = [
            "date",
            "no",
            "text",
            "name",
            "amount",
            "amount",
            "side",
            "amount",
            *["amount"] * len(columns),
        ]
        titles = (*names, *(f"{each} {title}" for each, title in columns))
        head = self._book_head("columnar", first, last, titles, shape, wide=True)
        return self._paged(head, entity, [(code, name, accounts)], first, last, (MONTH, YEAR), columns)

    def _book_columns(self, entity, code, accounts, first, last):
        """Return [(code, name)]: the accounts right below one, those that moved in the year first."""
        found = self.env["ledger.balance"]._details(
            entity, accounts, first.first, last.last, "origin", **self._narrowed()
        )
        moved = {accounts[account] for account in found}
        below = [
            (each, name)
            for each, _id, name, _side, _detail in self.env["ledger.balance"]._accounts_of(
                entity, self.env["ledger.book"]._of(entity).chart_id
            )
            if each.startswith(code) and len(each) == len(code) + 2
            and any(used.startswith(each) for used in moved)
        ]  # fmt: skip
        if len(below) < COLUMNS and code not in moved:
            return below
        # What has no column of its own: entries on the account itself, and sub-accounts beyond the page.
        return [*below[: COLUMNS - 1], (code, messages.other_columns(self.env))]
