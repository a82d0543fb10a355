from odoo import models
from odoo.addons.reform_rules.capitals import lists
from odoo.tools import SQL

# Cases the members have begun and not ended.
OPEN_CASES = (
    "proposed", "consulted", "deliberated", "convened", "voted", "passed", "published", "objected",
)  # fmt: skip
LEDGERS = ("general_ledger", "subsidiary_ledger", "journals", "statements")


class ReformClearing(models.Model):
    """What comes on the lists beside accounts, cards and contracts: projects, papers, matters, the rest."""

    _inherit = "reform.clearing"

    def _from_projects(self, categories):
        """Grants with what is left of them, levies with what they hold: each on the account of its money."""
        for model, category, prefix, columns, rows in (
            ("reform.grant", "earmarked", "241", GRANT, GRANT_ROWS),
            ("reform.levy", "levies", "231", LEVY, LEVY_ROWS),
        ):
            yield (
                "record",
                {
                    "clearing_id": SQL("s.clearing_id"),
                    "entity_id": SQL("s.entity_id"),
                    "category_id": SQL("%s", categories[category]),
                    "res_model": SQL("%s", model),
                    "res_id": SQL("g.id"),
                    "name": SQL("g.title"),
                    "code": SQL("g.name"),
                    "account_id": SQL("a.id"),
                    "origin_place_id": SQL("coalesce(g.origin_place_id, s.place_id)"),
                    "date_from": SQL("g.date"),
                    "book_balance": SQL("CASE WHEN a.id IS NULL THEN 0 ELSE -%s END", columns["book_amount"]),
                    **columns,
                },
                SQL(
                    "%s LEFT JOIN LATERAL %s a ON true %s ORDER BY s.clearing_id, g.id",
                    rows,
                    self._account_in_use(f"'{prefix}'"),
                    WHERE[category],
                ),
            )

    def _from_papers(self, categories, words):
        """Volumes of vouchers by month, ledgers and statements by year, as far as the books reach."""
        common = {
            "clearing_id": SQL("v.clearing_id"),
            "entity_id": SQL("v.entity_id"),
            "category_id": SQL("%s", categories["papers"]),
            "unit": SQL("%s", words["volume"]),
            "book_quantity": SQL("1"),
        }
        yield (
            "record",
            {
                **common,
                "name": SQL("to_char(v.month, %s) || %s", words["month_format"], words["vouchers"]),
                "code": SQL("to_char(v.month, 'YYYY-MM')"),
                "pieces": SQL("v.pieces"),
                "date_from": SQL("v.month"),
            },
            SQL(
                """FROM (SELECT s.clearing_id, s.entity_id, date_trunc('month', x.date)::date AS month,
                                count(*) AS pieces
                           FROM clearing_scope s JOIN ledger_voucher x ON x.entity_id = s.entity_id
                            AND x.state = 'posted' AND x.date <= s.date_base
                          GROUP BY 1, 2, 3) v ORDER BY v.clearing_id, v.month"""
            ),
        )
        yield (
            "record",
            {
                **common,
                "name": SQL("to_char(v.year, %s) || w.word", words["year_format"]),
                "code": SQL("to_char(v.year, 'YYYY')"),
                "date_from": SQL("v.year"),
            },
            SQL(
                """FROM (SELECT DISTINCT s.clearing_id, s.entity_id, date_trunc('year', x.date)::date AS year
                           FROM clearing_scope s JOIN ledger_voucher x ON x.entity_id = s.entity_id
                            AND x.state = 'posted' AND x.date <= s.date_base) v
                  CROSS JOIN unnest(%s::text[]) WITH ORDINALITY AS w(word, place)
                  ORDER BY v.clearing_id, v.year, w.place""",
                [words[name] for name in LEDGERS],
            ),
        )

    def _from_matters(self, categories, words):
        """Cases of the members that are under way, and property somebody else says is his."""
        common = {
            "clearing_id": SQL("s.clearing_id"),
            "entity_id": SQL("s.entity_id"),
            "category_id": SQL("%s", categories["matters"]),
            "res_id": SQL("m.id"),
        }
        yield (
            "record",
            {
                **common,
                "res_model": SQL("'reform.decision'"),
                "name": SQL("m.name"),
                "specification": SQL("%s", words["open_case"]),
                "date_from": SQL("m.meeting_on"),
            },
            SQL(
                """FROM clearing_scope s
                   JOIN reform_decision m ON m.entity_id = s.entity_id AND m.state IN %s
                  ORDER BY s.clearing_id, m.id""",
                OPEN_CASES,
            ),
        )
        yield (
            "record",
            {
                **common,
                "res_model": SQL("'reform.asset.dispute'"),
                "name": SQL("%s || c.name", words["dispute_over"]),
                "code": SQL("c.code"),
                "place_id": SQL("c.place_id"),
                "specification": SQL("concat_ws('：', m.claimant, m.claim)"),
                "date_from": SQL("m.raised_on"),
            },
            SQL(
                """FROM clearing_scope s JOIN reform_asset c ON c.entity_id = s.entity_id
                   JOIN reform_asset_dispute m ON m.asset_id = c.id AND m.state = 'open'
                  ORDER BY s.clearing_id, m.id"""
            ),
        )

    def _from_templates(self):
        """What every village has: lines to look for, of which no book says how many there are."""
        lang = "zh_CN"
        yield (
            "template",
            {
                "clearing_id": SQL("s.clearing_id"),
                "entity_id": SQL("s.entity_id"),
                "category_id": SQL("t.category_id"),
                "name": SQL("coalesce(t.name->>%s, t.name->>'en_US')", lang),
                "unit": SQL("coalesce(t.unit->>%s, t.unit->>'en_US')", lang),
            },
            SQL(
                """FROM clearing_scope s CROSS JOIN reform_clearing_template t
                     JOIN reform_clearing_category c ON c.id = t.category_id AND c.active
                    WHERE t.active ORDER BY s.clearing_id, c.sequence, t.sequence, t.id"""
            ),
        )

    def _lay_rest(self, words):
        """Lay what no line explains of an account, and return how many such lines there are.

        What an account of depreciation has more than its cards is depreciation again, not a cost.
        """
        categories = self.env["reform.clearing.category"]._ids_by_code()
        owed = [categories[code] for code in sorted(lists.OWED)]
        contra = SQL("a.kind = 'contra_asset'")
        return self._lay(
            "rest",
            {
                "clearing_id": SQL("r.clearing_id"),
                "entity_id": SQL("r.entity_id"),
                "category_id": SQL("r.category_id"),
                "name": SQL("coalesce(p.name, a.name) || %s", words["rest"]),
                "code": SQL("a.code"),
                "account_id": SQL("CASE WHEN %s THEN NULL ELSE a.id END", contra),
                "worn_account_id": SQL("CASE WHEN %s THEN a.id END", contra),
                "partner_id": SQL("p.id"),
                "specification": SQL("a.name"),
                "book_amount": SQL(
                    """CASE WHEN %s THEN 0 WHEN r.category_id = ANY(%s) THEN -r.amount ELSE r.amount END""",
                    contra,
                    owed,
                ),
                "book_accumulated": SQL("CASE WHEN %s THEN -r.amount ELSE 0 END", contra),
                "book_balance": SQL("CASE WHEN %s THEN 0 ELSE r.amount END", contra),
            },
            SQL(REST),
        )


