"""Let everybody in a demo database read Chinese and live in China's time."""

env["ir.default"].set("res.partner", "lang", "zh_CN")  # noqa: F821
env["res.partner"].with_context(active_test=False).search([]).write(  # noqa: F821
    {"lang": "zh_CN", "tz": "Asia/Shanghai"}
)
