import csv
from collections import Counter

from odoo.tests import TransactionCase, tagged
from odoo.tools import convert, file_open


@tagged("post_install", "-at_install")
class TestStatistic(TransactionCase):
    """The published figures, reproduced from the lists that come with the product."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref("reform_places.place_511603000000", raise_if_not_found=False):
            cls.env["reform.place.loader"]._load_demo()
            name = "demo/reform.merger.statistic.csv"
            convert.convert_file(cls.env, "reform_places", name, {}, mode="init", noupdate=True)

    def _figure(self, area, level):
        figure = self.env["reform.merger.statistic"].search([("area", "like", area), ("level", "=", level)])
        self.assertEqual(len(figure), 1)
        return figure

    def test_qianfeng_254_became_116(self):
        figure = self._figure("前锋区", "village")
        self.assertEqual((figure.before, figure.after, figure.reduction), (254, 116, 138))
        self.assertEqual(figure.reduction_percent, 54.33)
        self.assertEqual(figure.percent_verdict, "agrees")
        self.assertEqual((figure.points_over_target, figure.published_points), (13.38, 13.38))
        self.assertEqual((figure.touched, figure.untouched), (245, 9))
        self.assertEqual(figure.derived_verdict, "agrees")
        self.assertEqual((figure.counted_before, figure.counted_after), (254, 116))
        self.assertEqual((figure.before_verdict, figure.after_verdict), ("agrees", "agrees"))

    def test_xuzhou_has_297_villages_61_communities_17_townships(self):
        for level, count in (("village", 297), ("community", 61), ("township", 17)):
            figure = self._figure("叙州区", level)
            self.assertEqual((figure.after, figure.counted_after), (count, count), level)
            self.assertEqual(figure.after_verdict, "agrees", level)

    def test_where_list_and_report_differ_both_stand(self):
        figure = self._figure("叙州区", "community")
        self.assertEqual((figure.before, figure.counted_before), (72, 70))
        self.assertEqual(figure.before_verdict, "differs")

    def test_a_figure_nobody_published_is_not_invented(self):
        figure = self._figure("涪城区", "village")
        self.assertEqual((figure.before, figure.after, figure.reduction), (0, 0, 0))
        self.assertEqual((figure.counted_before, figure.counted_after), (139, 65))
        self.assertEqual((figure.percent_verdict, figure.after_verdict), ("not_published", "not_published"))

    def test_a_percentage_of_other_counts_is_not_of_these(self):
        figure = self.env["reform.merger.statistic"].create(
            {"area": "某市", "level": "village", "as_of": "2018-12-31", "before": 993, "after": 628,
             "published_percent": 35.4, "published_decimals": 1, "counted_of_before": 1025,
             "counted_of_after": 662}
        )  # fmt: skip
        self.assertEqual(figure.reduction_percent, 36.76)
        self.assertEqual(figure.percent_verdict, "other_denominator")
        figure.counted_of_after = 700
        self.assertEqual(figure.percent_verdict, "differs")

    def test_the_published_rounding_is_respected(self):
        self.assertEqual(self._figure("四川省", "village").percent_verdict, "agrees")
        figure = self.env["reform.merger.statistic"].create(
            {"area": "某县", "level": "village", "as_of": "2020-01-01", "before": 100, "after": 50,
             "published_percent": 50.2, "published_decimals": 1, "two_into_one": 60}
        )  # fmt: skip
        self.assertEqual((figure.percent_verdict, figure.derived_verdict), ("differs", "differs"))

    def test_every_published_line_of_descent_is_in_the_register_and_none_is_added(self):
        with file_open("reform_places/divisions/lineage.csv", "r") as file:
            rows = list(csv.DictReader(file))
        published = Counter(row["code_old"] for row in rows if row["code_new"])
        unresolved = {row["code_old"] for row in rows if not row["code_new"]}
        former = self.env["reform.place"].search(
            [
                ("level", "=", "village"),
                ("valid_to", "!=", False),
                ("code", "in", [r["code_old"] for r in rows]),
            ]
        )
        by_code = {place.code: place for place in former}
        self.assertEqual(len(by_code), len(former))
        self.assertEqual(set(by_code), set(published) | unresolved)
        for row in rows:
            successors = by_code[row["code_old"]]._ended_by().successor_ids
            expected = [row["code_new"]] if row["code_new"] else []
            self.assertEqual(successors.mapped("code"), expected, row)

    def test_a_reused_code_does_not_join_strangers(self):
        wrong = self.env["reform.merger"].search(
            [("kind", "=", "unresolved"), ("successor_ids", "!=", False)]
        )
        self.assertFalse(wrong)
        lost = self.env["reform.merger"].search([("kind", "=", "unresolved")])
        self.assertTrue(all(len(merger.predecessor_ids) == 1 for merger in lost))
