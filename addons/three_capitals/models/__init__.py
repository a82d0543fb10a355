from . import reform_clearing_campaign
from . import reform_clearing_category
from . import reform_clearing
from . import reform_clearing_item
