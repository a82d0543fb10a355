from . import common
from . import test_kit
from . import test_scope