# What each project has had and has left on the base date.
GRANT = {
    "book_amount": SQL("coalesce(m.got - m.used - m.returned, 0)"),
    "received": SQL("coalesce(m.got, 0)"),
    "used": SQL("coalesce(m.used, 0) + coalesce(m.returned, 0)"),
    "specification": SQL("g.doc_no"),
    "price": SQL("g.granted"),
}
GRANT_ROWS = SQL(
    """FROM clearing_scope s JOIN reform_grant g ON g.entity_id = s.entity_id AND g.purpose = 'project'
        AND g.date <= s.date_base AND g.state <> 'draft'
       JOIN LATERAL (SELECT sum(x.amount) FILTER (WHERE x.kind = 'received') AS got,
                            coalesce(sum(x.amount) FILTER (WHERE x.kind IN
                                     ('spent_asset', 'spent_cost', 'covered')), 0) AS used,
                            coalesce(sum(x.amount) FILTER (WHERE x.kind = 'returned'), 0) AS returned
                       FROM reform_grant_move x
                      WHERE x.project_id = g.id AND x.date <= s.date_base) m ON true"""
)
LEVY = {
    "book_amount": SQL("coalesce(m.levied - m.finished, 0)"),
    "received": SQL("coalesce(m.collected, 0)"),
    "used": SQL("coalesce(m.works, 0)"),
    "price": SQL("coalesce(g.total, 0)"),
    "owed": SQL("coalesce(m.levied - m.collected, 0)"),
}
LEVY_ROWS = SQL(
    """FROM clearing_scope s JOIN reform_levy g ON g.entity_id = s.entity_id
        AND g.date <= s.date_base AND g.state <> 'draft'
       JOIN LATERAL (SELECT coalesce(sum(x.amount) FILTER (WHERE x.kind = 'approved'), 0)
                            + coalesce(g.levied_before, 0) AS levied,
                            coalesce(sum(x.amount) FILTER (WHERE x.kind = 'collected'), 0) AS collected,
                            coalesce(sum(x.amount) FILTER (WHERE x.kind IN ('paid', 'labour')), 0)
                            + coalesce(g.works_before, 0) AS works,
                            CASE WHEN bool_or(x.kind = 'finished')
                                 THEN g.total + coalesce(g.levied_before, 0) ELSE 0 END AS finished
                       FROM reform_levy_move x
                      WHERE x.project_id = g.id AND x.date <= s.date_base) m ON true"""
)
# A project of which nothing is left and that is closed stands in the archive, not on the list.
WHERE = {
    "earmarked": SQL("WHERE g.state <> 'closed' OR coalesce(m.got - m.used - m.returned, 0) <> 0"),
    "levies": SQL("WHERE g.state <> 'closed' OR m.levied - m.finished <> 0"),
}
REST = """
  FROM (SELECT t.clearing_id, t.entity_id, t.account_id, t.partner_id,
               sum(t.amount) AS amount,
               CASE WHEN sum(t.amount) >= 0 THEN min(t.debit_id) ELSE min(t.credit_id) END AS category_id
          FROM (SELECT s.clearing_id, s.entity_id, x.account_id, x.amount, k.debit_id, k.credit_id,
                       -- By party only where no card or project stands on the account.
                       CASE WHEN EXISTS (SELECT FROM reform_clearing_item i
                                          WHERE i.clearing_id = s.clearing_id AND i.account_id = x.account_id
                                            AND i.source IN ('card', 'record'))
                            THEN NULL ELSE nullif(x.partner_id, 0) END AS partner_id
                  FROM clearing_scope s
                  JOIN (SELECT clearing_id, account_id, partner_id, amount FROM clearing_balance
                         UNION ALL
                        SELECT clearing_id, account_id,
                               -- A line of the books takes from its own party.
                               CASE WHEN source = 'ledger' THEN coalesce(partner_id, 0) ELSE 0 END,
                               -book_balance
                          FROM reform_clearing_item
                         WHERE account_id IS NOT NULL
                           AND clearing_id IN (SELECT clearing_id FROM clearing_scope)
                         UNION ALL
                        SELECT clearing_id, worn_account_id, 0, book_accumulated FROM reform_clearing_item
                         WHERE worn_account_id IS NOT NULL
                           AND clearing_id IN (SELECT clearing_id FROM clearing_scope)) x
                    ON x.clearing_id = s.clearing_id
                  JOIN clearing_account k ON k.account_id = x.account_id) t
         GROUP BY 1, 2, 3, 4 HAVING sum(t.amount) <> 0) r
  JOIN ledger_account a ON a.id = r.account_id
  LEFT JOIN res_partner p ON p.id = r.partner_id
 ORDER BY r.clearing_id, a.code, r.partner_id
"""
