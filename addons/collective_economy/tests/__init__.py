from . import test_reform_rent_due
from . import test_reform_rent_credit
from . import test_reform_rent_receipt
from . import test_reform_money_run
from . import test_reform_income_baseline
from . import test_reform_income_year
from . import test_collective_economy_rpc
from . import test_collective_economy_demo
