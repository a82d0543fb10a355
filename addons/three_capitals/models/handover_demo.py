import base64
import io
from datetime import date, timedelta

from odoo import api, models
from odoo.addons.reform_assets.models.reform_asset_demo import picture
from odoo.addons.reform_decision.walkthrough import as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan
from PIL import Image, ImageDraw

BASE = date(2025, 12, 31)
# Books of two bodies that end: account, debit, credit.
OPENINGS = (
    [("101", 860, 0), ("102", 47300, 0), ("121", 1200, 0), ("15101", 214000, 0), ("152", 0, 96000),
     ("241", 0, 15000), ("311", 0, 152360)],
    [("101", 320, 0), ("102", 9850, 0), ("15101", 68000, 0), ("152", 0, 21000), ("311", 0, 57170)],
)  # fmt: skip
CARDS = (
    (("村办公楼", 168000, 92000), ("晒坝", 46000, 26000)),
    (("农机库房", 68000, 47000),),
)
# Strokes of a hand, as somebody draws them on a screen.
HANDS = {
    "clerk": [[(20, 60), (70, 30), (60, 80), (120, 40)], [(130, 30), (150, 85), (190, 50), (230, 70)]],
    "director": [[(25, 40), (110, 45), (60, 85)], [(140, 25), (145, 90)], [(160, 60), (235, 35)]],
    "township": [[(20, 75), (60, 25), (100, 80), (140, 30)], [(150, 55), (240, 60)]],
}


