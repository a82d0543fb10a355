from . import reform_alert_act
