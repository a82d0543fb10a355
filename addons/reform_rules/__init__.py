"""What the regulations say, as plain functions over plain values.

Nothing is imported here on purpose: a caller names the room it needs
(``odoo.addons.reform_rules.money`` inside Odoo, ``reform_rules.money`` under ``tests/``).
"""
