from . import reform_income_pilot
from . import reform_distribution
