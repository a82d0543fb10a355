from . import ledger_opening_back
from . import ledger_period_reopen
from . import ledger_statement_correction
from . import ledger_voucher_back
from . import ledger_voucher_reverse
from . import ledger_closing_reopen
