from . import reform_integration_ask
