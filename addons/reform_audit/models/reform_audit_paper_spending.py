from odoo import models
from odoo.addons.reform_rules.audit import spending_sample as rules
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from .paper_table import YES, amount, day, text, total, voucher_no

REASONS = {
    "large": "大额",
    "just_under": "临近限额",
    "same_payee": "同一收款人化整为零",
    "weekend": "节假日（周末）",
    "cash": "大额现金",
    "no_papers": "无附件",
    "no_approval": "无审批单",
    "from_receipts": "坐支",
}
DRAWN = "随机抽取"
SPENT = [
    ("凭证号", "name"),
    ("日期", "date"),
    ("摘要", "text"),
    ("收款人", "text"),
    ("金额", "amount"),
    ("方式", "side"),
    ("附件", "no"),
    ("审批单", "no"),
    ("抽查原因", "text"),
]


class ReformAuditPaper(models.Model):
    """Papers 6 and 7: payments that stand out with those drawn by lot, and where earmarked money went."""

    _inherit = "reform.audit.paper"

    # -- 6 spending ---

    def _fill_spending(self, case):
        facts = self._facts(case)
        payments, told = self._payments(facts), {}
        limits = self.env["reform.spending.band"]._limits_of(case._entities().place_id, case.date_to)
        for entity in case._entities():
            own = [one for one, row in payments.values() if row[0] == entity.id]
            by = rules.bands(limits[entity.place_id.id], case._rules())
            told |= rules.marks(own, by)
        # Where a village does not use requests to spend, that alone makes no payment stand out.
        bare = [key for key, reasons in told.items() if reasons == ("no_approval",)]
        rest = [key for key in payments if key not in told or key in bare]
        drawn = dict.fromkeys(rules.draw(rest, seed=self.seed, count=self.sample_count))
        chosen = [key for key in payments if key in drawn or key in told and key not in bare]
        remark = f"随机种子 {self.seed}，抽取 {self.sample_count} 笔；同一种子可在任何时候重现同样的样本。"
        more = [key for key in bare if key not in drawn]
        return [
            self._spending_rows(case, "chosen", "抽查的支出", chosen, payments, told, drawn, remark),
            self._spending_counts(case, payments, told, drawn),
            self._spending_rows(case, "bare", "其余没有审批单的支出", more, payments, told, drawn, ""),
        ]

    def _payments(self, facts):
        """Return {key: (spending_sample.Payment, row)} of every payment in the span; one statement."""
        found = {}
        for row in self._rows(
            SQL(
                """WITH paid AS (
                     SELECT v.id, v.entity_id, v.date, v.word, v.number, v.summary, v.attachment_count,
                       v.event_key,
                            sum(e.credit - e.debit) FILTER (
                                WHERE a.code LIKE '101%%' OR a.code LIKE '102%%') AS amount,
                            coalesce(sum(e.credit - e.debit) FILTER (WHERE a.code LIKE '101%%'), 0) AS notes,
                            min(e.partner_id) AS partner_id
                       FROM ledger_voucher v JOIN ledger_entry e ON e.voucher_id = v.id
                       JOIN ledger_account a ON a.id = e.account_id
                      WHERE v.entity_id = ANY(%(ids)s) AND v.date BETWEEN %(first)s AND %(last)s
                        AND v.state = 'posted' AND v.kind = 'normal'
                      GROUP BY v.id)
                   SELECT p.entity_id, p.id, p.date, p.word, p.number, p.summary,
                          coalesce(p.attachment_count, 0) + (
                              SELECT count(*) FROM ledger_voucher_paper_rel r WHERE r.voucher_id = p.id),
                          p.amount, p.notes, coalesce(s.payee_id, p.partner_id), n.name, s.name,
                          p.event_key IS NOT NULL AND p.event_key NOT LIKE 'demo:%%', EXISTS (
                              SELECT FROM ledger_voucher o JOIN ledger_entry e ON e.voucher_id = o.id
                                JOIN ledger_account a ON a.id = e.account_id
                               WHERE p.notes > 0 AND o.entity_id = p.entity_id AND o.date = p.date
                                 AND o.state = 'posted' AND o.kind = 'normal' AND a.code LIKE '101%%'
                                 AND e.debit > 0 AND NOT EXISTS (
                                     SELECT FROM ledger_entry x JOIN ledger_account y ON y.id = x.account_id
                                      WHERE x.voucher_id = o.id AND y.code LIKE '102%%'))
                     FROM paid p
                     LEFT JOIN reform_spending s ON p.event_key = 'spending:' || s.name
                     LEFT JOIN res_partner n ON n.id = coalesce(s.payee_id, p.partner_id)
                    WHERE p.amount > 0 ORDER BY p.entity_id, p.date, p.id""",
                **facts,
            )
        ):
            _entity, voucher, on, _word, _number, _summary, papers, value, notes, payee, *rest = row
            _name, request, from_event, sitting = rest
            key = f"voucher:{voucher}"
            found[key] = (
                rules.Payment(
                    key=key,
                    day=on,
                    amount=yuan(value),
                    payee=str(payee or ""),
                    cash=notes > 0,
                    papers=papers,
                    approved=bool(request or from_event),
                    from_receipts=sitting,
                ),
                row,
            )
        return found

    def _spending_rows(self, case, key, title, chosen, payments, told, drawn, remark):
        shown = []
        for one in chosen:
            payment, row = payments[one]
            (
                entity,
                voucher,
                on,
                word,
                number,
                summary,
                papers,
                _value,
                _notes,
                _payee,
                name,
                request,
                *_more,
            ) = row
            reasons = [REASONS[each] for each in told.get(one, ())] + [DRAWN] * (one in drawn)
            shown.append(
                (
                    entity,
                    [
                        text(voucher_no(on, word, number), id=one, record=["ledger.voucher", voucher]),
                        day(on),
                        text(summary),
                        text(name),
                        amount(payment.amount),
                        text("现金" if payment.cash else "转账", center=True),
                        text(papers, right=True),
                        text(request or (YES if payment.approved else "无"), center=True),
                        text("、".join(reasons)),
                    ],
                )
            )
        return self._drawn_table(case, key, title, SPENT, shown, remark)

    def _spending_counts(self, case, payments, told, drawn):
        """Return how many payments there are, and how many were chosen for which reason."""
        shown = []
        for reason, label in REASONS.items():
            rows = [payments[key][0].amount for key, reasons in told.items() if reason in reasons]
            shown.append(
                (
                    case.entity_id.id,
                    [text(label, id=reason), text(len(rows) or "", right=True), amount(sum(rows))],
                )
            )
        shown.append(
            (
                case.entity_id.id,
                [
                    text(DRAWN, id="drawn"),
                    text(len(drawn) or "", right=True),
                    amount(sum(payments[key][0].amount for key in drawn)),
                ],
            )
        )
        every = [payment.amount for payment, _row in payments.values()]
        cells = total(text("任期内全部支出", id="all"), text(len(every), right=True), amount(sum(every)))
        shown.append((case.entity_id.id, cells))
        columns = [("抽查原因", "name"), ("笔数", "no"), ("金额", "amount")]
        return self._drawn_table(case, "counts", "抽查汇总（一笔可有多个原因）", columns, shown)

    # -- 7 earmarked funds ---

    def _fill_earmarked(self, case):
        facts = self._facts(case)
        return [self._earmarked_grants(case, facts), self._earmarked_account(case, facts)]

    def _earmarked_grants(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT g.entity_id, g.id, g.title, g.doc_no, p.name, g.granted,
                          sum(m.amount) FILTER (WHERE m.kind = 'received'),
                          sum(m.amount) FILTER (WHERE m.kind IN ('spent_asset', 'spent_cost')),
                          sum(m.amount) FILTER (WHERE m.kind = 'returned'), max(m.date)
                     FROM reform_grant g LEFT JOIN res_partner p ON p.id = g.grantor_id
                     LEFT JOIN reform_grant_move m ON m.project_id = g.id AND m.date <= %(last)s
                    WHERE g.entity_id = ANY(%(ids)s) AND g.date <= %(last)s
                    GROUP BY g.id, p.name
                   HAVING bool_or(m.date >= %(first)s) OR g.date >= %(first)s OR g.state <> 'closed'
                    ORDER BY 1, g.date, g.id""",
                **facts,
            )
        )
        shown = []
        for entity, grant, title, doc, grantor, granted, received, spent, returned, last in rows:
            received, spent, returned = (yuan(value or 0) for value in (received, spent, returned))
            shown.append(
                (
                    entity,
                    [
                        text(title, id=f"grant:{grant}", record=["reform.grant", grant]),
                        text(doc),
                        text(grantor),
                        *map(amount, (granted, received, spent, returned, received - spent - returned)),
                        day(last),
                    ],
                )
            )
        columns = [
            ("项目", "name"),
            ("文号", "text"),
            ("拨款单位", "text"),
            ("批准", "amount"),
            ("收到", "amount"),
            ("使用", "amount"),
            ("退回", "amount"),
            ("结余", "amount"),
            ("最近收支", "date"),
        ]
        return self._drawn_table(case, "grants", "专项资金（截至任期末）", columns, shown)

    def _earmarked_account(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT v.entity_id, v.id, e.id, v.date, v.word, v.number, e.summary, e.debit, e.credit,
                          string_agg(DISTINCT o.code || ' ' || o.name, '、' ORDER BY o.code || ' ' || o.name)
                     FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                     JOIN ledger_account a ON a.id = e.account_id
                     LEFT JOIN ledger_entry x ON x.voucher_id = v.id AND x.id <> e.id
                     LEFT JOIN ledger_account o ON o.id = x.account_id
                    WHERE e.entity_id = ANY(%(ids)s) AND e.date BETWEEN %(first)s AND %(last)s
                      AND v.state = 'posted' AND a.code LIKE '241%%'
                    GROUP BY v.id, e.id ORDER BY 1, v.date, v.id, e.line_no""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(
                        voucher_no(on, word, number), id=f"entry:{entry}", record=["ledger.voucher", voucher]
                    ),
                    day(on),
                    text(summary),
                    amount(debit),
                    amount(credit),
                    text(others),
                ],
            )
            for entity, voucher, entry, on, word, number, summary, debit, credit, others in rows
        ]
        columns = [
            ("凭证号", "name"),
            ("日期", "date"),
            ("摘要", "text"),
            ("使用（借方）", "amount"),
            ("收到（贷方）", "amount"),
            ("对方科目", "text"),
        ]
        return self._drawn_table(case, "account", "专项应付款（241）明细", columns, shown)
