"""OCA's account_asset_management: whole lives of cards, and one month of them posted."""

from datetime import date


def lives(ctx, *, cards, month):
    """Compute the boards of cards and post one month.

    Args: cards: list of {"base": "0.00", "months": n, "start": "YYYY-MM-01"}; month: the month's last day.
    Returns: both measurements, and the lines of each card as [day, amount] in order.
    """
    with ctx.env() as env:
        assets = _assets(env, cards)
    with ctx.env() as env, ctx.measure("", "boards") as boards:
        env["account.asset"].browse(assets).compute_depreciation_board()
    with ctx.env() as env:
        found = [
            [[str(line.line_date), f"{line.amount:.2f}"] for line in asset.depreciation_line_ids.sorted(
                "line_date") if line.type == "depreciate"]
            for asset in env["account.asset"].browse(assets)
        ]  # fmt: skip
        env["account.asset"].browse(assets).validate()
    with ctx.env() as env, ctx.measure("", "month") as charged:
        made, errors = env["account.asset"].browse(assets)._compute_entries(date.fromisoformat(month))
    assert not errors, errors[:500]
    return {"boards": boards.answer(), "month": {**charged.answer(), "count": len(made)}, "lines": found}


def _assets(env, cards):
    accounts = env["account.account"].search([("account_type", "=", "asset_fixed")])
    expense = env["account.account"].search([("account_type", "in", ("expense", "expense_depreciation"))])
    profile = env["account.asset.profile"].create(
        {
            "name": "Buildings",
            "account_asset_id": accounts[0].id,
            "account_depreciation_id": accounts[-1].id,
            "account_expense_depreciation_id": expense[0].id,
            "journal_id": env["account.journal"].search([("type", "=", "general")], limit=1).id,
            "method": "linear",
            "method_time": "number",
            "method_period": "month",
            "prorata": True,
        }
    )
    values = [
        {
            "name": f"card {number}",
            "profile_id": profile.id,
            "purchase_value": float(card["base"]),
            "salvage_value": 0.0,
            "date_start": card["start"],
            "method": "linear",
            "method_time": "number",
            "method_number": card["months"],
            "method_period": "month",
            "prorata": True,
        }
        for number, card in enumerate(cards)
    ]
    return env["account.asset"].create(values).ids
