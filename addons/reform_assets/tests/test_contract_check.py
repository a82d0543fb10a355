"""Contract checks: found every night, answered, overridden by somebody above, ended by themselves."""

import io
import re

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .common import AssetCase, AssetHttpCase, RpcRefused


class CheckWorld:
    def run_check(self, leases, at=None):
        self.env.invalidate_all()
        return self.env["reform.contract.check"]._run(at or civil_day.today(), leases.ids)

    def finding(self, lease, code):
        return self.env["reform.contract.finding"].search([("lease_id", "=", lease.id), ("code", "=", code)])

    def related(self, partner):
        return self.as_("supervisor", self.env["reform.related.party"]).create(
            {
                "partner_id": partner.id,
                "officer": "理事长王某",
                "relation": "spouse",
                "place_id": self.village.id,
            }
        )


@tagged("-at_install", "post_install")
class TestContractCheck(CheckWorld, AssetCase):
    def test_what_is_found_is_written_down_once_and_ends_by_itself(self):
        lease = self.effective_lease(date_start=self.days_ago(100), purpose="加工")
        first, second = self.run_check(lease), self.run_check(lease)
        self.assertEqual((first.totals, first.new_count), ({"arrears": 1}, 1))
        self.assertEqual((second.totals, second.new_count), ({"arrears": 1}, 0))
        finding = self.finding(lease, "arrears")
        self.assertEqual(finding.facts, {"amount": "3000.00", "days": 100})
        self.receive(lease, 3000)
        third = self.run_check(lease)
        self.assertEqual((third.found_count, third.closed_count), (0, 1))
        self.assertEqual(finding.state, "closed")
        later = self.run_check(lease, fields.Date.add(civil_day.today(), months=3))
        self.assertIn("arrears", later.totals)
        self.assertEqual((finding.state, finding.reopened_count), ("open", 1))

    def test_elements_missing_and_filing_are_found(self):
        lease = self.signed_lease()
        at = fields.Date.add(civil_day.today(), days=11)
        self.assertEqual(self.run_check(lease, at).totals, {"bad_terms": 1, "not_filed": 1})
        self.assertEqual(self.finding(lease, "bad_terms").facts, {"missing": ["purpose"]})

    def test_a_rent_far_below_the_median_of_four_is_low(self):
        cards = [self.confirm(self.card(name=f"房屋{number}")) for number in range(4)]
        for card in cards:
            self.effective_lease(self.lease(card, rent_year=12000))
        lease = self.decided_lease(self.lease(self.confirm(self.card()), rent_year=8000, floor_rent=8000))
        with self.assertRaisesRegex(UserError, "median of 4 comparable contracts is 40.00"):
            self.as_("director", lease).action_sign()
        self.assertEqual(lease.state, "decided")
        self.as_("director", lease).action_check_contract()
        finding = self.finding(lease, "low_price")
        self.assertEqual((finding.level, finding.facts["per_sqm"]), ("error", "26.67"))
        self.as_("township", finding).action_override(reason="危房，承租人负责维修")
        self.as_("director", lease).action_sign()
        self.assertEqual(lease.state, "signed")
        self.run_check(lease)
        self.assertEqual(finding.state, "overridden", "it stays in the report")

    def test_an_officers_wife_signs_only_when_somebody_above_says_why(self):
        self.related(self.lessee)
        lease = self.decided_lease()
        with self.assertRaisesRegex(UserError, "理事长王某"):
            self.as_("director", lease).action_sign()
        self.as_("supervisor", lease).action_check_contract()
        finding = self.finding(lease, "relation")
        for role in ("clerk", "director", "supervisor", "accountant", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, finding).action_override(reason="好人")
        self.users["township"].group_ids += self.env.ref("reform_places.group_clerk")
        lease.sudo()._set_guarded({"priced_by_id": self.users["township"].id})
        with self.assertRaises(AccessError):
            self.as_("township", finding).action_override(reason="自己经手的合同")
        self.as_("county_agriculture", finding).action_override(reason="公开竞价，价高者得")
        self.as_("director", lease).action_sign()

    def test_what_follows_from_the_law_is_not_overridden(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        self.run_check(lease)
        with self.assertRaises(UserError):
            self.as_("township", self.finding(lease, "arrears")).action_override(reason="算了")

    def test_an_answer_has_a_result_and_is_accepted_by_another(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        self.run_check(lease)
        finding = self.as_("clerk", self.finding(lease, "arrears"))
        finding.answer = "已上门催收"
        with self.assertRaises(UserError):
            finding.action_answer()
        finding.result = "recover"
        finding.action_answer()
        with self.assertRaises(AccessError):
            finding.answer = "改口"
        self.as_("supervisor", finding).action_accept()
        self.assertEqual(finding.state, "rectified")

    def test_a_reviewer_enters_what_no_figure_shows(self):
        lease = self.decided_lease(purpose="仓储")
        findings = self.as_("supervisor", self.env["reform.contract.finding"])
        with self.assertRaises(UserError):
            findings.create({"lease_id": lease.id, "code": "arrears"})
        finding = findings.create({"lease_id": lease.id, "code": "one_sided", "note": "第八条：集体回购"})
        self.assertTrue(finding.is_manual)
        self.run_check(lease)
        self.assertEqual(finding.state, "open")
        with self.assertRaises(UserError):
            self.as_("director", lease).action_sign()

    def test_the_report_names_who_overrode_and_why(self):
        self.related(self.lessee)
        lease = self.decided_lease()
        self.as_("supervisor", lease).action_check_contract()
        self.as_("township", self.finding(lease, "relation")).action_override(reason="公开竞价")
        run = self.as_("township", self.env["reform.contract.check"])._run(
            civil_day.today(), lease.ids, self.village
        )
        self.assertTrue(run._excel().startswith(b"PK"))
        report = self.env.ref("reform_assets.reform_contract_check_report")
        content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(report.id, run.ids)
        text = re.sub(r"\s", "", PdfFileReader(io.BytesIO(content)).getPage(0).extract_text())
        self.assertIn("公开竞价", text)
        self.assertIn(self.users["township"].name.replace(" ", ""), text)

    def test_two_hundred_contracts_cost_as_many_statements_as_twenty(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        self.env.flush_all()
        self.env.cr.execute(
            """INSERT INTO reform_lease
               SELECT (jsonb_populate_record(l, jsonb_build_object(
                          'id', nextval('reform_lease_id_seq'), 'name', 'T' || n))).*
                 FROM reform_lease l, generate_series(1, 220) n WHERE l.id = %s RETURNING id""",
            [lease.id],
        )
        ids = [row[0] for row in self.env.cr.fetchall()]
        leases = self.env["reform.lease"].browse(ids)

        def counted(part):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            run = self.run_check(part)
            self.assertEqual(run.faulty_count, len(part))
            return self.env.cr.sql_log_count - before

        counted(leases[:1])
        few, many = counted(leases[:20]), counted(leases[20:])
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 40)


@tagged("-at_install", "post_install")
class TestContractCheckRpc(CheckWorld, AssetHttpCase):
    @mute_logger("odoo.sql_db")
    def test_a_client_neither_makes_nor_ends_findings(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        self.run_check(lease)
        finding = self.finding(lease, "arrears")
        for role in ("clerk", "director", "township", "auditor", "administrator", "other_clerk", "reader"):
            for method, args, kw in (
                ("write", [finding.ids, {"state": "closed"}], {}),
                ("write", [finding.ids, {"overridden_by_id": 1}], {"context": {"install_mode": True}}),
                ("write", [finding.ids, {"code": "long_term", "is_present": False}], {}),
                ("unlink", [finding.ids], {"context": {"force_delete": True}}),
                ("create", [{"lease_id": lease.id, "code": "arrears", "state": "closed"}], {}),
            ):
                with self.assertRaises(RpcRefused, msg=f"{role} {method}"):
                    self.rpc(role, "reform.contract.finding", method, *args, **kw)
            with self.assertRaises(RpcRefused, msg=role):
                self.rpc(role, "reform.contract.check", "create", [{"date": "2026-01-01"}])
        for role in ("clerk", "director", "reader", "administrator"):
            with self.assertRaises(RpcRefused, msg=role):
                self.rpc(
                    role,
                    "reform.related.party",
                    "create",
                    [{"partner_id": self.lessee.id, "officer": "x", "place_id": self.village.id}],
                )
        self.assertEqual(finding.state, "open")
