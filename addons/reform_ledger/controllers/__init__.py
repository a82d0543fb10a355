from . import ledger_report
