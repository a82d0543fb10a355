{
    "name": "Reform Ledger: Three Capitals",
    "summary": "Clearing and handover of funds, assets and resources; the books of merged villages",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["collective_economy"],
    "data": [
        "security/ir.model.access.csv",
        "security/clearing_rules.xml",
        "data/reform.clearing.category.csv",
        "views/reform_clearing_views.xml",
        "views/three_capitals_menus.xml",
    ],
    "installable": True,
}
