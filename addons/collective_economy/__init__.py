from . import demo_books, messages
from . import controllers, models
from . import models
from . import wizard
