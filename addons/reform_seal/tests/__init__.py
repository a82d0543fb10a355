from . import test_chain
from . import test_clients
from . import test_reform_seal_entry
from . import test_reform_workflow_mixin
from . import test_writers
