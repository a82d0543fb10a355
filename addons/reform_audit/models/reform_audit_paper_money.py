from odoo import models
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from .paper_table import amount, count, day, text

# Days above the limit that are listed; the rest is counted.
LISTED = 20


class ReformAuditPaper(models.Model):
    """Paper 3: cash counted and booked, the bank against the books, money that came and was not booked."""

    _inherit = "reform.audit.paper"

    def _fill_money(self, case):
        facts = self._facts(case)
        return [
            self._money_counts(case, facts),
            self._money_banks(case, facts),
            self._money_unrecorded(case, facts),
            self._money_above(case, facts),
            self._money_sitting(case, facts),
        ]

    def _money_counts(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT c.entity_id, c.id, c.date, c.counted, c.book_balance, c.reason, k.name, w.name
                     FROM ledger_cash_count c
                     LEFT JOIN res_users ku ON ku.id = c.cashier_id LEFT JOIN res_partner k
                       ON k.id = ku.partner_id
                     LEFT JOIN res_users wu ON wu.id = c.witness_id LEFT JOIN res_partner w
                       ON w.id = wu.partner_id
                    WHERE c.entity_id = ANY(%(ids)s) AND c.date BETWEEN %(first)s AND %(last)s
                    ORDER BY 1, c.date, c.id""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    day(on, id=f"count:{number}", record=["ledger.cash.count", number]),
                    amount(counted),
                    amount(book),
                    amount(yuan(counted or 0) - yuan(book or 0)),
                    text(reason),
                    text(cashier),
                    text(witness),
                ],
            )
            for entity, number, on, counted, book, reason, cashier, witness in rows
        ]
        columns = [
            ("盘点日", "date"),
            ("实点", "amount"),
            ("账面", "amount"),
            ("长短款", "amount"),
            ("原因", "text"),
            ("出纳", "name"),
            ("监盘", "name"),
        ]
        remark = "" if rows else "任期内没有库存现金盘点记录。"
        return self._drawn_table(case, "counts", "库存现金盘点", columns, shown, remark)

    def _money_banks(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT b.entity_id, b.id, b.number, s.date_to, s.closing,
                          (SELECT sum(e.debit - e.credit) FROM ledger_entry e
                             JOIN ledger_voucher v ON v.id = e.voucher_id
                            WHERE e.entity_id = b.entity_id AND e.account_id = b.account_id
                              AND v.state = 'posted' AND e.date <= coalesce(s.date_to, %(last)s)),
                          (SELECT count(*) FROM ledger_bank_statement_line l
                            WHERE l.bank_account_id = b.id AND l.date BETWEEN %(first)s AND %(last)s
                              AND NOT EXISTS (SELECT FROM ledger_bank_match m WHERE m.line_id = l.id
                                  AND m.undo_of_id IS NULL AND NOT EXISTS (
                                      SELECT FROM ledger_bank_match u WHERE u.undo_of_id = m.id)))
                     FROM ledger_bank_account b
                     LEFT JOIN LATERAL (SELECT date_to, closing FROM ledger_bank_statement
                                         WHERE bank_account_id = b.id AND date_to <= %(last)s
                                         ORDER BY date_to DESC, id DESC LIMIT 1) s ON TRUE
                    WHERE b.entity_id = ANY(%(ids)s) ORDER BY 1, b.id""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(number, id=f"bank:{account}", record=["ledger.bank.account", account]),
                    day(on) if on else text("无对账单", center=True, bold=True),
                    amount(closing) if on else text(""),
                    amount(book),
                    amount(yuan(closing or 0) - yuan(book or 0)) if on else text(""),
                    count(unmatched),
                ],
            )
            for entity, account, number, on, closing, book, unmatched in rows
        ]
        columns = [
            ("账号", "name"),
            ("对账单截至", "date"),
            ("对账单余额", "amount"),
            ("账面余额", "amount"),
            ("差额", "amount"),
            ("未达账项（笔）", "no"),
        ]
        remark = "" if rows else "没有登记银行账户，无法核对银行存款。"
        return self._drawn_table(case, "banks", "银行存款对账", columns, shown, remark)

    def _money_unrecorded(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT r.entity_id, 'reform.rent.receipt', r.id, r.date, '租金收款 '
                       || coalesce(r.receipt_no, '')
                          || ' ' || p.name, r.amount
                     FROM reform_rent_receipt r JOIN res_partner p ON p.id = r.lessee_id
                    WHERE r.entity_id = ANY(%(ids)s) AND r.date BETWEEN %(first)s AND %(last)s
                      AND NOT EXISTS (SELECT FROM ledger_voucher v
                                       WHERE v.event_key = 'receipt:' || r.key AND v.state = 'posted')
                   UNION ALL
                   SELECT m.entity_id, 'reform.deposit.move', m.id, m.date, '押金 ' || p.name, m.amount
                     FROM reform_deposit_move m JOIN res_partner p ON p.id = m.lessee_id
                    WHERE m.entity_id = ANY(%(ids)s) AND m.date BETWEEN %(first)s AND %(last)s
                      AND NOT EXISTS (SELECT FROM ledger_voucher v
                                       WHERE v.event_key = m.key AND v.state = 'posted')
                   UNION ALL
                   SELECT g.entity_id, 'reform.grant', g.project_id, g.date, '补助资金 ' || coalesce(g.note,
                     ''), g.amount
                     FROM reform_grant_move g
                    WHERE g.entity_id = ANY(%(ids)s) AND g.date BETWEEN %(first)s AND %(last)s
                      AND g.kind = 'received'
                      AND NOT EXISTS (SELECT FROM ledger_voucher v
                                       WHERE v.event_key = g.key AND v.state = 'posted')
                   UNION ALL
                   SELECT b.entity_id, 'ledger.bank.statement', l.statement_id, l.date,
                          '银行流水 ' || coalesce(l.party, '') || ' ' || coalesce(l.text, ''), l.amount
                     FROM ledger_bank_statement_line l JOIN ledger_bank_account b ON b.id = l.bank_account_id
                    WHERE b.entity_id = ANY(%(ids)s) AND l.date BETWEEN %(first)s AND %(last)s
                      AND NOT EXISTS (SELECT FROM ledger_bank_match m WHERE m.line_id = l.id
                          AND m.undo_of_id IS NULL AND NOT EXISTS (
                              SELECT FROM ledger_bank_match u WHERE u.undo_of_id = m.id))
                   ORDER BY 1, 4, 2, 3""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [day(on, id=f"{model}:{number}:{words}", record=[model, number]), text(words), amount(value)],
            )
            for entity, model, number, on, words, value in rows
        ]
        columns = [("日期", "date"), ("已收（付）未入账事项", "text"), ("金额", "amount")]
        return self._drawn_table(case, "unrecorded", "未入账款项", columns, shown)

    def _money_above(self, case, facts):
        limit = yuan(case._rules().value("audit_cash_yuan_max"))
        rows = self._rows(
            SQL(
                """SELECT entity_id, day, balance, count(*) OVER (PARTITION BY entity_id) FROM (
                     SELECT e.entity_id, e.date AS day,
                            sum(sum(e.debit - e.credit)) OVER (
                                PARTITION BY e.entity_id ORDER BY e.date) AS balance
                       FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                       JOIN ledger_account a ON a.id = e.account_id
                      WHERE e.entity_id = ANY(%(ids)s) AND a.code LIKE '101%%' AND v.state = 'posted'
                        AND e.date <= %(last)s GROUP BY 1, 2) d
                    WHERE day >= %(first)s AND balance > %(limit)s ORDER BY entity_id, balance DESC, day""",
                limit=limit,
                **facts,
            )
        )
        shown, listed = [], {}
        for entity, on, balance, _days in rows:
            listed[entity] = listed.get(entity, 0) + 1
            if listed[entity] <= LISTED:
                shown.append(
                    (
                        entity,
                        [day(on, id=f"{entity}:{on}"), amount(balance), amount(yuan(balance) - limit)],
                    )
                )
        columns = [("日期", "date"), ("日终库存现金", "amount"), ("超过限额", "amount")]
        days = sum(listed.values())
        remark = f"库存限额 {limit:,} 元；任期内有发生额的日子中超限 {days} 天，按金额列出前 {LISTED} 天。"
        return self._drawn_table(case, "above", "超限额库存现金", columns, shown, remark)

    def _money_sitting(self, case, facts):
        """Return days on which notes came from others than the bank and notes were paid out (坐支)."""
        rows = self._rows(
            SQL(
                """SELECT entity_id, date, sum(came), sum(went), min(least(came, went)) FROM (
                     SELECT v.entity_id, v.date,
                            sum(e.debit) FILTER (WHERE a.code LIKE '101%%') AS came,
                            sum(e.credit) FILTER (WHERE a.code LIKE '101%%') AS went
                       FROM ledger_voucher v JOIN ledger_entry e ON e.voucher_id = v.id
                       JOIN ledger_account a ON a.id = e.account_id
                      WHERE v.entity_id = ANY(%(ids)s) AND v.date BETWEEN %(first)s AND %(last)s
                        AND v.state = 'posted' AND v.kind = 'normal'
                      GROUP BY v.id
                     HAVING bool_or(a.code LIKE '101%%') AND NOT bool_or(a.code LIKE '102%%')) d
                    GROUP BY 1, 2 HAVING sum(came) > 0 AND sum(went) > 0 ORDER BY 1, 2""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    day(on, id=f"{entity}:{on}"),
                    amount(came),
                    amount(went),
                    amount(min(yuan(came), yuan(went))),
                ],
            )
            for entity, on, came, went, _least in rows
        ]
        columns = [
            ("日期", "date"),
            ("当日现金收入", "amount"),
            ("当日现金支出", "amount"),
            ("疑似坐支", "amount"),
        ]
        return self._drawn_table(case, "sitting", "以收抵支（坐支）线索", columns, shown)
