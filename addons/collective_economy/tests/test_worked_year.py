import io
from collections import Counter
from decimal import Decimal

import openpyxl
from odoo.addons.reform_rules.money import yuan
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .worked_year_acts import BY_ITSELF
from .worked_year_kit import WorkedYearCase

PERIOD = ("2024-01", "2024-12")


@tagged("post_install", "-at_install")
class TestWorkedYear(WorkedYearCase):
    """From two old trial balances to the locked year: every figure is the one reckoned by hand."""

    def result(self, kind):
        report = self.as_("accountant", self.env["ledger.report"])
        return report.get_result(kind, self.collective.id, *PERIOD)

    def on_screen(self, kind):
        """Return {label: amounts} of a statement as the screen shows it."""
        found = {}
        for row in self.result(kind)["rows"]:
            width = 4
            for at in range(0, len(row), width):
                label, _number, *amounts = row[at : at + width]
                if label.get("text") and any("amount" in cell for cell in amounts):
                    found[label["text"]] = tuple(Decimal(cell.get("amount") or 0) for cell in amounts)
        return found

    def test_the_two_old_books_came_in_as_files_and_a_person_decided_what_the_table_asks(self):
        self.assertEqual([batch.state for batch in self.batches], ["applied", "applied"])
        self.assertFalse(self.batches.problem_row_ids)
        decided = self.opening.line_ids.filtered("reason")
        self.assertEqual(set(decided.mapped("code")), {"151"})
        wanted = Counter(
            (line.old, line.party) for line in self.by_hand.old_balances(self.case) if line.new != "15102"
        )
        found = Counter((line.code, line.party_name or "") for line in self.opening.line_ids)
        self.assertEqual(found, wanted)

    def test_what_came_in_by_itself_is_what_the_hand_would_have_written(self):
        """Wear, grants, the levy, pay, what was built and what left: no voucher of theirs was typed."""
        names = {party.id: name for name, party in self.parties.items()}
        wanted = Counter(
            (
                voucher.day,
                self.sums((line.code, line.party, line.debit - line.credit) for line in voucher.lines),
            )
            for voucher in self.hand_books.vouchers
            if voucher.event in BY_ITSELF
        )
        found = Counter(
            (
                voucher.date,
                self.sums(
                    (
                        entry.account_id.code,
                        names.get(entry.partner_id.id, ""),
                        yuan(entry.debit) - yuan(entry.credit),
                    )
                    for entry in voucher.entry_ids
                ),
            )
            for voucher in self.env["ledger.voucher"].search([("entity_id", "=", self.collective.id)])
            if (voucher.event_key or "").startswith(("gr:", "lv:", "py:", "act:", "depreciation:"))
        )
        self.assertEqual(found, wanted)

    @staticmethod
    def sums(lines):
        found = Counter()
        for code, party, amount in lines:
            found[code, party] += amount
        return frozenset((key, amount) for key, amount in found.items() if amount)

    def test_the_money_of_the_projects_is_accounted_for(self):
        grant, levy = self.grant.with_env(self.env), self.levy.with_env(self.env)
        self.assertEqual((grant.received, grant.spent, grant.returned), (200000, 188000, 12000))
        self.assertEqual((grant.left, grant.in_works), (0, 0))
        self.as_("accountant", grant).action_settle()
        self.assertEqual((levy.works, levy.outstanding, levy.state), (52800, 500, "finished"))

    def test_the_opening_is_the_sum_of_the_two_old_books(self):
        opening = {}
        for line in self.opening.voucher_id.entry_ids:
            code = line.account_id.code
            opening[code] = opening.get(code, yuan(0)) + yuan(line.debit) - yuan(line.credit)
        self.assertEqual(opening, self.wanted_balances(at=2))

    def test_the_books_end_where_the_hand_said_and_the_year_is_locked(self):
        self.assertEqual(self.balances("2024-12-31"), self.wanted_balances())
        self.assertEqual(self.closing.state, "locked")
        self.assertEqual(yuan(self.closing.net_income), self.by_hand.net_income(self.hand_books))
        self.assertEqual(set(self.closing._periods().mapped("state")), {"closed"})

    def test_claims_and_debts_of_households_stand_apart(self):
        rows = self.env["ledger.balance"]._sums(
            self.collective, self.by_hand.date(2024, 1, 1), self.by_hand.date(2024, 12, 31)
        )
        names = {party.id: name for name, party in self.parties.items()}
        found = {names[row.partner]: row.end for row in rows if row.code == "113" and row.end}
        wanted = (text.split(" ") for text in self.case["expected"]["households"])
        self.assertEqual(found, {name: Decimal(amount) for name, amount in wanted})

    def test_the_statements_on_screen_are_those_reckoned_by_hand(self):
        sheet, wanted = self.on_screen("balance_sheet"), self.wanted("balance_sheet")
        self.assertEqual({label: tuple(reversed(sheet[label])) for label in wanted}, wanted)
        income, wanted = self.on_screen("income_statement"), self.wanted("income_statement")
        self.assertEqual({label: income[label][:1] for label in wanted}, wanted)
        for kind in ("balance_sheet", "income_statement", "trial_balance"):
            self.assertTrue(self.result(kind)["balanced"], kind)

    def test_the_workbook_shows_the_same(self):
        for kind in ("balance_sheet", "income_statement"):
            result = self.result(kind)
            book = openpyxl.load_workbook(io.BytesIO(self.env["ledger.report"]._xlsx(result)))
            cells = [cell.value for row in book.active.iter_rows() for cell in row]
            amounts = {yuan(str(cell)) for cell in cells if isinstance(cell, int | float)}
            labels = {cell.strip() for cell in cells if isinstance(cell, str)}
            for label, figures in self.wanted(kind).items():
                self.assertIn(label, labels)
                for figure in figures:
                    self.assertTrue(figure in amounts or not figure, (kind, label, figure))

    def test_the_paper_shows_the_same(self):
        for kind in ("balance_sheet", "income_statement"):
            pdf = self.as_("accountant", self.env["ledger.report.paper"])._pdf(self.result(kind))
            text = "".join(page.extract_text() for page in PdfFileReader(io.BytesIO(pdf)).pages)
            plain = text.replace(",", "").replace(" ", "").replace("\n", "")
            for label, figures in self.wanted(kind).items():
                for figure in filter(None, figures):
                    self.assertIn(f"{figure}", plain, (kind, label))

    def test_the_plan_and_the_members_parts_are_those_reckoned_by_hand(self):
        parts = {line.holder_name: yuan(line.amount) for line in self.plan.line_ids}
        wanted = (text.split(" ") for text in self.case["expected"]["dividends"])
        self.assertEqual(parts, {name: Decimal(amount) for name, amount in wanted})
        self.assertEqual(yuan(self.plan.residue), Decimal(self.case["expected"]["residue"]))
        self.assertEqual(yuan(self.plan.net), self.by_hand.net_income(self.hand_books))

    def test_the_last_dividend_is_paid_shown_and_audited(self):
        self.assertEqual((self.plan.state, self.plan.unpaid_total), ("audited", 0))
        day = self.case["payment"]["date"]
        rows = self.env["ledger.balance"]._sums(self.collective, self.by_hand.date(2024, 1, 1), day)
        names = {party.id: name for name, party in self.parties.items()}
        for text in self.case["expected"]["after_payment"]:
            label, amount = text.rsplit(" ", 1)
            code, _space, name = label.partition(" ")
            party = name.partition("/")[2]
            ends = [row.end for row in rows if row.code == code and party in ("", names.get(row.partner))]
            self.assertEqual(sum(ends, yuan(0)), Decimal(amount), label)

    def test_the_income_of_the_year_stands_by_kind_and_in_its_tier(self):
        row = self.env["reform.income.year"].search(
            [("entity_id", "=", self.collective.id), ("year", "=", 2024)]
        )
        wanted = {text.split(" ")[0]: Decimal(text.split(" ")[2]) for text in self.case["expected"]["income"]}
        self.assertEqual(yuan(row.amount), wanted["合计"])
        self.assertEqual(yuan(row.operating_return), Decimal(self.case["expected"]["operating_return"]))
        self.assertEqual(row.tier, self.case["expected"]["tier"])
        kinds = self.env["reform.income.report"].search(
            [("entity_id", "=", self.collective.id), ("year", "=", 2024)]
        )
        names = {
            "operating": "经营",
            "contracting": "发包",
            "investment": "投资",
            "subsidy": "补助",
            "other": "其他",
        }
        self.assertEqual(
            {names[kind.kind]: yuan(kind.amount) for kind in kinds},
            {kind: amount for kind, amount in wanted.items() if kind != "合计"},
        )

    def test_every_voucher_passed_three_hands_and_the_numbers_have_no_gap(self):
        vouchers = self.env["ledger.voucher"].search([("entity_id", "=", self.collective.id)])
        self.assertEqual(set(vouchers.mapped("state")), {"posted"})
        for voucher in vouchers:
            hands = {voucher.prepared_by_id, voucher.reviewed_by_id, voucher.posted_by_id}
            self.assertEqual(len(hands), 3, voucher.display_name)
        for model in ("ledger.voucher", "ledger.period", "ledger.balance"):
            for name, problems in self.env[model]._reform_invariants():
                self.assertEqual(problems, [], name)
