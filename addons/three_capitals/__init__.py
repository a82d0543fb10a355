from . import controllers
from . import messages
from . import models
from . import wizard
