from . import test_reform_intake_batch
