"""The campaign of a county, phase by phase: each a function that its people carry out for all villages."""

from collections import defaultdict
from datetime import timedelta

from tests.bench import villages
from tests.bench.assemblies import resolve

# The smallest picture there is: one white dot.
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
PARTIES = {"giver": "giver", "receiver": "receiver", "witness": "township"}
# Every so many villages something is found otherwise than booked.
CASH_SHORT_EVERY, GOODS_MORE_EVERY = 6, 9
SHORT, MORE = 10, 25
BATCH = 50


class Campaign:
    """The acts of a campaign over the villages of a world; `explained` grows with what was decided."""

    def __init__(self, ctx, world):
        self.ctx, self.world = ctx, world
        self.clearings, self.integrations, self.handovers = [], [], []

    def phases(self):
        """Yield the phases in their order."""
        yield self.prepare
        yield self.freeze
        yield self.count
        yield self.adjudicate
        yield self.publish
        yield self.integrate
        yield self.sign
        yield self.hand_over
        yield self.open_books
        yield self.reconcile

    def as_(self, env, role):
        return env(user=self.world.users[role], su=False)

    def each(self, role):
        """Yield every clearing in a transaction of its own."""
        for clearing in self.clearings:
            with self.ctx.env() as env:
                yield self.as_(env, role)["reform.clearing"].browse(clearing)

    # -- phases ----------------------------------------------------------------------------------------------

    def prepare(self):
        """A clearing for every village, an integration for every merger."""
        with self.ctx.env() as env:
            mine = self.as_(env, "agriculture")
            campaign = mine["reform.clearing.campaign"].create(
                {"name": "前锋区三资清理移交", "place_id": self.world.county, "date_base": villages.BASE}
            )
            township = self.as_(env, "township")
            values = [
                {
                    "campaign_id": campaign.id,
                    "entity_id": giver,
                    "successor_id": receiver,
                    "kind": "merger" if receiver else "staff",
                    "person_name": None if receiver else "原村主任",
                    "date_base": villages.BASE,
                }
                for giver, receiver in self.world.receivers.items()
            ]
            self.clearings = township["reform.clearing"].create(values).ids
            together = defaultdict(list)
            for giver, receiver in self.world.receivers.items():
                if receiver:
                    together[receiver].append({"entity_id": giver})
            mode = env["reform.integration.mode"].search([("code", "=", "direct")]).id
            integrations = township["reform.integration"].create(
                [
                    {
                        "successor_id": receiver,
                        "date_base": villages.BASE,
                        "mode_id": mode,
                        "side_ids": [(0, 0, side) for side in sides],
                    }
                    for receiver, sides in together.items()
                ]
            )
            self.integrations = integrations.ids
            for act in ("action_assess", "action_choose", "action_clear"):
                getattr(integrations, act)()
            return f"{len(self.clearings)} clearings, {len(integrations)} integrations"

    def freeze(self):
        """Frozen, listed and sealed."""
        with self.ctx.env() as env:
            clearings = self.as_(env, "township")["reform.clearing"].browse(self.clearings)
            clearings.action_freeze()
            clearings.action_start()
            return f"{env['reform.clearing.item'].search_count([])} items"

    def count(self):
        """Counted."""
        different = 0
        for number, clearing in enumerate(self.each("clerk")):
            items = clearing.item_ids.filtered(lambda item: item.state == "listed")
            special = [*_differing(number, items), *_owed(items)]
            for item, said in special:
                item._count_each([(item, said)], way="list")
            (items - items.browse(item.id for item, _said in special)).action_as_booked()
            clearing.list_ids.filtered(
                lambda each: not each.item_count and each.list_code != "equity"
            ).action_nothing()
            different += sum("reason" in said for _item, said in special)
        for clearing in self.each("clerk"):
            clearing.action_adjudicate()
        return f"{different} found otherwise"

    def adjudicate(self):
        """Decided, booked and confirmed."""
        for clearing in self.each("township"):
            varied = clearing.item_ids.filtered(lambda item: item.state == "varied")
            short = varied.filtered(lambda item: item.list_code == "cash")
            if short:
                keeper = f"QF:{clearing.entity_id.id}:1"
                partner = clearing.env["res.partner"].search([("ref", "=", keeper)], limit=1)
                short._adjudicate("claim", "出纳赔偿", claim_partner=partner)
            if varied - short:
                (varied - short)._adjudicate("adjust", "按实盘数入账")
        with self.ctx.env() as env:
            self.as_(env, "clerk")["reform.clearing"].browse(self.clearings).action_book_verdicts()
            vouchers = self._vouchers(env, "clearing:%")
            self._post(vouchers)
            told = f"{len(vouchers)} vouchers"
        with self.ctx.env() as env:
            self.as_(env, "township")["reform.clearing"].browse(self.clearings).action_confirm_lists()
        return told

    def publish(self):
        """Posted and filed."""
        from odoo.addons.reform_places import civil_day

        today = civil_day.today()
        with self.ctx.env() as env:
            clearings = self.as_(env, "clerk")["reform.clearing"].browse(self.clearings)
            clearings._publish(today - timedelta(days=9), "村务公开栏", PICTURE)
            postings = clearings.sudo().publication_id.filtered("needs_assembly")
            resolve(env, postings, body="member_assembly")
        with self.ctx.env() as env:
            self.as_(env, "township")["reform.clearing"].browse(self.clearings).action_file()

    def integrate(self):
        """Voted by each, approved, registered."""
        from odoo.addons.reform_places import civil_day

        with self.ctx.env() as env:
            mine = self.as_(env, "township")["reform.integration"].browse(self.integrations)
            opening = villages.BASE + timedelta(days=1)
            mine.write(
                {"plan": "资产、债务、合同由新集体承继。", "plan_paper": PICTURE, "date_opening": opening}
            )
            mine.action_draft_plan()
            resolve(env, mine.sudo().side_ids, body="member_assembly")
            county = self.as_(env, "agriculture")["reform.integration"].browse(self.integrations)
            county.action_vote()
            reviewer = self.as_(env, "reviewer")["reform.integration"].browse(self.integrations)
            reviewer.action_review("材料齐全，程序合规。")
            county.action_approve("前农发〔2026〕1号")
            mine.creditor_ids.write({"told_on": civil_day.today(), "told_how": "letter"})
            mine.action_notified()
            county.action_register(certificate=PICTURE)
            return f"{len(mine.creditor_ids)} creditors"

    def sign(self):
        """Answered and signed by three."""
        with self.ctx.env() as env:
            township = self.as_(env, "township")
            handovers = (
                township["reform.clearing"].browse(self.clearings)._open_handovers(where="便民服务中心")
            )
            people = {f"{role}_id": self.world.users[user] for role, user in PARTIES.items()}
            posts = {f"{role}_post": "经办" for role in PARTIES}
            handovers.write({**people, **posts})
            self.handovers = handovers.ids
        with self.ctx.env() as env:
            receiver = self.as_(env, "receiver")["reform.handover"].browse(self.handovers)
            receiver.action_accept_rest()
            receiver.action_ready()
        for user in PARTIES.values():
            with self.ctx.env() as env:
                self.as_(env, user)["reform.handover"].browse(self.handovers)._sign(image=PICTURE)

    def hand_over(self):
        """Handed over, one transaction each."""
        with self.ctx.env() as env:
            handovers = self.as_(env, "township")["reform.handover"].browse(self.handovers)
            run = env["reform.handover.run"].browse(handovers.action_hand_over()["res_id"])
            assert not run.failed_count, run.line_ids.filtered("reason")[0].reason
            return f"{run.done_count} handovers"

    def open_books(self):
        """Books of the successors opened, the old ones ended."""
        with self.ctx.env() as env:
            vouchers = self._vouchers(env, "handover:%").ids
        for begin in range(0, len(vouchers), BATCH):
            with self.ctx.env() as env:
                self._post(env["ledger.voucher"].browse(vouchers[begin : begin + BATCH]))
        for integration in self.integrations:
            with self.ctx.env() as env:
                self.as_(env, "township")["reform.integration"].browse(integration).action_open_books()
        return f"{len(vouchers)} vouchers"

    def reconcile(self):
        """Giver = receiver, by the product."""
        with self.ctx.env() as env:
            clearings = self.as_(env, "accountant")["reform.clearing"].browse(self.clearings)
            unexplained = clearings.sudo()._reconcile()
            assert not unexplained, unexplained[:3]
            clearings.action_reconcile()
            return f"{sum(clearings.sudo().mapped('reconciled_lines'))} lines"

    # -- vouchers --------------------------------------------------------------------------------------------

    def _vouchers(self, env, key):
        """Return the prepared vouchers of events whose key is like this."""
        return env["ledger.voucher"].search([("event_key", "=like", key), ("state", "=", "prepared")])

    def _post(self, vouchers):
        """Review and post: two people, neither of whom has prepared them."""
        vouchers.with_user(self.world.users["supervisor"]).action_review()
        vouchers.with_user(self.world.users["accountant"]).action_post()


def found_otherwise(count):
    """Return {account: yuan} by which the clearings of so many villages change the books in sum.

    What is short is owed by the cashier, what is there in addition is income.
    """
    short = -(-count // CASH_SHORT_EVERY) * SHORT
    more = -(-count // GOODS_MORE_EVERY) * MORE
    return {"101": -short, "112": short, "121": more, "50402": -more}


def _differing(number, items):
    """Return (line, what was said) of the few that are found otherwise than booked."""
    found = []
    if number % CASH_SHORT_EVERY == 0:
        cash = items.filtered(lambda item: item.list_code == "cash")[:1]
        found.append((cash, {"counted_amount": cash.book_amount - SHORT, "reason": "少一张收据"}))
    if number % GOODS_MORE_EVERY == 0:
        goods = items.filtered(lambda item: item.list_code == "goods")[:1]
        found.append((goods, {"counted_amount": goods.book_amount + MORE, "reason": "盘盈水泥"}))
    return found


def _owed(items):
    """Return (line, what was said) of claims and debts: each with its basis, none disputed."""
    return [
        (item, {"counted_amount": item.book_amount, "evidence": "对账单", "disputed": "no"})
        for item in items
        if item.list_code in ("claims", "debts")
    ]
