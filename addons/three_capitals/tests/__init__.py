from . import test_reform_clearing
from . import test_reform_clearing_generate
from . import test_reform_clearing_count
from . import test_reform_integration
from . import test_reform_clearing_adjudication
from . import test_reform_clearing_snapshot
from . import test_reform_freeze
