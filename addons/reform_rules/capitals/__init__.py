"""Merging villages: what is cleared, handed over and carried from the old books into the new."""

"""The three capitals of one collective in the hands of another: cleared, handed over, put together."""
"""How the three capitals are cleared, handed over, and brought into the books of one collective."""
