from . import clearing_lists
