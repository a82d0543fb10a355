"""Role × act over the real port, forged contexts, and ended books under the hands of everybody."""

from odoo.addons.reform_places.tests.common import FORGED, ROLES, RpcRefused
from odoo.tests import tagged
from odoo.tools import mute_logger

from .integration_kit import IntegrationHttpCase

MAKERS = {"township", "county_agriculture"}
MODELS = (
    "reform.integration", "reform.integration.side", "reform.integration.creditor",
    "reform.integration.account", "reform.integration.offset", "reform.integration.review",
    "reform.lease.succession", "reform.clearing.reconciliation", "reform.former.figure",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestIntegrationRpc(IntegrationHttpCase):
    @mute_logger("odoo.sql_db", "odoo.http")
    def test_each_step_belongs_to_its_roles_and_ended_books_to_nobody(self):
        merger, name = self.integration(), "reform.integration"
        self.assert_only(MAKERS, name, "action_assess", merger.ids)
        self.assert_only(MAKERS, name, "action_choose", merger.ids)
        self.planned(merger)
        self.vote(merger.side_ids)
        self.assert_only(MAKERS, name, "action_vote", merger.ids)
        self.as_("township", merger).action_vote()
        # Whoever made the plan does not review it.
        self.assert_only(set(), name, "action_review", merger.ids, "同意")
        merger.sudo()._set_guarded({"planned_by_id": self.users["clerk"].id})
        self.assert_only({"township"}, name, "action_review", merger.ids, "同意")
        self.as_("township", merger).action_review("同意")
        self.assert_only({"county_agriculture"}, name, "action_approve", merger.ids, "测〔2025〕1号")
        self.as_("county_agriculture", merger).action_approve("测〔2025〕1号", "2025-12-18")
        self.registered(merger)
        merger.side_ids.with_user(self.users["director"])._carry("2026-01-05")
        merger.side_ids.invalidate_recordset()
        vouchers = merger.side_ids.take_out_id | merger.side_ids.opening_id
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()
        self.assert_only({*MAKERS, "accountant"}, name, "action_open_books", merger.ids)
        self.as_("township", merger).action_open_books()
        period = self.book_a.period_ids.sorted("date_from")[-1:]
        posted = merger.side_ids[0].take_out_id
        wanted = {"entity_id": self.collective_a.id, "date": "2026-02-01", "summary": "迟到"}
        context = {**FORGED, "lang": "en_US"}
        for role in ROLES:
            for model, method, args in (
                ("ledger.voucher", "create", [[wanted]]),
                ("ledger.voucher", "write", [posted.ids, {"summary": "x"}]),
                ("ledger.voucher", "unlink", [posted.ids]),
                ("ledger.period", "write", [period.ids, {"state": "open"}]),
                ("ledger.book", "write", [self.book_a.ids, {"state": "open"}]),
                ("ledger.book", "unlink", [self.book_a.ids]),
                ("reform.integration.side", "write", [merger.side_ids.ids, {"state": "voted"}]),
                ("reform.integration.side", "unlink", [merger.side_ids.ids]),
            ):
                with self.subTest(role=role, act=f"{model}.{method}"), self.assertRaises(RpcRefused):
                    self.env.flush_all()
                    with self.env.cr.savepoint():
                        self.rpc(role, model, method, *args, context=context)

    @mute_logger("odoo.http")
    def test_nobody_writes_makes_or_removes_past_the_acts(self):
        merger = self.planned(self.integration())
        forged = {
            "reform.integration": {
                "state": "registered",
                "approval_no": "x",
                "mode_id": self.mode("apart").id,
            },
            "reform.integration.side": {"net_head": 1, "entity_id": self.collective_b.id, "state": "carried"},
        }
        rows = {"reform.integration": merger, "reform.integration.side": merger.side_ids[:1]}
        for role in ROLES:
            for model, vals in forged.items():
                for field, value in vals.items():
                    self.assertFalse(
                        self.allowed(role, model, "write", rows[model].ids, {field: value}, context=FORGED),
                        f"{role} {model}.{field}",
                    )
        for model in MODELS[2:]:
            self.assertFalse(self.allowed("township", model, "create", [{}], context=FORGED), model)
        with self.assertRaises(RpcRefused):
            self.rpc("township", "reform.integration.side", "_carry", merger.side_ids.ids)
