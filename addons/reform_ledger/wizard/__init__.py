from . import ledger_book_opening
from . import ledger_period_reopen
from . import ledger_voucher_back
from . import ledger_voucher_reverse
