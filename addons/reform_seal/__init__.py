from . import chain, messages, serial
from . import models
