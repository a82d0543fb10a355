from . import reform_integration_ask
from . import reform_clearing_ask
