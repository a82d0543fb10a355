from . import reform_income_pilot
