from odoo import fields, models
from odoo.addons.reform_assets.models.reform_contract_facts import BINDING
from odoo.addons.reform_assets.models.reform_contract_finding import STANDING
from odoo.addons.reform_rules.assets import idle
from odoo.addons.reform_rules.capitals import lists
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import clearing_lists as messages

# Names on the lists are those of official papers.
OFFICIAL = {"lang": "zh_CN"}
# What stands on a list straight from the books, one line for an account.
BY_ACCOUNT = ("cash", "securities", "goods", "matters", "equity")
CARD_LISTS = ("fixed", "construction", "biological", "intangible", "investments")
COLUMNS = (
    "clearing_id", "entity_id", "category_id", "source", "res_model", "res_id", "name", "code", "account_id",
    "worn_account_id", "partner_id", "origin_place_id", "place_id", "unit", "specification",
    "book_quantity", "book_amount", "book_accumulated", "book_balance", "book_area_mu", "date_from",
    "date_to", "price", "received", "used", "owed", "issue_codes", "certificate_no", "keeper", "pieces",
)  # fmt: skip
NUMBERS = frozenset(
    {
        "book_quantity", "book_amount", "book_accumulated", "book_balance", "book_area_mu", "price",
        "received", "used", "owed",
    }
)  # fmt: skip


