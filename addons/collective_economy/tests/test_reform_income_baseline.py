import base64
import hashlib

import psycopg2
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import STATEMENT, EconomyCase


@tagged("post_install", "-at_install")
class TestIncomeBaseline(EconomyCase):
    def setUp(self):
        super().setUp()
        self.draft = self.baseline((self.old_a, "operating", 9000), (self.old_a, "subsidy", 4000))

    def complete(self):
        self.as_("township", self.draft).write(
            {
                "line_ids": [
                    Command.create(
                        {"place_id": self.old_b.id, "kind": "contracting", "amount": 0, "source": "2019年报"}
                    )
                ],
                "paper_ids": [
                    Command.create({"place_id": self.old_b.id, "file": STATEMENT, "file_name": "2019.txt"})
                ],
            }
        )
        return self.draft

    def test_sums_follow_the_lines(self):
        self.assertEqual((self.draft.total, self.draft.earned), (13000, 9000))

    def test_each_former_village_must_have_a_figure(self):
        with self.assertRaisesRegex(UserError, self.old_b.name):
            self.as_("county_agriculture", self.draft).action_freeze()
        self.as_("township", self.draft).action_fill_predecessors()
        self.assertEqual(self.draft.line_ids.place_id, self.old_a | self.old_b)
        with self.assertRaisesRegex(UserError, "Say where the figures come from"):
            self.as_("county_agriculture", self.draft).action_freeze()

    def test_the_county_freezes_and_nobody_edits_afterwards(self):
        self.complete()
        for role in ("township", "accountant", "director", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, self.draft).action_freeze()
        self.as_("county_agriculture", self.draft).action_freeze()
        self.assertEqual(self.draft.state, "frozen")
        for role in ("township", "accountant", "county_agriculture"):
            for act in (
                lambda record: record.write({"year": 2018}),
                lambda record: record.line_ids[0].write({"amount": 1}),
                lambda record: record.line_ids[0].unlink(),
                lambda record: record.write({"state": "draft"}),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    act(self.as_(role, self.draft))
        with self.assertRaises(UserError):
            self.as_("township", self.draft).unlink()
        self.assertEqual(self.draft.sudo()._check_digests(), [])

    def test_each_former_village_must_have_its_paper(self):
        self.complete()
        self.as_("township", self.draft).paper_ids.filtered(
            lambda paper: paper.place_id == self.old_b
        ).unlink()
        with self.assertRaisesRegex(UserError, f"Attach the paper.*{self.old_b.name}"):
            self.as_("county_agriculture", self.draft).action_freeze()

    def test_a_paper_has_a_digest_and_stays_as_it_was_sealed(self):
        paper = self.complete().paper_ids[0]
        self.assertEqual(paper.digest, hashlib.sha256(base64.b64decode(STATEMENT)).hexdigest())
        self.as_("county_agriculture", self.draft).action_freeze()
        self.assertIn(
            [paper.place_id.id, "annual_statement", paper.digest], self.draft._seal_payload()["papers"]
        )
        for act in (lambda one: one.write({"file": STATEMENT}), lambda one: one.unlink()):
            with self.assertRaises(AccessError):
                act(self.as_("township", paper))
        file = self.env["ir.attachment"].search(
            [("res_model", "=", "reform.income.paper"), ("res_id", "=", paper.id), ("res_field", "=", "file")]
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE ir_attachment SET checksum = 'x' WHERE id = %s", [file.id])

    def test_a_changed_baseline_is_found_by_the_check(self):
        self.as_("county_agriculture", self.complete()).action_freeze()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE reform_income_baseline_line SET amount = 1 WHERE id = %s", [self.draft.line_ids[0].id]
        )
        self.env.invalidate_all()
        self.assertEqual(len(self.draft.sudo()._check_digests()), 1)

    def test_whoever_entered_it_does_not_freeze_it(self):
        self.complete()
        self.env.cr.execute(
            "UPDATE reform_income_baseline SET create_uid = %s WHERE id = %s",
            [self.users["county_agriculture"].id, self.draft.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "another person has to freeze it"):
            self.as_("county_agriculture", self.draft).action_freeze()
