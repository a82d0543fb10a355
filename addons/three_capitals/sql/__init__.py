"""The guards of the freeze as SQL, installed by the `init` of their models."""

from pathlib import Path

HERE = Path(__file__).parent


def install(cr, name):
    """Create the functions and triggers of `sql/<name>.sql`; safe to run again."""
    # No parameters: a percent sign in the text stays itself.
    cr.execute((HERE / f"{name}.sql").read_text(encoding="utf-8"))
