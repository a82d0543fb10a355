from . import asset_dossier
from . import asset_label
from . import asset_ledger
from . import count_download
