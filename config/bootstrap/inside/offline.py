"""Take out what Odoo installs by itself for services abroad: a village has no use for the buttons.

Modules install themselves only beside one that is being installed, so they stay out afterwards.
"""

ABROAD = ["iap", "iap_mail", "partner_autocomplete", "sms", "snailmail", "web_unsplash"]

env["ir.module.module"].search(  # noqa: F821
    [("name", "in", ABROAD), ("state", "=", "installed")]
).button_immediate_uninstall()
env.cr.commit()  # noqa: F821
