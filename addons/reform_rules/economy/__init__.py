"""What the collective earns, and how an event of its life becomes an entry in its book."""
