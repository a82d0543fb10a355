from datetime import timedelta

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common_handover import PICTURE, SCAN, HandoverCase


@tagged("post_install", "-at_install")
class TestHandover(HandoverCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_a = HandoverCase.handover(cls(), cls.collective_a)

    def handover(self, entity, **vals):
        return self.open_a if entity == self.collective_a and not vals else super().handover(entity, **vals)

    def test_only_filed_clearings_are_handed_over_and_only_once(self):
        clearing = self.published(self.collective_a)
        with self.assertRaisesRegex(UserError, "Only filed"):
            self.as_("township", clearing)._open_handovers()
        handover = self.handover(self.collective_b)
        self.assertEqual(handover.clearing_id.state, "handing")
        with self.assertRaises(UserError):
            self.as_("township", handover.clearing_id)._open_handovers()

    def test_many_are_opened_in_one_act(self):
        clearings = self.filed(self.collective_a) | self.filed(self.collective_b)
        handovers = self.as_("township", clearings)._open_handovers(committee_date="2025-12-15")
        self.assertEqual(len(set(handovers.mapped("name"))), 2)
        self.assertEqual(set(handovers.mapped("deadline")), {fields.Date.to_date("2025-12-25")})

    def test_three_or_four_copies(self):
        clearing = self.filed(self.collective_a)
        with self.assertRaises(ValidationError):
            self.as_("township", clearing)._open_handovers(copies=2)

    def test_only_the_receiver_answers(self):
        handover = self.handover(self.collective_a)
        items = handover.clearing_id.item_ids
        for role in ("clerk", "township", "auditor", "supervisor"):
            with self.assertRaises(AccessError):
                self.as_(role, items).action_accept()
            with self.assertRaises(AccessError):
                self.as_(role, handover).action_accept_rest()
        self.as_("director", items[:1]).action_accept()
        self.assertEqual(items.mapped("answer"), ["accepted", False, False])
        with self.assertRaises(AccessError):
            self.as_("director", items).write({"answer": "refused"})

    def test_a_reservation_or_a_refusal_has_its_reason(self):
        items = self.handover(self.collective_a).clearing_id.item_ids
        for answer in ("reserved", "refused"):
            with self.assertRaises(UserError):
                self.as_("director", items)._answer(answer, " ")
        self.as_("director", items)._answer("reserved", "屋面漏雨")
        self.assertEqual(set(items.mapped("answer_note")), {"屋面漏雨"})

    def test_nobody_signs_before_all_is_answered_and_three_different_people_are_named(self):
        handover = self.handover(self.collective_a)
        receiver = self.as_("director", handover)
        with self.assertRaisesRegex(UserError, "without an answer: 3"):
            receiver.action_ready()
        receiver.action_accept_rest()
        self.as_("township", handover).giver_id = self.users["director"]
        with self.assertRaisesRegex(UserError, "two parties"):
            self.as_("director", handover).action_ready()
        self.as_("township", handover).giver_id = self.users["other_clerk"]
        with self.assertRaisesRegex(UserError, "does not answer for"):
            self.as_("director", handover).action_ready()
        self.as_("township", handover).write(
            {"giver_id": self.users["clerk"].id, "witness_id": self.users["supervisor"].id}
        )
        with self.assertRaisesRegex(UserError, "no officer of the township"):
            self.as_("director", handover).action_ready()

    def test_each_signs_as_himself(self):
        handover = self.signing(self.collective_a)
        with self.assertRaises(AccessError):
            self.as_("supervisor", handover)._sign(image=PICTURE)
        with self.assertRaisesRegex(AccessError, "signs himself"):
            self.as_("township", handover)._sign(scan=SCAN, on_paper="giver")
        with self.assertRaises(UserError):
            self.as_("clerk", handover)._sign()
        self.sign(handover, "clerk")
        signature = handover.signature_ids
        self.assertEqual((signature.role, signature.user_id), ("giver", self.users["clerk"]))
        self.assertTrue(signature.is_valid)
        with self.assertRaises(AccessError):
            self.as_("clerk", signature).write({"role": "receiver"})

    def test_without_a_login_the_witness_lays_down_the_signed_scan(self):
        handover = self.handover(self.collective_a)
        self.as_("township", handover).write({"giver_id": False, "giver_name": "周德明"})
        receiver = self.as_("director", handover)
        receiver.action_accept_rest()
        receiver.action_ready()
        with self.assertRaisesRegex(AccessError, "laid down by the witness"):
            receiver._sign(scan=SCAN, on_paper="giver")
        witness = self.as_("township", handover)
        with self.assertRaisesRegex(UserError, "scan"):
            witness._sign(image=PICTURE, on_paper="giver")
        witness._sign(scan=SCAN, scan_name="签字页.pdf", on_paper="giver")
        self.sign(handover, "director", "township")
        self.as_("township", handover).action_hand_over()
        self.assertEqual(handover.state, "done")
        self.assertEqual(handover.signature_ids[0].name, "周德明")

    def test_three_signatures_complete_it_and_two_do_not(self):
        handover = self.signing(self.collective_a)
        self.sign(handover, "clerk", "director")
        with self.assertRaisesRegex(UserError, "Witness: the signature is missing"):
            self.as_("township", handover).action_hand_over()
        self.sign(handover, "township")
        for role in ("clerk", "director", "auditor"):
            with self.assertRaises(AccessError):
                self.as_(role, handover).action_hand_over()
        self.as_("township", handover).action_hand_over()
        self.assertEqual((handover.state, handover.clearing_id.state), ("done", "handed_over"))
        self.assertEqual(set(handover.clearing_id.item_ids.mapped("state")), {"received"})
        self.assertTrue(all(one.is_valid for one in handover.signature_ids))

    def test_a_signature_is_void_when_an_answer_changes_after_it(self):
        handover = self.signed(self.collective_a)
        self.as_("director", handover.clearing_id.item_ids[:1])._answer("reserved", "数量待核")
        self.assertFalse(handover.giver_signed)
        with self.assertRaisesRegex(UserError, "Giver: the lists or answers were changed"):
            self.as_("township", handover).action_hand_over()
        self.assertFalse(any(one.is_valid for one in handover.signature_ids))
        self.sign(handover)
        self.as_("township", handover).action_hand_over()
        self.assertEqual(handover.state, "done")
        self.assertEqual(handover.matter_ids.mapped("kind"), ["reserved"])

    def test_a_signature_is_void_when_the_list_changes_behind_everybody(self):
        handover = self.signed(self.collective_a)
        item = handover.clearing_id.item_ids[0]
        self.env.cr.execute("UPDATE reform_clearing_item SET counted_amount = 1 WHERE id = %s", [item.id])
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "Witness: the lists or answers were changed"):
            self.as_("township", handover).action_hand_over()

    def test_a_refused_item_stays_with_the_giver_and_is_followed_up(self):
        handover = self.handover(self.collective_a)
        items = handover.clearing_id.item_ids
        self.as_("director", items[:1])._answer("refused", "权属有争议")
        self.as_("director", handover).action_accept_rest()
        self.as_("director", handover).action_ready()
        self.sign(handover)
        self.as_("township", handover).action_hand_over()
        self.assertEqual(items.mapped("state"), ["refused", "received", "received"])
        self.assertEqual((handover.matter_ids.kind, handover.matter_ids.item_id), ("refused", items[0]))
        matter = self.as_("clerk", handover.matter_ids)
        matter.action_done(reason="镇里裁定归村集体")
        self.assertEqual((matter.state, matter.result), ("done", "镇里裁定归村集体"))

    def test_open_matters_of_the_lists_go_on_the_follow_up_list(self):
        clearing = self.confirmed(self.collective_a, kind="leaving", person_name="张三")
        matter = self.lay_items(clearing, 1, "category_matters", name="与邻村水渠纠纷")
        since = civil_day.today() - timedelta(days=8)
        self.as_("clerk", clearing)._publish(since, "公开栏", PICTURE)
        self.as_("township", clearing).action_file()
        handover = self.as_("township", clearing)._open_handovers()
        self.assertIn("与邻村水渠纠纷", handover.matters)
        handover.sudo()._make_matters()
        self.assertEqual(handover.matter_ids.item_id, matter)

    def test_a_thing_changes_hands_once_from_each_owner(self):
        card = self.card(entity_id=self.collective_a.id)
        first = self.filed(self.collective_a)
        self.env.cr.execute("SELECT 1")
        item = self.lay_items(self.draft_with(self.collective_b), 1, res_model="reform.asset", res_id=card.id)
        twin = self.lay_items(first, 1, res_model="reform.asset", res_id=card.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE reform_clearing_item SET handed_no = 1 WHERE id = ANY(%s)", [(item | twin).ids]
            )

    def draft_with(self, entity):
        return self.clearing(entity)

    def test_what_was_handed_over_is_refused_from_another_giver(self):
        card = self.card(entity_id=self.collective_a.id)
        given = self.clearing(self.collective_b)
        self.lay_items(given, 1, res_model="reform.asset", res_id=card.id)
        self.env.cr.execute(
            "UPDATE reform_clearing_item SET handed_no = 1 WHERE clearing_id = %s", [given.id]
        )
        clearing = self.confirmed(self.collective_a)
        self.lay_items(clearing, 1, res_model="reform.asset", res_id=card.id, name="原村小学")
        since = civil_day.today() - timedelta(days=8)
        self.as_("clerk", clearing)._publish(since, "公开栏", PICTURE)
        self.decide(clearing)
        self.as_("township", clearing).action_file()
        handover = self.as_("township", clearing)._open_handovers(where="镇政府")
        handover.write({"giver_id": self.users["clerk"].id, "receiver_id": self.users["director"].id})
        self.as_("director", handover).action_accept_rest()
        self.as_("director", handover).action_ready()
        self.sign(handover)
        with self.assertRaisesRegex(UserError, "原村小学 was handed over before"):
            self.as_("township", handover).action_hand_over()

    def test_the_certificate_shows_what_was_decided_not_what_was_first_seen(self):
        clearing = self.clearing(self.collective_a)
        self.lay_items(clearing, 1, counted_amount=0, verdict="as_booked", decided_amount=1000)
        clearing.sudo()._move("frozen")
        handover = self.env["reform.handover"].new({"clearing_id": clearing.id})
        rows, sums = handover._summary_rows()
        self.assertEqual([row[5:] for row in rows], [(1000, 1000)])
        self.assertEqual(sums, [1, 0, 0, 0])

    def test_refusing_to_hand_over_is_a_case_for_the_township(self):
        handover = self.handover(self.collective_a)
        self.as_("township", handover).committee_date = civil_day.today() - timedelta(days=30)
        kinds = {fact.kind for fact in handover._alert_facts(civil_day.today()) if fact.record == handover}
        self.assertEqual(kinds, {"handover_late"})
        self.as_("clerk", handover).action_refuse(reason="要求先结清垫付款")
        kinds = {fact.kind for fact in handover._alert_facts(civil_day.today()) if fact.record == handover}
        self.assertEqual(kinds, {"handover_refused"})
        with self.assertRaises(AccessError):
            self.as_("clerk", handover).action_resume(reason="已谈妥")
        self.as_("township", handover).action_resume(reason="已谈妥")
        self.assertEqual(handover.state, "draft")

    def test_a_handover_taken_back_begins_anew(self):
        handover = self.handover(self.collective_a)
        self.as_("director", handover).action_accept_rest()
        self.as_("township", handover).action_take_back(reason="人员未定")
        clearing = handover.clearing_id
        self.assertEqual((handover.state, clearing.state), ("cancelled", "filed"))
        self.assertFalse(any(clearing.item_ids.mapped("answer")))
        again = self.as_("township", clearing)._open_handovers()
        self.assertEqual(clearing.handover_id, again)

    def test_a_run_names_the_one_that_fails_and_completes_the_rest(self):
        good, bad = self.signed(self.collective_a), self.signing(self.collective_b)
        action = self.as_("township", good | bad).action_hand_over()
        run = self.env["reform.handover.run"].browse(action["res_id"])
        self.assertEqual((good.state, bad.state), ("done", "signing"))
        self.assertEqual((run.done_count, run.failed_count), (1, 1))
        failed = run.line_ids.filtered(lambda line: line.state == "failed")
        self.assertEqual(failed.handover_id, bad)
        self.assertIn("signature is missing", failed.reason)
        self.sign(bad)
        self.as_("township", run).action_run()
        self.assertEqual((bad.state, run.done_count, failed.tries), ("done", 2, 2))
        self.assertEqual((run.line_ids - failed).tries, 1)

    def test_the_end_of_an_office_opens_its_handover_and_asks_for_the_audit(self):
        terms = self.as_("township", self.env["reform.office.term"])
        term = terms.create(
            {
                "entity_id": self.collective_a.id,
                "user_id": self.users["director"].id,
                "post": "chairperson",
                "date_from": "2021-01-15",
                "date_to": "2025-12-10",
            }
        )
        term.action_end()
        clearing = term.clearing_id
        self.assertEqual((term.state, term.audit_state), ("ended", "requested"))
        self.assertEqual(
            (clearing.kind, clearing.term_from, clearing.term_to), ("leaving", term.date_from, term.date_to)
        )
        with self.assertRaises(UserError):
            term.action_end()
        with self.assertRaises(ValidationError):
            terms.create({**term.copy_data()[0], "date_from": "2026-01-01", "date_to": "2025-01-01"})

    def test_the_time_in_office_cuts_the_lists(self):
        clearing = self.clearing(
            self.collective_b,
            kind="leaving",
            person_name="张三",
            term_from="2021-01-15",
            term_to="2025-12-10",
        ).sudo()
        days = ("2021-01-14", "2021-01-15", "2025-12-10", "2025-12-11", False)
        items = self.env["reform.clearing.item"]
        for day in days:
            items |= self.lay_items(clearing, 1, "category_claims", date_from=day, name=str(day))
        self.assertEqual(items.mapped("of_term"), [False, True, True, False, False])
        domain = clearing.action_term_items()["domain"]
        self.assertEqual(self.env["reform.clearing.item"].search(domain), items[1:3])
        contract = self.contract
        leases = clearing._term_domain("signed_date")
        self.assertNotIn(contract, self.env["reform.lease"].search(leases))

    def test_answers_and_the_end_take_as_many_statements_for_a_hundred_items_as_for_ten(self):
        counts = []
        # The first one warms what is kept in memory.
        for entity, size in ((self.collective, 1), (self.collective_a, 10), (self.collective_b, 100)):
            handover = self.handover(entity, items=size, kind="staff", person_name="张三")
            counts.append((self.spent(handover, self.answer_all), self.spent(handover, self.complete)))
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[1][0], 25)
        self.assertLessEqual(counts[1][1], 120)

    def answer_all(self, handover):
        self.as_("director", handover.clearing_id.item_ids)._answer("accepted")

    def complete(self, handover):
        self.as_("director", handover).action_ready()
        self.sign(handover)
        self.as_("township", handover).action_hand_over()

    def spent(self, handover, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act(handover)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
