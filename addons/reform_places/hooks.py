"""What a new database of this product is: Chinese, in yuan, on Beijing time."""

from .civil_day import TIMEZONE

LANGUAGE = "zh_CN"


def pre_init_hook(env):
    """Install Chinese before the addons of this product, so that their words come with them."""
    lang = env["res.lang"].with_context(active_test=False).search([("code", "=", LANGUAGE)])
    if not lang.active:
        env["base.language.install"].create(
            {"lang_ids": [(6, 0, lang.ids)], "overwrite": False}
        ).lang_install()


def post_init_hook(env):
    """Make Chinese, Beijing time and the yuan the defaults of whoever is created from now on."""
    env["ir.default"].set("res.partner", "lang", LANGUAGE)
    env["ir.default"].set("res.partner", "tz", TIMEZONE)
    currency = env.ref("base.CNY")
    currency.active = True
    company = env.ref("base.main_company", raise_if_not_found=False)
    if company:
        company.currency_id = currency
