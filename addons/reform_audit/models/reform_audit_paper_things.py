from odoo import models
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

from .paper_table import amount, day, text, total, voucher_no

# Kinds of cards whose cost stands on account 151.
FIXED = ("building", "structure", "equipment")


class ReformAuditPaper(models.Model):
    """Papers 8 to 10: cards against books and count; what is wrong with contracts; works."""

    _inherit = "reform.audit.paper"

    # -- 8 fixed assets ---

    def _fill_assets(self, case):
        facts = self._facts(case)
        return [
            self._assets_totals(case, facts),
            self._assets_counted(case, facts),
            self._assets_unbooked(case, facts),
        ]

    def _assets_totals(self, case, facts):
        """Return cards in all against accounts 151 and 152 at the end of the span."""
        rows = self._rows(
            SQL(
                """SELECT x.id,
                          (SELECT sum(a.cost) FROM reform_asset a WHERE a.entity_id = x.id
                              AND a.card_kind = ANY(%(kinds)s) AND coalesce(a.acquired_date,
                                '-infinity') <= %(last)s
                              AND a.use_state NOT IN ('scrapped', 'disposed')),
                          (SELECT sum(e.debit - e.credit) FROM ledger_entry e
                             JOIN ledger_voucher v ON v.id = e.voucher_id JOIN ledger_account a
                               ON a.id = e.account_id
                            WHERE e.entity_id = x.id AND a.code LIKE '151%%' AND v.state = 'posted'
                              AND e.date <= %(last)s),
                          (SELECT sum(e.credit - e.debit) FROM ledger_entry e
                             JOIN ledger_voucher v ON v.id = e.voucher_id JOIN ledger_account a
                               ON a.id = e.account_id
                            WHERE e.entity_id = x.id AND a.code LIKE '152%%' AND v.state = 'posted'
                              AND e.date <= %(last)s),
                          (SELECT sum(a.accumulated) FROM reform_asset a WHERE a.entity_id = x.id
                              AND a.card_kind = ANY(%(kinds)s) AND coalesce(a.acquired_date,
                                '-infinity') <= %(last)s
                              AND a.use_state NOT IN ('scrapped', 'disposed'))
                     FROM unnest(%(ids)s::int[]) AS x(id)""",
                ids=facts["ids"],
                last=facts["last"],
                kinds=list(FIXED),
            )
        )
        shown = []
        for entity, cards, books, worn_books, worn_cards in rows:
            for label, left, right in (
                ("固定资产原值", cards, books),
                ("累计折旧", worn_cards, worn_books),
            ):
                left, right = yuan(left or 0), yuan(right or 0)
                agrees = left == right
                shown.append(
                    (
                        entity,
                        [
                            text(label, id=label), amount(left), amount(right), amount(left - right),
                            text("相符" if agrees else "不符", center=True, bold=not agrees),
                        ],
                    )
                )  # fmt: skip
        columns = [
            ("项目", "name"),
            ("卡片", "amount"),
            ("账面", "amount"),
            ("差异", "amount"),
            ("结果", "no"),
        ]
        return self._drawn_table(case, "totals", "卡片与账面核对", columns, shown)

    def _assets_counted(self, case, facts):
        """Return every card with what the last count until the end of the span found."""
        rows = self._rows(
            SQL(
                """SELECT a.entity_id, a.id, a.code, a.name, o.name, a.cost, a.net_value, a.use_state,
                          l.record_date, l.counted_quantity, l.result, l.difference_kinds, l.diff_cost
                     FROM reform_asset a LEFT JOIN reform_place o ON o.id = a.origin_place_id
                     LEFT JOIN LATERAL (
                          SELECT r.record_date, c.counted_quantity, c.result, c.difference_kinds, c.diff_cost
                            FROM reform_count_line c JOIN reform_count_round r ON r.id = c.round_id
                           WHERE c.asset_id = a.id AND r.record_date <= %(last)s
                             AND r.state IN ('closed', 'reported', 'published')
                           ORDER BY r.record_date DESC, c.id DESC LIMIT 1) l ON TRUE
                    WHERE a.entity_id = ANY(%(ids)s) AND coalesce(a.acquired_date, '-infinity') <= %(last)s
                    ORDER BY 1, a.code, a.id""",
                ids=facts["ids"],
                last=facts["last"],
            )
        )
        states = self._labels_of("reform.asset", "use_state")
        results = self._labels_of("reform.count.line", "result")
        shown, sums = [], {}
        for entity, card, code, name, origin, cost, net, state, on, _number, result, _kinds, differs in rows:
            sums.setdefault(entity, [ZERO, ZERO])
            sums[entity] = [sums[entity][0] + yuan(cost or 0), sums[entity][1] + yuan(net or 0)]
            shown.append(
                (
                    entity,
                    [
                        text(code, id=f"card:{card}", record=["reform.asset", card]),
                        text(name),
                        text(origin),
                        amount(cost),
                        amount(net),
                        text(states.get(state), center=True),
                        day(on) if on else text("未盘点", center=True, bold=True),
                        text(results.get(result, ""), center=True),
                        amount(differs),
                    ],
                )
            )
        for entity, (cost, net) in sums.items():
            blank = [text("")] * 4
            cells = [text("合计", id="total"), text(""), text(""), amount(cost), amount(net), *blank]
            shown.append((entity, total(*cells)))
        columns = [
            ("卡片编号", "code"),
            ("名称", "name"),
            ("原村", "text"),
            ("原值", "amount"),
            ("净值", "amount"),
            ("使用状况", "no"),
            ("最近盘点", "date"),
            ("盘点结果", "no"),
            ("盘点差异", "amount"),
        ]
        return self._drawn_table(case, "cards", "资产卡片与盘点核对", columns, shown)

    def _assets_unbooked(self, case, facts):
        """Return grants and works that became a thing without a card, and cards whose cost is not known."""
        rows = self._rows(
            SQL(
                """SELECT g.entity_id, 'reform.grant', g.id, '补助资金已用于资产，未建卡片：' || g.title,
                       sum(m.amount)
                     FROM reform_grant g JOIN reform_grant_move m ON m.project_id = g.id
                    WHERE g.entity_id = ANY(%(ids)s) AND g.asset_id IS NULL AND m.kind = 'spent_asset'
                      AND m.date BETWEEN %(first)s AND %(last)s GROUP BY g.id
                   UNION ALL
                   SELECT a.entity_id, 'reform.asset', a.id, '经营性、公益性资产无原值：' || a.name, 0
                     FROM reform_asset a
                    WHERE a.entity_id = ANY(%(ids)s) AND a.nature <> 'resource' AND coalesce(a.cost, 0) = 0
                      AND a.state = 'confirmed' AND coalesce(a.acquired_date, '-infinity') <= %(last)s
                    ORDER BY 1, 2, 3""",
                **facts,
            )
        )
        shown = [
            (entity, [text(words, id=f"{model}:{number}", record=[model, number]), amount(value)])
            for entity, model, number, words, value in rows
        ]
        return self._drawn_table(
            case, "unbooked", "疑似账外资产", [("情形", "text"), ("金额", "amount")], shown
        )

    # -- 9 contracts ---

    def _fill_contracts(self, case):
        facts = self._facts(case)
        rows = self._rows(
            SQL(
                """SELECT l.entity_id, f.id, l.name, p.name, l.date_start, l.date_end, l.rent_year,
                       f.code,
                          f.state, f.note
                     FROM reform_contract_finding f JOIN reform_lease l ON l.id = f.lease_id
                     JOIN res_partner p ON p.id = l.lessee_id
                    WHERE l.entity_id = ANY(%(ids)s) AND l.date_start <= %(last)s
                      AND coalesce(l.ended_date, l.date_end) >= %(first)s
                    ORDER BY 1, l.name, f.code""",
                **facts,
            )
        )
        codes = dict(self.env["reform.contract.finding"]._selection_code())
        states = self._labels_of("reform.contract.finding", "state")
        shown = [
            (
                entity,
                [
                    text(number, id=f"finding:{finding}", record=["reform.contract.finding", finding]),
                    text(party),
                    text(f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"),
                    amount(rent),
                    text(codes.get(code, code)),
                    text(note),
                    text(states.get(state), center=True),
                ],
            )
            for entity, finding, number, party, first, last, rent, code, state, note in rows
        ]
        columns = [
            ("合同编号", "name"),
            ("承租方", "text"),
            ("期限", "text"),
            ("年租金", "amount"),
            ("问题", "text"),
            ("审查意见", "text"),
            ("处理状态", "no"),
        ]
        return [
            self._drawn_table(case, "issues", "任期内合同的问题", columns, shown),
            self._contracts_kinds(case, rows, codes),
        ]

    def _contracts_kinds(self, case, rows, codes):
        counts = {}
        for row in rows:
            counts[(row[0], row[7])] = counts.get((row[0], row[7]), 0) + 1
        shown = [
            (entity, [text(codes.get(code, code), id=code), text(number, right=True)])
            for (entity, code), number in sorted(counts.items())
        ]
        return self._drawn_table(
            case, "kinds", "问题分类汇总", [("问题", "name"), ("合同（份）", "no")], shown
        )

    # -- 10 works ---

    def _fill_works(self, case):
        facts = self._facts(case)
        return [self._works_plans(case, facts), self._works_account(case, facts)]

    def _works_plans(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT p.entity_id, p.id, p.name, a.name, p.budget, p.investment, p.approval_no,
                       p.approved_date,
                          d.name, (SELECT min(c.signed_date) FROM reform_plan_acceptance c
                                    WHERE c.plan_id = p.id AND c.signed_date IS NOT NULL)
                     FROM reform_plan p JOIN reform_asset a ON a.id = p.asset_id
                     LEFT JOIN reform_decision d ON d.id = p.decision_id
                    WHERE p.entity_id = ANY(%(ids)s) AND p.state NOT IN ('draft', 'cancelled')
                      AND coalesce(p.approved_date, p.consulted_date, p.prepared_date) BETWEEN %(first)s
                        AND %(last)s
                    ORDER BY 1, p.id""",
                **facts,
            )
        )
        shown = []
        for entity, plan, number, asset, budget, spent, approval, approved, decision, accepted in rows:
            over = yuan(spent or 0) - yuan(budget or 0)
            shown.append(
                (
                    entity,
                    [
                        text(number or asset, id=f"plan:{plan}", record=["reform.plan", plan]),
                        text(asset),
                        amount(budget),
                        amount(spent),
                        amount(max(over, ZERO)),
                        text(approval),
                        day(approved),
                        text(decision or "无", bold=not decision),
                        day(accepted) if accepted else text("未验收", center=True),
                    ],
                )
            )
        columns = [
            ("项目", "name"),
            ("资产", "text"),
            ("预算", "amount"),
            ("投入", "amount"),
            ("超预算", "amount"),
            ("批准文号", "text"),
            ("批准日期", "date"),
            ("民主决策", "text"),
            ("验收", "date"),
        ]
        return self._drawn_table(case, "plans", "改造利用和建设项目", columns, shown)

    def _works_account(self, case, facts):
        """Return what was paid into works in progress, voucher by voucher, with the number of its papers."""
        rows = self._rows(
            SQL(
                """SELECT v.entity_id, v.id, e.id, v.date, v.word, v.number, e.summary, e.debit, e.credit,
                          coalesce(v.attachment_count, 0) + (
                              SELECT count(*) FROM ledger_voucher_paper_rel r WHERE r.voucher_id = v.id)
                     FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                     JOIN ledger_account a ON a.id = e.account_id
                    WHERE e.entity_id = ANY(%(ids)s) AND e.date BETWEEN %(first)s AND %(last)s
                      AND v.state = 'posted' AND a.name LIKE '在建工程%%'
                    ORDER BY 1, v.date, v.id, e.line_no""",
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
                    text(papers or "无附件", center=True, bold=not papers),
                ],
            )
            for entity, voucher, entry, on, word, number, summary, debit, credit, papers in rows
        ]
        columns = [
            ("凭证号", "name"),
            ("日期", "date"),
            ("摘要", "text"),
            ("投入", "amount"),
            ("转出", "amount"),
            ("附件", "no"),
        ]
        return self._drawn_table(case, "account", "在建工程明细", columns, shown)
