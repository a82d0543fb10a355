from . import test_reform_clearing
