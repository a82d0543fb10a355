from . import clearing_lists
from . import handover
