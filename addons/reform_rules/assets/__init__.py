"""Assets: the ledger row, idleness, the card's road to confirmation, leases, rent and arrears."""
