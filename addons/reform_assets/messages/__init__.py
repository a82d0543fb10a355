"""Every sentence this addon says to a user, one file for each subject.

A later subject is a file of its own, imported by the one who speaks it:
`from ..messages import valuation as messages`.
"""

from .card import *  # noqa: F403
from .lease import *  # noqa: F403
from .problems import *  # noqa: F403
from .rent import *  # noqa: F403
from .sheet import *  # noqa: F403
