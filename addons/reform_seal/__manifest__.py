{
    "name": "Reform Ledger: Seal",
    "summary": "What can no longer be changed: append-only sealed log, hash chain, guarded states",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["base", "mail"],
    "data": [
        "security/ir.model.access.csv",
        "data/reform_check_data.xml",
        "views/reform_seal_entry_views.xml",
    ],
    "installable": True,
}
