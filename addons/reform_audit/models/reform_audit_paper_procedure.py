from odoo import models
from odoo.tools import SQL

from .paper_table import amount, count, day, text

# Steps of 四议两公开 in the order in which they are held: (name of the step, title).
STEPS = (("proposed", "支部提议"), ("consulted", "两委商议"), ("deliberated", "党员大会审议"))


class ReformAuditPaper(models.Model):
    """Papers 13 to 15: who decided what and how it was made known; evidence, issues and rectification."""

    _inherit = "reform.audit.paper"

    # -- 13 decisions ---

    def _fill_decisions(self, case):
        facts = self._facts(case)
        return [self._decisions_steps(case, facts), self._decisions_missing(case, facts)]

    def _decisions_steps(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT d.entity_id, d.id, d.name, d.state,
                          (SELECT jsonb_object_agg(s.name, s.held_on) FROM reform_decision_step s
                            WHERE s.decision_id = d.id),
                          d.meeting_on, d.eligible, d.present, d.votes_for, d.published_on,
                            d.result_published_on,
                          d.minutes_name IS NOT NULL
                     FROM reform_decision d
                    WHERE d.entity_id = ANY(%(ids)s) AND d.state NOT IN ('draft', 'revoked')
                      AND coalesce(d.meeting_on, reform_civil_day(d.create_date))
                          BETWEEN %(first)s AND %(last)s
                    ORDER BY 1, d.meeting_on NULLS LAST, d.id""",
                **facts,
            )
        )
        states = self._labels_of("reform.decision", "state")
        shown = []
        for entity, number, name, state, held, met, eligible, present, votes, posted, result, minutes in rows:
            held = held or {}
            lacks = [title for key, title in STEPS if not held.get(key)]
            lacks += [] if met else ["成员（代表）大会决议"]
            lacks += [] if minutes or not met else ["会议记录"]
            lacks += [] if posted else ["决议公开"]
            lacks += [] if result else ["实施结果公开"]
            shown.append(
                (
                    entity,
                    [
                        text(name, id=f"decision:{number}", record=["reform.decision", number]),
                        *(text((held.get(key) or "")[:10], center=True) for key, _title in STEPS),
                        day(met),
                        text(
                            f"{present or 0}/{eligible or 0}，赞成 {votes or 0}" if met else "", center=True
                        ),
                        day(posted),
                        day(result),
                        text(states.get(state), center=True),
                        text("、".join(lacks), bold=bool(lacks)),
                    ],
                )
            )
        columns = [
            ("事项", "name"),
            *((title, "date") for _key, title in STEPS),
            ("大会决议", "date"),
            ("到会/应到", "text"),
            ("决议公开", "date"),
            ("结果公开", "date"),
            ("状态", "no"),
            ("缺少", "text"),
        ]
        return self._drawn_table(case, "steps", "四议两公开执行情况", columns, shown)

    def _decisions_missing(self, case, facts):
        """Return contracts, disposals, distributions and large payments that no decision stands behind."""
        rows = self._rows(
            SQL(
                """SELECT entity_id, 'reform.lease', id, '租赁合同 ' || name, coalesce(signed_date,
                       date_start), rent_year
                     FROM reform_lease WHERE entity_id = ANY(%(ids)s) AND signed_date BETWEEN %(first)s
                       AND %(last)s
                      AND decision_id IS NULL
                   UNION ALL
                   SELECT entity_id, 'reform.disposal', id, '资产处置 ' || name, outcome_date,
                     coalesce(price, value)
                     FROM reform_disposal WHERE entity_id = ANY(%(ids)s) AND outcome_date BETWEEN %(first)s
                       AND %(last)s
                      AND decision_id IS NULL
                   UNION ALL
                   SELECT entity_id, 'reform.distribution', id, '收益分配 ' || year, published_on, dividend
                     FROM reform_distribution WHERE entity_id = ANY(%(ids)s) AND decision_id IS NULL
                      AND published_on BETWEEN %(first)s AND %(last)s
                   UNION ALL
                   SELECT entity_id, 'reform.spending', id, '支出 ' || name || ' ' || purpose, paid_on, amount
                     FROM reform_spending WHERE entity_id = ANY(%(ids)s) AND needs_decision
                       AND decision_id IS NULL
                      AND paid_on BETWEEN %(first)s AND %(last)s
                   UNION ALL
                   SELECT entity_id, 'reform.land.compensation', id, '土地补偿费 ' || title, date, total
                     FROM reform_land_compensation WHERE entity_id = ANY(%(ids)s) AND decision_id IS NULL
                      AND date BETWEEN %(first)s AND %(last)s AND state <> 'draft'
                   ORDER BY 1, 5, 2, 3""",
                **facts,
            )
        )
        shown = [
            (entity, [text(words, id=f"{model}:{number}", record=[model, number]), day(on), amount(value)])
            for entity, model, number, words, on, value in rows
        ]
        columns = [("未见民主决策的事项", "text"), ("日期", "date"), ("金额", "amount")]
        return self._drawn_table(case, "missing", "未见民主决策的重大事项", columns, shown)

    # -- 14 disclosure ---

    def _fill_disclosure(self, case):
        facts = self._facts(case)
        return [self._disclosure_months(case, facts), self._disclosure_objections(case, facts)]

    def _disclosure_months(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT x.id, m.month::date, s.id, s.state, s.posted_from, s.posted_to, s."where",
                       s.photo_digest,
                          (SELECT count(*) FROM ledger_voucher v WHERE v.entity_id = x.id
                            AND v.state = 'posted'
                              AND v.date >= m.month AND v.date < m.month + interval '1 month')
                     FROM unnest(%(ids)s::int[]) AS x(id)
                    CROSS JOIN generate_series(date_trunc('month', %(first)s::date), %(last)s::date,
                                               interval '1 month') AS m(month)
                     LEFT JOIN reform_agency_sheet s ON s.entity_id = x.id AND s.month = m.month
                    ORDER BY 1, 2""",
                **facts,
            )
        )
        states = self._labels_of("reform.agency.sheet", "state")
        shown = []
        for entity, month, sheet, state, first, last, where, photo, vouchers in rows:
            link = {"record": ["reform.agency.sheet", sheet]} if sheet else {}
            said = states.get(state) or ("未公开" if vouchers else "无业务")
            shown.append(
                (
                    entity,
                    [
                        text(f"{month:%Y-%m}", id=f"{month:%Y-%m}", **link),
                        count(vouchers),
                        text(said, center=True, bold=not sheet and bool(vouchers)),
                        day(first),
                        day(last),
                        text(where),
                        text((photo or "")[:16]),
                    ],
                )
            )
        columns = [
            ("月份", "no"),
            ("凭证（张）", "no"),
            ("公开情况", "no"),
            ("公示起", "date"),
            ("公示止", "date"),
            ("地点", "text"),
            ("照片摘要值", "text"),
        ]
        return self._drawn_table(case, "months", "按月财务公开", columns, shown)

    def _disclosure_objections(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT d.entity_id, o.id, d.id, d.name, o.raised_by, o.raised_on, o.text, o.answered_on,
                       o.answer
                     FROM reform_decision_objection o JOIN reform_decision d ON d.id = o.decision_id
                    WHERE d.entity_id = ANY(%(ids)s) AND o.raised_on BETWEEN %(first)s AND %(last)s
                    ORDER BY 1, o.raised_on, o.id""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(name, id=f"objection:{number}", record=["reform.decision", decision]),
                    text(raised),
                    day(on),
                    text(words),
                    day(answered) if answered else text("未答复", center=True, bold=True),
                    text(answer),
                ],
            )
            for entity, number, decision, name, raised, on, words, answered, answer in rows
        ]
        columns = [
            ("事项", "name"),
            ("提出人", "text"),
            ("提出日期", "date"),
            ("意见", "text"),
            ("答复日期", "date"),
            ("答复", "text"),
        ]
        return self._drawn_table(case, "objections", "公示期间的意见和答复", columns, shown)

    # -- 15 evidence, issues, rectification ---

    def _fill_ledgers(self, case):
        return [
            self._ledger_evidence(case),
            *self.env["reform.audit.finding"]._ledgers(case.finding_ids, case),
        ]

    def _ledger_evidence(self, case):
        kinds = self._labels_of("reform.audit.evidence", "kind")
        shown = [
            (
                one.entity_id.id,
                [
                    text(one.no, id=one.no, record=["reform.audit.evidence", one.id]),
                    text(kinds.get(one.kind), center=True),
                    text(one.name),
                    text(one.facts),
                    text(one.source),
                    text((one.digest or "")[:16]),
                    text(one.user_id.name),
                    day(one.at),
                    text(one.confirmed_by_id.name or "未确认", center=True),
                ],
            )
            for one in case.evidence_ids
        ]
        columns = [
            ("取证编号", "code"),
            ("类别", "no"),
            ("事项", "name"),
            ("事实", "text"),
            ("提供人", "text"),
            ("摘要值", "text"),
            ("取证人", "text"),
            ("日期", "date"),
            ("被审计单位确认", "no"),
        ]
        return self._drawn_table(case, "evidence", "审计取证单目录", columns, shown)