class ReformHandoverDemo(models.AbstractModel):
    """Two bodies of a former village that end: one handed over and certified, one being signed."""

    _name = "reform.handover.demo"
    _description = "Demo of Handovers"

    @api.model
    def _load(self, people):
        """Make both from their books to the end, by the people who would do it."""
        receiving = self.env.ref("reform_places.demo_entity_1")
        village = receiving.place_id
        origin = village._standing(date(2019, 12, 31))[:1] or village
        names = (f"{origin.name}集体资产管理站（原）", f"{origin.name}农机服务站（原）")
        done, signing = (
            self._handover(name, origin, receiving, people, number) for number, name in enumerate(names)
        )
        self._complete(done, people)
        self._sign_partly(signing, people)
        self._offices(origin, receiving, people)

    # -- the clearing ----------------------------------------------------------------------------------------

    def _handover(self, name, origin, receiving, people, number):
        """Return the handover of a body whose lists were cleared, posted, confirmed and filed."""
        entity = self.env["reform.entity"].create({"name": name, "kind": "collective", "place_id": origin.id})
        self._books(entity, number, people)
        self._cards(entity, origin, number, people)
        clearing = as_person(self.env["reform.clearing"], people["township"]).create(
            {
                "kind": "abolition",
                "entity_id": entity.id,
                "successor_id": receiving.id,
                "date_base": BASE,
            }
        )
        clearing.action_freeze()
        clearing.action_start()
        self._count(as_person(clearing, people["clerk"]))
        clearing.invalidate_recordset()
        clearing.action_confirm_lists()
        today = civil_day.today()
        as_person(clearing, people["director"])._publish(
            today - timedelta(days=20), "护安镇鹅凤村村务公开栏", picture("notice")
        )
        pass_decision(
            clearing.publication_id.with_env(self.env),
            people,
            meeting_on=today - timedelta(days=10),
            votes=(36, 31, 30, 0, 1),
            upto="published",
            vals={"body": "representative_assembly"},
        )
        clearing.action_file()
        handover = clearing._open_handovers(
            date=today, where="护安镇便民服务中心三楼会议室", committee_date=today - timedelta(days=6)
        )
        handover.write(
            {
                "giver_id": people["clerk"].id,
                "giver_post": "原管理站负责人",
                "receiver_id": people["director"].id,
                "receiver_post": "理事长",
                "witness_id": people["township"].id,
                "witness_post": "护安镇农业综合服务中心",
            }
        )
        return handover

    def _books(self, entity, number, people):
        as_person(self.env["ledger.book"], people["accountant"])._open(entity, date(2025, 1, 1))
        result = as_person(self.env["ledger.voucher"], people["accountant"])._post_set(
            [
                {
                    "entity_id": entity.id,
                    "date": "2025-01-01",
                    "word": "transfer",
                    "summary": "旧账余额转入",
                    "event_key": f"demo:handover:{entity.id}",
                    "entries": [
                        {
                            "account": code,
                            "debit": yuan(debit) if debit else ZERO,
                            "credit": yuan(credit) if credit else ZERO,
                        }
                        for code, debit, credit in OPENINGS[number]
                    ],
                }
            ],
            prepared_by=people["clerk"],
            reviewed_by=people["supervisor"],
        )
        assert not result.problems, result.problems

    def _cards(self, entity, origin, number, people):
        category = self.env.ref("reform_assets.category_collective_c01")
        as_person(self.env["reform.asset"], people["clerk"]).create(
            [
                {
                    "name": f"{origin.name}{name}",
                    "place_id": origin.id,
                    "origin_place_id": origin.id,
                    "entity_id": entity.id,
                    "owner_class": "village_collective",
                    "category_id": category.id,
                    "nature": "operating",
                    "condition": "fair",
                    "cost": cost,
                    "net_value": net,
                    "acquired_date": "2009-06-01",
                }
                for name, cost, net in CARDS[number]
            ]
        )

    def _count(self, clearing):
        """Count everything as the books say; one seal is sealed up, one dispute is open."""
        items = clearing.item_ids
        by_list = items.grouped("list_code")

        def count(found, **said):
            found._count_each([(each, said) for each in found], way="list")

        count(
            by_list.get("seals", items.browse()),
            counted_quantity=1,
            material="光敏",
            seal_state="sealed",
            keeper_found="护安镇三资中心",
            imprint=_seal_imprint(),
        )
        matters = by_list.get("matters", items.browse())
        count(matters[:1], counted_quantity=1, note="与沙坪社区的机耕道边界待划定")
        count(matters[1:], counted_quantity=0)
        for code in ("files", "receipts", "certificates"):
            count(by_list.get(code, items.browse()), counted_quantity=1)
        items.filtered(lambda item: item.state == "listed").action_as_booked()
        empty = clearing.list_ids.filtered(lambda each: not each.item_count and each.list_code != "equity")
        empty.action_nothing()
        clearing.action_adjudicate()

    # -- the handover ----------------------------------------------------------------------------------------

    def _answer(self, handover, people):
        """Answer: the dispute is taken over with a reservation, everything else as it stands."""
        receiver = as_person(handover, people["director"])
        disputed = receiver.clearing_id.item_ids.filtered(
            lambda item: item.list_code == "matters" and item.counted_quantity
        )
        disputed._answer("reserved", "边界未划定前，由镇农业综合服务中心继续协调")
        receiver.action_accept_rest()
        receiver.action_ready()

    def _complete(self, handover, people):
        self._answer(handover, people)
        for role in HANDS:
            as_person(handover, people[role])._sign(image=_hand(role))
        as_person(handover, people["township"]).action_hand_over()

    def _sign_partly(self, handover, people):
        """Let the giver sign; receiver and witness are left to the reader."""
        self._answer(handover, people)
        as_person(handover, people["clerk"])._sign(image=_hand("clerk"))

    def _offices(self, origin, receiving, people):
        """One office that ended with the merger, one that goes on."""
        ended = as_person(self.env["reform.office.term"], people["township"]).create(
            {
                "entity_id": self.env["reform.entity"].search([("place_id", "=", origin.id)], limit=1).id,
                "person_name": "粟明成",
                "post": "committee_head",
                "date_from": "2017-01-12",
                "date_to": "2020-12-28",
            }
        )
        ended.action_end()
        as_person(self.env["reform.office.term"], people["township"]).create(
            {
                "entity_id": receiving.id,
                "user_id": people["director"].id,
                "post": "chairperson",
                "date_from": "2021-01-15",
            }
        )


def _hand(role):
    """Return a drawn hand as Base64."""
    picture_ = Image.new("RGBA", (260, 110), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture_)
    for stroke in HANDS[role]:
        draw.line(stroke, fill=(20, 20, 60, 255), width=4, joint="curve")
    return _png(picture_)


def _seal_imprint():
    """Return the imprint of a round seal as Base64: a red ring with its star."""
    picture_ = Image.new("RGB", (240, 240), "white")
    draw = ImageDraw.Draw(picture_)
    draw.ellipse((10, 10, 230, 230), outline=(190, 20, 20), width=7)
    star = [
        (120, 75), (131, 106), (164, 106), (138, 126), (148, 158), (120, 139), (92, 158), (102, 126),
        (76, 106), (109, 106),
    ]  # fmt: skip
    draw.polygon(star, fill=(190, 20, 20))
    return _png(picture_)


def _png(picture_):
    stream = io.BytesIO()
    picture_.save(stream, "PNG")
    return base64.b64encode(stream.getvalue())
