"""What is said about sheets of assets."""


def asset_ledger_title(env):
    return env._("Asset Ledger")


def place_out_of_scope(env):
    return env._("A row lies at a place you do not answer for. Nothing was applied.")


def remark(env):
    return env._("%(title)s: %(value)s")


def asset_ledger_notes(env):
    return {
        "name": env._("What everybody calls it, such as 原沙坪村村小."),
        "village": env._("The village of today, or the former one with 原 in front."),
        "owner": env._("国有, 镇集体, 村集体, 组集体 or 未确权."),
        "nature": env._("经营性, 非经营性 or 资源性."),
        "area_sqm": env._("Area of the building in square metres; write the unit when it is another."),
        "area_mu": env._("Area of the land in mu."),
        "cost": env._("In yuan, as in the books; empty when not known."),
        "accumulated": env._("What was written off so far, in yuan; empty when not known."),
        "quantity": env._("More than one for a bundle, such as 45 rooms."),
        "unit": env._("幢, 间, 台 and the like."),
        "months_used": env._("Months of depreciation written off so far."),
        "acquired": env._("Such as 1998-09-01, 1998年9月 or 1998."),
        "condition": env._("完好, 一般, 较差 or 危房."),
        "use_state": env._("在用, 出租, 闲置 or 报废."),
        "idle_since": env._("First day without use."),
    }
