from . import messages
from . import models
