from . import reform_spending_ask
from . import reform_agency_ask
from . import reform_member_change_ask
