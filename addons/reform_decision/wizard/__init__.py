from . import reform_decision_revoke
