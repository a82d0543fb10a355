from . import reform_audit_reader
from . import reform_audit_package
from . import reform_audit_finding
from . import reform_audit_desk
from . import ir_attachment
