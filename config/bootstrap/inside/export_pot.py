"""Export the terms of each addon named in `wanted`, one .pot per addon; only reads."""

from pathlib import Path

from odoo.tools.translate import trans_export

for addon in wanted["addons"]:  # noqa: F821
    with (Path(wanted["folder"]) / f"{addon}.pot").open("wb") as stream:  # noqa: F821
        trans_export(None, [addon], stream, "po", env)  # noqa: F821
