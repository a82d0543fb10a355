"""Print the heads of all sealed streams as JSON.

`odoo reform_seal_head [-d DATABASE] [--out FILE]`. Keep it elsewhere.
"""

import argparse
from pathlib import Path

from odoo.cli import Command


class ReformSealHead(Command):
    """Export the newest entry of every sealed stream"""

    name = "reform_seal_head"

    def run(self, cmdargs):
        parser = argparse.ArgumentParser(prog=self.prog, description=__doc__)
        parser.add_argument("-c", "--config")
        parser.add_argument("-d", "--database")
        parser.add_argument("--out", type=Path)
        options = parser.parse_args(cmdargs)
        from odoo import SUPERUSER_ID, api
        from odoo.addons.reform_seal.cli.reform_check import database_environment

        with database_environment(options.config, options.database).cursor() as cr:
            text = api.Environment(cr, SUPERUSER_ID, {})["reform.seal.entry"]._heads_json()
        if options.out:
            options.out.write_text(text + "\n", encoding="utf-8")
        else:
            print(text)
