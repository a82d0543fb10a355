"""From a bare Debian machine to a running Reform Ledger; standard library only, one subject per file."""
