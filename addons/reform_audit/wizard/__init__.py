from . import reform_audit_cancel
from . import reform_audit_enclose
