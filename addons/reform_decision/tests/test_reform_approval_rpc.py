from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import PlaceHttpCase, RpcRefused
from odoo.tests import tagged

from .. import walkthrough
from .approved import TOWNSHIP, DecisionTestWish
from .gated import add_test_model
from .test_reform_decision_rpc import FORGED, ROLES

WISH, ROW, LENT = "reform.decision.test.wish", "reform.approval", "reform.delegation"
#: Also what a client might send to sign for somebody else.
FORGED_HERE = {
    **FORGED,
    "uid": 1,
    "su": True,
    "default_create_uid": 1,
    "default_user_id": 1,
    "default_requester_id": False,
    "default_granted_by_id": 1,
}


@tagged("post_install", "-at_install")
class TestApprovalRpc(PlaceHttpCase):
    """Role by act over the wire: as specified, and nobody signs what he asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_model(cls, DecisionTestWish, scoped=True)

    def wish(self, role="clerk"):
        vals = {"name": "修水渠", "entity_id": self.collective.id}
        return self.rpc(role, WISH, "create", [vals], context=FORGED_HERE)[0]

    def may(self, role, model, method, *args, **options):
        """Tell whether a call goes through."""
        try:
            self.rpc(role, model, method, *args, **{"context": FORGED_HERE, **options})
        except RpcRefused as refused:
            # An act that answers nothing has been done all the same.
            return "cannot marshal None" in refused.message
        return True

    def test_each_signature_belongs_to_its_role(self):
        allowed = {"action_check": {"township"}, "action_confirm": {"county_agriculture", "township"}}
        for act, roles in allowed.items():
            for role in ROLES:
                wish = self.wish("director" if role == "clerk" else "clerk")
                if act == "action_confirm":
                    # The first hand is the county's own here, so that the chain stops nobody of the others.
                    self.env[WISH].browse(wish)._move("checked")
                with self.subTest(role=role, act=act):
                    self.assertEqual(self.may(role, WISH, act, [wish]), role in roles)

    def test_nobody_signs_what_he_entered(self):
        for role in ROLES:
            with self.subTest(role):
                wish = self.wish(role)
                self.assertFalse(self.may(role, WISH, "action_check", [wish]))
        self.assertEqual(self.self_approvals(), 0)

    def self_approvals(self):
        self.env.cr.execute(
            """SELECT count(*) FROM reform_approval a
                 JOIN reform_decision_test_wish w ON w.id = a.res_id AND a.res_model = %s
                WHERE w.create_uid IN (a.user_id, a.on_behalf_of_id)
                   OR a.requester_id IN (a.user_id, a.on_behalf_of_id)""",
            [WISH],
        )
        return self.env.cr.fetchone()[0]

    def test_rows_are_not_written_over_the_wire(self):
        wish = self.wish()
        self.rpc("township", WISH, "action_check", [wish])
        row = self.env[ROW].search([("res_model", "=", WISH), ("res_id", "=", wish)])
        vals = {name: row[name] for name in ("res_model", "res_id", "step", "verdict", "digest")}
        vals.update(group_id=row.group_id.id, user_id=row.user_id.id, at="2026-01-01 00:00:00")
        for role in ROLES:
            for call in (
                ("create", [vals]),
                ("write", [row.id], {"reason": "x"}),
                ("unlink", [row.id]),
                ("copy", [row.id]),
                ("web_save", [row.id], {"reason": "x"}, {}),
            ):
                with self.subTest(role=role, call=call[0]):
                    self.assertFalse(self.may(role, ROW, *call))
            with self.subTest(role=role, call="through the record"):
                self.assertFalse(self.may(role, WISH, "write", [wish], {"approval_ids": [[5, 0, 0]]}))
        self.assertEqual(self.env[ROW].search_count([("res_model", "=", WISH), ("res_id", "=", wish)]), 1)

    def test_what_begins_with_an_underscore_is_not_called(self):
        wish = self.wish()
        for model, method in (
            (WISH, "_approve"),
            (WISH, "_return"),
            (WISH, "_sign_step"),
            (ROW, "_sign"),
            (ROW, "_add"),
            ("reform.decision", "_watch"),
        ):
            with self.subTest(method):
                self.assertFalse(self.may("township", model, method, [wish], "checked", TOWNSHIP))

    def test_a_delegation_is_neither_forged_nor_widened(self):
        officer, reader = self.users["township"], self.users["reader"]
        vals = {
            "delegate_id": reader.id,
            "group_id": self.env.ref(TOWNSHIP).id,
            "date_to": str(civil_day.today()),
            "reason": "培训",
        }
        for role in (*ROLES, "reader"):
            if role in ("township", "administrator"):
                continue
            with self.subTest(role=role, forging="somebody else's"):
                self.assertFalse(self.may(role, LENT, "create", [{**vals, "delegator_id": officer.id}]))
        for extra in ({"state": "granted"}, {"granted_by_id": officer.id}):
            with self.subTest(extra):
                self.assertFalse(self.may("township", LENT, "create", [{**vals, **extra}]))
        one = self.rpc("township", LENT, "create", [vals])[0]
        wish = self.wish()
        self.assertFalse(self.may("reader", LENT, "action_grant", [one]))
        self.assertFalse(self.may("reader", WISH, "action_check", [wish]))
        self.rpc("township", LENT, "action_grant", [one])
        for changed in (
            {"date_to": "2099-01-01"},
            {"delegate_id": self.users["clerk"].id},
            {"res_model": False},
        ):
            with self.subTest(changed):
                self.assertFalse(self.may("township", LENT, "write", [one], changed))
        # The deputy has no scope of his own: what is lent reaches nothing he could not see.
        self.assertFalse(self.may("reader", WISH, "action_check", [wish]))
        reader.reform_scope_ids = self.village
        self.assertTrue(self.may("reader", WISH, "action_check", [wish]))
        self.rpc("township", LENT, "action_revoke", [one])
        self.assertFalse(self.may("reader", WISH, "action_check", [self.wish()]))
        self.assertFalse(self.may("township", LENT, "unlink", [one]))
        self.assertEqual(self.self_approvals(), 0)

    def test_the_opinion_and_the_count_belong_to_the_supervisors(self):
        case = (
            self.env["reform.decision"]
            .with_user(self.users["clerk"])
            .create({"name": "预算", "entity_id": self.collective.id})
        )
        walkthrough.prepare(case, civil_day.today())
        case.with_user(self.users["director"]).action_propose()
        case.action_consult()
        case.action_deliberate()
        case.with_user(self.users["director"]).action_convene()
        case.write({"eligible": 9, "present": 9, "votes_for": 9, **walkthrough.PAPERS_OF_VOTE})
        wizard = {"decision_id": case.id, "verdict": "in_order", "opinion": "无误"}
        for role in ROLES:
            if role == "supervisor":
                continue
            with self.subTest(role=role, act="sign"):
                self.assertFalse(
                    self.may(role, "reform.decision", "action_sign_tally", [case.id], opinion="无误")
                )
                try:
                    window = self.rpc(role, "reform.decision.sign", "create", [wizard])[0]
                except RpcRefused:
                    continue
                self.assertFalse(self.may(role, "reform.decision.sign", "action_confirm", [window]))
        self.assertEqual((case.state, case.watch_opinion, case.approval_count), ("convened", False, 0))
        window = self.rpc("supervisor", "reform.decision.sign", "create", [wizard])[0]
        self.rpc("supervisor", "reform.decision.sign", "action_confirm", [window])
        self.assertEqual(case.state, "passed")
