from . import messages, package
from . import controllers, models, wizard
