from . import messages
from . import models
from . import wizard
from . import walkthrough
