"""Books, a lease in force with its dues, and the three people who bring its money into the books.

Example::

    class TestClosing(EconomyCase):
        def test_rent_is_income(self):
            self.posted(self.contract.due_ids[:1])
            self.assertEqual(self.income(2025), 3000)
"""

import base64
from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_assets.tests.common import AssetWorld
from odoo.addons.reform_places.tests.common import PlaceCase, PlaceHttpCase
from odoo.fields import Command

TODAY = date(2025, 12, 20)
STATEMENT = base64.b64encode("2019年度收益分配表（测试）".encode())


class EconomyWorld(AssetWorld):
    """The merged village's collective has books since 2025, and lets a house from 1 February 2025 on.

    Four dues of 3,000 yuan fall due in 2025, on the first of February, May, August and November.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls._build_assets()
        cls.book = (
            cls.env["ledger.book"].with_user(cls.users["accountant"])._open(cls.collective, date(2025, 1, 1))
        )
        cls.contract = cls.effective_lease(cls(), date_start=date(2025, 2, 1))

    def booked(self, events, role="accountant"):
        """Return the prepared vouchers of dues or receipts."""
        return self.as_(role, events)._book().with_env(self.env)

    def posted(self, events):
        """Return the posted vouchers of dues or receipts: prepared, reviewed and posted by three people."""
        vouchers = self.booked(events, role="clerk")
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()
        return vouchers

    def lines(self, voucher):
        """Return the entries as (account, debit, credit, party, village of origin)."""
        return [
            (line.account_id.code, line.debit, line.credit, line.partner_id, line.origin_place_id)
            for line in voucher.entry_ids
        ]

    def run_month(self, month=TODAY, role="accountant", **vals):
        """Return a run of the month, run once."""
        run = self.as_(role, self.env["reform.money.run"]).create({"month": month, **vals})
        run.action_run()
        return run.with_env(self.env)

    def baseline(self, *figures, entity=None, year=2019):
        """Return the draft of a baseline of (former village, kind, yuan), with a paper for each village."""
        places = dict.fromkeys(place for place, _kind, _amount in figures)
        return self.as_("township", self.env["reform.income.baseline"]).create(
            {
                "entity_id": (entity or self.collective).id,
                "year": year,
                "line_ids": [
                    Command.create(
                        {"place_id": place.id, "kind": kind, "amount": amount, "source": f"{year}年报"}
                    )
                    for place, kind, amount in figures
                ],
                "paper_ids": [
                    Command.create({"place_id": place.id, "file": STATEMENT, "file_name": f"{year}.txt"})
                    for place in places
                ],
            }
        )

    def income(self, year, entity=None):
        """Return the total income of a year."""
        domain = [("entity_id", "=", (entity or self.collective).id), ("year", "=", year)]
        return self.env["reform.income.year"].search(domain).amount


class EconomyCase(EconomyWorld, PlaceCase):
    """The kit for tests of models."""


class EconomyHttpCase(EconomyWorld, PlaceHttpCase):
    """The kit for tests over the real HTTP port."""
