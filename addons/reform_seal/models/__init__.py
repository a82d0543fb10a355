from . import base_fence
from . import reform_seal_entry
from . import reform_workflow_mixin
from . import reform_workflow_line_mixin
from . import reform_append_only_mixin
from . import reform_check
from . import ir_attachment
from . import mail_message
