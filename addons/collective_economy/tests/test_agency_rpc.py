"""Role × act over the real port: who may take which step of a request, an engagement, a month, a sheet."""

from odoo.addons.reform_decision.walkthrough import PICTURE
from odoo.addons.reform_places.tests.common import FORGED, RpcRefused
from odoo.tests import tagged

from .agency_case import AgencyHttpCase

ROLES = ("clerk", "director", "supervisor", "accountant", "cashier", "township", "county_finance",
         "county_agriculture", "auditor", "administrator", "other_clerk", "reader")  # fmt: skip


@tagged("post_install", "-at_install")
class TestAgencyRpc(AgencyHttpCase):
    def test_requests_to_spend(self):
        """One request on its way through every hand; at each step all roles knock, one is let in."""
        request = self.request(amount=30000)
        name, ids = "reform.spending", request.ids
        self.assert_only({"clerk", "director"}, name, "action_ask", ids)
        self.as_("clerk", request).action_ask()
        for turn in ("director", "supervisor", "township"):
            self.assert_only({turn}, name, "action_approve", ids)
            self.assert_only({turn, "accountant"}, name, "action_return", ids, reason="误")
            self.as_(turn, request).action_approve()
        self.assertEqual(request.state, "approved")
        self.assert_only({"cashier"}, name, "action_pay", ids, reference="1")
        self.as_("cashier", request).action_pay(reference="1")
        self.assert_only({"clerk", "accountant"}, name, "action_book", ids)
        self.assertEqual(
            request.approval_ids.mapped("user_id"),
            self.users["director"] | self.users["supervisor"] | self.users["township"],
        )
        # No approval of one's own request stands anywhere, and none by who keeps books or money.
        self.env.cr.execute(
            """SELECT count(*) FROM reform_approval a JOIN reform_spending s ON s.id = a.res_id
                WHERE a.res_model = 'reform.spending' AND (a.user_id IN (s.create_uid, s.asked_by_id)
                   OR a.user_id IN %s)""",
            [(self.users["accountant"].id, self.users["cashier"].id)],
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_nobody_writes_around_the_acts(self):
        request = self.asked(amount=800)
        for model, ids, vals in (
            ("reform.spending", request.ids, {"state": "approved"}),
            ("reform.spending", request.ids, {"steps": "director", "turn": "cashier"}),
            ("reform.spending", request.ids, {"asked_by_id": self.users["reader"].id}),
            ("reform.spending", request.ids, {"amount": 1}),
            ("reform.spending", request.ids, {"is_split": False}),
            ("reform.agency.engagement", self.engagement.ids, {"cashier_id": self.users["clerk"].id}),
            ("reform.agency.engagement", self.engagement.ids, {"state": "ended"}),
        ):
            for role in ROLES:
                with self.subTest(role=role, vals=vals), self.assertRaises(RpcRefused):
                    self.rpc(role, model, "write", ids, vals, context=FORGED)
        for role in ROLES:
            with self.subTest(role=role), self.assertRaises(RpcRefused):
                self.rpc(role, "reform.spending", "unlink", request.ids, context=FORGED)

    def test_engagements(self):
        other = self._entity("合村农机专业合作社", self.village, kind="other")
        engagement = self.engage(entity_id=other.id)
        name, ids = "reform.agency.engagement", engagement.ids
        self.assert_only({"director"}, name, "action_sign", ids)
        self.as_("director", engagement).action_sign()
        self.assert_only({"director", "township"}, name, "action_end", ids, reason="到期")
        people = {"clerk_id": self.users["director"].id}
        self.assert_only({"township"}, name, "action_replace", ids, reason="调离", people=people)

    def test_months_and_sheets(self):
        # Nothing of October itself comes into the books: rent falls due in other months.
        batch = self.as_("accountant", self.env["reform.agency.batch"]).create(
            {"agency_id": self.agency.id, "month": "2025-10-01"}
        )
        line = batch.with_env(self.env).line_ids
        name, ids = "reform.agency.batch.line", line.ids
        self.as_("clerk", line).sheets = 2
        self.assert_only({"clerk"}, name, "action_report", ids)
        self.as_("clerk", line).action_report()
        self.assert_only({"accountant"}, name, "action_check", ids)
        self.assert_only({"accountant"}, name, "action_return", ids, reason="缺件")
        self.as_("accountant", line).action_check()
        self.assert_only({"accountant"}, name, "action_book", ids)
        self.as_("accountant", line).action_book()
        self.assert_only({"accountant"}, name, "action_publish", ids)
        self.as_("accountant", line).action_publish()
        sheet = self.env["reform.agency.sheet"].search([("line_id", "=", line.id)])
        self.assert_only({"supervisor"}, sheet._name, "action_sign", sheet.ids)
        self.as_("supervisor", sheet).action_sign()
        self.as_("clerk", sheet).write(
            {"posted_from": "2025-12-10", "posted_to": "2025-12-20", "photo": PICTURE}
        )
        self.assert_only({"clerk"}, sheet._name, "action_post", sheet.ids)

    def test_the_books_are_closed_to_the_cashier(self):
        voucher = self.booked(self.contract.due_ids[:1], role="clerk")
        values = {"entity_id": self.collective.id, "summary": "取现"}
        with self.assertRaises(RpcRefused):
            self.rpc("cashier", "ledger.voucher", "create", [values], context=FORGED)
        for method in ("action_prepare", "action_review", "action_post", "unlink"):
            with self.subTest(method), self.assertRaises(RpcRefused):
                self.rpc("cashier", "ledger.voucher", method, voucher.ids, context=FORGED)

    def test_tables_of_approval(self):
        table = self.as_("county_agriculture", self.env["reform.spending.band"]).create(
            {
                "place_id": self.township.id,
                "doc_no": "1",
                "director_max": 1,
                "supervisor_max": 2,
                "township_max": 3,
            }
        )
        self.assert_only({"township"}, table._name, "action_put_in_force", table.ids)