class ReformAuditFinding(models.Model):
    """Findings as the two customary registers: of issues, and of what was done about them."""

    _inherit = "reform.audit.finding"

    def _ledgers(self, findings, case=None):
        """Return the tables 问题台账 and 整改台账 of findings, as a working paper shows them."""
        papers = self.env["reform.audit.paper"].with_context(lang="zh_CN")
        findings = findings.sudo().with_context(lang="zh_CN").sorted("id")
        kinds, states = papers._labels_of(self._name, "kind"), papers._labels_of(self._name, "state")
        issues, done = [], []
        for at, one in enumerate(findings, 1):
            first = text(at, id=f"finding:{one.id}", record=[self._name, one.id])
            issues.append(
                [
                    first,
                    text(one.entity_id.name),
                    text(kinds.get(one.kind)),
                    text(one.text),
                    amount(one.amount),
                    text(one.article),
                    text(one.paper_id.name),
                    day(one.create_date),
                    text(states.get(one.state), center=True),
                ]
            )
            done.append(
                [
                    first,
                    text(one.entity_id.name),
                    text(one.text),
                    text(one.answer),
                    text(one.rectification),
                    day(one.deadline),
                    day(one.rectified_date),
                    text(one.rectified_by_id.name),
                    text("、".join(piece.no for piece in one.evidence_ids)),
                    day(one.closed_date),
                    text("逾期" if one.is_late and not case else states.get(one.state), center=True),
                ]
            )
        columns = [
            ("序号", "side"),
            ("单位", "text"),
            ("类别", "text"),
            ("问题", "text"),
            ("金额", "amount"),
            ("依据", "text"),
            ("底稿", "text"),
            ("发现日期", "date"),
            ("状态", "no"),
        ]
        more = [
            ("序号", "side"),
            ("单位", "text"),
            ("问题", "text"),
            ("答复", "text"),
            ("整改措施", "text"),
            ("整改期限", "date"),
            ("整改日期", "date"),
            ("责任人", "text"),
            ("佐证", "text"),
            ("销号日期", "date"),
            ("状态", "no"),
        ]
        return [
            _plain_table("issues", "问题台账", columns, issues),
            _plain_table("rectification", "整改台账", more, done),
        ]


def _plain_table(key, title, columns, rows):
    return {
        "key": key,
        "title": title,
        "columns": [column for column, _shape in columns],
        "shape": [shape for _column, shape in columns],
        "rows": rows,
        "remark": "",
    }
