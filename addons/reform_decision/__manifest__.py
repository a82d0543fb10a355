{
    "name": "Reform Ledger: Decisions",
    "summary": "Four deliberations and two disclosures: who decided what, how, and whether it carried",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Reform Ledger",
    "category": "Accounting/Reform Ledger",
    "depends": ["reform_places"],
    "data": [
        "security/ir.model.access.csv",
        "security/reform_decision_rules.xml",
        "data/mail_activity_type_data.xml",
        "wizard/reform_decision_revoke_views.xml",
        "views/reform_decision_objection_views.xml",
        "views/reform_decision_views.xml",
        "views/reform_decision_menus.xml",
    ],
    "installable": True,
}
