from . import (
    reform_intake_target,
    reform_intake_progress,
    reform_intake_batch,
    reform_intake_sheet,
    reform_intake_row,
)
from . import reform_intake_desk
from . import ir_attachment
