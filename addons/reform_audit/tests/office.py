"""A village whose chair leaves: books, a lease, payments of every kind, and an audit at any step.

Example::

    class TestPaper(OfficeCase):
        def test_cash_is_counted(self):
            paper = self.paper("money")
            self.assertEqual(self.table(paper, "counts")["rows"], [])
"""

import base64
from datetime import date

from odoo.addons.collective_economy.tests.common import EconomyWorld
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.fields import Command
from odoo.tests import new_test_user

FIRST, LAST = date(2025, 1, 1), date(2025, 11, 30)
FILE = base64.b64encode("承诺书（测试）".encode())


class OfficeWorld(EconomyWorld):
    """`chair` leaves on 30 November 2025; `auditor` and `second_auditor` audit the year so far.

    Booked beside the lease of the world: an opening, a payment just under 5,000, two pieces for one payee, a
    payment on a Sunday in notes, a payment of 12,000, and one after the office ended.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["second_auditor"] = new_test_user(
            cls.env,
            login="test_second_auditor",
            password="test_second_auditor",
            groups="reform_places.group_auditor",
            reform_scope_ids=[Command.set(cls.county.ids)],
        )
        cls.chair = cls.env["res.partner"].create({"name": "周某某"})
        cls.payee = cls.env["res.partner"].create({"name": "宏发建材"})
        case = cls("setUp")
        case._book_the_year()
        case.posted(cls.contract.due_ids[:2])
        # The second rent came in; nobody has booked it.
        for due, day in zip(cls.contract.due_ids[:2], (date(2025, 2, 3), date(2025, 5, 6)), strict=True):
            receipt = case.receive(cls.contract, due.amount, date=day)
            if due == cls.contract.due_ids[0]:
                case.posted(receipt)

    def _book_the_year(self):
        """Post the vouchers of the class docstring."""
        rows = [
            ("2025-01-01", "opening", (("102", 100000, 0), ("301", 0, 100000))),
            ("2025-03-05", "办公桌椅", (("51302", 4999, 0), ("102", 0, 4999))),
            ("2025-03-11", "取现", (("101", 6000, 0), ("102", 0, 6000))),
            ("2025-04-02", "沙石", (("51305", 3000, 0, self.payee), ("102", 0, 3000, self.payee))),
            ("2025-04-09", "沙石", (("51305", 2600, 0, self.payee), ("102", 0, 2600, self.payee))),
            ("2025-04-13", "零星用工", (("51399", 1500, 0), ("101", 0, 1500))),
            ("2025-06-10", "维修款", (("51305", 12000, 0), ("102", 0, 12000))),
            ("2025-07-08", "借支", (("112", 3000, 0, self.chair), ("101", 0, 3000))),
            ("2025-12-05", "任期后支出", (("51399", 20000, 0), ("102", 0, 20000))),
        ]
        events = [
            {
                "entity_id": self.collective.id,
                "date": day,
                "word": "opening" if kind == "opening" else "general",
                "kind": "opening" if kind == "opening" else "normal",
                "summary": kind,
                "event_key": f"demo:audit:{at}",
                "entries": [
                    {
                        "account": code,
                        "debit": debit,
                        "credit": credit,
                        "partner_id": party[0].id if party else False,
                        "origin_place_id": self.old_a.id,
                    }
                    for code, debit, credit, *party in lines
                ],
            }
            for at, (day, kind, lines) in enumerate(rows)
        ]
        vouchers = self.as_("clerk", self.env["ledger.voucher"])._from_event(events)
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()

    # -- an audit, step by step ---

    def case(self, role="auditor", team=("auditor", "second_auditor"), **vals):
        """Return a planned leaving audit of the chair."""
        values = {
            "kind": "leaving",
            "entity_id": self.collective.id,
            "person_id": self.chair.id,
            "office": "理事长",
            "date_from": FIRST,
            "date_to": LAST,
            "notice_no": "测审通〔2025〕1号",
            "notice_date": "2025-12-10",
            "member_ids": [
                Command.create({"user_id": self.users[name].id, "is_lead": not at})
                for at, name in enumerate(team)
            ],
            **vals,
        }
        return self.as_(role, self.env["reform.audit.case"]).create(values).with_env(self.env)

    def declared(self, case):
        """Let everybody of the team declare no interest; return the audit."""
        for member in case.member_ids:
            member.with_user(member.user_id).action_declare()
        return case

    def noticed(self, **vals):
        case = self.declared(self.case(**vals))
        self.as_("auditor", case).action_notice()
        return case

    def at_work(self, **vals):
        """Return an audit whose working papers are drawn up."""
        case = self.noticed(**vals)
        auditor = self.as_("auditor", case)
        auditor.write({"entry_date": "2025-12-15", "entry_people": "理事会全体"})
        self.enclose(case, "commitment", role="director")
        auditor.action_enter()
        return case

    def enclose(self, case, kind, role="auditor", **facts):
        rows = self.as_(role, self.env["reform.audit.evidence"])
        given = {"file": FILE, "file_name": "文件.txt", **facts}
        return rows._enclose(self.as_(role, case), kind, "测试材料", **given).with_env(self.env)

    def paper(self, kind, case=None):
        case = case or self.at_work()
        return case.paper_ids.filtered(lambda paper: paper.kind == kind)

    def sign(self, papers, upto="reviewed"):
        """Have papers signed by one auditor and reviewed by the other."""
        signed = self.as_("auditor", papers)
        for paper in signed:
            paper.write({"facts": "已核对。", "conclusion": "未见异常。"})
        signed.action_sign()
        if upto == "reviewed":
            self.as_("second_auditor", papers).action_review()
        return papers

    def drafted(self, **vals):
        """Return an audit whose draft has been sent."""
        case = self.at_work(**vals)
        self.sign(case.paper_ids)
        auditor = self.as_("auditor", case)
        auditor.draft_report = "任职期间财务收支基本真实。"
        auditor.action_send_draft()
        return case

    def finding(self, case, **vals):
        values = {
            "case_id": case.id,
            "entity_id": self.collective.id,
            "text": "借支3000元未归还",
            "kind": "claims",
            "amount": 3000,
            **vals,
        }
        return self.as_("auditor", self.env["reform.audit.finding"]).create(values).with_env(self.env)

    # -- looking at a paper ---

    def table(self, paper, key, role="auditor"):
        """Return a table of a paper as the auditor sees it."""
        shown = self.as_(role, paper).shown
        return next(table for table in shown["tables"] if table["key"] == key)

    def column(self, table, title):
        at = table["columns"].index(title)
        return [row[at].get("amount", row[at].get("text")) for row in table["rows"]]


class OfficeCase(OfficeWorld, PlaceCase):
    """The kit for tests of models."""
