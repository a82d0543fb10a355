from . import chain, fields_of_clients, messages, papers, serial
from . import models
