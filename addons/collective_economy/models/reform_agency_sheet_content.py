from collections import defaultdict

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

MONEY = ("101", "102")


class ReformAgencySheet(models.Model):
    """What a sheet says: everything that came into the books since the sheet before it was drawn up.

    A sheet begins where the one before it ended, to the cent, and shows every voucher once: those of its own
    month, and those of earlier months that were posted after the last sheet was drawn up (a late paper, the
    correction of an upheld objection), with their own date and in a table of their own. To demand a closed
    month would not do instead: the bank's last papers come when the sheet has to hang already, and the county
    may reopen what was closed. What was posted when is told by the sealed log of the books, whose numbers no
    clock can disturb: a sheet notes the last one it has seen (`through`).
    """

    _inherit = "reform.agency.sheet"

    @api.model
    def _contents(self, lines):
        """Return {line id: what its sheet says}, amounts as text with two decimals.

        Keys: `money` (begin, in, out, end of cash and bank), `income` and `expense` by account, `items` of
        the month, `late` of earlier months, `through`.
        """
        self.env.flush_all()
        begun, found = self._beginnings(lines), {}
        rows = defaultdict(list)
        for line_id, *row in self._booked_since(begun):
            rows[line_id].append(row)
        for line_id, facts in begun.items():
            found[line_id] = self._content(facts, rows[line_id])
        return found

    def _beginnings(self, lines):
        """Return {line id: facts}: where each sheet begins, by the sheet before it or by the books."""
        self.env.cr.execute(
            SQL(
                """SELECT l.id, l.entity_id, l.month, p.month AS before, p.through, p.money,
                          (SELECT coalesce(max(seq), 0) FROM reform_seal_entry s
                            WHERE s.stream = 'ledger:' || l.entity_id) AS newest
                     FROM reform_agency_batch_line l
                     LEFT JOIN LATERAL (
                         SELECT f.month, f.content -> 'money' AS money, coalesce(
                                    (f.content ->> 'through')::int,
                                    (SELECT max(seq) FROM reform_seal_entry s
                                      WHERE s.stream = 'ledger:' || f.entity_id AND s.at <= f.create_date),
                                    0) AS through
                           FROM reform_agency_sheet f
                          WHERE f.entity_id = l.entity_id AND f.month < l.month
                          ORDER BY f.month DESC, f.id DESC LIMIT 1) AS p ON TRUE
                    WHERE l.id = ANY(%s)""",
                lines.ids,
            )
        )
        found = {row["id"]: row for row in self.env.cr.dictfetchall()}
        for facts in found.values():
            facts["begin"] = {row["code"]: (row["name"], yuan(row["end"])) for row in facts["money"] or ()}
            facts["since"] = facts["before"] + relativedelta(months=1) if facts["before"] else facts["month"]
        first = [line_id for line_id, facts in found.items() if not facts["before"]]
        self.env.cr.execute(
            SQL(
                """SELECT l.id, left(a.code, 3), min(t.name), sum(b.debit - b.credit)
                     FROM reform_agency_batch_line l
                     JOIN ledger_balance b ON b.entity_id = l.entity_id AND b.kind <> 'closing'
                      AND (b.month < l.month OR b.month = l.month AND b.kind = 'opening')
                     JOIN ledger_account a ON a.id = b.account_id AND left(a.code, 3) = ANY(%s)
                     LEFT JOIN ledger_account t ON t.chart_id = a.chart_id AND t.code = left(a.code, 3)
                      AND t.entity_id IS NULL
                    WHERE l.id = ANY(%s) GROUP BY 1, 2 ORDER BY 1, 2""",
                list(MONEY),
                first,
            )
        )
        for line_id, code, name, amount in self.env.cr.fetchall():
            found[line_id]["begin"][code] = (name, yuan(amount))
        return found

    def _booked_since(self, begun):
        """Yield the entries, by voucher and account of the first level, that the sheets have to show."""
        lines = list(begun)
        self.env.cr.execute(
            SQL(
                """SELECT l.id, v.id, v.date, v.summary, left(a.code, 3), min(a.kind), min(t.name),
                          sum(e.debit), sum(e.credit)
                     FROM unnest(%(ids)s::int[], %(entities)s::int[], %(months)s::date[], %(since)s::date[],
                                 %(through)s::int[]) AS l(id, entity_id, month, since, through)
                     CROSS JOIN LATERAL (
                         SELECT v.id, v.date, v.summary FROM ledger_voucher v
                          WHERE v.entity_id = l.entity_id AND v.state = 'posted' AND v.kind = 'normal'
                            AND v.date >= l.since AND v.date < l.month + interval '1 month'
                         UNION ALL
                         SELECT v.id, v.date, v.summary
                           FROM reform_seal_entry s JOIN ledger_voucher v ON v.id = s.res_id
                          WHERE s.stream = 'ledger:' || l.entity_id AND s.seq > l.through
                            AND s.res_model = 'ledger.voucher' AND s.to_state = 'posted'
                            AND s.from_state IS DISTINCT FROM 'posted' AND v.entity_id = l.entity_id
                            AND v.state = 'posted' AND v.kind <> 'closing' AND v.date < l.since) AS v
                     JOIN ledger_entry e ON e.voucher_id = v.id
                     JOIN ledger_account a ON a.id = e.account_id
                      AND (left(a.code, 3) = ANY(%(money)s) OR a.kind IN ('income', 'expense'))
                     LEFT JOIN ledger_account t ON t.chart_id = a.chart_id AND t.code = left(a.code, 3)
                      AND t.entity_id IS NULL
                    GROUP BY l.id, v.id, v.date, v.summary, left(a.code, 3)
                    ORDER BY l.id, v.date, v.id, left(a.code, 3)""",
                ids=lines,
                entities=[begun[line]["entity_id"] for line in lines],
                months=[begun[line]["month"] for line in lines],
                since=[begun[line]["since"] for line in lines],
                through=[begun[line]["through"] for line in lines],
                money=list(MONEY),
            )
        )
        return self.env.cr.fetchall()

    def _content(self, facts, rows):
        """Return what one sheet says, from where it begins and the rows of `_booked_since`."""
        money = {code: [name, begin, ZERO, ZERO] for code, (name, begin) in facts["begin"].items()}
        sums = {"income": {}, "expense": {}}
        vouchers = {}
        for voucher, day, summary, code, kind, name, debit, credit in rows:
            item = vouchers.setdefault(
                voucher,
                {"date": day, "summary": summary, "in": ZERO, "out": ZERO, "income": ZERO, "expense": ZERO},
            )
            debit, credit = yuan(debit), yuan(credit)
            if code in MONEY:
                account = money.setdefault(code, [name, ZERO, ZERO, ZERO])
                account[2] += debit
                account[3] += credit
                item["in"] += debit
                item["out"] += credit
            else:
                amount = credit - debit if kind == "income" else debit - credit
                sums[kind][code] = (name, sums[kind].get(code, (name, ZERO))[1] + amount)
                item[kind] += amount
        content = {"money": [], "items": [], "late": [], "through": facts["newest"]}
        for code, (name, begin, received, paid) in sorted(money.items()):
            ends = {"begin": begin, "in": received, "out": paid, "end": begin + received - paid}
            content["money"].append({"code": code, "name": name, **_texts(ends)})
        for kind, accounts in sums.items():
            content[kind] = [
                {"code": code, "name": name, **_texts({"amount": amount})}
                for code, (name, amount) in sorted(accounts.items())
                if amount
            ]
        for item in vouchers.values():
            late = item["date"] < facts["month"]
            shown = ("in", "out", "income", "expense") if late else ("in", "out")
            amounts = {name: item[name] for name in shown}
            if any(amounts.values()):
                row = {"date": str(item["date"]), "summary": item["summary"], **_texts(amounts)}
                content["late" if late else "items"].append(row)
        return content


def _texts(amounts):
    return {name: str(yuan(amount)) for name, amount in amounts.items()}
