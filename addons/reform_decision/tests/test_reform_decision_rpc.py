from odoo.addons.reform_places.tests.common import PlaceHttpCase, RpcRefused
from odoo.tests import tagged

ROLES = (
    "clerk",
    "director",
    "supervisor",
    "accountant",
    "township",
    "county_finance",
    "county_agriculture",
    "auditor",
    "administrator",
)
#: What a client might send along to get past a guard.
FORGED = {
    "force": True,
    "install_mode": True,
    "tracking_disable": True,
    "default_state": "passed",
    "default_result": "passed",
    "skip_checks": True,
    "bypass_seal": True,
}


@tagged("post_install", "-at_install")
class TestDecisionRpc(PlaceHttpCase):
    """Over the wire, with whatever a client sends along."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.env["reform.decision"].create({"name": "预算", "entity_id": cls.collective.id})

    def test_no_role_can_write_a_result(self):
        for role in ROLES:
            for vals in ({"state": "passed"}, {"result": "passed"}, {"tally_signed_by_id": 2}):
                for method in ("write", "web_save"):
                    extra = {"specification": {}} if method == "web_save" else {}
                    with self.subTest(role=role, vals=vals, method=method), self.assertRaises(RpcRefused):
                        self.rpc(
                            role, "reform.decision", method, [self.case.id], vals, context=FORGED, **extra
                        )
        self.assertEqual((self.case.state, self.case.result), ("draft", False))

    def test_no_role_creates_a_passed_case(self):
        for role in ROLES:
            with self.subTest(role=role):
                vals = {"name": "x", "entity_id": self.collective.id, "state": "passed", "result": "passed"}
                with self.assertRaises(RpcRefused):
                    self.rpc(role, "reform.decision", "create", [vals], context=FORGED)

    def test_private_moves_cannot_be_called(self):
        for method in ("_move", "_set_guarded", "_step_to", "_revoke", "_create_guarded"):
            with self.subTest(method=method), self.assertRaises(RpcRefused):
                self.rpc("director", "reform.decision", method, [self.case.id], "passed")

    def test_a_clerk_of_another_village_writes_nothing_here(self):
        with self.assertRaises(RpcRefused):
            self.rpc("other_clerk", "reform.decision", "write", [self.case.id], {"name": "x"})
        with self.assertRaises(RpcRefused):
            self.rpc("other_clerk", "reform.decision.step", "write", self.case.step_ids.ids, {"present": 5})
