from . import test_copying, test_reform_intake_batch
