from collections import defaultdict

from odoo import models
from odoo.addons.reform_rules.audit import claim_age
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

from .paper_table import amount, day, text, total

AGES = {"y1": "1年以内", "y2": "1至2年", "y3": "2至3年", "old": "3年以上"}
SIDES = {"debit": "债权", "credit": "债务"}

# Columns of a table: (title, shape).
CONTRACTS = [
    ("合同编号", "name"),
    ("承租方", "text"),
    ("合同期限", "text"),
    ("年租金", "amount"),
    ("任期内应收", "amount"),
    ("应收已入账", "amount"),
    ("任期内实收", "amount"),
    ("实收已入账", "amount"),
    ("期末欠收", "amount"),
    ("结论", "no"),
]


class ReformAuditPaper(models.Model):
    """Papers 4 and 5: how old claims and debts are and who confirmed them; whether all income came in."""

    _inherit = "reform.audit.paper"

    # -- 4 claims and debts ---

    def _fill_parties(self, case):
        facts = self._facts(case)
        moves = self._party_moves(facts)
        confirmed = self._confirmations(facts)
        officers = self._officers(case, facts)
        return [
            self._party_ages(case, moves, confirmed),
            self._party_officers(case, moves, officers),
        ]

    def _party_moves(self, facts):
        """Return {(entity, account id, code, account, partner id, partner): moves on the debit side}."""
        found = defaultdict(list)
        for *key, on, value in self._rows(
            SQL(
                """SELECT e.entity_id, a.id, a.code, a.name, p.id, p.name, e.date, sum(e.debit - e.credit)
                     FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                     JOIN ledger_account a ON a.id = e.account_id
                     LEFT JOIN res_partner p ON p.id = e.partner_id
                    WHERE e.entity_id = ANY(%(ids)s) AND e.date <= %(last)s AND v.state = 'posted'
                      AND a.detail = 'partner' AND a.kind IN ('asset', 'liability')
                    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 3, 6, 7""",
                ids=facts["ids"],
                last=facts["last"],
            )
        ):
            found[tuple(key)].append(claim_age.Move(on, yuan(value)))
        return found

    def _confirmations(self, facts):
        """Return {(entity, account, partner): (amount found, state)} of what was cleared."""
        return {
            (entity, account, partner): (yuan(value or 0), state)
            for entity, account, partner, value, state in self._rows(
                SQL(
                    """SELECT DISTINCT ON (i.entity_id, i.account_id, i.partner_id)
                              i.entity_id, i.account_id, i.partner_id, i.counted_amount, i.state
                         FROM reform_clearing_item i JOIN reform_clearing_category c ON c.id = i.category_id
                         JOIN reform_clearing g ON g.id = i.clearing_id
                        WHERE i.entity_id = ANY(%(ids)s) AND c.code IN ('claims', 'debts')
                          AND g.date_base <= %(last)s AND i.partner_id IS NOT NULL
                          AND i.state NOT IN ('listed', 'refused')
                        ORDER BY 1, 2, 3, g.date_base DESC, i.id DESC""",
                    ids=facts["ids"],
                    last=facts["last"],
                )
            )
        }

    def _party_ages(self, case, moves, confirmed):
        shown, sums = [], defaultdict(lambda: dict.fromkeys(AGES, ZERO))
        for (entity, account, code, name, partner, party), rows in moves.items():
            balance = sum((row.amount for row in rows), ZERO)
            if not balance:
                continue
            side = "debit" if balance > 0 else "credit"
            sign = 1 if balance > 0 else -1
            ages = claim_age.by_band([row._replace(amount=sign * row.amount) for row in rows], case.date_to)
            for band, value in ages.items():
                sums[(entity, side)][band] += value
            found = confirmed.get((entity, account, partner))
            agrees = found and found[0] == abs(balance)
            shown.append(
                (
                    entity,
                    [
                        text(
                            party or "（未分户）",
                            id=f"{code}:{partner}",
                            **({"record": ["res.partner", partner]} if partner else {}),
                        ),
                        text(f"{code} {name}"),
                        text(SIDES[side], center=True),
                        amount(abs(balance)),
                        *(amount(ages[band]) for band in AGES),
                        text(
                            "未函证" if not found else "相符" if agrees else "不符",
                            center=True,
                            bold=bool(found and not agrees),
                        ),
                    ],
                )
            )
        for (entity, side), ages in sorted(sums.items()):
            cells = [
                text(f"{SIDES[side]}合计", id=f"total:{side}"),
                text(""),
                text(""),
                amount(sum(ages.values(), ZERO)),
            ]
            shown.append((entity, total(*cells, *map(amount, ages.values()), text(""))))
        columns = [
            ("单位或个人", "name"),
            ("科目", "text"),
            ("性质", "side"),
            ("期末余额", "amount"),
            *((label, "amount") for label in AGES.values()),
            ("函证", "no"),
        ]
        return self._drawn_table(case, "ages", "往来款项账龄（先进先出，截至任期末）", columns, shown)

    def _officers(self, case, facts):
        """Return {partner id: what the person is} of officers and people known to be related to them."""
        rows = self._rows(
            SQL(
                """SELECT partner_id, '本单位用户' FROM res_users WHERE NOT share AND active
                   UNION ALL
                   SELECT r.partner_id, r.officer FROM reform_related_party r
                    WHERE r.place_id = ANY(%(places)s) AND (r.date_from IS NULL OR r.date_from <= %(last)s)
                      AND (r.date_to IS NULL OR r.date_to >= %(first)s)""",
                places=case._entities().place_id.ids,
                first=facts["first"],
                last=facts["last"],
            )
        )
        found = dict(rows)
        if case.person_id:
            found[case.person_id.id] = "被审计人"
        return found

    def _party_officers(self, case, moves, officers):
        shown = []
        for (entity, _account, code, name, partner, party), rows in moves.items():
            balance = sum((row.amount for row in rows), ZERO)
            if partner not in officers or not balance:
                continue
            parts = claim_age.open_parts(rows)
            shown.append(
                (
                    entity,
                    [
                        text(party, id=f"{code}:{partner}", record=["res.partner", partner]),
                        text(officers[partner]),
                        text(f"{code} {name}"),
                        amount(balance),
                        day(parts[0].day if parts else None),
                    ],
                )
            )
        columns = [
            ("姓名", "name"),
            ("身份", "text"),
            ("科目", "text"),
            ("借方余额（贷方为负）", "amount"),
            ("最早形成", "date"),
        ]
        return self._drawn_table(case, "officers", "干部及其关联人往来余额", columns, shown)

    # -- 5 income ---

    def _fill_income(self, case):
        facts = self._facts(case)
        return [self._income_contracts(case, facts), self._income_by_account(case, facts)]

    def _income_contracts(self, case, facts):
        rows = self._rows(
            SQL(
                """WITH due AS (
                     SELECT d.lease_id, sum(d.amount) AS due, sum(d.amount) FILTER (WHERE EXISTS (
                              SELECT FROM ledger_voucher v WHERE v.state = 'posted'
                                 AND v.event_key = 'lease:' || l.name || ':' || d.sequence
                                   || ':rent')) AS booked
                       FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
                      WHERE d.entity_id = ANY(%(ids)s) AND d.date_due BETWEEN %(first)s AND %(last)s
                      GROUP BY 1
                   ), came AS (
                     SELECT r.lease_id, sum(r.amount) AS came, sum(r.amount) FILTER (WHERE EXISTS (
                              SELECT FROM ledger_voucher v WHERE v.state = 'posted'
                                 AND v.event_key = 'receipt:' || r.key)) AS booked
                       FROM reform_rent_receipt r
                      WHERE r.entity_id = ANY(%(ids)s) AND r.date BETWEEN %(first)s AND %(last)s GROUP BY 1
                   ), left_over AS (
                     SELECT d.lease_id, sum(d.amount) - coalesce((
                              SELECT sum(r.amount) FROM reform_rent_receipt r
                               WHERE r.lease_id = d.lease_id AND r.date <= %(last)s), 0) AS open
                       FROM reform_rent_due d
                      WHERE d.entity_id = ANY(%(ids)s) AND d.date_due <= %(last)s GROUP BY 1)
                   SELECT l.entity_id, l.id, l.name, p.name, l.date_start, l.date_end, l.rent_year, due.due,
                          due.booked, came.came, came.booked, left_over.open
                     FROM reform_lease l JOIN res_partner p ON p.id = l.lessee_id
                     LEFT JOIN due ON due.lease_id = l.id LEFT JOIN came ON came.lease_id = l.id
                     LEFT JOIN left_over ON left_over.lease_id = l.id
                    WHERE l.entity_id = ANY(%(ids)s) AND l.signed_date IS NOT NULL
                      AND l.date_start <= %(last)s AND coalesce(l.ended_date, l.date_end) >= %(first)s
                    ORDER BY 1, l.name, l.id""",
                **facts,
            )
        )
        shown = []
        for entity, lease, number, party, first, last, rent, due, due_booked, came, came_booked, left in rows:
            missing = yuan(due or 0) - yuan(due_booked or 0) + yuan(came or 0) - yuan(came_booked or 0)
            shown.append(
                (
                    entity,
                    [
                        text(number, id=f"lease:{lease}", record=["reform.lease", lease]),
                        text(party),
                        text(f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"),
                        amount(rent),
                        amount(due),
                        amount(due_booked),
                        amount(came),
                        amount(came_booked),
                        amount(left),
                        text(
                            "漏记" if missing else "欠收" if yuan(left or 0) > 0 else "相符",
                            center=True,
                            bold=bool(missing),
                        ),
                    ],
                )
            )
        return self._drawn_table(case, "contracts", "合同、账面、到账三方核对", CONTRACTS, shown)

    def _income_by_account(self, case, facts):
        rows = self._rows(
            SQL(
                """SELECT e.entity_id, a.code, a.name, extract(year FROM e.date)::int,
                          sum(e.credit - e.debit), count(DISTINCT e.voucher_id)
                     FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                     JOIN ledger_account a ON a.id = e.account_id
                    WHERE e.entity_id = ANY(%(ids)s) AND e.date BETWEEN %(first)s AND %(last)s
                      AND v.state = 'posted' AND v.kind <> 'closing' AND a.kind = 'income'
                    GROUP BY 1, 2, 3, 4 ORDER BY 1, 4, 2""",
                **facts,
            )
        )
        shown = [
            (
                entity,
                [
                    text(f"{year}", id=f"{year}:{code}"),
                    text(code),
                    text(name),
                    amount(value),
                    text(number, right=True),
                ],
            )
            for entity, code, name, year, value, number in rows
        ]
        columns = [
            ("年度", "no"),
            ("科目编码", "code"),
            ("收入科目", "name"),
            ("账面收入", "amount"),
            ("凭证（张）", "no"),
        ]
        return self._drawn_table(case, "accounts", "账面收入（不含结转）", columns, shown)
