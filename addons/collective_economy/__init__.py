from . import demo_books, messages
from . import models
