"""Two regimes in one register: kinds of cards, five rights, co-owners, disputes, sound figures."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from ..models.reform_asset_detail_mixin import ADDED, DETAILS
from .common import AssetCase, AssetHttpCase, RpcRefused
from .intake_case import HEAD, IntakeCase, line, xls


@tagged("-at_install", "post_install")
class TestRegister(AssetCase):
    def test_the_owner_class_decides_the_regime(self):
        card = self.card()
        self.assertEqual(card.regime, "collective")
        self.assertIn("month after", card.regime_note)
        self.as_("clerk", card).write({"owner_class": "state", "entity_id": self.state_body.id})
        self.assertEqual(card.regime, "state")
        self.assertIn("treasury", card.regime_note)
        self.as_("clerk", card).write({"owner_class": "unconfirmed", "entity_id": False})
        self.assertFalse(card.regime)
        with self.assertRaises(AccessError):
            self.as_("clerk", card).write({"regime": "state"})

    def test_every_category_has_a_kind_and_the_card_follows_it(self):
        kinds = {
            "category_collective_c01": "building",
            "category_collective_c05": "structure",
            "category_collective_c07": "biological",
            "category_collective_c10": "investment",
            "category_collective_r03": "resource",
            "category_gbt_14885_2022_a08": "intangible",
        }
        for xmlid, kind in kinds.items():
            with self.subTest(kind=kind):
                category = self.env.ref(f"reform_assets.{xmlid}")
                self.assertEqual(category.card_kind, kind)
        woods = self.env.ref("reform_assets.category_collective_r03")
        values = {"nature": "resource", "cost": 0, "net_value": 0, "land_class": "03"}
        forest = self.card(category_id=woods.id, boundary_east="小河", **values)
        self.assertEqual((forest.card_kind, forest.boundary_east), ("resource", "小河"))

    def test_the_form_shows_a_house_its_own_fields_and_a_vehicle_other_ones(self):
        with Form(self.as_("clerk", self.env["reform.asset"])) as form:
            form.name = "旧粮仓"
            form.place_id = self.village
            form.category_id = self.house_kind
            form.structure_type = "brick_wood"
            self.assertEqual(form.useful_life_months, 360)
            with self.assertRaises(AssertionError):
                form.serial_no = "X"
            form.category_id = self.env.ref("reform_assets.category_collective_c04")
            form.serial_no = "川F00000"
            with self.assertRaises(AssertionError):
                form.floors = 2

    def test_two_of_cost_depreciation_and_net_value_give_the_third(self):
        self.assertEqual(self.card(cost=1000, net_value=400).accumulated, 600)
        card = self.card(cost=1000, accumulated=250.5, net_value=749.5)
        self.assertEqual((card.accumulated, card.net_value), (250.5, 749.5))
        with self.assertRaises(ValidationError):
            self.card(cost=1000, accumulated=100, net_value=100)
        with self.assertRaises(ValidationError):
            self.card(cost=1000, net_value=1000.01)
        writer = self.as_("clerk", card)
        writer.accumulated = 1000
        self.assertEqual((card.net_value, card.accumulated), (0, 1000))
        with self.assertRaises(ValidationError):
            writer.write({"accumulated": 1000.01})

    def test_figures_that_can_only_be_a_slip_are_refused(self):
        for values in (
            {"area_sqm": 500_000.01},
            {"land_area_mu": 50_001},
            {"cost": 2_000_000_000, "net_value": 0},
            {"acquired_date": "2999-01-01"},
            {"year_built": 3024},
            {"residual_rate": 100},
            {"owner_class": "state", "entity_id": self.state_body.id, "residual_rate": 5},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.card(**values)
        for values in ({"quantity": -1}, {"share_percent": 101}, {"months_used": -1}):
            with (
                self.subTest(values=values),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.card(**values)
        self.assertEqual(self.card(residual_rate=5).residual_value, 4000)

    def test_rights_nobody_was_named_for_are_the_owners_and_the_township_supervises(self):
        card = self.card()
        self.assertEqual(card.operator_id | card.beneficiary_id | card.disposer_id, self.collective)
        self.assertEqual(card.supervisor_id, self.state_body)
        school = self.card(operator_id=self.state_body.id)
        self.assertEqual((school.operator_id, school.beneficiary_id), (self.state_body, self.collective))

    def test_a_village_names_no_entity_of_another_village(self):
        card = self.card()
        for name in ("entity_id", "operator_id", "beneficiary_id", "land_owner_id"):
            with self.subTest(field=name):
                with self.assertRaises(AccessError):
                    self.card(**{name: self.other_collective.id})
                with self.assertRaises(AccessError):
                    self.as_("clerk", card).write({name: self.other_collective.id})
        part = Command.create({"entity_id": self.other_collective.id, "percent": 100})
        with self.assertRaises(AccessError):
            self.card(share_ids=[part])
        with self.assertRaises(AccessError):
            self.as_("clerk", self.env["reform.asset.share"]).create(
                {"asset_id": card.id, "entity_id": self.other_collective.id, "percent": 100}
            )
        self.card(entity_id=self.state_body.id, owner_class="state")

    def test_the_parts_of_several_owners_make_a_hundred_exactly(self):
        owners = [self._entity(f"合村第{number}组", self.village) for number in (1, 2, 3)]

        def parts(*percents):
            pairs = zip(owners, percents, strict=True)
            return [Command.create({"entity_id": one.id, "percent": percent}) for one, percent in pairs]

        with self.assertRaises(ValidationError):
            self.card(share_ids=parts(33.33, 33.33, 33.33))
        factory = self.card(share_ids=parts(33.34, 33.33, 33.33))
        self.as_("clerk", factory.share_ids[0]).unlink()
        with self.assertRaises(UserError):
            self.as_("supervisor", factory).action_check_village()
        self.as_("clerk", factory).write({"share_ids": [Command.clear(), *parts(50, 25.5, 24.5)]})
        self.confirm(factory)
        with self.assertRaises(AccessError):
            self.as_("clerk", factory.share_ids[0]).write({"percent": 10})
        with self.assertRaises(AccessError):
            self.as_("clerk", factory.share_ids[0]).unlink()

    def test_parts_and_details_are_sealed_with_the_card(self):
        card = self.card(floors=3, funding_ids=[Command.create({"source": "fiscal", "amount": 50000})])
        payload = card._seal_payload()
        self.assertEqual((payload["floors"], payload["funding_ids"]), (3, [["fiscal", "50000.00"]]))
        self.assertNotIn("species", payload)
        self.confirm(card)
        self.assertFalse(self.env["reform.asset"]._check_digests())
        self.env.cr.execute("UPDATE reform_asset SET floors = 4 WHERE id = %s", [card.id])
        self.env.invalidate_all()
        self.assertEqual(len(self.env["reform.asset"]._check_digests()), 1)

    def test_every_field_of_a_kind_is_frozen_with_the_card_and_put_right_by_the_county(self):
        card = self.confirm(self.card())
        for name in sorted(ADDED):
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.as_("clerk", card).write({name: False})
        window = self.as_("county_agriculture", self.env["reform.asset.correct"])
        window = window.with_context(default_asset_id=card.id).create(
            {"reason": "按鉴定报告更正", "floors": 2}
        )
        window.action_apply()
        self.assertEqual((card.floors, card.change_ids.field_name), (2, "floors"))
        self.assertTrue(all(name in window._fields for names in DETAILS.values() for name in names))

    def test_a_house_graded_d_says_it_is_dangerous(self):
        card = self.card(safety_grade="d")
        with self.assertRaises(UserError):
            self.as_("supervisor", card).action_check_village()
        self.as_("clerk", card).condition = "dangerous"
        self.as_("supervisor", card).action_check_village()

    def test_a_dispute_marks_the_card_until_somebody_else_notes_its_end(self):
        card = self.confirm(self.card())
        dispute = self.as_("clerk", self.env["reform.asset.dispute"]).create(
            {"asset_id": card.id, "claimant": "原甲村三组", "claim": "校舍由三组村民投工修建"}
        )
        self.assertTrue(card.in_dispute)
        with self.assertRaises(AccessError):
            self.as_("clerk", dispute).action_settle(reason="已协商")
        with self.assertRaises(AccessError):
            self.as_("clerk", dispute).write({"state": "settled"})
        self.as_("township", dispute).action_settle(reason="镇政府调解：归合村集体")
        self.assertEqual((card.in_dispute, dispute.outcome), (False, "镇政府调解：归合村集体"))
        with self.assertRaises(AccessError):
            self.as_("clerk", dispute).write({"claim": "x"})
        with self.assertRaises(UserError):
            self.as_("clerk", dispute).unlink()
        own = self.as_("township", self.env["reform.asset.dispute"]).create(
            {"asset_id": card.id, "claimant": "粮站", "claim": "地基"}
        )
        with self.assertRaises(UserError):
            own.action_settle(reason="了结")

    def test_what_leaves_the_register_is_not_just_reported(self):
        card = self.confirm(self.card())
        for use in ("scrapped", "disposed", "lent"):
            with self.subTest(use=use), self.assertRaises(UserError):
                self.as_("clerk", card)._report_use(use, self.days_ago(1), "没了")
        with self.assertRaises(ValidationError):
            self.card(use_state="disposed")


@tagged("-at_install", "post_install")
class TestRegisterRpc(AssetHttpCase):
    def test_shares_and_disputes_over_the_port_keep_to_their_roles(self):
        card = self.card()
        part = {"asset_id": card.id, "entity_id": self.collective.id, "percent": 100}
        dispute = {"asset_id": card.id, "claimant": "x", "claim": "y"}
        may = {
            "reform.asset.share": (part, {"clerk", "township"}),
            "reform.asset.dispute": (
                dispute,
                {"clerk", "director", "supervisor", "township", "county_finance", "county_agriculture"},
            ),
        }
        for model, (values, roles) in may.items():
            for role in self.users:
                self.env.cr.execute("SAVEPOINT port")
                try:
                    self.rpc(role, model, "create", [values])
                    did = True
                except RpcRefused:
                    did = False
                finally:
                    self.env.cr.execute("ROLLBACK TO SAVEPOINT port")
                    self.env.invalidate_all()
                with self.subTest(model=model, role=role):
                    self.assertEqual(did, role in roles)
        with self.assertRaises(RpcRefused):
            self.rpc("clerk", "reform.asset.dispute", "create", [{**dispute, "state": "settled"}])
        with self.assertRaises(RpcRefused):
            self.rpc("clerk", "reform.asset", "write", card.ids, {"entity_id": self.other_collective.id})


@tagged("-at_install", "post_install")
class TestRegisterSheet(IntakeCase):
    def test_a_sheet_brings_bundles_and_the_opening_position_and_the_card_is_whole(self):
        head = [*HEAD, "数量", "计量单位", "累计折旧", "已提折旧月数", "纬度", "经度"]
        batch = self.checked(
            xls([[*line(1), 45, "间", 2.0, 144, 30.5, 106.8], [*line(2), *[None] * 6]], head=head)
        )
        self.assertEqual(self.states(batch), {"ok": 2})
        batch.action_apply_some()
        bundle, plain = self.cards(batch).sorted("code")
        self.assertEqual((bundle.quantity, bundle.unit, bundle.months_used), (45, "间", 144))
        self.assertEqual(bundle.cost - bundle.accumulated, bundle.net_value)
        self.assertEqual((bundle.latitude, bundle.longitude), (30.5, 106.8))
        self.assertEqual((bundle.regime, bundle.card_kind), ("collective", bundle.category_id.card_kind))
        self.assertEqual((bundle.operator_id, bundle.supervisor_id), (self.collective, self.state_body))
        self.assertEqual((plain.quantity, plain.accumulated, plain.in_dispute), (1, 0, False))

    def test_depreciation_that_does_not_fit_the_cost_is_asked_back(self):
        batch = self.checked(xls([[*line(1), 99000.0]], head=[*HEAD, "累计折旧"]))
        self.assertEqual(self.states(batch), {"error": 1})
        row = self.env["reform.intake.row"].search([("batch_id", "=", batch.id)])
        self.assertIn("AccumulatedWrong", str(row.problems))
