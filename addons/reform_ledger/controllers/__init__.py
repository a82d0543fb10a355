from . import ledger_report
from . import ledger_bank_reconciliation
