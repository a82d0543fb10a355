from . import demo_books, messages
from . import controllers, models, wizard
