"""Make the web assets now, so that neither the first visitor nor the first browser test waits for them."""

env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
env.cr.commit()  # noqa: F821
