"""Write an audit package into a folder.

`odoo reform_audit (--company NAME | --first) --year YYYY --out DIR [-d DATABASE]`. The folder must be
new or empty; afterwards `python3 -I DIR/verify.py DIR` checks it.
"""

import argparse
import sys
from pathlib import Path

from odoo.cli import Command


class ReformAudit(Command):
    """Write the audit package of a collective's year"""

    name = "reform_audit"

    def run(self, cmdargs):
        parser = argparse.ArgumentParser(
            prog=self.prog, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument("-c", "--config")
        parser.add_argument("-d", "--database")
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--company", metavar="NAME", help="name or unified credit code of the entity")
        whose.add_argument("--first", action="store_true", help="the first entity with vouchers in that year")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--out", type=Path, required=True)
        options = parser.parse_args(cmdargs)
        from odoo import SUPERUSER_ID, api
        from odoo.addons.reform_seal.cli.reform_check import database_environment
        from odoo.exceptions import UserError

        with database_environment(options.config, options.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env = env(context={"lang": env.user.lang or "en_US"})
            try:
                print(env["reform.audit.package"]._export(options.out, options.year, name=options.company))
            except UserError as error:
                sys.exit(str(error))
            finally:
                cr.rollback()
