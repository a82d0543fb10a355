"""What a client may say to handovers over the network: nothing but his own acts."""

from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import FORGED, ROLES, PlaceHttpCase, RpcRefused
from odoo.tests import tagged

from .common_handover import PICTURE, SCAN, HandoverWorld

DRAWN = PICTURE.decode()


@tagged("post_install", "-at_install")
class TestHandoverRpc(HandoverWorld, PlaceHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls().signing(cls.collective_a, kind="staff", person_name="张三")
        cls.items = cls.one.clearing_id.item_ids

    def signs(self, role, **vals):
        """Tell whether the role signs the handover over the network."""
        self.env.cr.execute("SAVEPOINT signs")
        try:
            window = self.rpc(
                role,
                "reform.handover.sign",
                "create",
                {"handover_ids": [(6, 0, self.one.ids)], **vals},
                context=FORGED,
            )
            return self.allowed(role, "reform.handover.sign", "action_apply", [window], context=FORGED)
        except RpcRefused:
            return False
        finally:
            self.env.cr.execute("ROLLBACK TO SAVEPOINT signs")
            self.env.invalidate_all()

    def test_everybody_signs_as_himself_alone(self):
        signing = {role for role in ROLES if self.signs(role, image=DRAWN)}
        self.assertEqual(signing, {"clerk", "director", "township"})
        for role in ("township", "clerk", "county_agriculture"):
            self.assertFalse(self.signs(role, scan=SCAN.decode(), on_paper="receiver"), role)

    def test_nobody_writes_a_signature_an_answer_or_an_end(self):
        signature = {
            "handover_id": self.one.id, "role": "giver", "name": "罗某", "way": "drawn", "digest": "0" * 64,
            "file_digest": "0" * 64, "at": "2025-12-20 00:00:00", "entered_by_id": self.users["clerk"].id,
        }  # fmt: skip
        kw = {"context": FORGED}
        self.assert_only((), "reform.handover.signature", "create", [signature], **kw)
        for vals in (
            {"state": "done"},
            {"giver_signed": True, "receiver_signed": True, "witness_signed": True},
            {"giver_id": self.users["supervisor"].id},
            {"digest": "0" * 64},
            {"name": "YJ999999"},
        ):
            self.assert_only((), "reform.handover", "write", self.one.ids, vals, **kw)
        self.assert_only((), "reform.handover", "unlink", self.one.ids, **kw)
        self.assert_only((), "reform.handover", "create", [{"clearing_id": self.one.clearing_id.id}], **kw)
        for vals in ({"answer": "refused"}, {"answer_note": "x"}, {"handed_no": 1}, {"state": "received"}):
            self.assert_only((), "reform.clearing.item", "write", self.items.ids, vals, **kw)
        self.assert_only(("director",), "reform.clearing.item", "action_accept", self.items.ids, **kw)

    def test_without_three_signatures_nobody_completes_it(self):
        self.sign(self.one, "clerk", "director")
        self.assert_only((), "reform.handover", "action_hand_over", self.one.ids, context=FORGED)
        self.sign(self.one, "township")
        self.assert_only(("township",), "reform.handover", "action_hand_over", self.one.ids, context=FORGED)

    def test_posting_and_filing_are_for_those_whose_act_it_is(self):
        clearing = self.published(self.collective_b, kind="staff", person_name="李四")
        kw = {"context": FORGED}
        self.assert_only(
            ("township", "county_agriculture"), "reform.clearing", "action_file", clearing.ids, **kw
        )
        posting = clearing.publication_id
        for vals in ({"date_to": "2025-12-01"}, {"digest": "0" * 64}, {"state": "filed"}, {"photo": False}):
            self.assert_only((), "reform.clearing.publication", "write", posting.ids, vals, **kw)
        fresh = {
            "clearing_id": clearing.id, "date_from": str(civil_day.today()), "where": "x",
            "digest": "0" * 64,
            "date_to": str(civil_day.today()), "posted_by_id": self.users["clerk"].id,
        }  # fmt: skip
        self.assert_only((), "reform.clearing.publication", "create", [fresh], **kw)
