"""Role × act over the real port, in one table: who may take which step, and which the maker may not.

Every record here is made by somebody who holds every role at once. A step marked `OTHER` is refused to
him all the same: it needs another hand. Every other step he may take, so that a refusal says what it seems
to say.
"""

from datetime import timedelta
from typing import NamedTuple

from odoo import fields
from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import ROLES
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .act_case import ActHttpCase
from .common import AssetHttpCase
from .count_case import CountHttpCase
from .plan_case import PlanHttpCase
from .worth_case import DONE, PEOPLE, WorthWorld

GROUPS = (
    "clerk", "director", "supervisor", "accountant", "township", "county_finance", "county_agriculture",
)  # fmt: skip
OTHER = "another hand than the maker's"


class Row(NamedTuple):
    """One act: the roles that may, separated by blanks, and `OTHER` where the maker may not."""

    roles: str
    hand: str = ""


TABLE = {
    "card": {
        "action_check_village": Row("director supervisor", OTHER),
        "action_check_town": Row("township", OTHER),
        "action_confirm": Row("county_agriculture", OTHER),
    },
    "act on a card": {
        "action_submit": Row("clerk township"),
        "action_return": Row("township county_agriculture", OTHER),
        "action_approve": Row("township county_agriculture", OTHER),
        "action_carry_out": Row("clerk township accountant"),
        "action_undo": Row("clerk township"),
    },
    "title dispute": {
        "action_settle": Row("township county_finance county_agriculture", OTHER),
    },
    "spell of idleness": {
        "action_propose_unfit": Row("township"),
        "action_return_unfit": Row("county_agriculture", OTHER),
        "action_confirm_unfit": Row("county_agriculture", OTHER),
        "action_lift_unfit": Row("township"),
    },
    "count": {
        "action_freeze": Row("director township county_finance county_agriculture"),
        "action_start": Row("director township county_finance county_agriculture"),
        "action_cancel": Row("township county_finance county_agriculture"),
        "action_found": Row("clerk director township"),
        "action_finish": Row("director township county_finance county_agriculture"),
        "owner action_confirm": Row("director supervisor county_agriculture", OTHER),
        "owner action_reopen": Row("township county_finance county_agriculture", OTHER),
        "action_confirm": Row("director township county_finance county_agriculture"),
        "action_close": Row("township county_finance county_agriculture", OTHER),
    },
    "valuation": {
        "action_scope": Row("clerk director township"),
        "action_choose_agency": Row("director supervisor township"),
        "action_fieldwork": Row("clerk director township"),
        "action_report": Row("clerk director township"),
        "action_review": Row("supervisor township", OTHER),
        "action_publish": Row("clerk director township"),
        "action_confirm": Row("county_agriculture", OTHER),
        "action_dispute": Row("supervisor township county_finance county_agriculture"),
    },
    "disposal": {
        "action_classify": Row("township", OTHER),
        "action_value": Row("clerk director township"),
        "action_publish": Row("clerk director township"),
        "action_decide": Row("director supervisor township"),
        "action_approve": Row("township", OTHER),
        "action_list": Row("clerk director township"),
        "action_sell": Row("director township"),
        "action_deliver": Row("clerk director township"),
        "action_receive": Row("clerk accountant township"),
        "action_close_proceeds": Row("accountant clerk township"),
        "action_remove": Row("township"),
        "action_report": Row("clerk director township"),
    },
    "scheme": {
        "action_start": Row("county_finance county_agriculture"),
    },
    "plan": {
        "action_consult": Row("clerk director township"),
        "action_back_to_draft": Row("clerk director township"),
        "action_mark_unfit": Row("township", OTHER),
        "action_approve": Row("supervisor township", OTHER),
        "action_prepare": Row("director township"),
        "action_put_in_use": Row("director township"),
        "acceptance action_sign": Row("supervisor township", OTHER),
        "inspection action_report": Row("clerk supervisor township"),
        "action_confirm_relapse": Row("township", OTHER),
        "action_refuse_relapse": Row("township", OTHER),
    },
    "contract": {
        "action_price": Row("clerk director"),
        "action_back_to_draft": Row("clerk director"),
        "action_decide": Row("director supervisor township"),
        # The members have decided: the director signs what he may have drawn up himself.
        "action_sign": Row("director"),
        "action_file": Row("township", OTHER),
        "action_receive_deposit": Row("clerk accountant"),
        "amendment action_decide": Row("director supervisor township", OTHER),
        "amendment action_sign": Row("director", OTHER),
        "sublet action_consent": Row("director", OTHER),
        "sublet action_refuse": Row("director", OTHER),
        "action_terminate": Row("director township"),
        "handover action_witness": Row("supervisor township", OTHER),
        "action_settle": Row("director"),
    },
    "relief of rent": {
        "action_request": Row("clerk director"),
        "action_refuse": Row("township county_finance"),
        "action_approve": Row("township", OTHER),
        "action_carry_out": Row("clerk accountant"),
    },
    "listing": {
        "action_open": Row("clerk director"),
        "action_close": Row("supervisor township", OTHER),
    },
}


