"""An agency centre that keeps the books of the merged village, and a receipt to be paid.

Example::

    class TestPaying(AgencyCase):
        def test_the_cashier_pays(self):
            request = self.approved(self.request(amount=800))
            self.as_("cashier", request).action_pay(reference="B1")
"""

import base64
from datetime import date

from odoo.addons.reform_decision.walkthrough import PICTURE
from odoo.addons.reform_places.tests.common import PlaceCase, PlaceHttpCase
from odoo.fields import Command

from .common import EconomyWorld

CONTRACT = base64.b64encode("委托代理记账协议（示例）".encode())
SIGNERS = ("director", "supervisor", "township")


class AgencyWorld(EconomyWorld):
    """The world of the economy, with an agency, one engagement in force, and a shop that is paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls._entity("东镇代理服务中心", cls.township, kind="agency_centre")
        cls.shop = cls.env["res.partner"].create({"name": "王记五金店", "is_company": True})
        cls.repair = cls.env["ledger.account"].search(
            [("chart_id", "=", cls.book.chart_id.id), ("code", "=", "51305")]
        )
        cls.engagement = cls.signed(cls())

    def engage(self, role="township", **vals):
        """Return a draft of an engagement of the merged village's collective."""
        people = self.users
        values = {
            "agency_id": self.agency.id,
            "entity_id": self.collective.id,
            "accountant_ids": [Command.set(people["accountant"].ids)],
            "cashier_id": people["cashier"].id,
            "clerk_id": people["clerk"].id,
            "contract_file": CONTRACT,
            "contract_name": "协议.txt",
            "date_from": "2025-01-01",
        }
        record = self.as_(role, self.env["reform.agency.engagement"]).create({**values, **vals})
        return record.with_env(self.env)

    def signed(self, **vals):
        """Return an engagement in force, signed by the director."""
        engagement = self.engage(**vals)
        self.as_("director", engagement).action_sign()
        return engagement

    def request(self, role="clerk", **vals):
        """Return a draft of a request to spend, with its photo."""
        values = {
            "entity_id": self.collective.id,
            "purpose": "维修水渠",
            "payee_id": self.shop.id,
            "amount": 800,
            "holder": "王记五金店",
            "account_no": "5105001",
            "account_id": self.repair.id,
            "photo": PICTURE,
        }
        record = self.as_(role, self.env["reform.spending"]).create({**values, **vals})
        return record.with_env(self.env)

    def asked(self, role="clerk", **vals):
        """Return a request sent on."""
        request = self.request(role, **vals)
        self.as_(role, request).action_ask()
        return request

    def approve(self, request):
        """Sign a request at every step it needs."""
        while request.state == "asked":
            self.as_(request.turn, request).action_approve()
        return request

    def paid(self, **vals):
        """Return a request that has been paid."""
        request = self.approve(self.asked(**vals))
        self.as_("cashier", request).action_pay(reference="银行流水0001")
        return request

    # -- a month of the agency ---

    def batch(self, month=date(2025, 12, 1)):
        """Return a month of all engagements, opened by the accountant."""
        record = self.as_("accountant", self.env["reform.agency.batch"]).create(
            {"month": month, "agency_id": self.agency.id}
        )
        return record.with_env(self.env)

    def line(self):
        return self.batch().line_ids

    def report(self, line, **vals):
        mine = self.as_("clerk", line)
        mine.write({"sheets": 2, **vals})
        mine.action_report()
        return line

    def post_all(self):
        """Have all prepared vouchers reviewed and posted: the accountant booked, so a second one posts."""
        vouchers = self.env["ledger.voucher"].search(
            [("entity_id", "=", self.collective.id), ("state", "=", "prepared")]
        )
        self.as_("supervisor", vouchers).action_review()
        self.colleague = self.colleague_accountant()
        vouchers.with_user(self.colleague).action_post()

    def colleague_accountant(self):
        known = self.env["res.users"].search([("login", "=", "colleague")])
        return known or self.users["accountant"].copy(
            {
                "login": "colleague",
                "group_ids": [Command.set(self.users["accountant"].group_ids.ids)],
                "reform_scope_ids": [Command.set(self.village.ids)],
            }
        )

    def in_the_books(self, line):
        """Return a line whose month, without papers, stands in the books."""
        self.report(line, sheets=0, nil=True)
        self.as_("accountant", line).action_check()
        self.as_("accountant", line).action_book()
        self.post_all()
        line.invalidate_recordset()
        return line

    def sheet(self, month):
        """Return the sheet of a month, drawn up and not signed."""
        line = self.in_the_books(self.batch(month).line_ids)
        self.as_("accountant", line).action_publish()
        line.invalidate_recordset()
        return line.sheet_id

    def hung(self):
        """Return the sheet of December, without papers, on the board from the 20th to the 30th."""
        sheet = self.sheet(date(2025, 12, 1))
        self.as_("supervisor", sheet).action_sign()
        mine = self.as_("clerk", sheet)
        mine.write({"posted_from": "2025-12-20", "posted_to": "2025-12-30", "photo": PICTURE})
        mine.action_post()
        return sheet


class AgencyCase(AgencyWorld, PlaceCase):
    """The kit for tests of models."""


class AgencyHttpCase(AgencyWorld, PlaceHttpCase):
    """The kit for tests over the real HTTP port."""
