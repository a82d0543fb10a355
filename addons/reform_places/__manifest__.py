{
    "name": "Reform Ledger: Places",
    "summary": "Which village is which, since when, and who answers for it",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["reform_rules", "reform_seal", "web_hierarchy"],
    "data": [
        "security/reform_places_groups.xml",
        "security/ir.model.access.csv",
        "security/reform_places_rules.xml",
    ],
    "demo": [],
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "application": True,
    "installable": True,
}
