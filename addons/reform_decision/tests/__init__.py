from . import test_reform_decision
from . import test_reform_decision_gate
from . import test_reform_decision_rpc
from . import test_reform_decision_desk
from . import test_reform_approval
from . import test_reform_decision_meeting
from . import test_reform_decision_again
from . import test_reform_decision_print
