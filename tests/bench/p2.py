"""P2: reading a sheet, staging and checking every row, against a bare parse and COPY, and `load()`."""

import io

from tests.bench import asset_sheets
from tests.bench.measure import Measurement

LOADED = 300


def run(size, ctx):
    sheets = (
        ("xls", asset_sheets.xls(asset_sheets.XLS_ROWS[size], ctx.random), asset_sheets.XLS_ROWS[size]),
        ("xlsx", asset_sheets.xlsx(asset_sheets.XLSX_ROWS[size], ctx.random), asset_sheets.XLSX_ROWS[size]),
    )
    with ctx.env() as env:
        asset_sheets.build_places(env)
    for kind, data, count in sheets:
        with ctx.measure("P2", f"{kind}: bare parse and COPY of {count} rows x 25") as bare:
            _bare(ctx, kind, data)
        with ctx.env() as env:
            batch = asset_sheets.batch_of(env, data, f"bench.{kind}")
        with ctx.env() as env:
            batch = batch.with_env(env)
            with ctx.measure("P2", f"{kind}: read, stage and check {count} rows") as staged:
                batch._stage()
            assert (batch.row_count, batch.ok_count) == (count, count), (batch.row_count, batch.ok_count)
        yield bare.row()
        yield staged.row(neighbour=bare)
    loaded = Measurement("P2", f"Odoo load() of {LOADED} rows, scaled to {count}", size)
    with ctx.env(commit=False) as env, ctx.measure("P2", "load") as some:
        _load(env, ctx)
    loaded.seconds, loaded.peak_mb = some.seconds * count / LOADED, some.peak_mb
    loaded.statements = some.statements
    yield loaded.row()
    staged.act = f"{kind}: the same staging against load()"
    yield staged.row(neighbour=loaded)


def _bare(ctx, kind, data):
    """Parse with the same library and copy the cells as text, without understanding anything."""
    import python_calamine
    import xlrd

    if kind == "xls":
        sheet = xlrd.open_workbook(file_contents=data).sheet_by_index(0)
        rows = (sheet.row_values(index) for index in range(2, sheet.nrows))
    else:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).iter_rows()
    text = io.StringIO()
    for cells in rows:
        text.write("\t".join(map(str, cells)) + "\n")
    text.seek(0)
    columns = ", ".join(f"c{number} text" for number in range(len(asset_sheets.HEAD)))
    connection = ctx.connect()
    try:
        with connection, connection.cursor() as cr:
            cr.execute("DROP TABLE IF EXISTS bench_bare")
            cr.execute(f"CREATE TABLE bench_bare ({columns})")
            cr.copy_expert("COPY bench_bare FROM STDIN", text)
    finally:
        connection.close()


def _load(env, ctx):
    place = env["reform.place"].search([("name", "=", asset_sheets.village(0))], limit=1)
    fields = ["name", "place_id/.id", "owner_class", "nature", "area_sqm", "cost", "net_value", "use_state",
              "idle_since", "certificate_no", "note"]  # fmt: skip
    rows = [
        [f"load {number}", place.id, "village_collective", "operating", "120.5", "25000", "15000", "idle",
         "2019-07-01", f"c{number}", "x"]
        for number in range(LOADED)
    ]  # fmt: skip
    result = env["reform.asset"].load(fields, [[str(cell) for cell in row] for row in rows])
    assert len(result["ids"] or ()) == LOADED, result["messages"][:3]
    env.flush_all()
