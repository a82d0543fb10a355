from odoo import models
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from .paper_table import amount, day, text

# Columns of a table: (title, shape).
YEARS = [
    ("年度", "no"),
    ("进度", "no"),
    ("可分配收益", "amount"),
    ("方案分配", "amount"),
    ("份额合计", "no"),
    ("分户应付", "amount"),
    ("已付", "amount"),
    ("未付", "amount"),
    ("账面已付", "amount"),
    ("民主决策", "text"),
    ("方案公示", "date"),
    ("结果公开", "date"),
]


class ReformAuditPaper(models.Model):
    """Papers 11 and 12: land compensation and distribution, down to the household that was paid or not."""

    _inherit = "reform.audit.paper"

    # -- 11 land compensation ---

    def _fill_land(self, case):
        facts = self._facts(case)
        return [self._land_cases(case, facts), self._land_households(case, facts)]

    def _land_cases(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT c.entity_id, c.id, c.title, c.doc_no, c.total, c.household_part, c.collective_part,
                          d.name, sum(m.amount) FILTER (WHERE m.kind = 'received'),
                          sum(m.amount) FILTER (WHERE m.kind = 'paid')
                     FROM reform_land_compensation c LEFT JOIN reform_decision d ON d.id = c.decision_id
                     LEFT JOIN reform_land_compensation_move m ON m.project_id = c.id AND m.date <= %(last)s
                    WHERE c.entity_id = ANY(%(ids)s) AND c.date <= %(last)s
                    GROUP BY c.id, d.name HAVING c.date >= %(first)s OR bool_or(m.date >= %(first)s)
                    ORDER BY 1, c.date, c.id""",
                **facts,
            )
        )
        shown = []
        for entity, number, title, doc, whole, households, collective, decision, came, paid in rows:
            came, paid = yuan(came or 0), yuan(paid or 0)
            shown.append(
                (
                    entity,
                    [
                        text(title, id=f"land:{number}", record=["reform.land.compensation", number]),
                        text(doc),
                        *map(amount, (whole, came, yuan(whole or 0) - came, households, paid)),
                        amount(yuan(households or 0) - paid if came else 0),
                        amount(collective),
                        text(decision or "无", bold=not decision),
                    ],
                )
            )
        columns = [
            ("项目", "name"),
            ("文号", "text"),
            ("补偿总额", "amount"),
            ("已收", "amount"),
            ("未收", "amount"),
            ("应付农户", "amount"),
            ("已付农户", "amount"),
            ("欠付农户", "amount"),
            ("集体留用", "amount"),
            ("民主决策", "text"),
        ]
        return self._drawn_table(case, "cases", "土地补偿费收支", columns, shown)

    def _land_households(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT c.entity_id, l.id, c.id, c.title, p.name, l.area_mu, l.amount,
                          (SELECT sum((part ->> 0)::numeric) FROM reform_land_compensation_move m,
                                  jsonb_array_elements(coalesce(m.parts, jsonb_build_array(
                                      jsonb_build_array(m.amount, m.partner_id)))) AS part
                            WHERE m.project_id = c.id AND m.kind = 'paid' AND m.date <= %(last)s
                              AND (part ->> 1)::int = l.partner_id)
                     FROM reform_land_compensation_line l
                     JOIN reform_land_compensation c ON c.id = l.compensation_id
                     JOIN res_partner p ON p.id = l.partner_id
                    WHERE c.entity_id = ANY(%(ids)s) AND c.date <= %(last)s
                      AND (c.date >= %(first)s OR EXISTS (SELECT FROM reform_land_compensation_move m
                              WHERE m.project_id = c.id AND m.date BETWEEN %(first)s AND %(last)s))
                    ORDER BY 1, c.date, c.id, p.name, l.id""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(name, id=f"line:{line}", record=["reform.land.compensation", number]),
                    text(title),
                    text(f"{area:,.4f}" if area else "", right=True),
                    amount(due),
                    amount(paid),
                    amount(yuan(due or 0) - yuan(paid or 0)),
                ],
            )
            for entity, line, number, title, name, area, due, paid in rows
        ]
        columns = [
            ("农户", "name"),
            ("项目", "text"),
            ("面积（亩）", "no"),
            ("应付", "amount"),
            ("已付", "amount"),
            ("未付", "amount"),
        ]
        return self._drawn_table(case, "households", "兑付到户", columns, shown)

    # -- 12 distribution ---

    def _fill_distribution(self, case):
        facts = self._facts(case)
        return [self._distribution_years(case, facts), self._distribution_open(case, facts)]

    def _distribution_years(self, case, facts):
        """Return the distributions that were voted or paid within the span: plan, lines, payments, books."""
        rows = self._rows(
            SQL(
                """SELECT d.entity_id, d.id, d.year, d.state, d.net, d.dividend, d.shares_total,
                          (SELECT sum(l.shares)
                            FROM reform_distribution_line l WHERE l.distribution_id = d.id),
                          (SELECT sum(l.amount)
                            FROM reform_distribution_line l WHERE l.distribution_id = d.id),
                          (SELECT sum(p.amount) FROM reform_distribution_part p
                             JOIN reform_distribution_event e ON e.id = p.event_id
                            WHERE e.distribution_id = d.id AND p.kind = 'paid' AND p.date <= %(last)s),
                          (SELECT sum(e.amount) FROM reform_distribution_event e
                             JOIN ledger_voucher v ON v.event_key = e.key AND v.state = 'posted'
                            WHERE e.distribution_id = d.id AND e.kind = 'paid' AND e.date <= %(last)s),
                          c.name, d.published_on, d.disclosed_on
                     FROM reform_distribution d LEFT JOIN reform_decision c ON c.id = d.decision_id
                    WHERE d.entity_id = ANY(%(ids)s) AND (d.published_on BETWEEN %(first)s AND %(last)s
                          OR EXISTS (SELECT FROM reform_distribution_event e WHERE e.distribution_id = d.id
                                        AND e.date BETWEEN %(first)s AND %(last)s))
                    ORDER BY 1, d.year, d.id""",
                **facts,
            )
        )
        states = self._labels_of("reform.distribution", "state")
        shown = []
        for (
            entity,
            number,
            year,
            state,
            net,
            dividend,
            _shares,
            held,
            lines,
            paid,
            booked,
            decision,
            posted,
            told,
        ) in rows:
            shown.append(
                (
                    entity,
                    [
                        text(year, id=f"distribution:{number}", record=["reform.distribution", number]),
                        text(states.get(state), center=True),
                        *map(amount, (net, dividend)),
                        text(f"{held:,.2f}" if held else "", right=True),
                        *map(amount, (lines, paid, yuan(lines or 0) - yuan(paid or 0), booked)),
                        text(decision or "无", bold=not decision),
                        day(posted),
                        day(told),
                    ],
                )
            )
        return self._drawn_table(case, "years", "收益分配", YEARS, shown)

    def _distribution_open(self, case, facts):
        """Return members whose shares and payments do not agree: unpaid, paid in part, corrected."""
        rows = self._rows(
            SQL(
                """SELECT l.entity_id, l.id, l.distribution_id, l.year, l.holder_name, l.household_code,
                       l.shares,
                          l.amount, coalesce(t.paid, 0)
                     FROM reform_distribution_line l
                     JOIN reform_distribution d ON d.id = l.distribution_id
                     LEFT JOIN LATERAL (SELECT sum(p.amount) AS paid FROM reform_distribution_part p
                                         WHERE p.line_id = l.id AND p.kind = 'paid'
                                           AND p.date <= %(last)s) t ON TRUE
                    WHERE l.entity_id = ANY(%(ids)s) AND l.amount <> coalesce(t.paid, 0)
                      AND (d.published_on BETWEEN %(first)s AND %(last)s
                           OR EXISTS (SELECT FROM reform_distribution_event e WHERE e.distribution_id = d.id
                                         AND e.date BETWEEN %(first)s AND %(last)s))
                    ORDER BY 1, l.year, l.household_code, l.id""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(name, id=f"line:{line}", record=["reform.distribution", number]),
                    text(code),
                    text(year, center=True),
                    text(f"{shares:,.2f}", right=True),
                    amount(due),
                    amount(paid),
                    amount(yuan(due or 0) - yuan(paid or 0)),
                ],
            )
            for entity, line, number, year, name, code, shares, due, paid in rows
        ]
        columns = [
            ("成员", "name"),
            ("户编号", "code"),
            ("年度", "no"),
            ("份额", "no"),
            ("应付", "amount"),
            ("已付", "amount"),
            ("差额", "amount"),
        ]
        return self._drawn_table(case, "open", "应付与实付不一致的成员", columns, shown)
