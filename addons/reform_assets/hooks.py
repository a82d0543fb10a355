"""What the database must know before the tables of this addon are made."""


def pre_init_hook(env):
    """Load btree_gist: it lets one exclusion constraint compare an asset's id and a span of days together.

    The extension is trusted since PostgreSQL 13, so the owner of the database may load it without help.
    """
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
