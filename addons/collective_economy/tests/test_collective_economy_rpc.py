from odoo.addons.reform_places.tests.common import RpcRefused
from odoo.tests import tagged

from .common import EconomyHttpCase

FORGED = {
    "force": True,
    "install_mode": True,
    "default_state": "frozen",
    "skip_checks": True,
    "force_delete": True,
}
ROLES = ("clerk", "director", "supervisor", "accountant", "township", "county_finance", "county_agriculture",
         "auditor", "administrator")  # fmt: skip


@tagged("post_install", "-at_install")
class TestCollectiveEconomyRpc(EconomyHttpCase):
    """Over the wire: the accountant posts, the clerk does not, and a frozen baseline stays."""

    def test_the_accountant_posts_and_the_clerk_does_not(self):
        voucher = self.booked(self.contract.due_ids[0], role="clerk")
        self.as_("supervisor", voucher).action_review()
        for role in ROLES:
            if role != "accountant":
                with self.subTest(role=role), self.assertRaises(RpcRefused):
                    self.rpc(role, "ledger.voucher", "action_post", voucher.ids, context=FORGED)
        self.assertEqual(voucher.state, "reviewed")
        self.rpc("accountant", "ledger.voucher", "action_post", voucher.ids)
        self.assertEqual(voucher.state, "posted")

    def test_a_frozen_baseline_is_not_edited_by_anybody(self):
        baseline = self.baseline((self.old_a, "operating", 100), (self.old_b, "operating", 100))
        self.as_("county_agriculture", baseline).action_freeze()
        for role in ROLES:
            for model, ids, vals in (
                ("reform.income.baseline", baseline.ids, {"year": 2018}),
                ("reform.income.baseline", baseline.ids, {"state": "draft"}),
                ("reform.income.baseline.line", baseline.line_ids.ids, {"amount": 1}),
            ):
                with self.subTest(role=role, vals=vals), self.assertRaises(RpcRefused):
                    self.rpc(role, model, "write", ids, vals, context=FORGED)
            for model, ids in (
                ("reform.income.baseline", baseline.ids),
                ("reform.income.baseline.line", baseline.line_ids.ids),
            ):
                with self.subTest(role=role, model=model), self.assertRaises(RpcRefused):
                    self.rpc(role, model, "unlink", ids, context=FORGED)
            with self.subTest(role=role), self.assertRaises(RpcRefused):
                self.rpc(
                    role,
                    "reform.income.baseline.line",
                    "create",
                    [{"baseline_id": baseline.id, "place_id": self.old_a.id, "kind": "other", "amount": 5}],
                    context=FORGED,
                )
        self.assertEqual((baseline.total, baseline.state, baseline.year), (200, "frozen", 2019))

    def test_the_record_of_a_run_is_written_by_the_run_alone(self):
        run = self.run_month()
        for role in ROLES:
            with self.subTest(role=role), self.assertRaises(RpcRefused):
                self.rpc(role, "reform.money.run.line", "write", run.line_ids.ids, {"state": "failed"})
