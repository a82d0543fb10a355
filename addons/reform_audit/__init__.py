from . import messages, package
from . import models
