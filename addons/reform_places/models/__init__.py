from . import reform_place
from . import reform_merger
from . import reform_entity
from . import res_users
