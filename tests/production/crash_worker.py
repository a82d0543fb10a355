"""A worker of the books, to be killed: `python -m tests.production.crash_worker DATABASE…`.

It becomes Odoo once and forks a child for every line `DATABASE JOB` on its input, as the server forks
workers. The job `books` does what a month and a year bring: sets and single vouchers are posted, the monthly
run is made, months and a year are closed, every step in a transaction of its own. The job `sheet` reads a
township's sheet and applies it part by part, the job `handover` completes a handover. Whatever is done
already a child leaves, so the next one goes on where one was killed. Answers, one a line: `PID n`, `AT step`
where the job stands, then `END n status`.
"""

import base64
import io
import os
import sys
import time
import traceback
from contextlib import contextmanager
from datetime import date

SETS, OF, SINGLES = 8, 25, 10
POSTING_DAY = date(2025, 12, 10)
LINES, PART, SHEET = 3_000, 250, "断电演练.xlsx"
HEAD = ("资产名称", "权属", "资产性质", "建筑面积(㎡)", "原值(万元)", "取得时间", "现状", "使用状况")
OTHER = "crash_accountant"
GIVER = "农机服务站"


class Worker:
    """One life of the worker on one database."""

    def __init__(self, database):
        self.database = database

    @contextmanager
    def session(self, login="__system__"):
        """Give an environment of a user; committed at the end of the block."""
        from odoo import SUPERUSER_ID, api
        from odoo.modules.registry import Registry

        with Registry(self.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env if login == "__system__" else env(user=env.ref(self.person(login)).id, su=False)

    @staticmethod
    def person(login):
        return f"reform_places.demo_{login}" if login != OTHER else f"reform_places.{OTHER}"

    def sheet(self):
        """Load a sheet: read in one transaction, applied in many."""
        found = self.loaded()
        with self.session("neighbour_clerk") as env:
            batch = env["reform.intake.batch"].browse(found)
            if batch.state == "uploaded":
                say("AT", "reading")
                batch.action_read()
        left = 1
        while left:
            say("AT", "applying")
            with self.session("neighbour_clerk") as env:
                left = env["reform.intake.batch"].browse(found)._apply_some(limit=PART)

    def handover(self):
        """Complete the handover that the demo has left half signed."""
        from odoo.addons.reform_decision.walkthrough import PICTURE

        with self.session() as env:
            found = env["reform.handover"].search([("entity_id.name", "like", GIVER)]).id
        for role, login in (("receiver", "user_director"), ("witness", "user_township")):
            with self.session(login) as env:
                handover = env["reform.handover"].browse(found)
                if not handover[f"{role}_signed"]:
                    handover._sign(image=PICTURE)
        with self.session("user_township") as env:
            say("AT", "handing")
            handover = env["reform.handover"].browse(found)
            if handover.state == "signing":
                handover.action_hand_over()

    def loaded(self):
        """Return the id of the batch, loaded once."""
        with self.session("neighbour_clerk") as env:
            place = env.ref("reform_places.demo_entity_4").place_id
            Batch = env["reform.intake.batch"]
            batch = Batch.search([("file_name", "=", SHEET)]) or Batch.create(
                {
                    "target": "asset_ledger",
                    "file": base64.b64encode(self.xlsx()),
                    "file_name": SHEET,
                    "place_id": place.id,
                }
            )
            return batch.id

    @staticmethod
    def xlsx():
        import xlsxwriter

        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet("台账")
            sheet.write_row(0, 0, HEAD)
            for number in range(1, LINES + 1):
                cells = (
                    f"断电仓库{number}号",
                    "村集体",
                    "经营性",
                    100 + number,
                    2.5,
                    "2001年5月",
                    "一般",
                    "在用",
                )
                sheet.write_row(number, 0, cells)
        return out.getvalue()

    def books(self):
        """Do everything, in short transactions, leaving out what is done."""
        self.second_accountant()
        for number in range(SETS):
            self.post_set(number)
        for number in range(SINGLES):
            self.post_single(number)
        self.monthly_run()
        self.depreciation(9)
        for year in (2024, 2025):
            self.close_year(9, year)

    def second_accountant(self):
        """Closing vouchers are prepared by one accountant and posted by another."""
        with self.session() as env:
            if env.ref(self.person(OTHER), raise_if_not_found=False):
                return
            first = env.ref(self.person("user_accountant"))
            user = env["res.users"].create(
                {
                    "name": "第二会计",
                    "login": OTHER,
                    "group_ids": [(6, 0, env.ref("reform_places.group_accountant").ids)],
                    "reform_scope_ids": [(6, 0, first.reform_scope_ids.ids)],
                }
            )
            env["ir.model.data"].create(
                {"module": "reform_places", "name": OTHER, "model": "res.users", "res_id": user.id}
            )

    @staticmethod
    def event(entity, key):
        return {
            "entity_id": entity.id,
            "date": POSTING_DAY,
            "summary": "断电演练",
            "event_key": f"crash:{key}",
            "entries": [
                {"account": "102", "debit": "12.34"},
                {"account": "50401", "credit": "12.34"},
            ],
        }

    def post_set(self, number):
        with self.session("user_accountant") as env:
            entity = env.ref(f"reform_places.demo_entity_{2 + number % 2}")
            env["ledger.voucher"]._post_set(
                [self.event(entity, f"set:{number}:{turn}") for turn in range(OF)],
                prepared_by=env.ref(self.person("neighbour_clerk")),
                reviewed_by=env.ref(self.person("neighbour_supervisor")),
            )

    def post_single(self, number):
        with self.session("neighbour_clerk") as env:
            entity = env.ref("reform_places.demo_entity_4")
            voucher = env["ledger.voucher"]._from_event([self.event(entity, f"single:{number}")])
            found, state = voucher.id, voucher.state
        if state == "prepared":
            with self.session("neighbour_supervisor") as env:
                env["ledger.voucher"].browse(found).action_review()
        if state != "posted":
            with self.session("user_accountant") as env:
                env["ledger.voucher"].browse(found).action_post()

    def monthly_run(self):
        with self.session("user_accountant") as env:
            run = env["reform.money.run"].search([], limit=1) or env["reform.money.run"].create({})
            run.action_run()

    def depreciation(self, village):
        """Charge December's depreciation, which the closing waits for."""
        with self.session("neighbour_clerk") as env:
            place = env.ref(f"reform_places.demo_entity_{village}").place_id.id
            run = env["reform.depreciation.run"].search(
                [("month", "=", date(2025, 12, 1)), ("place_id", "=", place)], limit=1
            ) or env["reform.depreciation.run"].create({"month": date(2025, 12, 1), "place_id": place})
            run.action_run()
            found = run.id
        with self.session() as env:
            vouchers = env["reform.depreciation.run"].browse(found).line_ids.voucher_id
            waiting = [(voucher.id, voucher.state) for voucher in vouchers if voucher.state != "posted"]
        self.finish(waiting)

    def finish(self, waiting):
        """Review and post vouchers, (id, state), a transaction for each step."""
        for voucher, state in waiting:
            if state == "prepared":
                with self.session("neighbour_supervisor") as env:
                    env["ledger.voucher"].browse(voucher).action_review()
            with self.session(OTHER) as env:
                env["ledger.voucher"].browse(voucher).action_post()

    def close_year(self, village, year):
        """Walk a year from where it stands to its lock."""
        with self.session("user_accountant") as env:
            entity = env.ref(f"reform_places.demo_entity_{village}").id
            closing = env["ledger.closing"].search([("entity_id", "=", entity), ("year", "=", year)])
            closing = closing or env["ledger.closing"].create(
                {"entity_id": entity, "year": year, "stocktake_note": "已清查", "accruals_note": "已计提"}
            )
            found = closing.id
        for login, act, before in (
            ("user_accountant", "action_transfer", ("checking",)),
            ("user_accountant", "action_fold", ("transferred",)),
            ("neighbour_director", "action_sign", ("folded",)),
            ("user_accountant", "action_lock", ("signed",)),
        ):
            self.post_closing(found)
            with self.session(login) as env:
                closing = env["ledger.closing"].browse(found)
                if closing.state in before:
                    getattr(closing, act)()

    def post_closing(self, closing):
        """Review and post what the closing has prepared, a transaction each."""
        with self.session() as env:
            waiting = [
                (voucher.id, voucher.state)
                for voucher in env["ledger.closing"].browse(closing).voucher_ids
                if voucher.state != "posted"
            ]
        self.finish(waiting)


def become_odoo(databases):
    """Load the registries, then let go of every connection: a child must not inherit one."""
    from odoo import sql_db
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(
        ["--no-http", "--log-level", "critical", "--max-cron-threads", "0"], setup_logging=True
    )
    for database in databases:
        Registry(database)
    sql_db.close_all()


def child(database, job):
    """Work and end without the parent's cleaning up."""
    try:
        getattr(Worker(database), job)()
    except BaseException:  # the test reads the status; a killed server makes any error
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main():
    become_odoo(sys.argv[1:])
    say("READY")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            child(*line.split())
        begun = time.monotonic()
        say("PID", pid)
        _pid, status = os.waitpid(pid, 0)
        say("END", f"{time.monotonic() - begun:.3f}", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