class ReformClearing(models.Model):
    """The lists are made: what books, cards, contracts and projects say of many organisations at once.

    *What it accepts*: clearings with an organisation and a base date; books, cards and contracts may be
    missing. *How it works*: a few temporary tables say which accounts stand on which lists and what their
    balances are on the base date; one statement for each source then lays the lines of all organisations. The
    number of statements does not grow with that of organisations. What cards and projects do not explain of
    an account becomes a line of its own, so that every account stands on the lists to the cent.
    """

    _inherit = "reform.clearing"

    def _generate_items(self):
        """Make the lists of the clearings; those that have them already keep them. Return how many lines.

        Raises: UserError: an account of the books has no list.
        """
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT clearing_id FROM reform_clearing_list WHERE clearing_id = ANY(%s)", [self.ids]
        )
        known = {row[0] for row in self.env.cr.fetchall()}
        fresh = self.filtered(lambda clearing: clearing.id not in known)
        if not fresh:
            return 0
        categories = self.env["reform.clearing.category"]._ids_by_code()
        fresh._stage_scope()
        fresh._stage_accounts(categories)
        fresh._stage_balances()
        fresh._stage_card_accounts()
        words = messages.item_words(self.env(context={**self.env.context, **OFFICIAL}))
        number = sum(
            fresh._lay(source, columns, rows)
            for source, columns, rows in (
                *fresh._from_accounts(categories),
                *fresh._from_cards(categories, words),
                *fresh._from_contracts(categories),
                *fresh._from_projects(categories),
                *fresh._from_papers(categories, words),
                *fresh._from_matters(categories, words),
                *fresh._from_templates(),
            )
        )
        # Only now: what all others have left of an account.
        number += fresh._lay_rest(words)
        fresh._lay_lists(categories)
        self.env["reform.clearing.item"].invalidate_model()
        self.env["reform.clearing.list"].invalidate_model()
        return number

    # --- what is staged ---

    def _stage_scope(self):
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.clearing_scope")
        self.env.cr.execute(
            """CREATE TEMPORARY TABLE clearing_scope ON COMMIT DROP AS
               SELECT c.id AS clearing_id, c.entity_id, c.date_base, e.place_id, b.id AS book_id, b.chart_id
                 FROM reform_clearing c JOIN reform_entity e ON e.id = c.entity_id
                 LEFT JOIN ledger_book b ON b.entity_id = c.entity_id
                WHERE c.id = ANY(%s)""",
            [self.ids],
        )
        self.env.cr.execute("ANALYZE clearing_scope")

    def _stage_accounts(self, categories):
        """Place every account of the charts in use: the list of a debit balance, that of a credit balance."""
        self.env.cr.execute(
            """SELECT a.id, a.code, h.version FROM ledger_account a JOIN ledger_chart h ON h.id = a.chart_id
                WHERE a.chart_id IN (SELECT chart_id FROM clearing_scope)
                  AND (a.entity_id IS NULL OR a.entity_id IN (SELECT entity_id FROM clearing_scope))"""
        )
        rows = []
        for account, code, chart in self.env.cr.fetchall():
            try:
                sides = [lists.list_of(code, chart, owed=owed) for owed in (False, True)]
            except RuleError as refusal:
                raise UserError(messages.refusal(self.env, refusal)) from refusal
            rows.append((account, *(categories[side] for side in sides)))
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.clearing_account")
        self.env.cr.execute(
            """CREATE TEMPORARY TABLE clearing_account ON COMMIT DROP AS
               SELECT * FROM unnest(%s::int[], %s::int[], %s::int[]) AS t(account_id, debit_id, credit_id)""",
            columns,
        )

    def _stage_balances(self):
        """Balances on the base date: earlier months from the balance table, its own from the entries."""
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.clearing_balance")
        self.env.cr.execute(
            """CREATE TEMPORARY TABLE clearing_balance ON COMMIT DROP AS
               SELECT x.*, CASE WHEN x.amount >= 0 THEN a.debit_id ELSE a.credit_id END AS category_id
                 FROM (SELECT s.clearing_id, m.entity_id, m.account_id, m.partner_id, m.origin_place_id,
                              sum(m.amount) AS amount, sum(m.quantity) AS quantity
                         FROM clearing_scope s CROSS JOIN LATERAL (
                              SELECT b.entity_id, b.account_id, coalesce(b.partner_id, 0) AS partner_id,
                                     b.origin_place_id, b.debit - b.credit AS amount, 0 AS quantity
                                FROM ledger_balance b
                               WHERE b.entity_id = s.entity_id AND b.month < date_trunc('month', s.date_base)
                               UNION ALL
                              SELECT e.entity_id, e.account_id, coalesce(e.partner_id, 0),
                                     e.origin_place_id, e.debit - e.credit, 0
                                FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                               WHERE e.entity_id = s.entity_id AND v.state = 'posted'
                                 AND e.date BETWEEN date_trunc('month', s.date_base) AND s.date_base) m
                        GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.amount) <> 0) x
                 JOIN clearing_account a ON a.account_id = x.account_id"""
        )
        self.env.cr.execute("ANALYZE clearing_balance")

    def _stage_card_accounts(self):
        """Choose the account on which the cards of a kind stand: the prescribed one, or its part in use."""
        self.env.cr.execute("SELECT DISTINCT h.id, h.version FROM clearing_scope s JOIN ledger_chart h"
                            " ON h.id = s.chart_id")  # fmt: skip
        rows = [
            (chart, kind, accounts["cost"], accounts["worn"])
            for chart, version in self.env.cr.fetchall()
            for kind, accounts in lists.card_accounts(version).items()
        ]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.clearing_card_account")
        self.env.cr.execute(
            SQL(
                """CREATE TEMPORARY TABLE clearing_card_account ON COMMIT DROP AS
                   SELECT s.clearing_id, k.kind, %(cost)s AS account_id, %(worn)s AS worn_account_id
                     FROM clearing_scope s
                     JOIN unnest(%(charts)s::int[], %(kinds)s::text[], %(costs)s::text[], %(worns)s::text[])
                          AS k(chart_id, kind, cost, worn) ON k.chart_id = s.chart_id""",
                cost=self._account_in_use("k.cost"),
                worn=self._account_in_use("k.worn"),
                charts=columns[0],
                kinds=columns[1],
                costs=columns[2],
                worns=columns[3],
            )
        )

    @staticmethod
    def _account_in_use(code):
        """Return the account of a code, or its own sub-account with the largest balance."""
        return SQL(
            """(SELECT a.id FROM ledger_account a
                  LEFT JOIN (SELECT account_id, abs(sum(amount)) AS amount FROM clearing_balance b
                              WHERE b.clearing_id = s.clearing_id GROUP BY 1) b ON b.account_id = a.id
                 WHERE %(code)s <> '' AND a.chart_id = s.chart_id AND starts_with(a.code, %(code)s)
                   AND coalesce(a.entity_id, s.entity_id) = s.entity_id
                 ORDER BY b.amount DESC NULLS LAST, a.code LIMIT 1)""",
            code=SQL(code),
        )

    # --- what is laid ---

    def _lay(self, source, columns, rows):
        """Insert the lines of one source: `columns` maps columns to expressions over `rows`, both SQL."""
        told = {"source": SQL("%s", source), **columns}
        assert told.keys() <= set(COLUMNS), told.keys() - set(COLUMNS)
        empty = {name: SQL("0") if name in NUMBERS else SQL("NULL") for name in COLUMNS}
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_clearing_item
                          (%(names)s, state, create_uid, create_date, write_uid, write_date)
                   SELECT %(values)s, 'listed', %(user)s, %(now)s, %(user)s, %(now)s %(rows)s""",
                names=SQL(", ").join(SQL.identifier(name) for name in COLUMNS),
                values=SQL(", ").join({**empty, **told}[name] for name in COLUMNS),
                user=self.env.uid,
                now=fields.Datetime.now(),
                rows=rows,
            )
        )
        return self.env.cr.rowcount

    def _from_accounts(self, categories):
        """Cash, goods and the like by account; claims and debts by party and village; bank accounts."""
        owed = [categories[code] for code in sorted(lists.OWED)]
        amount = SQL("CASE WHEN b.category_id = ANY(%s) THEN -b.amount ELSE b.amount END", owed)
        common = {
            "clearing_id": SQL("b.clearing_id"),
            "entity_id": SQL("b.entity_id"),
            "category_id": SQL("b.category_id"),
            "code": SQL("a.code"),
            "account_id": SQL("a.id"),
            "book_amount": amount,
            "book_balance": SQL("b.amount"),
        }
        yield (
            "ledger",
            {
                **common,
                "name": SQL("coalesce(p.name, a.name)"),
                "partner_id": SQL("p.id"),
            },
            SQL(
                """FROM (SELECT clearing_id, entity_id, account_id, partner_id,
                                min(category_id) AS category_id, sum(amount) AS amount
                           FROM clearing_balance WHERE category_id = ANY(%s) GROUP BY 1, 2, 3, 4
                         HAVING sum(amount) <> 0) b
                   JOIN ledger_account a ON a.id = b.account_id
                   LEFT JOIN res_partner p ON p.id = b.partner_id
                  ORDER BY b.clearing_id, a.code, b.partner_id""",
                [categories[code] for code in BY_ACCOUNT],
            ),
        )
        yield (
            "ledger",
            {
                **common,
                "name": SQL("coalesce(p.name, a.name)"),
                "partner_id": SQL("p.id"),
                "origin_place_id": SQL("b.origin_place_id"),
                "specification": SQL("concat_ws('：', a.name, o.summary)"),
                "date_from": SQL("o.since"),
            },
            self._open_claims(categories),
        )
        yield (
            "ledger",
            {
                **common,
                "entity_id": SQL("s.entity_id"),
                "clearing_id": SQL("s.clearing_id"),
                "category_id": SQL("%s", categories["bank"]),
                "res_model": SQL("'ledger.bank.account'"),
                "res_id": SQL("k.id"),
                "name": SQL("k.bank"),
                "code": SQL("k.number"),
                "specification": SQL("k.holder"),
                "book_amount": SQL("coalesce(b.amount, 0)"),
                "book_balance": SQL("coalesce(b.amount, 0)"),
            },
            SQL(
                """FROM clearing_scope s JOIN ledger_bank_account k ON k.entity_id = s.entity_id AND k.active
                   JOIN ledger_account a ON a.id = k.account_id
                   LEFT JOIN (SELECT clearing_id, account_id, sum(amount) AS amount FROM clearing_balance
                               GROUP BY 1, 2) b ON b.clearing_id = s.clearing_id AND b.account_id = a.id
                  ORDER BY s.clearing_id, k.is_main DESC, k.id"""
            ),
        )

    def _open_claims(self, categories):
        """Claims and debts with the day and the words of the oldest entry that is still open.

        What was paid is taken to have settled the oldest: going back from the newest entry on the side of the
        balance until the balance is reached, the last one met is the oldest open one.
        """
        return SQL(
            """FROM (SELECT * FROM clearing_balance WHERE category_id = ANY(%s)) b
               JOIN ledger_account a ON a.id = b.account_id
               LEFT JOIN res_partner p ON p.id = b.partner_id
               LEFT JOIN LATERAL (
                    SELECT min(x.date) AS since, (array_agg(x.summary ORDER BY x.date, x.id))[1] AS summary
                      FROM (SELECT e.id, e.date, coalesce(e.summary, v.summary) AS summary, g.part,
                                   sum(g.part) OVER (ORDER BY e.date DESC, e.id DESC) AS until_here
                              FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id,
                                   clearing_scope s,
                                   LATERAL (SELECT sign(b.amount) * (e.debit - e.credit) AS part) g
                             WHERE s.clearing_id = b.clearing_id AND e.entity_id = b.entity_id
                               AND e.account_id = b.account_id AND e.date <= s.date_base
                               AND coalesce(e.partner_id, 0) = b.partner_id
                               AND e.origin_place_id = b.origin_place_id
                               AND v.state = 'posted' AND g.part > 0) x
                     WHERE x.until_here - x.part < abs(b.amount)) o ON true
              ORDER BY b.clearing_id, a.code, abs(b.amount) DESC, b.partner_id""",
            [categories["claims"], categories["debts"]],
        )

    def _from_cards(self, categories, words):
        """Cards that are there, each on the list of its kind; and the title papers they name."""
        kinds = list(lists.CARD_LISTS)
        common = {
            "clearing_id": SQL("s.clearing_id"),
            "entity_id": SQL("s.entity_id"),
            "res_model": SQL("'reform.asset'"),
            "res_id": SQL("c.id"),
            "place_id": SQL("c.place_id"),
            "origin_place_id": SQL("coalesce(c.origin_place_id, c.place_id)"),
        }
        rows = SQL(
            """FROM clearing_scope s
               JOIN reform_asset c ON c.entity_id = s.entity_id AND c.use_state NOT IN %s
                AND coalesce(c.acquired_date, s.date_base) <= s.date_base
               LEFT JOIN clearing_card_account k
                      ON k.clearing_id = s.clearing_id AND k.kind = coalesce(c.card_kind, 'other')""",
            idle.LEFT,
        )
        yield (
            "card",
            {
                **common,
                "category_id": SQL("l.category_id"),
                "name": SQL("c.name"),
                "code": SQL("c.code"),
                "account_id": SQL("k.account_id"),
                "worn_account_id": SQL("k.worn_account_id"),
                "unit": SQL("c.unit"),
                "specification": SQL(
                    """CASE WHEN c.card_kind = 'resource' THEN nullif(concat_ws(' ', c.boundary_east,
                       c.boundary_south, c.boundary_west, c.boundary_north), '')
                       WHEN c.card_kind = 'investment' THEN c.investee ELSE c.model_no END"""
                ),
                "book_quantity": SQL("coalesce(c.quantity, 1)"),
                "book_amount": SQL("coalesce(c.cost, 0)"),
                # Where no account holds what is worn off, the card stands at its cost.
                "book_accumulated": SQL(
                    """coalesce(c.accumulated, coalesce(c.cost, 0) - coalesce(c.net_value, 0))"""
                ),
                "book_balance": SQL("CASE WHEN k.account_id IS NULL THEN 0 ELSE coalesce(c.cost, 0) END"),
                "book_area_mu": SQL("coalesce(c.area_mu, 0)"),
                "date_from": SQL("c.acquired_date"),
                "certificate_no": SQL("c.certificate_no"),
                "keeper": SQL("c.custodian"),
            },
            SQL(
                """%s JOIN unnest(%s::text[], %s::int[]) AS l(kind, category_id)
                          ON l.kind = coalesce(c.card_kind, 'other')
                   ORDER BY s.clearing_id, c.code, c.id""",
                rows,
                kinds,
                [categories[lists.CARD_LISTS[kind]] for kind in kinds],
            ),
        )
        yield (
            "record",
            {
                **common,
                "category_id": SQL("%s", categories["certificates"]),
                "name": SQL("%s || c.name", words["title_of"]),
                "code": SQL("c.certificate_no"),
                "certificate_no": SQL("c.certificate_no"),
                "unit": SQL("%s", words["sheet"]),
                "book_quantity": SQL("1"),
            },
            SQL("%s WHERE coalesce(c.certificate_no, '') <> '' ORDER BY s.clearing_id, c.id", rows),
        )

    def _from_contracts(self, categories):
        """Contracts that bind on the base date, with what is paid and owed and what is wrong with them."""
        yield (
            "record",
            {
                "clearing_id": SQL("s.clearing_id"),
                "entity_id": SQL("s.entity_id"),
                "category_id": SQL("%s", categories["contracts"]),
                "res_model": SQL("'reform.lease'"),
                "res_id": SQL("l.id"),
                "name": SQL("coalesce(p.name, l.name)"),
                "code": SQL("l.name"),
                "partner_id": SQL("p.id"),
                "place_id": SQL("l.place_id"),
                "specification": SQL("coalesce(h.names, l.purpose)"),
                "book_quantity": SQL("1"),
                "date_from": SQL("l.date_start"),
                "date_to": SQL("l.date_end"),
                "price": SQL("coalesce(l.rent_year, 0)"),
                "received": SQL("coalesce(d.paid, 0)"),
                "owed": SQL("coalesce(d.owed, 0)"),
                "issue_codes": SQL("f.codes"),
            },
            SQL(
                """FROM clearing_scope s
                   JOIN reform_lease l ON l.entity_id = s.entity_id AND l.state IN %(binding)s
                    AND coalesce(l.signed_date, l.date_start) <= s.date_base
                   LEFT JOIN res_partner p ON p.id = l.lessee_id
                   LEFT JOIN LATERAL (SELECT string_agg(c.name, '、' ORDER BY c.id) AS names
                                        FROM reform_lease_line h JOIN reform_asset c ON c.id = h.asset_id
                                       WHERE h.lease_id = l.id) h ON true
                   LEFT JOIN LATERAL (SELECT sum(paid_amount) AS paid,
                                             sum(outstanding) FILTER (WHERE date_due <= s.date_base) AS owed
                                        FROM reform_rent_due WHERE lease_id = l.id) d ON true
                   LEFT JOIN LATERAL (SELECT string_agg(DISTINCT code, ', ' ORDER BY code) AS codes
                                        FROM reform_contract_finding
                                       WHERE lease_id = l.id AND is_present
                                         AND state IN %(standing)s) f ON true
                  WHERE l.state NOT IN ('handed_back', 'settled') OR coalesce(d.owed, 0) <> 0
                  ORDER BY s.clearing_id, l.name, l.id""",
                binding=BINDING,
                standing=STANDING,
            ),
        )

    def _lay_lists(self, categories):
        """Make a record for every list in use, and set down what nobody counts as the books say."""
        now = fields.Datetime.now()
        self.env.cr.execute(
            """INSERT INTO reform_clearing_list
                      (clearing_id, entity_id, category_id, sequence, create_uid, create_date, write_uid,
                       write_date)
               SELECT s.clearing_id, s.entity_id, c.id, c.sequence, %(user)s, %(now)s, %(user)s, %(now)s
                 FROM clearing_scope s CROSS JOIN reform_clearing_category c
                WHERE c.active OR EXISTS (SELECT FROM reform_clearing_item i
                                           WHERE i.clearing_id = s.clearing_id AND i.category_id = c.id)
                ORDER BY s.clearing_id, c.sequence, c.id""",
            {"user": self.env.uid, "now": now},
        )
        self.env.cr.execute(
            """UPDATE reform_clearing_item i
                  SET state = 'counted', counted_quantity = book_quantity, counted_amount = book_amount
                 FROM clearing_scope s
                WHERE i.clearing_id = s.clearing_id AND i.category_id = ANY(%s)""",
            [[categories[code] for code in lists.BOOKS_ONLY]],
        )
