from . import reform_audit_paper
