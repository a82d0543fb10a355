"""The guards of the books as SQL, one file per table, installed by the `init` of the model."""

from pathlib import Path

HERE = Path(__file__).parent


def install(cr, name):
    """Create the functions and triggers of `sql/<name>.sql`; safe to run again."""
    # No parameters: a percent sign in the text stays itself.
    cr.execute((HERE / f"{name}.sql").read_text(encoding="utf-8"))
