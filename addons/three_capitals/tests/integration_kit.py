"""Two collectives of former villages with books, members and creditors, and the road they take together.

Example::

    class TestVote(IntegrationCase):
        def test_each_votes_for_itself(self):
            merger = self.planned(self.integration())
"""

import base64

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places.tests.common import PlaceCase, PlaceHttpCase
from odoo.fields import Command

from .common import BASE, CapitalsWorld

PAPER = base64.b64encode("融合方案（测试）".encode())
OPENING = "2026-01-01"


class IntegrationWorld(CapitalsWorld):
    """`integration()` names both sides; `planned`, `approved` and `registered` carry it on by real people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.creditor = cls.env["res.partner"].create({"name": "建材店"})
        cls.debtor = cls.env["res.partner"].create({"name": "欠款人"})
        cls.book_a = cls._books(cls.collective_a, cls.old_a, "1000", "300")
        cls.book_b = cls._books(cls.collective_b, cls.old_b, "2500", "100")

    @classmethod
    def _books(cls, entity, place, cash, debt):
        """Books with money, a claim, a debt, and income of the year; posted by three people."""
        book = cls.env["ledger.book"].create({"entity_id": entity.id, "date_opening": "2025-01-01"})
        cls._post_voucher(
            entity,
            "2025-01-01",
            [("102", cash, 0), ("112", 50, 0, cls.debtor), ("211", 0, debt, cls.creditor)],
            rest="311",
        )
        cls._post_voucher(entity, "2025-06-01", [("102", 80, 0), ("502", 0, 80)])
        return book

    @classmethod
    def _post_voucher(cls, entity, day, lines, rest=None):
        """Post a voucher of (account, debit, credit[, party]); `rest` takes what does not balance."""
        entries = [
            {"account": code, "debit": debit, "credit": credit, "partner_id": more[0].id if more else False}
            for code, debit, credit, *more in lines
        ]
        if rest:
            left = sum(float(line["debit"]) - float(line["credit"]) for line in entries)
            entries.append({"account": rest, "debit": max(-left, 0), "credit": max(left, 0)})
        vouchers = cls.env["ledger.voucher"].with_user(cls.users["accountant"])
        result = vouchers._post_set(
            [{"entity_id": entity.id, "date": day, "summary": "期初", "entries": entries}],
            prepared_by=cls.users["clerk"],
            reviewed_by=cls.users["supervisor"],
        )
        assert result.posted == 1, result

    def integration(self, mode="direct", **vals):
        """Return an assessed integration of both collectives, as the township prepares it."""
        merger = self.as_("township", self.env["reform.integration"]).create(
            {
                "successor_id": self.collective.id,
                "date_base": BASE,
                "side_ids": [
                    Command.create({"entity_id": entity.id})
                    for entity in (self.collective_a, self.collective_b)
                ],
                "mode_id": self.mode(mode).id,
                **vals,
            }
        )
        merger.action_assess()
        return merger.with_env(self.env)

    def mode(self, code):
        return self.env["reform.integration.mode"].search([("code", "=", code)])

    def cleared(self, merger):
        """Let the clearings of both sides be confirmed, whatever their lists hold."""
        for clearing in merger.side_ids.clearing_id.filtered(lambda each: each.state == "draft"):
            for state in ("frozen", "counting", "adjudicating", "confirmed"):
                clearing.sudo()._move(state)
        merger.invalidate_recordset()

    def planned(self, merger):
        """Carry an assessed integration to the vote."""
        if merger.state == "assessed":
            self.as_("township", merger).action_choose()
            self.as_("township", merger).action_clear()
        self.cleared(merger)
        mine = self.as_("township", merger)
        mine.write(
            {
                "plan": "资产、债务、合同由新集体承继。",
                "plan_paper": PAPER,
                "date_opening": OPENING if merger.books == "one" else False,
            }
        )
        mine.action_draft_plan()
        return merger

    def vote(self, sides):
        for side in sides:
            pass_decision(side, self.users, vals={"body": "member_assembly"}, votes=(30, 28, 27, 1, 0))

    def approved(self, merger):
        """Carry a planned integration to the approval of the county."""
        self.vote(merger.side_ids)
        self.as_("county_agriculture", merger).action_vote()
        # The plan was made by a colleague of whoever reviews it.
        merger.sudo()._set_guarded({"planned_by_id": self.users["clerk"].id})
        self.as_("township", merger).action_review("材料齐全，程序合规。")
        self.as_("county_agriculture", merger).action_approve("测农发〔2025〕9号", "2025-12-18")
        return merger

    def registered(self, merger):
        """Tell the creditors and register."""
        self.as_("township", merger.creditor_ids).write({"told_on": "2025-12-19", "told_how": "letter"})
        self.as_("township", merger).action_notified()
        self.as_("county_agriculture", merger).action_register("2025-12-20", certificate=PAPER)
        return merger


class IntegrationCase(IntegrationWorld, PlaceCase):
    """The kit for tests of models."""


class IntegrationHttpCase(IntegrationWorld, PlaceHttpCase):
    """The kit for tests over the real HTTP port."""
