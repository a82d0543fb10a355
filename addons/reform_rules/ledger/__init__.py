"""Double-entry books of a rural collective: chart, entries, numbers, balances, statements."""
