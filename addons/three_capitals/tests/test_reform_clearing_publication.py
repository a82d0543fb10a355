from datetime import timedelta

from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_handover import PICTURE, HandoverCase


@tagged("post_install", "-at_install")
class TestPublication(HandoverCase):
    def publish(self, clearing, days=8, role="clerk", **vals):
        since = civil_day.today() - timedelta(days=days)
        return self.as_(role, clearing)._publish(since, "村务公开栏", PICTURE, **vals)

    def test_lists_hang_seven_days_at_least_with_a_photo(self):
        clearing = self.confirmed(self.collective_a)
        today = civil_day.today()
        with self.assertRaisesRegex(UserError, "at least 7"):
            self.publish(clearing, days=0, until=today + timedelta(days=6))
        with self.assertRaises(UserError):
            self.as_("clerk", clearing)._publish(today, "村务公开栏", None)
        self.publish(clearing, days=0)
        self.assertEqual(clearing.state, "published")
        self.assertEqual(clearing.posted_until, today + timedelta(days=7))
        self.assertEqual(len(clearing.publication_id.digest), 64)

    def test_neither_auditor_nor_another_village_posts(self):
        clearing = self.confirmed(self.collective_a)
        for role in ("auditor", "other_clerk"):
            with self.assertRaises(AccessError):
                self.publish(clearing, role=role)

    def test_what_hangs_is_not_filed_before_its_days_are_over(self):
        clearing = self.published(self.collective_a, days=2)
        self.decide(clearing)
        with self.assertRaisesRegex(UserError, "hang until"):
            self.as_("township", clearing).action_file()

    def test_members_confirm_a_merger_before_it_is_filed(self):
        clearing = self.published(self.collective_a)
        with self.assertRaisesRegex(UserError, "assembly"):
            self.as_("township", clearing).action_file()
        self.decide(clearing)
        self.as_("township", clearing).action_file()
        self.assertEqual(clearing.state, "filed")
        self.assertEqual(set(clearing.item_ids.mapped("state")), {"filed"})

    def test_the_office_of_one_person_needs_no_assembly(self):
        clearing = self.filed(self.collective_a, kind="leaving", person_name="张三")
        self.assertEqual(clearing.state, "filed")

    def test_an_open_objection_keeps_the_lists_from_being_filed(self):
        clearing = self.published(self.collective_a, kind="staff", person_name="张三")
        objection = self.as_("clerk", self.env["reform.clearing.objection"]).create(
            {"clearing_id": clearing.id, "raised_by": "李老四", "text": "漏了一台水泵"}
        )
        self.assertEqual(objection.publication_id, clearing.publication_id)
        with self.assertRaisesRegex(UserError, "not closed: 1"):
            self.as_("township", clearing).action_file()
        answering = self.as_("supervisor", objection)
        with self.assertRaises(UserError):
            answering.action_answer()
        answering.answer = "水泵登记在固定资产清单第二项。"
        answering.action_answer()
        with self.assertRaises(AccessError):
            answering.action_close()
        self.as_("township", objection).action_close()
        self.as_("township", clearing).action_file()
        self.assertEqual(clearing.state, "filed")

    def test_an_objection_that_is_right_sends_the_lists_back(self):
        clearing = self.published(self.collective_a)
        objection = self.as_("supervisor", self.env["reform.clearing.objection"]).create(
            {"clearing_id": clearing.id, "raised_by": "李老四", "text": "漏了一台水泵"}
        )
        with self.assertRaises(AccessError):
            self.as_("supervisor", objection).action_uphold()
        self.as_("township", objection).action_uphold()
        self.assertEqual(clearing.state, "adjudicating")
        self.assertFalse(clearing.publication_id)
        self.assertEqual(set(clearing.item_ids.mapped("state")), {"adjudicated"})
        with self.assertRaises(UserError):
            self.as_("clerk", self.env["reform.clearing.objection"]).create(
                {"clearing_id": clearing.id, "raised_by": "李老四", "text": "还有"}
            )

    def test_lists_changed_after_posting_are_posted_again(self):
        clearing = self.published(self.collective_a, kind="staff", person_name="张三")
        self.env.cr.execute(
            "UPDATE reform_clearing_item SET counted_amount = 7 WHERE id = %s", [clearing.item_ids[0].id]
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "not those that were posted"):
            self.as_("township", clearing).action_file()

    def test_numbers_of_a_county_have_no_gap(self):
        clearings = self.published(self.collective_a, kind="staff", person_name="张三")
        clearings |= self.published(self.collective_b, kind="staff", person_name="李四")
        late = self.published(self.collective, kind="staff", person_name="王五", days=1)
        with self.assertRaises(UserError):
            self.as_("township", clearings | late).action_file()
        self.assertFalse(any(clearings.mapped("filing_no")))
        self.as_("township", clearings).action_file()
        year = civil_day.today().year
        first, second = clearings.mapped("filing_seq")
        self.assertEqual(second, first + 1)
        self.assertIn(f"{year}", clearings[0].filing_no)
        self.assertIn(f"{first:04d}", clearings[0].filing_no)
        with self.assertRaises(AccessError):
            self.as_("township", clearings[0]).write({"filing_no": "另一个号"})

    def test_posting_and_filing_many_takes_no_more_looks_at_lists_than_one(self):
        two = self.confirmed(self.collective_a) | self.confirmed(self.collective_b)
        with self.assertQueryCount(1):
            self.env.flush_all()
            two._content_digests()
