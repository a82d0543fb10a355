"""Every sentence of this addon, a file a subject."""

from . import adjudication
from . import clearing_forms
from . import clearing_letter
from . import clearing_lists
