{
    "name": "Reform Ledger: Print",
    "summary": "How paper looks: notices, forms and statements as PDF, in Chinese typography",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["base", "web"],
    "external_dependencies": {"python": ["weasyprint"]},
    "data": ["views/reform_print_paper.xml"],
    "installable": True,
}
