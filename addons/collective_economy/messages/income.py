"""Sentences about income: tiers, baselines and their papers, forecasts, pilots, notices to the villagers."""

from decimal import Decimal

TEN_THOUSAND = Decimal(10000)


def _wan(amount):
    """Return an amount in units of ten thousand yuan, as limits are spoken of: 5, 10, 2.5."""
    found = (Decimal(amount) / TEN_THOUSAND).normalize()
    return f"{found:f}"


def tier_label(env, tier):
    """Return what people call a tier."""
    if tier.low is None:
        return env._("No operating return")
    if tier.hollow:
        return env._("Under %(high)s×10,000 yuan", high=_wan(tier.high))
    if tier.high is None:
        return env._("%(low)s×10,000 yuan and more", low=_wan(tier.low))
    return env._("%(low)s to %(high)s×10,000 yuan", low=_wan(tier.low), high=_wan(tier.high))


# -- alerts ---


def hollow_label(env):
    return env._("Hollow Village")


def hollow(env, *, year, amount, total, limit, **_more):
    return env._(
        "Operating return of %(year)s: %(amount)s yuan, below %(limit)s yuan"
        " (total income with subsidies: %(total)s yuan).",
        year=year,
        amount=amount,
        limit=limit,
        total=total,
    )


# -- baseline ---


def paper_missing(env, *, villages):
    return env._("Attach the paper that shows the figures of the base year: %(villages)s.", villages=villages)


def paper_empty(env):
    return env._("The file of the paper is empty.")


# -- forecast ---


def forecast_year_wrong(env, *, year):
    return env._("%(year)s is over: what was earned stands in the books, not in a forecast.", year=year)


def forecast_amount_missing(env, *, forecast):
    return env._("%(forecast)s: enter the expected income.", forecast=forecast)


def forecast_basis_missing(env, *, forecast):
    return env._("%(forecast)s: say what the forecast rests on.", forecast=forecast)


def earned_above_total(env, *, forecast):
    return env._("%(forecast)s: earned income cannot be above total income.", forecast=forecast)


# -- pilot ---


def pilot_empty(env, *, pilot):
    return env._("%(pilot)s: add the villages of the pilot first.", pilot=pilot)


def pilot_base_missing(env, *, villages):
    return env._("No frozen baseline of the base year yet: %(villages)s.", villages=villages)


def pilot_figure_missing(env, *, villages):
    return env._("Neither books nor a forecast of the year: %(villages)s.", villages=villages)


def pilot_title(env, *, pilot, year):
    return env._("%(pilot)s: Income of %(year)s against the Base Year", pilot=pilot, year=year)


def pilot_columns(env, *, base_year):
    return [
        env._("No."),
        env._("Collective"),
        env._("Township"),
        env._("Base %(year)s", year=base_year),
        env._("Total Income"),
        env._("of which Earned"),
        env._("Operating Return"),
        env._("What Figure It Is"),
        env._("Growth (yuan)"),
        env._("Growth"),
        env._("Threshold"),
    ]


def unit_yuan(env):
    return env._("Unit: yuan")


def pilot_total(env):
    return env._("Total")


def pilot_remark(env, *, reached, villages, percent, forecasts):
    text = env._(
        "%(reached)s of %(villages)s villages reached the threshold of %(percent)s %%.",
        reached=reached,
        villages=villages,
        percent=percent,
    )
    if forecasts:
        text += env._(" %(forecasts)s figures are forecasts, not results.", forecasts=forecasts)
    return text


def pilot_file(env, *, pilot, year):
    return env._("%(pilot)s %(year)s.xlsx", pilot=pilot, year=year)


# -- notices ---


def notice_photo_missing(env, *, notice):
    return env._("%(notice)s: add the photo of the posted notice.", notice=notice)


def notice_days_reversed(env):
    return env._("The last day of the notice lies before the first.")


def notice_too_early(env):
    return env._("A notice cannot be posted before its last day.")


def notice_nothing(env, *, notice):
    return env._("%(notice)s: no income is posted in the books for these days.", notice=notice)


def notice_name(env, *, entity, first, last):
    return env._("%(entity)s: income %(first)s – %(last)s", entity=entity, first=first, last=last)
