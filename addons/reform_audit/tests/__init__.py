from . import test_audit_rpc
from . import test_package
from . import test_reform_audit_case
from . import test_reform_audit_finding
from . import test_reform_audit_package
from . import test_reform_audit_paper
from . import test_verify
from . import test_worked_year_package
