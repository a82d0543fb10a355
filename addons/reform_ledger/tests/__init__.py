from . import test_ledger_voucher
