{
    "name": "Reform Ledger: Audit",
    "summary": "What auditors receive and find: export packages, stand-alone verifier, findings",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["three_capitals"],
    "external_dependencies": {"python": ["lxml", "xlsxwriter"]},
    "data": [
        "security/ir.model.access.csv",
        "security/reform_audit_rules.xml",
        "views/reform_audit_package_views.xml",
        "views/reform_audit_finding_views.xml",
        "views/reform_audit_menus.xml",
    ],
    "installable": True,
}
