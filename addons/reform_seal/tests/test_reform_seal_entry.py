import psycopg2
from odoo.addons.reform_seal.chain import GENESIS, Head, SealItem
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import mute_logger


class TestReformSealEntry(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.log = cls.env["reform.seal.entry"]
        cls.before = cls.log._heads()

    def append(self, count=3, stream="test:1"):
        return self.log._append(
            stream, [SealItem("made", "res.partner", n, f"P{n}") for n in range(1, count + 1)]
        )

    def seqs(self, stream="test:1"):
        return self.log.search([("stream", "=", stream)], order="seq").mapped("seq")

    def whats(self, **kwargs):
        return [(b.what, b.seq) for b in self.log._verify(["test:1"], **kwargs)]

    def unguarded(self, query, *params):
        """What an owner of the table can do who first switches the guard off."""
        self.env.cr.execute("ALTER TABLE reform_seal_entry DISABLE TRIGGER USER")
        self.env.cr.execute(query, params)
        self.env.cr.execute(
            "ALTER TABLE reform_seal_entry ENABLE ALWAYS TRIGGER reform_seal_entry_append_only"
        )
        self.log.invalidate_model()

    def test_entries_of_a_stream_are_numbered_without_gap_and_linked(self):
        hashes = self.append() + self.append(2)
        self.append(1, "test:2")
        self.assertEqual(self.seqs(), [1, 2, 3, 4, 5])
        self.assertEqual(self.seqs("test:2"), [1])
        rows = self.log.search([("stream", "=", "test:1")], order="seq")
        self.assertEqual(rows.mapped("hash"), hashes)
        self.assertEqual(rows.mapped("prev_hash"), [GENESIS, *hashes[:-1]])
        self.assertEqual(self.log._verify(["test:1", "test:2"]), [])

    def test_the_database_refuses_update_delete_and_truncate(self):
        self.append()
        for query in (
            "UPDATE reform_seal_entry SET reason = 'x' WHERE stream = 'test:1'",
            "DELETE FROM reform_seal_entry WHERE stream = 'test:1'",
            "TRUNCATE reform_seal_entry",
            "SET LOCAL session_replication_role = replica;"
            "DELETE FROM reform_seal_entry WHERE stream = 'test:1'",
        ):
            with (
                self.subTest(query=query),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.RestrictViolation),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query)
        self.assertEqual(self.seqs(), [1, 2, 3])

    def test_installing_the_guard_twice_is_the_same_as_once(self):
        self.log.init()
        self.log.init()
        self.test_the_database_refuses_update_delete_and_truncate()

    def test_nobody_creates_writes_or_deletes_entries_through_the_orm(self):
        self.append(stream="model:test")
        entry = self.log.search([("stream", "=", "model:test")], limit=1)
        admin = new_test_user(self.env, "seal_admin", groups="base.group_system")
        plain = new_test_user(self.env, "seal_plain", groups="base.group_user")
        for env in (self.env, admin.env(user=admin), plain.env(user=plain)):
            for context in ({}, {"force_delete": True, "_force_unlink": True, "install_mode": True}):
                mine = entry.with_env(env).with_context(**context)
                for act in (
                    lambda mine=mine: mine.create({"stream": "model:test", "seq": 9}),
                    lambda mine=mine: mine.write({"reason": "x"}),
                    lambda mine=mine: mine.unlink(),
                    lambda mine=mine: mine.copy(),
                    lambda mine=mine: mine.web_save({"reason": "x"}, {}),
                ):
                    with self.assertRaises(AccessError):
                        act()
        with self.assertRaises(AccessError):
            entry.with_user(plain).read(["reason"])
        self.assertEqual(entry.with_user(admin).read(["seq"])[0]["seq"], entry.seq)

    def test_each_field_altered_by_sql_is_named(self):
        self.append(4)
        for column, value in {
            "at": "2020-01-01", "user_id": self.env.ref("base.user_admin").id, "kind": "x", "res_model": "x",
            "res_id": 77, "ref": "x", "from_state": "x", "to_state": "x", "reason": "x", "digest": "x",
            "prev_hash": "x", "hash": "x",
        }.items():  # fmt: skip
            with self.subTest(column=column), self.env.cr.savepoint() as savepoint:
                self.unguarded(
                    f"UPDATE reform_seal_entry SET {column} = %s WHERE stream = 'test:1' AND seq = 2", value
                )
                self.assertIn(2, [seq for _what, seq in self.whats()])
                savepoint.rollback()
        self.assertEqual(self.whats(), [])

    def test_a_deleted_last_entry_is_named_with_the_head_kept_outside(self):
        self.append(4)
        heads = self.log._heads(["test:1"])
        self.unguarded("DELETE FROM reform_seal_entry WHERE stream = 'test:1' AND seq = 4")
        self.assertEqual(self.whats(), [])
        self.assertEqual(self.whats(heads=heads), [("missing", 4)])

    def test_two_swapped_entries_are_named(self):
        self.append(4)
        self.unguarded(
            "UPDATE reform_seal_entry SET seq = 90 WHERE stream = 'test:1' AND seq = 2;"
            "UPDATE reform_seal_entry SET seq = 2 WHERE stream = 'test:1' AND seq = 3;"
            "UPDATE reform_seal_entry SET seq = 3 WHERE stream = 'test:1' AND seq = 90;"
        )
        self.assertLessEqual({("altered", 2), ("altered", 3)}, set(self.whats()))

    def test_a_rewritten_chain_is_refused_by_the_head_kept_outside(self):
        self.append(3)
        heads = {"test:1": Head(3, "0" * 64)}
        self.assertEqual(self.whats(heads=heads), [("rewritten", 3)])

    def test_the_check_says_what_is_broken_in_a_sentence(self):
        self.append(3)
        self.assertEqual([p for _c, p in self.log._reform_invariants()], [[]])
        self.unguarded("UPDATE reform_seal_entry SET reason = 'x' WHERE stream = 'test:1' AND seq = 2")
        [(_check, problems)] = self.log._reform_invariants()
        self.assertEqual(problems, ["Stream test:1, entry 2 (P2): its content was altered."])
