import json
import re

from .common import AuditCase


class TestVerify(AuditCase):
    def assertNamed(self, folder, *words, options=()):
        code, said = self.verify(folder, *options)
        self.assertEqual(code, 1, said)
        for word in words:
            self.assertIn(word, said)
        return said

    def test_a_package_as_it_was_built_is_ok(self):
        code, said = self.verify(self.write())
        self.assertEqual(code, 0, said)
        self.assertIn("核验通过 / OK", said)
        self.assertIn("凭证 / vouchers 5", said)
        self.assertIn(self.built.manifest_digest, said)

    def test_a_chinese_reader_meets_no_english(self):
        folder = self.write()
        for holds in (True, False):
            code, said = self.verify(folder, "--zh")
            self.assertEqual(code == 0, holds)
            self.assertEqual(
                re.findall(r"[A-Za-z]{4,}", re.sub(r"[0-9a-f]{64}", "", said)), [] if holds else ["xlsx"]
            )
            (folder / "凭证序时簿.xlsx").write_bytes(b"x")

    def test_one_byte_changed_in_any_file_names_that_file(self):
        folder = self.write()
        for path in sorted(folder.iterdir()):
            if path.name == "verify.py":
                continue
            with self.subTest(file=path.name):
                data = path.read_bytes()
                at = len(data) // 2
                path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
                self.assertNamed(folder, path.name)
                path.write_bytes(data)
        self.assertEqual(self.verify(folder)[0], 0)

    def test_a_changed_verifier_is_named_by_a_trusted_copy(self):
        folder, trusted = self.write(), self.write()
        with (folder / "verify.py").open("a") as stream:
            stream.write("\n")
        (folder / "verify.py").rename(trusted / "changed.py")
        (trusted / "changed.py").rename(folder / "verify.py")
        import subprocess
        import sys

        done = subprocess.run(
            [sys.executable, "-I", str(trusted / "verify.py"), str(folder)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(done.returncode, 1)
        self.assertIn("changed file: verify.py", done.stdout)

    def test_a_missing_and_an_extra_file_are_named(self):
        folder = self.write()
        (folder / "资产台账.csv").rename(folder / "另外.csv")
        self.assertNamed(folder, "missing file: 资产台账.csv", "extra file: 另外.csv")

    def test_an_amount_changed_in_the_database_names_voucher_and_line(self):
        self.tampered(
            """UPDATE ledger_entry e SET debit = 70 FROM ledger_voucher v
                WHERE v.id = e.voucher_id AND e.debit = 50 AND v.entity_id = %s""",
            self.collective.id,
        )
        said = self.assertNamed(
            self.write(),
            "voucher 2024-06 记-0001 does not balance",
            "voucher 2024-06 记-0001 differs from what was sealed: line 1",
        )
        self.assertIn("第 1 行 101 库存现金", said)
        self.assertIn("account 101, month 6 differs from the trial balance", said)
        self.assertNotIn("2024-03", said)

    def test_amounts_changed_in_balance_are_named_as_well(self):
        self.tampered(
            """UPDATE ledger_entry e SET debit = debit * 2, credit = credit * 2 FROM ledger_voucher v
                WHERE v.id = e.voucher_id AND v.entity_id = %s AND v.summary LIKE %s""",
            self.collective.id,
            "%零星%",
        )
        said = self.assertNamed(
            self.write(), "voucher 2024-03 记-0003 differs from what was sealed: line 1, 2"
        )
        self.assertNotIn("does not balance:", said)

    def test_a_changed_account_summary_party_or_maker_is_named(self):
        cash, bank = self.account("101"), self.account("102")
        for table, query, params in (
            (
                "ledger_entry",
                "UPDATE ledger_entry SET account_id = %s WHERE account_id = %s AND debit = 50",
                (bank.id, cash.id),
            ),
            ("ledger_entry", "UPDATE ledger_entry SET summary = '修路' WHERE debit = 50", ()),
            (
                "ledger_entry",
                "UPDATE ledger_entry SET partner_id = %s WHERE debit = 50",
                (self.second_party.id,),
            ),
            (
                "ledger_entry",
                "UPDATE ledger_entry SET origin_place_id = %s WHERE debit = 50",
                (self.old_a.id,),
            ),
            ("ledger_voucher", "UPDATE ledger_voucher SET posted_by_id = %s WHERE summary = '取现'", (2,)),
            ("ledger_voucher", "UPDATE ledger_voucher SET summary = '取现金' WHERE summary = '取现'", ()),
        ):
            with self.subTest(query=query), self.env.cr.savepoint() as savepoint:
                self.tampered(query, *params, table=table)
                self.assertNamed(self.write(), "voucher 2024-06 记-0001 differs from what was sealed")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_voucher_taken_out_leaves_a_gap(self):
        self.constraints_now()
        voucher = self.env["ledger.voucher"].search(
            [("date", "=", "2024-03-20"), ("entity_id", "=", self.collective.id)]
        )
        self.tampered("DELETE FROM ledger_entry WHERE voucher_id = %s", voucher.id)
        self.env.cr.execute("ALTER TABLE ledger_voucher DISABLE TRIGGER USER")
        self.env.cr.execute("DELETE FROM ledger_voucher WHERE id = %s", [voucher.id])
        self.env.cr.execute("ALTER TABLE ledger_voucher ENABLE TRIGGER USER")
        self.env.invalidate_all()
        self.assertNamed(
            self.write(), "numbers missing or used twice: 2024-03 记 [2]", "account 112, month 3"
        )

    # -- the sealed log --------------------------------------------------------------------------------------

    def stream(self):
        return f"ledger:{self.collective.id}"

    def heads(self):
        path = self.folder() / "heads.json"
        path.write_text(self.env["reform.seal.entry"]._heads_json(), encoding="utf-8")
        return path

    def last(self):
        return json.loads(self.env["reform.seal.entry"]._heads_json())["heads"][self.stream()]["seq"]

    def test_the_head_kept_elsewhere_agrees_with_the_chain(self):
        head = self.heads()
        self.posted((("101", 1, 0), ("50103", 0, 1)), date="2024-07-01")
        code, said = self.verify(self.write(), "--head", head)
        self.assertEqual(code, 0, said)

    def test_a_deleted_last_entry_is_named_with_the_head_kept_elsewhere(self):
        head, last = self.heads(), self.last()
        self.tampered(
            "DELETE FROM reform_seal_entry WHERE stream = %s AND seq = %s",
            self.stream(),
            last,
            table="reform_seal_entry",
        )
        folder = self.write()
        said = self.assertNamed(folder, f"chain {self.stream()} lacks entry {last}", options=("--head", head))
        self.assertNotIn("was altered", said)

    def test_two_swapped_entries_are_named(self):
        for old, new in ((2, -1), (3, 2), (-1, 3)):
            self.tampered(
                "UPDATE reform_seal_entry SET seq = %s WHERE stream = %s AND seq = %s", new, self.stream(),
                old,
                table="reform_seal_entry",
            )  # fmt: skip
        self.assertNamed(
            self.write(), f"{self.stream()}, entry 2 was altered", f"{self.stream()}, entry 3 was altered"
        )

    def test_an_altered_entry_is_named(self):
        self.tampered(
            "UPDATE reform_seal_entry SET user_id = 2 WHERE stream = %s AND seq = 2",
            self.stream(),
            table="reform_seal_entry",
        )
        self.assertNamed(self.write(), f"{self.stream()}, entry 2 was altered")

    def test_a_rewritten_chain_is_refused_by_the_head_kept_elsewhere(self):
        """Somebody changes an amount and then seals everything anew, digests, hashes and all."""
        head = self.heads()
        self.tampered(
            "UPDATE ledger_entry SET debit = debit * 2, credit = credit * 2 WHERE debit = 50 OR credit = 50"
        )
        self.env.cr.execute("SELECT count(*) FROM reform_seal_entry WHERE stream = %s", [self.stream()])
        log = self.env["reform.seal.entry"]
        rows = list(log._entries([self.stream()]))
        self.tampered(
            "DELETE FROM reform_seal_entry WHERE stream = %s", self.stream(), table="reform_seal_entry"
        )
        from odoo.addons.reform_seal.chain import SealItem, canonical, digest

        held = self.env["ledger.voucher"]._read_held(
            {row.res_id for row in rows if row.res_model == "ledger.voucher"}
        )
        fresh = {key: digest(canonical(row.payload())) for key, row in held.items()}
        log._append(
            self.stream(),
            [
                SealItem(row.kind, row.res_model, row.res_id, row.ref, row.from_state, row.to_state,
                row.reason,
                         digest=fresh.get(row.res_id, row.digest))
                for row in rows
            ],
        )  # fmt: skip
        folder = self.write()
        code, said = self.verify(folder)
        self.assertNotIn("was altered", said)
        self.assertNotIn("differs from what was sealed", said)
        self.assertNamed(folder, f"chain {self.stream()} was rewritten", options=("--head", head))
