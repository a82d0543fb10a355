"""Spells of idleness follow the cards, never overlap, tell any past day, and end lawfully."""

from datetime import date

from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import PAPER, AssetCase


class SpellCase(AssetCase):
    def idle_card(self, since=date(2024, 1, 1), **vals):
        return self.confirm(self.card(use_state="idle", idle_since=since, idle_reason="学校撤并", **vals))

    def attempt(self, spell, role="township", **vals):
        """Return a documented attempt to put the asset to use."""
        env = self.as_(role, self.env["ir.attachment"]).env
        paper = env["ir.attachment"].create({"name": "招租公告.txt", "datas": PAPER})
        values = {
            "spell_id": spell.id,
            "date": date(2024, 6, 1),
            "kind": "letting",
            "description": "在村务公开栏和县产权交易平台挂牌二十日",
            "result": "无人报名",
            "document_ids": [fields.Command.link(paper.id)],
        }
        return env["reform.asset.attempt"].create({**values, **vals}).with_env(self.env)

    def proposed(self, card):
        spell = card.idle_spell_id
        self.attempt(spell, "clerk")
        self.as_("township", spell).action_propose_unfit(reason="D级危房，无人承租")
        return spell


@tagged("-at_install", "post_install")
class TestSpells(SpellCase):
    @freeze_time("2025-08-31")
    def test_a_card_put_to_use_ends_its_spell_and_a_second_idleness_begins_another(self):
        card = self.idle_card()
        first = card.idle_spell_id
        self.assertEqual((first.date_from, first.reason, first.days), (date(2024, 1, 1), "学校撤并", 608))
        self.as_("clerk", card)._report_use("in_use", date(2025, 2, 1), "改作村史馆")
        self.assertEqual((first.state, first.date_to, first.outcome), ("closed", date(2025, 2, 1), "reused"))
        self.assertFalse(card.idle_spell_id)
        self.as_("clerk", card)._report_use("idle", date(2025, 7, 1), "村史馆搬走")
        second = card.idle_spell_id
        self.assertNotEqual(first, second)
        self.assertTrue(second.relapsed, "idle again five months after it was put to use")
        self.assertEqual(card.spell_count, 2)

    @freeze_time("2025-08-31")
    def test_idle_again_years_later_is_no_relapse(self):
        card = self.idle_card(date(2020, 1, 1))
        self.as_("clerk", card)._report_use("in_use", date(2021, 1, 1), "自用")
        self.as_("clerk", card)._report_use("idle", date(2022, 1, 1), "搬走")
        self.assertFalse(card.idle_spell_id.relapsed)

    @freeze_time("2025-08-31")
    def test_the_idle_ledger_of_any_past_day_is_told(self):
        card, other = self.idle_card(), self.idle_card(date(2025, 3, 1), name="粮仓")
        self.as_("clerk", card)._report_use("in_use", date(2025, 2, 1), "改作村史馆")
        spells = self.as_("auditor", self.env["reform.asset.idle"])
        both = card | other

        def on(day):
            return (spells._as_of(day).asset_id & both.with_env(spells.env)).mapped("name")

        self.assertEqual(on(date(2023, 12, 31)), [])
        self.assertEqual(on(date(2024, 1, 1)), [card.name])
        self.assertEqual(on(date(2025, 1, 31)), [card.name])
        self.assertEqual(on(date(2025, 2, 1)), [])
        self.assertEqual(on(date(2025, 8, 31)), ["粮仓"])

    @freeze_time("2025-08-31")
    def test_an_earlier_start_that_runs_into_an_earlier_spell_is_refused(self):
        card = self.idle_card()
        self.as_("clerk", card)._report_use("in_use", date(2025, 2, 1), "自用")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.as_("clerk", card)._report_use("idle", date(2025, 1, 15), "搬走")

    @freeze_time("2025-08-31")
    def test_a_change_of_use_that_is_taken_back_takes_the_spell_up_again(self):
        card = self.idle_card()
        first = card.idle_spell_id
        self.as_("clerk", card)._report_use("in_use", date(2025, 2, 1), "自用")
        self.as_("clerk", card)._report_use("idle", date(2024, 1, 1), "误报")
        self.assertEqual(card.idle_spell_id, first)
        self.assertEqual((first.state, first.date_to, first.outcome), ("open", False, False))

    def test_a_lease_that_takes_effect_ends_the_spell_as_let(self):
        card = self.idle_card()
        spell = card.idle_spell_id
        self.effective_lease(self.lease(card))
        self.assertEqual((spell.state, spell.outcome), ("closed", "let"))

    def test_a_card_nobody_has_checked_yet_is_corrected_without_leaving_a_spell(self):
        card = self.card(use_state="idle", idle_since=date(2024, 1, 1))
        spell = card.idle_spell_id
        self.as_("clerk", card).idle_since = date(2023, 1, 1)
        self.assertEqual(spell.date_from, date(2023, 1, 1))
        self.as_("clerk", card).use_state = "in_use"
        self.assertFalse(spell.exists())
        self.assertFalse(card.idle_spell_id)

    def test_the_report_of_use_says_how_little_an_asset_is_used(self):
        card = self.confirm(self.card())
        kind = self.env.ref("reform_assets.low_use_kind_seasonal")
        window = self.as_("clerk", self.env["reform.asset.use"]).create(
            {
                "asset_ids": [fields.Command.set(card.ids)],
                "use_state": "idle",
                "since": date(2024, 1, 1),
                "reason": "只在收茧时使用",
                "low_use_kind_id": kind.id,
            }
        )
        window.action_apply()
        self.assertEqual(card.low_use_kind_id, kind)
        found = self.env["reform.asset"].search(
            [("idle_spell_id.low_use_kind_id.is_low_use", "=", True), ("id", "=", card.id)]
        )
        self.assertEqual(found, card)
        groups = self.as_("township", self.env["reform.asset"])._read_group(
            [("id", "=", card.id)], ["low_use_kind_id"], ["__count"]
        )
        self.assertEqual([(group.id, count) for group, count in groups], [(kind.id, 1)])

    def test_days_without_use_are_averaged_in_the_database(self):
        with freeze_time("2025-08-31"):
            cards = self.idle_card(date(2025, 8, 21)) | self.idle_card(date(2025, 8, 1))
            model = self.as_("auditor", self.env["reform.asset.idle"])
            domain = [("asset_id", "in", cards.ids)]
            self.assertEqual(model._read_group(domain, [], ["days:avg"]), [(20.0,)])

    def test_cards_and_spells_say_the_same(self):
        card = self.idle_card()
        checks = dict(self.env["reform.asset.idle"]._reform_invariants())
        found = [problem for problems in checks.values() for problem in problems]
        self.assertFalse([one for one in found if card.code in one])
        self.env.cr.execute(
            "UPDATE reform_asset_idle SET date_from = '2001-01-01' WHERE asset_id = %s", [card.id]
        )
        self.env.invalidate_all()
        checks = dict(self.env["reform.asset.idle"]._reform_invariants())
        self.assertTrue([one for problems in checks.values() for one in problems if card.code in one])

    def test_the_backfill_opens_what_is_missing_and_does_nothing_the_second_time(self):
        card = self.idle_card()
        self.env.cr.execute("UPDATE reform_asset SET idle_spell_id = NULL WHERE id = %s", [card.id])
        self.env.cr.execute("DELETE FROM reform_asset_idle WHERE asset_id = %s", [card.id])
        self.env.invalidate_all()
        for _time in range(2):
            self.env["reform.asset.idle"]._backfill()
            self.assertEqual(len(card.spell_ids), 1)
        self.assertEqual(card.idle_spell_id, card.spell_ids)

    def test_three_hundred_cards_fall_idle_with_as_many_statements_as_thirty(self):
        values = self.card().copy_data()[0]
        cards = self.as_("clerk", self.env["reform.asset"]).create(
            [{**values, "name": f"房屋{number}"} for number in range(330)]
        )
        cards = self.confirm(cards.with_env(self.env), "village_checked")
        spells = self.env["reform.asset.idle"]

        def follow(some, use_state, since):
            self.env.cr.execute(
                "UPDATE reform_asset SET use_state = %s, idle_since = %s WHERE id = ANY(%s)",
                [use_state, since, some.ids],
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            spells._follow(some)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        follow(cards[:1], "idle", date(2024, 1, 1))
        few = follow(cards[:31], "idle", date(2024, 1, 1))
        many = follow(cards[30:], "idle", date(2024, 1, 1))
        self.assertEqual(len(cards.spell_ids), 330)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 15)
        few = follow(cards[:30], "in_use", None)
        many = follow(cards[30:], "in_use", None)
        self.assertEqual(set(cards.spell_ids.mapped("state")), {"closed"})
        self.assertLessEqual(many, few + 10)


