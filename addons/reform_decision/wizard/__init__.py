from . import reform_decision_revoke
from . import reform_decision_sign
