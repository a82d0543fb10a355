"""How the three capitals are cleared, handed over, and brought into the books of one collective."""
