from itertools import count

from odoo import api, models
from odoo.addons.reform_rules.ledger.account_book import Carried, Entry, Sum, Turnover
from odoo.addons.reform_rules.ledger.numbering import label
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

# How many entries cross the wire at a time when a book is read as a whole.
STREAMED = 2000
DETAILS = {"partner": "partner_id", "origin": "origin_place_id"}
# What adds to the totals of a year (本年累计): no opening balances, but for what income and expense accounts
# brought along to books opened within the year.
OF_THE_YEAR = SQL("(b.kind <> 'opening' OR a.kind IN ('income', 'expense'))")
# Cursors of one transaction need names of their own.
_NUMBERS = count()


class _Sums:
    """A turnover in the making, with a sum per column."""

    def __init__(self, width):
        self.debit, self.credit, self.columns = ZERO, ZERO, [ZERO] * width

    def add(self, column, debit, credit):
        self.debit += debit
        self.credit += credit
        if column is not None:
            self.columns[column] += debit - credit

    def add_all(self, other):
        self.debit += other.debit
        self.credit += other.credit
        self.columns = [one + two for one, two in zip(self.columns, other.columns, strict=True)]

    def turnover(self):
        return Turnover(self.debit, self.credit, tuple(self.columns))


class LedgerBalance(models.Model):
    """What an account book needs: what is carried, and its entries in order, as values of the rules.

    Openings come from the balance table, so that the tenth year costs what the first one did; entries are
    read as a stream.
    """

    _inherit = "ledger.balance"

    @api.model
    def _accounts_of(self, entity, chart):
        """Return [(code, id, name, side, detail)] of the accounts of an entity's books, in code order."""
        self.env.cr.execute(
            SQL(
                "SELECT code, id, name, side, detail FROM ledger_account"
                " WHERE chart_id = %s AND coalesce(entity_id, %s) = %s ORDER BY code",
                chart.id,
                entity.id,
                entity.id,
            )  # fmt: skip
        )
        return self.env.cr.fetchall()

    @api.model
    def _carried(self, entity, accounts, first, last, *, columns=None, partner=0, origin=0, after=None):
        """Return what stands before the first entry of a book, or of the page after the entry `after`.

        Args: accounts: ids. first, last: days. columns: {account id: place of its column}. after: (key of an
        entry, day of the next one); see `_entries`.
        """
        columns = columns or {}
        width = max(columns.values(), default=-1) + 1
        narrowed = self._narrowed("b", partner, origin)
        day = after[1] if after else first
        month = day.replace(day=1)
        self.env.cr.execute(
            SQL(
                """
                SELECT b.account_id, coalesce(sum(b.debit - b.credit), 0),
                       coalesce(sum(b.debit) FILTER (WHERE b.month >= %(year)s AND %(counted)s), 0),
                       coalesce(sum(b.credit) FILTER (WHERE b.month >= %(year)s AND %(counted)s), 0)
                  FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                 WHERE b.entity_id = %(entity)s AND b.account_id = ANY(%(accounts)s)
                   AND (b.month < %(month)s OR b.kind = 'opening' AND b.month <= %(last)s) %(narrowed)s
                 GROUP BY 1
                """,
                entity=entity.id,
                accounts=list(accounts),
                month=month,
                year=month.replace(month=1),
                counted=OF_THE_YEAR,
                last=last,
                narrowed=narrowed,
            )  # fmt: skip
        )
        balance, years = ZERO, _Sums(width)
        for account, amount, debit, credit in self.env.cr.fetchall():
            balance += yuan(amount)
            years.add(columns.get(account), yuan(debit), yuan(credit))
        if not after:
            return Carried(day, balance, year=years.turnover())
        months, days = self._booked_before(entity, accounts, month, after, columns, narrowed)
        found = months.turnover()
        years.add_all(months)
        return Carried(
            day,
            balance + found.debit - found.credit,
            days.turnover(),
            found,
            years.turnover(),
            continued=True,
        )

    def _booked_before(self, entity, accounts, month, after, columns, narrowed):
        """Return what the entries up to a key come to, in the month of the next one and on its day."""
        key, day = after
        width = max(columns.values(), default=-1) + 1
        self.env.cr.execute(
            SQL(
                """
                SELECT b.account_id, b.date = %(day)s, sum(b.debit), sum(b.credit)
                  FROM ledger_entry b JOIN ledger_voucher v ON v.id = b.voucher_id
                 WHERE b.entity_id = %(entity)s AND b.account_id = ANY(%(accounts)s)
                   AND b.date BETWEEN %(month)s AND %(day)s AND v.state = 'posted' AND v.kind <> 'opening'
                   AND (b.date, v.word, v.number, b.line_no, b.id) <= %(key)s %(narrowed)s
                 GROUP BY 1, 2
                """,
                entity=entity.id,
                accounts=list(accounts),
                month=month,
                day=day,
                key=key,
                narrowed=narrowed,
            )  # fmt: skip
        )
        months, days = _Sums(width), _Sums(width)
        for account, today, debit, credit in self.env.cr.fetchall():
            for sums in (months, days) if today else (months,):
                sums.add(columns.get(account), yuan(debit), yuan(credit))
        return months, days

    @api.model
    def _entries(self, entity, accounts, first, last, *, partner=0, origin=0, after=None, limit=None):
        """Yield the posted entries of accounts ({id: code}) as account_book.Entry, in the order of the book.

        `facts` is (key, voucher id, label, summary, account id, party id, ids of the accounts against it);
        the key stands for the entry when the next page is asked for. Without `limit` they are read as a
        stream.
        """
        query = SQL(
            """
            SELECT b.date, v.word, v.number, b.line_no, b.id, v.id, coalesce(b.summary, v.summary), b.debit,
                   b.credit, b.account_id, b.partner_id,
                   ARRAY(SELECT DISTINCT o.account_id FROM ledger_entry o
                          WHERE o.voucher_id = b.voucher_id AND (o.debit <> 0) <> (b.debit <> 0))
              FROM ledger_entry b JOIN ledger_voucher v ON v.id = b.voucher_id
             WHERE b.entity_id = %(entity)s AND b.account_id = ANY(%(accounts)s)
               AND b.date BETWEEN %(first)s AND %(last)s AND v.state = 'posted' AND v.kind <> 'opening'
               %(after)s %(narrowed)s
             ORDER BY b.date, v.word, v.number, b.line_no, b.id %(limit)s
            """,
            entity=entity.id,
            accounts=list(accounts),
            first=first,
            last=last,
            after=SQL("AND (b.date, v.word, v.number, b.line_no, b.id) > %s", after[0]) if after else SQL(),
            narrowed=self._narrowed("b", partner, origin),
            limit=SQL("LIMIT %s", limit) if limit else SQL(),
        )
        for row in self._streamed(query, limit):
            key, (voucher, summary, debit, credit, account, party, against) = row[:5], row[5:]
            facts = (key, voucher, label(*key[1:3]), summary, account, party, against)
            yield Entry(key[0], yuan(debit), yuan(credit), accounts[account], facts)

    def _streamed(self, query, limit=None):
        """Yield the rows of a query; a long one through a cursor of the server, a bundle at a time."""
        cr = self.env.cr
        if limit:
            cr.execute(query)
            yield from cr.fetchall()
            return
        name = SQL.identifier(f"ledger_book_{next(_NUMBERS)}")
        cr.execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", name, query))
        while True:
            cr.execute(SQL("FETCH %s FROM %s", STREAMED, name))
            rows = cr.fetchall()
            yield from rows
            if len(rows) < STREAMED:
                break
        cr.execute(SQL("CLOSE %s", name))

    @api.model
    def _months(self, entity, accounts, first, last, *, partner=0, origin=0):
        """Return [(account id, month, opening, debit, credit)] of accounts (ids) until the month of `last`.

        The opening is debit-positive and carries all that came before the year of `first`, in a row whose
        month is None; opening balances count as opening whenever they were. Debit and credit of that row are
        what income and expense accounts brought along within the year, part of its total.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT b.account_id, CASE WHEN b.month >= %(year)s AND b.kind <> 'opening' THEN b.month END,
                       sum(b.debit - b.credit),
                       coalesce(sum(b.debit) FILTER (WHERE b.month >= %(year)s AND %(counted)s), 0),
                       coalesce(sum(b.credit) FILTER (WHERE b.month >= %(year)s AND %(counted)s), 0)
                  FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                 WHERE b.entity_id = %(entity)s AND b.account_id = ANY(%(accounts)s) AND b.month <= %(last)s
                       %(narrowed)s
                 GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST
                """,
                entity=entity.id,
                accounts=list(accounts),
                year=first.replace(month=1, day=1),
                counted=OF_THE_YEAR,
                last=last,
                narrowed=self._narrowed("b", partner, origin),
            )  # fmt: skip
        )
        return [
            (account, month, ZERO if month else yuan(net), yuan(debit), yuan(credit))
            for account, month, net, debit, credit in self.env.cr.fetchall()
        ]

    @api.model
    def _details(self, entity, accounts, first, last, by, *, partner=0, origin=0):
        """Return {account id: [Sum]} with the party or village of origin (id or None) as key."""
        self.env.cr.execute(
            SQL(
                """
                SELECT b.account_id, %(by)s,
                       coalesce(sum(b.debit - b.credit)
                                FILTER (WHERE b.month < %(first)s OR b.kind = 'opening'), 0),
                       coalesce(sum(b.debit) FILTER (WHERE b.month >= %(first)s AND b.kind <> 'opening'), 0),
                       coalesce(sum(b.credit) FILTER (WHERE b.month >= %(first)s AND b.kind <> 'opening'), 0)
                  FROM ledger_balance b
                 WHERE b.entity_id = %(entity)s AND b.account_id = ANY(%(accounts)s) AND b.month <= %(last)s
                       %(narrowed)s
                 GROUP BY 1, 2
                """,
                by=SQL.identifier("b", DETAILS[by]),
                entity=entity.id,
                accounts=list(accounts),
                first=first,
                last=last,
                narrowed=self._narrowed("b", partner, origin),
            )  # fmt: skip
        )
        found = {}
        for account, key, *amounts in self.env.cr.fetchall():
            if any(amounts):
                found.setdefault(account, []).append(Sum(key, *map(yuan, amounts)))
        return found

    @api.model
    def _turnovers(self, entity, accounts, first, last, *, partner=0, origin=0):
        """Return {account id: Turnover} of the months twice: by the posted entries, by the balance table."""
        found = []
        for source in (
            SQL(
                """ledger_entry b JOIN ledger_voucher v ON v.id = b.voucher_id AND v.state = 'posted'
                    AND v.kind <> 'opening' AND b.date BETWEEN %s AND %s""",
                first, last,
            ),
            SQL(
                "(SELECT * FROM ledger_balance WHERE kind <> 'opening' AND month BETWEEN %s AND %s) b",
                first, last,
            ),
        ):  # fmt: skip
            self.env.cr.execute(
                SQL(
                    "SELECT b.account_id, sum(b.debit), sum(b.credit) FROM %s WHERE b.entity_id = %s"
                    " AND b.account_id = ANY(%s) %s GROUP BY 1"
                    " HAVING sum(b.debit) <> 0 OR sum(b.credit) <> 0",
                    source,
                    entity.id,
                    list(accounts),
                    self._narrowed("b", partner, origin),
                )  # fmt: skip
            )
            found.append({row[0]: Turnover(*map(yuan, row[1:])) for row in self.env.cr.fetchall()})
        return found
