from . import reform_place
from . import reform_merger
from . import reform_entity
from . import reform_merger_statistic
from . import reform_place_loader
from . import reform_seal_entry
from . import res_users
