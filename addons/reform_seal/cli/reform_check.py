"""Run every check.

`odoo reform_check [-d DATABASE] [--heads FILE]`. Exit 0: all hold. Exit 1: the problems, one a line.
"""

import argparse
import json
import sys
from pathlib import Path

from odoo.cli import Command


def database_environment(cmdargs_config, cmdargs_database):
    """Load the configuration and return (registry, name of the database)."""
    from odoo.modules.registry import Registry
    from odoo.tools import config

    arguments = ["--no-http", "--log-level=warn", *(["-c", cmdargs_config] if cmdargs_config else [])]
    arguments += ["-d", cmdargs_database] if cmdargs_database else []
    config.parse_config(arguments, setup_logging=True)
    names = config["db_name"]
    if not names or len(names) > 1:
        sys.exit("Give one database with -d.")
    return Registry(names[0])


class ReformCheck(Command):
    """Run every invariant of Reform Ledger"""

    name = "reform_check"

    def run(self, cmdargs):
        parser = argparse.ArgumentParser(prog=self.prog, description=__doc__)
        parser.add_argument("-c", "--config")
        parser.add_argument("-d", "--database")
        parser.add_argument("--heads", type=Path, help="heads kept outside, as written by reform_seal_head")
        options = parser.parse_args(cmdargs)
        registry = database_environment(options.config, options.database)
        from odoo import SUPERUSER_ID, api
        from odoo.addons.reform_seal.chain import Head

        heads = None
        if options.heads:
            known = json.loads(options.heads.read_text(encoding="utf-8"))["heads"]
            heads = {stream: Head(**head) for stream, head in known.items()}
        failed = 0
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env = env(context={"lang": env.user.lang or "en_US"})
            for check, problems in env["reform.check"]._collect(heads=heads):
                print(f"{'OK  ' if not problems else 'FAIL'} {check}")
                for problem in problems:
                    print(f"     {problem}")
                failed += len(problems)
            cr.rollback()
        sys.exit(1 if failed else 0)
