"""The variables of the production image, in one place."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

DATA = Path(os.environ.get("ODOO_DATA_DIR", "/var/lib/reform/data"))
BACKUPS = Path(os.environ.get("BACKUP_FOLDER", "/var/backups/reform"))
HTTP_PORT = int(os.environ.get("REFORM_HTTP_PORT", "8069"))
BUS_PORT = int(os.environ.get("REFORM_BUS_PORT", "8072"))


def database_url() -> str:
    """Return the address of the database made of the PG… variables, whatever characters a password has."""
    part = {key: quote(os.environ[key], safe="") for key in ("PGUSER", "PGPASSWORD", "PGHOST", "PGDATABASE")}
    port = os.environ.get("PGPORT", "5432")
    return f"postgresql://{part['PGUSER']}:{part['PGPASSWORD']}@{part['PGHOST']}:{port}/{part['PGDATABASE']}"


def apply() -> None:
    """Point the set-up's own functions at the production database and data folder."""
    if "PGPASSWORD" in os.environ:
        os.environ["DATABASE_URL"] = database_url()
    os.environ["ODOO_DATA_DIR"] = str(DATA)
