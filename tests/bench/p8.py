"""P8: statements as workbook and paper, of one collective and of a county; a long book in steady memory."""

import time
import tracemalloc

from tests.bench.books import Books

# Collectives whose statements are drawn up; the county's seconds are shown for all 320 of them.
ENTITIES = {"S": 3, "M": 20, "L": 320}
LINES = {"S": 2_000, "M": 20_000, "L": 60_000}
COUNTY = 320
KINDS = ("balance_sheet", "income_statement", "trial_balance")
MONTHS = ("2024-01", "2024-12")


def run(size, ctx):
    books = Books(ctx, entities=ENTITIES[size])
    for entity in range(ENTITIES[size]):
        post(books, entity, 40)
    yield from one_collective(ctx, books)
    yield from county(ctx, books, ENTITIES[size])
    yield from scope(ctx, books)
    yield from long_book(ctx, books, LINES[size])


def post(books, entity, count):
    with books.session("accountant") as env:
        result = env["ledger.voucher"]._post_set(
            books.events(entity, f"p8:{entity}:{count}", count, lines=4),
            prepared_by=books.user(env, "clerk"),
            reviewed_by=books.user(env, "supervisor"),
        )
        assert result.posted == count, result.problems[:3]


def one_collective(ctx, books):
    with books.session("accountant") as env:
        reports, paper = env["ledger.report"], env["ledger.report.paper"]

        def draw_up():
            results = [reports.get_result(kind, books.entities[0], *MONTHS) for kind in KINDS]
            return reports._xlsx(*results), paper._pdf(*results[:2])

        with ctx.measure("P8", "first of a process") as first:
            draw_up()
        yield first.row()._replace(act=f"one collective, first of a process: {first.seconds:.2f} s, budget 5")
        with ctx.measure("P8", "one collective") as one:
            draw_up()
        yield one.row()._replace(act=f"one collective, xlsx + pdf: {one.seconds:.2f} s, budget 5")


def county(ctx, books, count):
    """Let the background draw up everything, as the button does."""
    with books.session("accountant") as env:
        batch = env["ledger.statement.batch"].create({"month": "2024-12-31"}).id
        env["ledger.statement.batch"].browse(batch).action_start()
    with ctx.env() as env:
        begin = time.process_time()
        with ctx.measure("P8", "batch") as whole:
            env["ledger.statement.batch"]._cron_draw_up()
        own = (time.process_time() - begin) / count
        made = env["ledger.statement.batch"].browse(batch)
        assert (made.state, made.done) == ("done", count), made.line_ids.mapped("message")
    minutes = whole.seconds / count * COUNTY / 60
    yield whole.row()._replace(
        act=f"batch of {count}: {own:.2f} s CPU each, {COUNTY} in {minutes:.1f} min, budget 10"
    )


def scope(ctx, books):
    """The consolidated statement of everybody, out of the balance table."""
    with books.session("accountant") as env:
        reports = env["ledger.report"]
        for kind in KINDS:
            reports.get_result(kind, 0, *MONTHS, {"place": -1})
            with ctx.measure("P8", kind) as reading:
                reports.get_result(kind, 0, *MONTHS, {"place": -1})
            yield reading.row()._replace(act=f"{kind} of all: {1000 * reading.seconds:.0f} ms, budget 1000")


def long_book(ctx, books, lines):
    """A subsidiary ledger of one account with many lines: a page, and the whole as a workbook."""
    post(books, 1, lines // 4)
    with books.session("accountant") as env:
        reports = env["ledger.report"]
        account = env["ledger.account"].search([("code", "=", "112")], order="chart_id desc", limit=1)
        options = {"account": account.id}
        begin = time.monotonic()
        page = reports.get_result("subsidiary", books.entities[1], *MONTHS, options)
        first = time.monotonic() - begin
        with ctx.measure("P8", "page") as second:
            reports.get_result("subsidiary", books.entities[1], *MONTHS, {**options, "after": page["after"]})
        yield second.row()._replace(
            act=f"page of a book: {1000 * first:.0f} ms, the next {1000 * second.seconds:.0f} ms"
        )
        tracemalloc.start()
        with ctx.measure("P8", "workbook") as whole:
            result = reports._result("subsidiary", books.entities[1], *MONTHS, {}, whole=True)
            file = reports._xlsx_file(result)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        size = file.seek(0, 2) / 2**20
        yield whole.row()._replace(
            act=f"book of {lines} lines as xlsx, {size:.1f} MB: peak memory {peak:.0f} MB"
        )
