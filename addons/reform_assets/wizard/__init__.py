from . import reform_asset_reason
from . import reform_asset_use
from . import reform_asset_use_idle
from . import reform_asset_correct
from . import reform_rent_receive
from . import reform_deposit_take
from . import reform_valuation_reason
from . import reform_plan_ask
