"""A scratch copy of the database, in which people work at the same moment with real commits.

Example::

    class TestTwoWriters(ScratchCase):
        label = "shares"

        @classmethod
        def build(cls):
            with cls.session() as env:
                cls.entity = env["reform.entity"].create({...}).id

        def test_both_come_through(self):
            self.assertEqual(self.together(self.one, self.other), [])

The copy is made by dump and restore, so the guards are also seen to survive a backup.
"""

import os
import subprocess
import threading
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase
from odoo.tools import config
from odoo.tools.misc import exec_pg_environ, find_pg_tool


class ScratchCase(BaseCase):
    """One copy for a class; it goes with it."""

    # Part of the name of the copy.
    label = "writers"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        from odoo.tests.common import get_db_name

        cls.source = get_db_name()
        cls.scratch = f"{cls.source}_{cls.label}_{os.getpid()}"
        cls._admin(
            f'DROP DATABASE IF EXISTS "{cls.scratch}"', f'CREATE DATABASE "{cls.scratch}" TEMPLATE template0'
        )
        cls.addClassCleanup(cls._drop)
        env = exec_pg_environ()
        with subprocess.Popen(
            [find_pg_tool("pg_dump"), "-Fc", "-Z0", cls.source], env=env, stdout=subprocess.PIPE
        ) as dump:
            subprocess.run(
                [find_pg_tool("pg_restore"), "--no-owner", "-d", cls.scratch],
                env=env, stdin=dump.stdout, check=True, capture_output=True,
            )  # fmt: skip
        # A registry that is loaded while tests are enabled would run the tests of every addon.
        enabled, config["test_enable"] = config["test_enable"], False
        try:
            cls.scratch_registry = Registry(cls.scratch)
        finally:
            config["test_enable"] = enabled
        cls.build()

    @classmethod
    def build(cls):
        """Commit what the tests of the class need."""

    @classmethod
    def _admin(cls, *queries):
        connection = db_connect("postgres")
        with connection.cursor() as cr:
            cr._cnx.autocommit = True
            for query in queries:
                cr.execute(query)

    @classmethod
    def _drop(cls):
        Registry.delete(cls.scratch)
        close_db(cls.scratch)
        cls._admin(f'DROP DATABASE IF EXISTS "{cls.scratch}" WITH (FORCE)')

    @classmethod
    @contextmanager
    def session(cls, uid=SUPERUSER_ID):
        """Give a user an environment in a transaction of his own, committed at the end."""
        with cls.scratch_registry.cursor() as cr:
            yield api.Environment(cr, uid, {})

    def together(self, *acts):
        """Run acts in threads that begin at one moment; return what they raised."""
        raised = []
        start = threading.Barrier(len(acts))

        def run(act):
            start.wait()
            try:
                act()
            except Exception as error:  # noqa: BLE001 - the test looks at whatever it was
                raised.append(error)

        threads = [threading.Thread(target=run, args=[act]) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return raised