@tagged("-at_install", "post_install")
class TestUnfit(SpellCase):
    def test_nothing_is_unfit_before_somebody_tried_with_papers(self):
        card = self.idle_card()
        spell = self.as_("township", card.idle_spell_id)
        with self.assertRaisesRegex(UserError, "0 documented attempts and needs 1"):
            spell.action_propose_unfit(reason="没人要")
        attempt = self.attempt(card.idle_spell_id, document_ids=[])
        with self.assertRaisesRegex(UserError, "has no papers"):
            spell.action_propose_unfit(reason="没人要")
        self.assertEqual(attempt.spell_id.state, "open")

    def test_the_county_confirms_each_authority_its_own_property(self):
        card = self.idle_card()
        spell = self.proposed(card)
        for role in ("township", "county_finance", "auditor", "clerk", "director"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, spell).action_confirm_unfit()
        self.as_("county_agriculture", spell).action_confirm_unfit()
        self.assertEqual((spell.state, spell.confirmed_by_id), ("unfit", self.users["county_agriculture"]))
        self.assertEqual(spell.approval_ids.mapped("step"), ["unfit"])
        self.assertEqual(card.use_state, "idle")
        self.assertIn(spell, self.env["reform.asset.idle"]._as_of(civil_day.today()))

    def test_state_property_is_confirmed_by_finance(self):
        card = self.idle_card(owner_class="state", entity_id=self.state_body.id)
        spell = self.proposed(card)
        with self.assertRaises(AccessError):
            self.as_("county_agriculture", spell).action_confirm_unfit()
        self.as_("county_finance", spell).action_confirm_unfit()
        self.assertEqual(spell.state, "unfit")

    def test_who_proposed_never_confirms(self):
        card = self.idle_card()
        county = self.users["county_agriculture"]
        county.sudo().group_ids += self.env.ref("reform_places.group_township")
        self.attempt(card.idle_spell_id, "clerk")
        spell = self.as_("county_agriculture", card.idle_spell_id)
        spell.action_propose_unfit(reason="危房")
        self.assertFalse(spell.can_confirm)
        with self.assertRaises(UserError):
            spell.action_confirm_unfit()
        self.assertEqual(spell.state, "unfit_proposed")

    def test_the_county_sends_a_proposal_back_and_the_township_lifts_a_finding(self):
        spell = self.proposed(self.idle_card())
        county = self.as_("county_agriculture", spell)
        self.assertEqual(county.action_return_unfit()["res_model"], "reform.asset.reason")
        county.action_return_unfit(reason="先到县平台挂牌")
        self.assertEqual((spell.state, spell.proposed_by_id), ("open", self.env["res.users"]))
        self.as_("township", spell).action_propose_unfit(reason="挂牌无人报名")
        self.as_("county_agriculture", spell).action_confirm_unfit()
        self.as_("township", spell).action_lift_unfit(reason="有企业有意租用")
        self.assertEqual(spell.state, "open")

    def test_an_unfit_asset_that_finds_a_tenant_is_let(self):
        card = self.idle_card()
        spell = self.proposed(card)
        self.as_("county_agriculture", spell).action_confirm_unfit()
        self.as_("township", card)._report_use("in_use", civil_day.today(), "改作应急物资库")
        self.assertEqual((spell.state, spell.outcome), ("closed", "reused"))

    def test_the_attempts_and_their_papers_stay_once_proposed(self):
        spell = self.proposed(self.idle_card())
        attempt = spell.attempt_ids
        with self.assertRaises(AccessError):
            self.as_("clerk", attempt).result = "有人要"
        with self.assertRaises(AccessError):
            self.as_("clerk", attempt).unlink()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            attempt.document_ids.unlink()
            self.env.flush_all()
