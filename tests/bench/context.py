"""What a benchmark is given: Odoo on a scratch database of the durable cluster, and the tools to measure."""

import logging
import os
import random
from contextlib import contextmanager

from config.bootstrap.templates import Templates
from tests.bench.measure import Measurement, measuring

SEED = 20240601


class Context:
    """The tools of a benchmark.

    How to use: `with ctx.env() as env:` for Odoo, `with ctx.measure("P2", "stage rows") as it:` around
    an act, `yield it.row(neighbour=other)` to print. `ctx.connect()` gives a bare psycopg2 connection,
    `ctx.random` numbers from a fixed seed.
    How it works: the process itself becomes Odoo, on a copy of a prepared database with all addons and
    no demo data, on the cluster with fsync on; the copy is dropped at the end.
    """

    def __init__(self, size, database):
        self.size, self.database = size, database
        self.random = random.Random(SEED)

    @contextmanager
    def env(self, user=None, commit=True):
        """Give an environment (of the superuser, or of a login); committed at the end of the block."""
        from odoo import SUPERUSER_ID, api
        from odoo.modules.registry import Registry

        with Registry(self.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if user:
                env = env(user=env["res.users"].search([("login", "=", user)], limit=1))
            yield env
            if commit:
                env.flush_all()
                cr.commit()
            else:
                cr.rollback()

    def connect(self):
        """Return a psycopg2 connection to the scratch database, for bare COPY and second writers."""
        import psycopg2

        return psycopg2.connect(dbname=self.database)

    def measure(self, id_, act, units=1):
        """Return a context manager that measures its block."""
        return measuring(id_, act, self.size, self.statements, units)

    def measured(self, id_, act, seconds, units=1):
        """Return a measurement of what was timed elsewhere, to print or to compare with."""
        found = Measurement(id_, act, self.size, units)
        found.seconds, found.statements, found.peak_mb = seconds, None, None
        return found

    @staticmethod
    def statements():
        """Return how many statements Odoo's cursors have executed in this process so far (not COPY)."""
        from odoo import sql_db

        return sql_db.sql_counter


@contextmanager
def scratch(size, choose=lambda templates, size: templates.test()):
    """Give a context on a fresh copy of a prepared database: the empty one, or what `choose` returns."""
    templates = Templates("main")
    with templates.copy(choose(templates, size), "bench") as database:
        os.environ.update({**templates.databases.env, "PGDATABASE": database})
        become_odoo()
        try:
            yield Context(size, database)
        finally:
            _let_go(database)


def become_odoo():
    """Let this process be Odoo on the database of PGDATABASE, without serving anybody."""
    from odoo.tools import config

    config.parse_config(["--no-http", "--log-level", "warn", "--max-cron-threads", "0"], setup_logging=True)
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


def _let_go(database):
    from odoo import sql_db
    from odoo.modules.registry import Registry

    Registry.delete(database)
    sql_db.close_db(database)
