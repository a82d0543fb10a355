{
    "name": "Reform Ledger: Rules",
    "summary": "What the regulations say: functions, dated numbers, refusals as values",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["base"],
    "data": [],
    "installable": True,
}
