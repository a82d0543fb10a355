"""Merging villages: what is cleared, handed over and carried from the old books into the new."""
