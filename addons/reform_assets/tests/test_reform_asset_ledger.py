"""Both ledgers over the route: who asks sees his own scope, a past day is told as it was, the sums agree."""

import io
from datetime import date

import openpyxl
from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .common import AssetHttpCase


@tagged("-at_install", "post_install")
class TestAssetLedger(AssetHttpCase):
    def ledger(self, role, kind, place, at=""):
        """Return (status, rows) of the workbook the role is given."""
        self.env.flush_all()
        self.authenticate(self.users[role].login, self.users[role].login)
        answer = self.url_open(f"/reform_assets/ledger.xlsx?kind={kind}&place_id={place.id}&at={at}")
        if answer.status_code != 200:
            return answer.status_code, []
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        return 200, [list(row) for row in sheet.iter_rows(values_only=True)]

    def cards(self, count, **vals):
        """Return confirmed cards with an area of ten square metres each."""
        values = {**self.card().copy_data()[0], "area_sqm": 10, **vals}
        values.pop("area_mu", None)
        cards = self.as_("clerk", self.env["reform.asset"]).create(
            [{**values, "name": f"房屋{number}"} for number in range(count)]
        )
        return cards.with_env(self.env)

    def test_the_register_of_a_township_holds_what_stands_there_and_no_more(self):
        self.cards(3)
        self.card(
            "other_clerk",
            name="远村仓库",
            place_id=self.other_village.id,
            origin_place_id=False,
            entity_id=self.other_collective.id,
        )
        status, rows = self.ledger("township", "register", self.township)
        self.assertEqual(status, 200)
        self.assertEqual(rows[0][0], "镇村公有资产管理台账")
        names = [row[2] for row in rows if isinstance(row[0], int)]
        self.assertEqual(sum(name.startswith("房屋") for name in names), 3)
        total = next(row for row in rows if row[1] == "合计")
        self.assertEqual(total[2], f"{len(names)}宗")
        self.assertEqual(total[11], 300 + 30)

    def test_the_idle_ledger_is_told_as_of_a_past_day(self):
        [card] = self.confirm(
            self.cards(1, use_state="idle", idle_since=date(2024, 1, 1), idle_reason="撤并")
        )
        self.as_("clerk", card)._report_use("in_use", date(2025, 2, 1), "村史馆")

        def names(day):
            return [row[2] for row in self.ledger("auditor", "idle", self.township, day)[1] if row[0] == 1]

        self.assertEqual(names("2023-12-31"), [])
        self.assertEqual(names("2025-01-31"), [card.name])
        self.assertEqual(names("2025-02-01"), [])
        rows = self.ledger("auditor", "idle", self.township, "2025-01-31")[1]
        line = next(row for row in rows if row[0] == 1)
        titles = rows[3]
        self.assertEqual(line[titles.index("闲置天数")], 396)
        self.assertEqual(line[titles.index("处理状态")], "待盘活", "what came later is not of that day")

    def test_a_place_outside_the_scope_is_as_good_as_none(self):
        self.cards(1)
        self.assertEqual(self.ledger("other_clerk", "register", self.village)[0], 404)
        self.assertEqual(self.ledger("reader", "idle", self.village)[0], 404)
        self.assertEqual(self.ledger("clerk", "register", self.township)[0], 404)
        self.assertEqual(self.ledger("clerk", "nonsense", self.village)[0], 400)
        self.assertEqual(self.ledger("clerk", "idle", self.village, "31.12.2025")[0], 400)

    def test_two_hundred_lines_cost_as_many_statements_as_twenty(self):
        self.cards(20)
        ledgers = self.env["reform.asset.ledger"].with_user(self.users["auditor"])

        def cost():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            place = self.township.with_user(self.users["auditor"])
            totals = ledgers._write_to(io.BytesIO(), "register", place, civil_day.today())
            return self.env.cr.sql_log_count - before, totals.rows()[-1][1]

        cost()
        few, twenty = cost()
        self.cards(200)
        many, more = cost()
        self.assertEqual(more - twenty, 201)
        self.assertLessEqual(many, few + 2)
