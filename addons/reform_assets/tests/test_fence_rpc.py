"""Over the real port: what lies behind the fence of a village is neither named, linked nor written."""

import base64
import io
import math
import zipfile

from odoo.fields import Command
from odoo.tests import tagged

from .common import AssetHttpCase, RpcRefused

SECRET = "远村合同（示例）".encode()


@tagged("-at_install", "post_install")
class TestFenceRpc(AssetHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far_card = cls.env["reform.asset"].create(
            {
                "name": "远村礼堂",
                "place_id": cls.other_village.id,
                "entity_id": cls.other_collective.id,
                "owner_class": "village_collective",
                "category_id": cls.house_kind.id,
            }  # fmt: skip
        )
        cls.far_lessee = cls.env["res.partner"].create({"name": "远村承租人"})
        cls.far_lease = cls.env["reform.lease"].create(
            {
                "entity_id": cls.other_collective.id,
                "lessee_id": cls.far_lessee.id,
                "line_ids": [Command.create({"asset_id": cls.far_card.id})],
                "date_start": "2025-01-01",
                "date_end": "2026-12-31",
                "rent_year": 1000,
            }  # fmt: skip
        )
        cls.far_file = cls.env["ir.attachment"].create(
            {
                "name": "远村合同.txt",
                "raw": SECRET,
                "res_model": "reform.lease",
                "res_id": cls.far_lease.id,
            }  # fmt: skip
        )
        cls.far_case = cls.env["reform.decision"].create(
            {"name": "远村预算", "entity_id": cls.other_collective.id}
        )

    def refused(self, role, model, method, *args, **kw):
        with self.assertRaises(RpcRefused, msg=f"{role} {model}.{method} {args}"):
            self.rpc(role, model, method, *args, **kw)

    def test_a_file_of_another_village_does_not_come_with_the_dossier_of_ones_own_card(self):
        lease = self.lease()
        for value in ([[4, self.far_file.id, 0]], [[6, 0, self.far_file.ids]], self.far_file.ids):
            with self.subTest(value=value):
                self.refused("clerk", "reform.lease", "write", lease.ids, {"document_ids": value})
        values = {"entity_id": self.collective.id, "document_ids": [[6, 0, self.far_file.ids]]}
        self.refused("clerk", "reform.lease", "create", [values])
        self.refused(
            "clerk", "reform.lease", "create", [{"entity_id": self.collective.id}],
            context={"default_document_ids": [[6, 0, self.far_file.ids]]},
        )  # fmt: skip

    def test_a_linked_file_its_reader_may_not_read_stays_out_of_the_dossier(self):
        """Also when somebody with more rights has linked it."""
        lease = self.lease()
        lease.sudo().document_ids += self.far_file
        self.authenticate("test_clerk", "test_clerk")
        answer = self.url_open(f"/reform_assets/dossier/{lease.asset_ids.id}.zip")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            for name in archive.namelist():
                self.assertNotEqual(archive.read(name), SECRET, name)

    def test_a_window_does_not_show_the_name_of_what_it_points_at_beyond_the_fence(self):
        windows = [
            ("reform.deposit.take", {"lease_id": self.far_lease.id}),
            ("reform.rent.receive", {"lease_id": self.far_lease.id, "amount": 1}),
            ("reform.lease.result", {"lease_id": self.far_lease.id, "place": "x"}),
            ("reform.asset.label", {"asset_ids": [[6, 0, self.far_card.ids]]}),
            ("reform.asset.use", {"asset_ids": [[6, 0, self.far_card.ids]]}),
        ]
        for model, values in windows:
            with self.subTest(model=model):
                self.refused("clerk", model, "create", [values])
                defaults = {f"default_{name}": value for name, value in values.items()}
                self.refused("clerk", model, "create", [{}], context=defaults)

    def test_a_default_of_ones_own_links_nothing_beyond_the_fence(self):
        self.rpc("clerk", "ir.default", "set", "reform.deposit.take", "lease_id", self.far_lease.id, True)
        self.refused("clerk", "reform.deposit.take", "create", [{}])

    def test_a_line_of_another_village_is_not_written_under_the_name_of_ones_own(self):
        lie = {"decision_id": self.far_case.id, "entity_id": self.collective.id}
        self.refused("clerk", "reform.decision.attendance", "create", [{**lie, "name": "甲"}])
        paper = {**lie, "kind": "other", "name": "x.txt", "file": base64.b64encode(b"x").decode()}
        self.refused("clerk", "reform.decision.paper", "create", [paper])
        self.assertFalse(self.far_case.attendance_ids or self.far_case.paper_ids)
        mine = self.env["reform.decision"].create({"name": "预算", "entity_id": self.collective.id})
        line = self.rpc(
            "clerk", "reform.decision.attendance", "create", [{"decision_id": mine.id, "name": "乙"}]
        )
        self.rpc(
            "clerk", "reform.decision.attendance", "write", line, {"entity_id": self.other_collective.id}
        )
        self.assertEqual(self.env["reform.decision.attendance"].browse(line).entity_id, self.collective)

    def test_what_follows_from_other_fields_is_not_believed_in_plain_lists(self):
        card = self.card()
        part = self.rpc(
            "clerk", "reform.asset.part", "create",
            [{"asset_id": card.id, "name": "东间", "place_id": self.other_village.id}],
        )  # fmt: skip
        self.assertEqual(self.env["reform.asset.part"].browse(part).place_id, self.village)

    def test_a_figure_that_is_none_is_refused_everywhere(self):
        card, lease = self.card(), self.lease()
        for number in (math.nan, math.inf, -math.inf):
            with self.subTest(number=number):
                self.refused("clerk", "reform.asset", "write", card.ids, {"cost": number})
                self.refused("clerk", "reform.asset", "write", card.ids, {"latitude": number})
                self.refused("clerk", "reform.lease", "write", lease.ids, {"rent_year": number})
                self.refused(
                    "clerk", "reform.asset.part", "create",
                    [{"asset_id": card.id, "name": "x", "area_sqm": number}],
                )  # fmt: skip
                line = {"asset_id": card.id, "cost": number}
                act = {"kind": "revalue", "place_id": self.village.id, "line_ids": [[0, 0, line]]}
                self.refused("clerk", "reform.asset.act", "create", [act])
