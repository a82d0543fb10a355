"""P8: statements as workbook and paper, of one collective and of a county; a long book in steady memory.

The neighbours: mis_builder's workbook of forty lines of one branch, and bare SQL adding up the same entries.
"""

import time
import tracemalloc

from tests.bench.books import Books
from tests.bench.p7 import ALL, LAST
from tests.bench.rival import rival
from tests.bench.world import found

WORLD = True
LINES = {"S": 2_000, "M": 20_000, "L": 60_000}
COUNTY = 320
KINDS = ("balance_sheet", "income_statement", "trial_balance")
MONTHS = ("2025-01", "2025-12")
# The year of the long book, which is another's.
OPENED = ("2024-01", "2024-12")


def run(size, ctx):
    with rival(size) as other:
        book = other.measured(other.ask("reports.workbook"), "mis_builder: workbook of 40 lines", "P8")
    with ctx.env() as env:
        world = found(env)
    yield book.row()
    yield from one_collective(ctx, world, book)
    yield from county(ctx, world)
    yield from scope(ctx, world)
    yield from long_book(ctx, Books(ctx), LINES[size])


def accountant(env, world):
    return env(user=world.users["accountant"], su=False)


def one_collective(ctx, world, other):
    with ctx.env(commit=False) as env:
        env = accountant(env, world)
        reports, paper = env["ledger.report"], env["ledger.report.paper"]

        def results():
            return [reports.get_result(kind, world.entities[0], *MONTHS) for kind in KINDS]

        def draw_up():
            told = results()
            return reports._xlsx(*told), paper._pdf(*told[:2])

        with ctx.measure("P8", "one collective, xlsx + pdf: first of a process") as first:
            draw_up()
        yield first.row().held(seconds=(first.seconds, 5))
        with ctx.measure("P8", "one collective, xlsx + pdf") as one:
            draw_up()
        yield one.row().held(seconds=(one.seconds, 5))
        with ctx.measure("P8", "three statements as a workbook, against mis_builder's one") as workbook:
            reports._xlsx(*results())
        yield workbook.row(neighbour=other)


def county(ctx, world):
    """Let the background draw up everything, as the button does."""
    with ctx.env() as env:
        env = accountant(env, world)
        batch = env["ledger.statement.batch"].create({"month": LAST}).id
        env["ledger.statement.batch"].browse(batch).action_start()
    with ctx.env() as env:
        begin = time.process_time()
        with ctx.measure("P8", "batch") as whole:
            env["ledger.statement.batch"]._cron_draw_up()
        own = time.process_time() - begin
        made = env["ledger.statement.batch"].browse(batch)
        count = made.done
        assert (made.state, count) == ("done", len(world.entities)), made.line_ids.mapped("message")
    minutes = whole.seconds / count * COUNTY / 60
    row = whole.row()._replace(act=f"batch of {count}, xlsx + pdf: {own / count:.2f} s of CPU each")
    yield row.held(minutes_for_320=(minutes, 10))


def scope(ctx, world):
    """The consolidated statement of everybody, out of the balance table."""
    with ctx.env(commit=False) as env:
        with ctx.measure("P8", "bare SQL: sum over the entries of all") as bare:
            env.cr.execute(ALL, {"last": LAST, "entities": world.entities})
            env.cr.fetchall()
        yield bare.row()
        reports = accountant(env, world)["ledger.report"]
        for kind in KINDS:
            reports.get_result(kind, 0, *MONTHS, {"place": -1})
            with ctx.measure("P8", kind) as reading:
                reports.get_result(kind, 0, *MONTHS, {"place": -1})
            yield (
                reading.row(neighbour=bare)
                ._replace(act=f"{kind} of all, against bare SQL")
                .held(seconds=(reading.seconds, 1))
            )


def post(books, entity, count):
    with books.session("accountant") as env:
        result = env["ledger.voucher"]._post_set(
            books.events(entity, f"p8:{entity}:{count}", count, lines=4),
            prepared_by=books.user(env, "clerk"),
            reviewed_by=books.user(env, "supervisor"),
        )
        assert result.posted == count, result.problems[:3]


def long_book(ctx, books, lines):
    """A subsidiary ledger of one account with many lines: a page, and the whole as a workbook."""
    post(books, 1, lines // 4)
    with books.session("accountant") as env:
        reports = env["ledger.report"]
        account = env["ledger.account"].search([("code", "=", "112")], order="chart_id desc", limit=1)
        options = {"account": account.id}
        begin = time.monotonic()
        page = reports.get_result("subsidiary", books.entities[1], *OPENED, options)
        first = time.monotonic() - begin
        with ctx.measure("P8", "page") as second:
            reports.get_result("subsidiary", books.entities[1], *OPENED, {**options, "after": page["after"]})
        yield second.row()._replace(
            act=f"page of a book: {1000 * first:.0f} ms, the next {1000 * second.seconds:.0f} ms"
        )
        tracemalloc.start()
        with ctx.measure("P8", "workbook") as whole:
            result = reports._result("subsidiary", books.entities[1], *OPENED, {}, whole=True)
            file = reports._xlsx_file(result)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        size = file.seek(0, 2) / 2**20
        yield whole.row()._replace(
            act=f"book of {lines} lines as xlsx, {size:.1f} MB: peak memory {peak:.0f} MB"
        )
