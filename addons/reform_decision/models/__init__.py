from . import reform_decision
from . import reform_decision_acts
from . import reform_decision_step
from . import reform_decision_objection
from . import reform_decision_gate
from . import ir_attachment
from . import reform_decision_desk
from . import reform_decision_objection_desk