class Matrix:
    """The maker with every role, and the check of one act against its row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["maker"] = new_test_user(
            cls.env,
            login="test_maker",
            password="test_maker",
            groups=",".join(f"reform_places.group_{name}" for name in GROUPS),
            lang="en_US",
            tz="Asia/Shanghai",
            reform_scope_ids=[Command.set(cls.county.ids)],
        )

    def walk(self, word, steps):
        """Check each (name, record, arguments) of `steps` against the table, and that no row is left out."""
        table, seen = TABLE[word], set()
        for name, record, kw in steps:
            seen.add(name)
            row = table[name]
            expected = set(row.roles.split()) | ({"maker"} if not row.hand else set())
            method = name.split()[-1]
            did = {
                role
                for role in (*ROLES, "maker")
                if self.allowed(role, record._name, method, record.ids, **kw)
            }
            with self.subTest(word=word, act=name):
                self.assertEqual(did, expected)
        self.assertEqual(seen, set(table), word)


@tagged("-at_install", "post_install")
class TestMatrixOfCards(Matrix, ActHttpCase):
    def test_cards(self):
        self.walk("card", self.card_steps())
        self.walk("title dispute", self.dispute_steps())
        self.walk("spell of idleness", self.spell_steps())

    def card_steps(self):
        card = self.card("maker")
        for role, act in (
            ("supervisor", "action_check_village"),
            ("township", "action_check_town"),
            ("county_agriculture", "action_confirm"),
        ):
            yield act, card, {}
            getattr(self.as_(role, card), act)()

    def test_acts_on_cards(self):
        self.walk("act on a card", self.act_steps())

    def act_steps(self):
        act = self.act("lend", self.confirm(self.card()), role="maker")
        yield "action_submit", act, {}
        self.as_("clerk", act).action_submit()
        # Worth 80,000 yuan: above what a director may approve.
        yield "action_return", act, {"reason": "不全"}
        yield "action_approve", act, {}
        self.as_("township", act).action_approve()
        yield "action_carry_out", act, {}
        self.as_("clerk", act).action_carry_out()
        yield "action_undo", act, {"reason": "误"}

    def dispute_steps(self):
        values = {"asset_id": self.card().id, "claimant": "乙村", "claim": "一九八六年集资所建"}
        dispute = self.as_("maker", self.env["reform.asset.dispute"]).create(values).with_env(self.env)
        yield "action_settle", dispute, {"reason": "协商一致"}

    def spell_steps(self):
        card = self.confirm(self.card("maker", use_state="idle", idle_since=self.days_ago(900)))
        spell = card.idle_spell_id
        for days in (400, 300, 200, 100):
            attempt = self.as_("maker", self.env["reform.asset.attempt"]).create(
                {
                    "spell_id": spell.id,
                    "date": self.days_ago(days),
                    "description": "公告招租",
                    "result": "无人应租",
                }  # fmt: skip
            )
            attempt.document_ids = attempt.env["ir.attachment"].create({"name": "公告.txt", "raw": b"x"})
        yield "action_propose_unfit", spell, {"reason": "偏远"}
        self.as_("township", spell).action_propose_unfit(reason="偏远")
        yield "action_return_unfit", spell, {"reason": "再试"}
        yield "action_confirm_unfit", spell, {}
        self.as_("county_agriculture", spell).action_confirm_unfit()
        yield "action_lift_unfit", spell, {"reason": "有人来谈"}


@tagged("-at_install", "post_install")
class TestMatrixOfCounts(Matrix, CountHttpCase):
    def test_counts(self):
        self.walk("count", self.count_steps())

    def count_steps(self):
        self.cards(2)
        count = self.round_("maker")
        yield "action_freeze", count, {}
        self.as_("township", count).action_freeze()
        yield "action_start", count, {}
        self.as_("township", count).action_start()
        yield "action_cancel", count, {"reason": "重来"}
        lines = self.lines(count)
        yield "action_found", lines, {}
        # The maker of this word is the one who counts.
        self.see(lines, role="maker")
        yield "action_finish", count, {}
        self.as_("township", count).action_finish()
        owner = count.owner_ids
        yield "owner action_confirm", owner, {}
        self.as_("supervisor", owner).action_confirm()
        yield "owner action_reopen", owner, {"reason": "再议"}
        yield "action_confirm", count, {}
        self.as_("township", count).action_confirm()
        day = fields.Date.subtract(civil_day.today(), days=8)
        self.as_("director", count)._publish(day, "村务公开栏", PICTURE)
        yield "action_close", count, {}


@tagged("-at_install", "post_install")
class TestMatrixOfWorth(Matrix, WorthWorld, AssetHttpCase):
    def test_valuations(self):
        self.walk("valuation", self.valuation_steps())

    def valuation_steps(self):
        valuation = self.valuation(role="maker")
        while step := valuation._next_step():
            if step == "agency_chosen":
                pass_decision(valuation, self.users, vals={"body": "representative_assembly"})
            if step == "published":
                self.post(valuation)
            yield DONE[step], valuation, {"number": "1"} if step == "confirmed" else {}
            self.bring(valuation, step)
        yield "action_dispute", valuation, {"reason": "过低"}

    def test_disposals(self):
        self.walk("disposal", self.disposal_steps())

    def disposal_steps(self):
        hall = self.confirm(self.card())
        self.confirmed_valuation(hall)
        disposal = self.disposal(hall, role="maker")
        while step := disposal._next_step():
            self.ready(disposal, step)
            if step == "proceeds_received":
                yield "action_receive", disposal, {"amount": 120000}
                self.as_("accountant", disposal).action_receive(amount=120000)
            yield PEOPLE[step][1], disposal, {"number": "1"} if step == "approved" else {}
            self.step(disposal, step)

    def ready(self, disposal, step):
        if step == "decided":
            pass_decision(disposal, self.users, vals={"body": "representative_assembly"})
        if step == "listed":
            self.offer(disposal)
        if step == "sold":
            self.deal(disposal, 120000)
        if step == "delivered":
            day = civil_day.today()
            self.as_("clerk", disposal).write({"handover_on": day, "handover_file": PICTURE})
        if step == "reported":
            self.as_("clerk", disposal).report_no = "1"


@tagged("-at_install", "post_install")
class TestMatrixOfPlans(Matrix, PlanHttpCase):
    def test_plans(self):
        self.walk("plan", self.plan_steps())

    def test_schemes(self):
        scheme = self.env.ref("reform_assets.reform_scheme_example")
        draft = scheme.copy({"county_id": self.county.id})
        self.assertEqual(draft.state, "draft")
        self.walk("scheme", [("action_start", draft, {})])

    def plan_steps(self):
        plan = self.plan(role="maker")
        yield "action_consult", plan, {}
        self.as_("clerk", plan).action_consult()
        yield "action_back_to_draft", plan, {"reason": "再议"}
        yield "action_mark_unfit", plan, {"reason": "偏远"}
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        yield "action_approve", plan, {}
        self.as_("township", plan).action_approve()
        yield "action_prepare", plan, {}
        self.as_("director", plan).action_prepare()
        self.paper(plan, "handover")
        yield "action_put_in_use", plan, {}
        self.as_("director", plan).action_put_in_use()
        acceptance = self.acceptance(plan, role="maker")
        yield "acceptance action_sign", acceptance, {}
        self.as_("township", acceptance).action_sign()
        self.as_("supervisor", acceptance).action_sign()
        yield "inspection action_report", self.visit(plan), {}
        # The maker of what follows is the one who found the place idle again.
        self.as_("maker", self.visit(plan, days=1)).action_report()
        yield "action_confirm_relapse", plan, {}
        yield "action_refuse_relapse", plan, {"reason": "正在装修"}

    def visit(self, plan, days=0):
        values = {
            "plan_id": plan.id, "asset_id": plan.asset_id.id, "result": "idle_again", "note": "门锁着",
            "photo": PICTURE, "date_due": civil_day.today() + timedelta(days=days),
        }  # fmt: skip
        return self.as_("maker", self.env["reform.inspection"]).create(values).with_env(self.env)


@tagged("-at_install", "post_install")
class TestMatrixOfContracts(Matrix, AssetHttpCase):
    def test_contracts(self):
        self.walk("contract", self.contract_steps())

    def contract_steps(self):
        today = civil_day.today()
        lease = self.lease(role="maker", deposit=500)
        yield "action_price", lease, {}
        self.as_("clerk", lease).action_price()
        yield "action_back_to_draft", lease, {"reason": "再议"}
        pass_decision(lease, self.users, vals={"body": "representative_assembly"})
        yield "action_decide", lease, {}
        self.as_("supervisor", lease).action_decide()
        yield "action_sign", lease, {}
        self.as_("director", lease).action_sign()
        yield "action_file", lease, {"number": "1"}
        self.as_("township", lease).action_file(number="1")
        yield "action_receive_deposit", lease, {"amount": 500}
        self.as_("clerk", lease).action_receive_deposit(amount=500)
        yield from self.change_steps(lease, today)
        yield "action_terminate", lease, {"last_day": str(today), "reason": "协商解除"}
        self.as_("director", lease).action_terminate(last_day=today, reason="协商解除")
        yield from self.end_steps(lease)

    def change_steps(self, lease, today):
        values = {"lease_id": lease.id, "date_from": today, "reason": "调租", "new_rent_year": 12600}
        amendment = self.as_("maker", self.env["reform.lease.amendment"]).create(values).with_env(self.env)
        pass_decision(amendment, self.users, vals={"body": "representative_assembly"})
        yield "amendment action_decide", amendment, {}
        self.as_("supervisor", amendment).action_decide()
        yield "amendment action_sign", amendment, {}
        values = {
            "lease_id": lease.id, "subtenant_id": self.env["res.partner"].create({"name": "次承租人"}).id,
            "date_from": today, "date_to": lease.date_end,
        }  # fmt: skip
        sublet = self.as_("maker", self.env["reform.lease.sublet"]).create(values).with_env(self.env)
        yield "sublet action_consent", sublet, {}
        yield "sublet action_refuse", sublet, {"reason": "不同意"}

    def end_steps(self, lease):
        values = {"lease_id": lease.id, "line_ids": [Command.create({"item": "门窗"})]}
        sheet = self.as_("maker", self.env["reform.lease.handover"]).create(values).with_env(self.env)
        yield "handover action_witness", sheet, {}
        self.as_("supervisor", sheet).action_witness()
        yield "action_settle", lease, {}

    def test_listings(self):
        self.walk("listing", self.listing_steps())

    def listing_steps(self):
        lease = self.decided_lease(
            self.lease(lessee_id=False, public_trade=True), body="representative_assembly"
        )
        values = {
            "lease_id": lease.id, "platform": "县农村产权流转交易中心", "asking_rent": 12000,
            "date_from": self.days_ago(10), "date_to": civil_day.today(),
        }  # fmt: skip
        listing = self.as_("maker", self.env["reform.lease.listing"]).create(values).with_env(self.env)
        yield "action_open", listing, {}
        self.as_("clerk", listing).action_open()
        yield "action_close", listing, {}

    def test_reliefs(self):
        self.walk("relief of rent", self.relief_steps())

    def relief_steps(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        due = lease.due_ids.sorted("date_due")[0]
        values = {
            "lease_id": lease.id, "kind": "deferral", "reason": "受灾", "due_ids": due.ids,
            "new_date": civil_day.today() + timedelta(days=90),
        }  # fmt: skip
        relief = self.as_("maker", self.env["reform.rent.relief"]).create(values).with_env(self.env)
        yield "action_request", relief, {}
        self.as_("clerk", relief).action_request()
        yield "action_refuse", relief, {"reason": "不予"}
        yield "action_approve", relief, {"reason": "同意"}
        self.as_("township", relief).action_approve(reason="同意")
        yield "action_carry_out", relief, {}
