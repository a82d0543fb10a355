from . import reform_integration_ask
from . import reform_clearing_ask
from . import reform_clearing_post
from . import reform_handover_answer
from . import reform_handover_open
from . import reform_handover_reason
from . import reform_handover_sign
