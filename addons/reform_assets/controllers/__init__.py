from . import asset_ledger
