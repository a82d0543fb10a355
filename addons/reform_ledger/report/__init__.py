from . import ledger_report_paper
