from . import demo_books, messages
from . import controllers, models, wizard
from . import models
from . import wizard
