from odoo import models
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.ledger import trial_balance as rules
from odoo.addons.reform_rules.ledger.numbering import WORDS
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

from .paper_table import NO, YES, amount, count, day, text, total

HANDS = {"prepared": "制单", "reviewed": "审核", "posted": "记账"}


class ReformAuditPaper(models.Model):
    """Papers 1 and 2: who and what is audited; the accounts of the span, and whether all of it ties."""

    _inherit = "reform.audit.paper"

    # -- 1 basic situation ---

    def _fill_basic(self, case):
        facts = self._facts(case)
        return [
            self._basic_entities(case, facts),
            self._basic_people(case, facts),
            self._basic_accounts(case, facts),
            self._basic_clearings(case, facts),
            self._basic_seals(case, facts),
        ]

    def _basic_entities(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT e.id, e.name, e.credit_code, e.kind, p.name, b.date_opening, e.frozen,
                          (SELECT count(*) FROM reform_member m WHERE m.entity_id = e.id
                            AND m.since <= %(last)s
                              AND (m.ended IS NULL OR m.ended > %(last)s)),
                          (SELECT count(DISTINCT m.household_id) FROM reform_member m WHERE m.entity_id = e.id
                              AND m.since <= %(last)s AND (m.ended IS NULL OR m.ended > %(last)s)),
                          (SELECT sum(s.number) FROM reform_share s
                            WHERE s.entity_id = e.id AND s.date <= %(last)s),
                          (SELECT count(*) FROM ledger_voucher v WHERE v.entity_id = e.id
                              AND v.state = 'posted' AND v.date BETWEEN %(first)s AND %(last)s),
                          (SELECT count(*) FROM reform_asset a WHERE a.entity_id = e.id),
                          (SELECT count(*) FROM reform_lease l WHERE l.entity_id = e.id
                              AND l.signed_date IS NOT NULL AND l.date_start <= %(last)s
                              AND l.date_end >= %(first)s)
                     FROM reform_entity e JOIN reform_place p ON p.id = e.place_id
                     LEFT JOIN ledger_book b ON b.entity_id = e.id
                    WHERE e.id = ANY(%(ids)s) ORDER BY e.id""",
                **facts,
            )
        )
        kinds = self._labels_of("reform.entity", "kind")
        shown = []
        for entity, name, code, kind, place, opened, frozen, *numbers in rows:
            members, households, shares, vouchers, cards, leases = numbers
            for label, value in (
                ("单位名称", text(name, record=["reform.entity", entity])),
                ("统一社会信用代码", text(code)),
                ("单位类型", text(kinds.get(kind))),
                ("所在地", text(place)),
                ("建账日期", day(opened)),
                ("成员（期末，人）", text(members)),
                ("成员户（期末，户）", text(households)),
                ("股份（份额）总数", text(f"{shares:,.2f}" if shares else "")),
                ("任期内记账凭证（张）", text(vouchers)),
                ("资产卡片（张）", text(cards)),
                ("任期内合同（份）", text(leases)),
                ("账务已冻结", text(YES if frozen else NO)),
            ):
                shown.append((entity, [text(label, id=label), value]))
        return self._drawn_table(case, "entity", "单位概况", [("项目", "name"), ("内容", "text")], shown)

    def _basic_people(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT v.entity_id, h.hand, u.id, p.name, count(*), min(v.date), max(v.date)
                     FROM ledger_voucher v
                    CROSS JOIN LATERAL (VALUES ('prepared', v.prepared_by_id), ('reviewed', v.reviewed_by_id),
                                               ('posted', v.posted_by_id)) h(hand, user_id)
                     JOIN res_users u ON u.id = h.user_id JOIN res_partner p ON p.id = u.partner_id
                    WHERE v.entity_id = ANY(%(ids)s) AND v.date BETWEEN %(first)s AND %(last)s
                    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 6, 3""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(f"{name}", id=f"{hand}:{user}"),
                    text(HANDS[hand]),
                    count(number),
                    day(first),
                    day(last),
                ],
            )
            for entity, hand, user, name, number, first, last in rows
        ]
        columns = [
            ("姓名", "name"),
            ("经手环节", "no"),
            ("凭证（张）", "no"),
            ("最早", "date"),
            ("最晚", "date"),
        ]
        return self._drawn_table(case, "people", "财务经手人员", columns, shown)

    def _basic_accounts(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT b.entity_id, b.id, b.bank, b.number, b.holder, e.name, b.is_main, b.active
                     FROM ledger_bank_account b JOIN reform_entity e ON e.id = b.entity_id
                    WHERE b.entity_id = ANY(%(ids)s) ORDER BY 1, b.is_main DESC, b.id""",
                ids=facts["ids"],
            )
        )
        shown = [
            (
                entity,
                [
                    text(number, id=f"account:{account}", record=["ledger.bank.account", account]),
                    text(bank),
                    text(holder),
                    text(YES if holder == owner else "户名与单位不符", center=True),
                    text(("基本户" if main else "一般户") if active else "已停用", center=True),
                ],
            )
            for entity, account, bank, number, holder, owner, main, active in rows
        ]
        columns = [("账号", "name"), ("开户行", "text"), ("户名", "text"), ("户名相符", "no"), ("性质", "no")]
        return self._drawn_table(case, "accounts", "银行账户", columns, shown)

    def _basic_clearings(self, case, facts):
        """Return the clearings of the organisations: frozen when, under which digests, handed over."""
        rows = self._rows(
            SQL(
                """SELECT c.entity_id, c.id, c.kind, c.date_base, c.state, s.name,
                          reform_civil_day(c.frozen_at),
                          c.snapshot_digest, c.filing_no, h.digest, h.done_on,
                          (SELECT count(*) FROM reform_clearing_item i WHERE i.clearing_id = c.id)
                     FROM reform_clearing c LEFT JOIN reform_entity s ON s.id = c.successor_id
                     LEFT JOIN reform_handover h ON h.clearing_id = c.id
                    WHERE c.entity_id = ANY(%(ids)s) AND c.state <> 'cancelled'
                    ORDER BY 1, c.date_base, c.id""",
                ids=facts["ids"],
            )
        )
        kinds = self._labels_of("reform.clearing", "kind")
        states = self._labels_of("reform.clearing", "state")
        shown = [
            (
                entity,
                [
                    text(kinds.get(kind), id=f"clearing:{clearing}", record=["reform.clearing", clearing]),
                    day(base),
                    text(states.get(state), center=True),
                    text(successor),
                    count(items),
                    day(frozen),
                    text((snapshot or "")[:16]),
                    text(filing),
                    text((certificate or "")[:16]),
                    day(done),
                ],
            )
            for entity, clearing, kind, base, state, successor, *more in rows
            for frozen, snapshot, filing, certificate, done, items in [more]
        ]
        columns = [
            ("清理移交事由", "name"),
            ("基准日", "date"),
            ("进度", "no"),
            ("接收单位", "text"),
            ("清单项数", "no"),
            ("冻结日", "date"),
            ("快照摘要值", "text"),
            ("备案号", "text"),
            ("移交证书摘要值", "text"),
            ("移交日", "date"),
        ]
        return self._drawn_table(case, "clearings", "三资清理移交情况", columns, shown)

    def _basic_seals(self, case, facts):
        """Return the seals as the youngest clearing found them."""
        rows = self._rows(
            SQL(
                """SELECT i.entity_id, i.id, i.name, i.material, i.keeper, i.seal_state, i.clearing_id
                     FROM reform_clearing_item i JOIN reform_clearing_category c ON c.id = i.category_id
                    WHERE i.entity_id = ANY(%(ids)s) AND c.code = 'seals' AND i.clearing_id = (
                          SELECT g.id FROM reform_clearing g WHERE g.entity_id = i.entity_id
                             AND g.state <> 'cancelled' ORDER BY g.date_base DESC, g.id DESC LIMIT 1)
                    ORDER BY 1, i.name, i.id""",
                ids=facts["ids"],
            )
        )
        states = self._labels_of("reform.clearing.item", "seal_state")
        shown = [
            (
                entity,
                [
                    text(name, id=f"seal:{item}", record=["reform.clearing", clearing]),
                    text(material),
                    text(keeper),
                    text(states.get(state), center=True),
                ],
            )
            for entity, item, name, material, keeper, state, clearing in rows
        ]
        columns = [("印章", "name"), ("材质", "text"), ("保管人", "text"), ("状态", "no")]
        remark = "" if rows else "没有印章清理记录，请现场核对。"
        return self._drawn_table(case, "seals", "印章", columns, shown, remark)

    # -- 2 trial balance and ties ---

    def _fill_books(self, case):
        facts = self._facts(case)
        sums = self._sums(facts)
        return [
            self._books_trial(case, sums),
            self._books_ties(case, facts, sums),
            self._books_gaps(case, facts),
        ]

    def _sums(self, facts):
        """Return {entity id: [(code, name, side, before, debit, credit)]} of the span, to the day."""
        found = {entity: [] for entity in facts["ids"]}
        for entity, *row in self._rows(
            SQL(
                """SELECT t.entity_id, t.code, a.name, a.side, t.before, t.debit, t.credit
                     FROM (SELECT e.entity_id, c.chart_id, left(c.code, 3) AS code,
                                  coalesce(sum(e.debit - e.credit) FILTER (
                                      WHERE e.date < %(first)s OR v.kind = 'opening'), 0) AS before,
                                  coalesce(sum(e.debit) FILTER (
                                      WHERE e.date >= %(first)s AND v.kind <> 'opening'), 0) AS debit,
                                  coalesce(sum(e.credit) FILTER (
                                      WHERE e.date >= %(first)s AND v.kind <> 'opening'), 0) AS credit
                             FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                             JOIN ledger_account c ON c.id = e.account_id
                            WHERE e.entity_id = ANY(%(ids)s) AND e.date <= %(last)s AND v.state = 'posted'
                            GROUP BY 1, 2, 3) t
                     JOIN ledger_account a ON a.chart_id = t.chart_id AND a.code = t.code
                       AND a.entity_id IS NULL
                    ORDER BY 1, 2""",
                **facts,
            )
        ):
            found[entity].append(tuple(row))
        return found

    def _books_trial(self, case, sums):
        shown = []
        for entity, rows in sums.items():
            table = rules.rows(
                self._account_sums(rows),
                {code: rules.AccountName(name, side) for code, name, side, *_ in rows},
            )
            shown += [
                (entity, [text(row.code, id=row.code), text(row.name), *map(amount, row[4:])])
                for row in table
            ]
            totals = rules.totals(table)
            shown.append((entity, total(text("", id="total"), text("合计"), *map(amount, totals[:6]))))
        columns = [
            ("科目编码", "code"),
            ("科目名称", "name"),
            ("期初借方", "amount"),
            ("期初贷方", "amount"),
            ("任期借方发生", "amount"),
            ("任期贷方发生", "amount"),
            ("期末借方", "amount"),
            ("期末贷方", "amount"),
        ]
        return self._drawn_table(case, "trial", "科目余额表（按任期截止）", columns, shown)

    @staticmethod
    def _account_sums(rows):
        """Return the sums as the trial balance takes them."""
        return [
            rules.AccountSum(code, 0, yuan(before), yuan(debit), yuan(credit))
            for code, _name, _side, before, debit, credit in rows
        ]

    def _books_ties(self, case, facts, sums):
        table = self._balances(facts)
        shown = []
        for entity in facts["ids"]:
            rows = sums[entity]
            before = [yuan(row[3]) for row in rows]
            debit, credit = (sum((yuan(row[at]) for row in rows), ZERO) for at in (4, 5))
            end = [yuan(row[3]) + yuan(row[4]) - yuan(row[5]) for row in rows]
            checks = [
                ("期初借方 = 期初贷方", *_sides(before)),
                ("任期借方发生 = 任期贷方发生", debit, credit),
                ("期末借方 = 期末贷方", *_sides(end)),
            ]
            if rows:
                checks.append(("分录合计 = 科目余额表（截至期末当月）", *table.get(entity, (ZERO, ZERO))))
                checks.append(self._sheet_tie(entity, case.date_to))
            for label, left, right in filter(None, checks):
                agrees = yuan(left) == yuan(right)
                shown.append(
                    (
                        entity,
                        [
                            text(label, id=label),
                            amount(left),
                            amount(right),
                            amount(yuan(left) - yuan(right)),
                            text("相符" if agrees else "不符", center=True, bold=not agrees),
                        ],
                    )
                )
        columns = [
            ("勾稽关系", "text"),
            ("左方", "amount"),
            ("右方", "amount"),
            ("差异", "amount"),
            ("结果", "no"),
        ]
        return self._drawn_table(case, "ties", "账证、账账、账表勾稽", columns, shown)

    def _balances(self, facts):
        """Return {entity id: (turnover by the entries, by the balance table)} up to the last month."""
        return {
            entity: (entries or 0, balances or 0)
            for entity, entries, balances in self._rows(
                SQL(
                    """SELECT x.id,
                              (SELECT sum(e.debit) FROM ledger_entry e JOIN ledger_voucher v
                                   ON v.id = e.voucher_id
                                WHERE e.entity_id = x.id AND v.state = 'posted'
                                  AND e.date < date_trunc('month', %(last)s::date) + interval '1 month'),
                              (SELECT sum(b.debit) FROM ledger_balance b WHERE b.entity_id = x.id
                                  AND b.month <= %(last)s)
                         FROM unnest(%(ids)s::int[]) AS x(id)""",
                    ids=facts["ids"],
                    last=facts["last"],
                )
            )
        }

    def _sheet_tie(self, entity, last):
        """Return the tie of the balance sheet at the end of the month: assets, liabilities with equity."""
        entity = self.env["reform.entity"].browse(entity)
        figures = self.env["ledger.book"]._statement(entity, statement_rules.BALANCE_SHEET, last)
        sides = [
            [
                figure.amounts[0]
                for figure in figures
                if figure.line.column == side and figure.amounts[0] is not None
            ]
            for side in ("left", "right")
        ]
        if not all(sides):
            return None
        # The total of each side is the last line of its half, as on the printed form.
        return "资产总计 = 负债和所有者权益总计（期末当月）", sides[0][-1], sides[1][-1]

    def _books_gaps(self, case, facts):
        """Return vouchers that are not posted, and numbers left out."""
        rows = self._rows(
            SQL(
                """SELECT v.entity_id, 'open', v.id, v.date, v.summary, v.state
                     FROM ledger_voucher v
                    WHERE v.entity_id = ANY(%(ids)s) AND v.state <> 'posted'
                      AND v.date BETWEEN %(first)s AND %(last)s
                   UNION ALL
                   SELECT g.entity_id, 'gap', g.period_id, g.date_to, g.name || ' 缺号 '
                     || (g.most - g.held) || ' 个', g.word
                     FROM (SELECT v.entity_id, v.period_id, p.name, p.date_to, v.word, max(v.number) AS most,
                                  count(*) AS held
                             FROM ledger_voucher v JOIN ledger_period p ON p.id = v.period_id
                            WHERE v.entity_id = ANY(%(ids)s) AND v.state = 'posted' AND v.number > 0
                              AND p.date_to BETWEEN %(first)s AND %(last)s
                            GROUP BY 1, 2, 3, 4, 5) g WHERE g.most > g.held
                   ORDER BY 1, 2, 4, 3""",
                **facts,
            )
        )
        kinds = {"open": "未记账凭证", "gap": "凭证断号"}
        labels = self._labels_of("ledger.voucher", "state")
        models_of = {"open": "ledger.voucher", "gap": "ledger.period"}
        shown = [
            (
                entity,
                [
                    text(kinds[kind], id=f"{kind}:{number}:{more}", record=[models_of[kind], number]),
                    day(on),
                    text(f"{words}（{labels.get(more, WORDS.get(more, more))}）"),
                ],
            )
            for entity, kind, number, on, words, more in rows
        ]
        columns = [("情形", "name"), ("日期", "date"), ("说明", "text")]
        return self._drawn_table(case, "gaps", "未记账和断号凭证", columns, shown)


def _sides(balances):
    """Return what stands on the debit and on the credit side of balances."""
    return (
        sum((one for one in balances if one > 0), ZERO),
        -sum((one for one in balances if one < 0), ZERO),
    )
