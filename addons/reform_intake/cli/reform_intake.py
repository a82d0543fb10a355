"""Load a sheet from the command line.

`odoo reform_intake FILE --target NAME [--dry-run] [--json] [-d DATABASE] [--user LOGIN] [--place NAME]`

Exit 0: every row of data is right, or known already. Exit 1: rows have problems. Exit 2: the file as a whole
cannot be used. With `--json` one object a row goes to the standard output, and nothing else.
"""

import argparse
import base64
import json
import sys
from pathlib import Path

from odoo.cli import Command

_ROWS = 2_000
_OUT_OF_ORDER = 2


class ReformIntake(Command):
    """Load a sheet into Reform Ledger"""

    name = "reform_intake"

    def run(self, cmdargs):
        parser = argparse.ArgumentParser(prog=self.prog, description=__doc__)
        parser.add_argument("file", type=Path)
        parser.add_argument("--target", required=True)
        parser.add_argument("--dry-run", action="store_true", help="read and check only; nothing is kept")
        parser.add_argument("--json", action="store_true", help="one JSON object a row")
        parser.add_argument("--all", action="store_true", help="all or nothing")
        parser.add_argument("--user", help="login on whose behalf; default: the system")
        parser.add_argument("--place", help="name or code of the place the sheet is for")
        parser.add_argument("--create-places", action="store_true", help="add places nobody knows yet")
        parser.add_argument("-c", "--config")
        parser.add_argument("-d", "--database")
        options = parser.parse_args(cmdargs)
        if not options.file.is_file():
            sys.exit(f"{options.file}: no such file")
        from odoo.addons.reform_seal.cli.reform_check import database_environment

        registry = database_environment(options.config, options.database)
        sys.exit(self._run(registry, options))

    def _run(self, registry, options):
        from odoo.exceptions import UserError

        try:
            with registry.cursor() as cr:
                batch = self._batch(cr, options)
                batch._stage()
                wrong = batch.error_count
                if options.dry_run:
                    self._print(batch, options)
                    cr.rollback()
                    return 1 if wrong else 0
                batch_id = batch.id
            left = 1
            while left:
                # One transaction a set: whoever is interrupted goes on with what is left.
                with registry.cursor() as cr:
                    batch = self._env(cr, options)["reform.intake.batch"].browse(batch_id)
                    left = batch._apply_some()
            with registry.cursor() as cr:
                batch = self._env(cr, options)["reform.intake.batch"].browse(batch_id)
                self._print(batch, options)
                return 1 if batch.error_count else 0
        except UserError as error:
            print(error.args[0], file=sys.stderr)
            return _OUT_OF_ORDER

    def _env(self, cr, options):
        from odoo import SUPERUSER_ID, api

        env = api.Environment(cr, SUPERUSER_ID, {})
        if options.user:
            user = env["res.users"].search([("login", "=", options.user)])
            if not user:
                sys.exit(f"{options.user}: no such login")
            env = api.Environment(cr, user.id, {})
        lang = env.user.lang or "zh_CN"
        return env(context={"lang": lang, "tz": env.user.tz or "Asia/Shanghai"})

    def _batch(self, cr, options):
        env = self._env(cr, options)
        names = env["reform.intake.target"]._names()
        if options.target not in names:
            sys.exit(f"{options.target}: no such target; there are: {', '.join(names) or 'none'}")
        place = env.user.reform_scope_ids[:1]
        if options.place:
            place = env["reform.place"].search(
                ["|", ("code", "=", options.place), ("full_name", "ilike", options.place)], limit=1
            )
        # The system looks names up in the whole province: a sheet names its own county or township.
        for level in ("province", "county"):
            place = place or env["reform.place"].search([("level", "=", level)], limit=1)
        if not place:
            sys.exit("Give the place the sheet is for with --place.")
        return env["reform.intake.batch"].create(
            {
                "target": options.target,
                "file": base64.b64encode(options.file.read_bytes()),
                "file_name": options.file.name,
                "place_id": place.id,
                "mode": "all" if options.all else "rows",
                "create_places": options.create_places,
            }
        )

    def _print(self, batch, options):
        """Print every row in the order of the file, a set at a time."""
        Row, last = batch.env["reform.intake.row"], 0
        domain = [("batch_id", "=", batch.id)]
        while rows := Row.search([*domain, ("id", ">", last)], order="id", limit=_ROWS):
            for row in rows:
                plain = row._plain()
                if options.json:
                    print(json.dumps(plain, ensure_ascii=False))
                elif plain["problems"] or plain["state"] not in ("ok", "applied"):
                    said = "  ".join(problem["message"] for problem in plain["problems"])
                    print(f"{plain['sheet']}\t{plain['row']}\t{plain['state']}\t{plain['name']}\t{said}")
            last = rows[-1].id
            rows.invalidate_recordset()
        if not options.json:
            if batch.notice:
                print(batch.notice)
            labels = dict(Row._fields["state"]._description_selection(batch.env))
            counted = Row._read_group(domain, ["state"], ["__count"])
            print("  ".join(f"{labels[state]} {count}" for state, count in counted))
