"""mis_builder: a report of forty lines over one branch, and over all of them."""

LINES = 40


def statement(ctx, *, counts):
    """Compute a report of forty lines over the first n branches, for each n; return the measurements.

    It runs as the administrator: the superuser passes by the rules, on which mis_builder relies.
    """
    from tests.bench.rivals.books import branches, payable_free

    with ctx.env() as env:
        report = _report(env, payable_free(env)).id
        villages = branches(env).ids
        env.cr.execute("SELECT count(*) FROM account_move_line")
        (lines,) = env.cr.fetchone()
    answers = []
    for count in counts:
        with ctx.env(user="admin") as env:
            chosen = villages[:count]
            # A branch keeps its books in the chart of its parent.
            env = env(context={"allowed_company_ids": [env.ref("base.main_company").id, *chosen]})
            instance = _instance(env, report, chosen)
            with ctx.measure("", f"{count} branches") as it:
                body = instance.compute()["body"]
            filled = sum(any(cell.get("val") for cell in row["cells"]) for row in body)
        assert filled > LINES / 2, f"{filled} rows with a figure"
        answers.append({**it.answer(), "count": count, "lines": lines})
    return answers


def workbook(ctx):
    """Compute the report of one branch and write it as a workbook."""
    from tests.bench.rivals.books import branches, payable_free

    with ctx.env() as env:
        report, villages = _report(env, payable_free(env)).id, branches(env).ids[:1]
    with ctx.env(user="admin") as env:
        env = env(context={"allowed_company_ids": [env.ref("base.main_company").id, *villages]})
        instance = _instance(env, report, villages)
        print_it = env["ir.actions.report"]._render_xlsx
        print_it("mis_builder.mis_report_instance_xlsx", instance.ids, {})
        with ctx.measure("", "workbook") as it:
            content, _kind = print_it("mis_builder.mis_report_instance_xlsx", instance.ids, {})
        assert content[:2] == b"PK"
    return it.answer()


def _report(env, accounts):
    codes = accounts.with_company(env.ref("base.main_company")).mapped("code")
    values = [
        (0, 0, {"name": f"k{number}", "description": f"line {number}",
                "expression": f"{'bale' if number % 2 else 'balp'}[{codes[number % len(codes)]}]"})
        for number in range(LINES)
    ]  # fmt: skip
    return env["mis.report"].create({"name": "Forty lines", "kpi_ids": values})


def _instance(env, report, chosen):
    root = env.ref("base.main_company").id
    return env["mis.report.instance"].create(
        {
            "name": f"{len(chosen)} branches",
            "report_id": report,
            "company_id": root,
            "multi_company": True,
            "company_ids": [(6, 0, [root, *chosen])],
            "target_move": "posted",
            "period_ids": [
                (0, 0, {"name": "2024", "mode": "fix", "manual_date_from": "2024-01-01",
                        "manual_date_to": "2024-12-31"})
            ],
        }
    )  # fmt: skip
