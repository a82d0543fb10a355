"""Statements of all collectives: in the background, piece by piece, for whoever asked."""

import io
import zipfile
from unittest.mock import patch

from odoo.addons.base.models.ir_cron import IrCron
from odoo.exceptions import AccessError, UserError
from python_calamine import CalamineWorkbook

from .common import LedgerCase


class TestLedgerStatementBatch(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("setUp")
        case.posted([("102", 1000, 0), ("301", 0, 1000)], date="2024-01-05")

    def batch(self, role="county_agriculture", place=None, **vals):
        return self.as_(role, self.env["ledger.statement.batch"]).create(
            {"place_id": (place or self.county).id, "month": "2024-12-31", **vals}
        )

    def run_background(self, steps=99):
        """Run the job; it is cut short after some collectives, as a server that stops does."""
        left = [steps]

        def progress(_cron, processed=0, **_facts):
            left[0] -= processed
            return left[0]

        with patch.object(IrCron, "_commit_progress", progress):
            self.env["ledger.statement.batch"]._cron_draw_up()
        self.env.invalidate_all()

    def test_everybody_in_the_place_gets_statements(self):
        batch = self.batch(with_pdf=False)
        batch.action_start()
        self.assertEqual((batch.state, batch.total, batch.progress), ("waiting", 2, 0))
        self.run_background()
        self.assertEqual((batch.state, batch.done, batch.progress), ("done", 2, 100))
        with zipfile.ZipFile(batch._archive()) as archive:
            names = archive.namelist()
            own = next(name for name in names if name.startswith(self.collective.name))
            book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read(own)))
        self.assertEqual(len(names), 2)
        self.assertEqual(
            book.sheet_names, ["Balance Sheet", "Income and Distribution Stateme", "Trial Balance"]
        )
        sheet = book.get_sheet_by_index(0).to_python()
        self.assertIn(1000.0, [value for row in sheet for value in row])

    def test_paper_carries_all_statements_in_one_file(self):
        batch = self.batch(place=self.village, with_xlsx=False)
        batch.action_start()
        self.run_background()
        with zipfile.ZipFile(batch._archive()) as archive:
            (name,) = archive.namelist()
            self.assertTrue(archive.read(name).startswith(b"%PDF"))

    def test_what_is_done_stays_when_the_server_stops_or_somebody_cancels(self):
        batch = self.batch(with_pdf=False)
        batch.action_start()
        self.run_background(steps=1)
        self.assertEqual((batch.state, batch.done, batch.progress), ("running", 1, 50))
        batch.action_cancel()
        self.run_background()
        self.assertEqual((batch.state, batch.done), ("cancelled", 1))
        with zipfile.ZipFile(batch._archive()) as archive:
            self.assertIn("not-drawn-up.txt", archive.namelist())
        batch.action_retry()
        self.run_background()
        self.assertEqual((batch.state, batch.done), ("done", 2))

    def test_one_that_is_not_possible_is_named_and_the_others_are_done(self):
        batch = self.batch(with_pdf=False)
        batch.action_start()
        model = type(self.env["ledger.report"])
        result, refusal = model.get_result, "no figures"

        def broken(reports, kind, entity_id, *args):
            if entity_id == self.other_collective.id:
                raise UserError(refusal)
            return result(reports, kind, entity_id, *args)

        with patch.object(model, "get_result", broken):
            self.run_background()
        self.assertEqual((batch.state, batch.done, batch.failed), ("done", 1, 1))
        self.assertEqual(batch.line_ids.filtered("message").message, refusal)

    def test_a_batch_is_made_once_and_for_ones_own_places(self):
        batch = self.batch(role="township", place=self.county)
        with self.assertRaises(AccessError):
            batch.action_start()
        own = self.batch(role="township", place=self.township, with_pdf=False, with_xlsx=False)
        with self.assertRaises(UserError):
            own.action_start()
        own.with_xlsx = True
        own.action_start()
        self.assertEqual(own.line_ids.entity_id, self.collective.with_env(own.env))
        with self.assertRaises(UserError):
            own.action_start()
        with self.assertRaises(AccessError):
            own.line_ids.write({"state": "done"})
        self.assertFalse(self.as_("county_agriculture", self.env["ledger.statement.batch"]).search([]))
