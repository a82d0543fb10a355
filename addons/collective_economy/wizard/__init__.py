from . import reform_spending_ask
from . import reform_agency_ask
from . import reform_member_change_ask
from . import reform_distribution_pay
from . import reform_distribution_reason
from . import reform_distribution_correct
from . import reform_project_record
from . import reform_depreciation_back
