"""What the words of published cases mean: one line for each way in which reports say a fact.

A line is a pattern and the facts it tells. A fact's value is a group of the pattern (`{n}`), with 万 counted
as ten thousand; a fact without a value is one that is simply so, or names somebody. The patterns are tried in
order, and what one has taken no later one sees.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_N = r"(?P<n>\d+(?:\.\d+)?)(?P<w>万?)"


class Said(NamedTuple):
    """One fact a pattern tells; value, text and as_of are filled from the groups of the pattern."""

    name: str
    value: str = ""
    unit: str = ""
    qualifier: str = "exact"
    text: str = ""
    as_of: str = ""
    conflict: str = ""


def _line(pattern: str, *said: Said) -> tuple[re.Pattern[str], tuple[Said, ...]]:
    return re.compile(pattern.replace("#", _N)), said


NOTE = (
    # --- where the report stands ---
    _line(r"来源(?:为|报道)'(?P<t>[^']+)'(?:报道)?", Said("source_title", text="{t}")),
    _line(r"来源[:]?(?P<t>\D+?)(?P<d>\d{4}-\d{2}-\d{2})", Said("source_title", text="{t} {d}", as_of="{d}")),
    _line(r"同上来源", Said("source_as_above")),
    _line(r"URL为(?P<t>.+?)镜像", Said("source_mirror", text="{t}")),
    _line(r"检索结果无URL|无干净URL|无URL", Said("source_without_address")),
    _line(r"(?:县名|区名)由(?P<t>.+?)推断(?:\(.*?\))?", Said("county_inferred", text="{t}")),
    # --- figures in inverted commas, as the report words them ---
    _line(r"投资为'10余万元'|投资10余万", Said("investment", "100000", "yuan", "at_least")),
    _line(r",?取下限", Said("lower_bound_taken")),
    _line(r"(?:面积)?'#余㎡'", Said("area_building", "{n}", "sqm", "at_least")),
    _line(r"租金'近#元'", Said("annual_rent", "{n}", "yuan", "up_to")),
    _line(r"另光伏#", Said("photovoltaic_income", "{n}", "yuan")),
    _line(r",?全村#$", Said("village_income", "{n}", "yuan"), Said("not_of_this_asset")),
    _line(r"全村集体收益超#元\(非单项资产\)",
          Said("village_income", "{n}", "yuan", "at_least"), Said("not_of_this_asset")),
    _line(r"'#余元'", Said("annual_rent", "{n}", "yuan", "at_least")),
    _line(r"'#余亩'", Said("area_land", "{n}", "mu", "at_least")),
    _line(r"'近百亩'", Said("area_land", "100", "mu", "up_to")),
    _line(r"'(?P<n>\d+)(?P<w>)多平米三层'",
          Said("area_building", "{n}", "sqm", "at_least"), Said("floors", "3", "floor")),
    _line(r"'90余万元'", Said("investment", "900000", "yuan", "at_least")),
    _line(r"'年增收(?P<n>\d+)余(?P<w>万)元'", Said("collective_income", "{n}", "yuan", "at_least")),
    _line(r"'当年实现收益#元'", Said("collective_income", "{n}", "yuan")),
    _line(r"'预计'年收益#", Said("collective_income", "{n}", "yuan", "forecast")),
    _line(r"^'预计'", Said("annual_rent_forecast")),
    # --- bundles and owners ---
    _line(r"(?P<a>[^+;]+)\+(?P<b>[^+;]+)\+(?P<c>[^+;]+)三村合并", Said("predecessor", text="{a}"),
          Said("predecessor", text="{b}"), Said("predecessor", text="{c}"),
          Said("villages_merged", "3", "village")),
    _line(r"一处资产多种用途→用途须可多值", Said("several_uses")),
    _line(r"全镇#处闲置资产用于招商", Said("town_assets_used", "{n}", "piece")),
    _line(r"数量#", Said("bundle_count", "{n}", "piece")),
    _line(r"五处合计:占地#㎡", Said("group_count", "5", "piece"), Said("group_area_land", "{n}", "sqm")),
    _line(r"建筑#㎡(?=、账面)", Said("group_area_building", "{n}", "sqm")),
    _line(r"账面净值#元", Said("group_net_value", "{n}", "yuan")),
    _line(r"(?P<n>\d+)(?P<w>)村合计(?P<m>\d+)万元", Said("co_owner_count", "{n}", "village"),
          Said("joint_income", "{m}0000", "yuan")),
    _line(r"跨村共有→权益份额", Said("owned_jointly")),
    _line(r"属私有农房,不计公有资产", Said("private_property"), Said("not_counted")),
    _line(r"清产核资总额#元", Said("stocktaking_total", "{n}", "yuan")),
    _line(r"先确权再盘活", Said("title_settled_first")),
    _line(r"一校一档数据库", Said("file_per_school")),
    # --- money ---
    _line(r"#为折价作价额", Said("contributed_value", "{n}", "yuan")),
    _line(r"盈余年份扣除保底后按股分红", Said("surplus_by_share")),
    _line(r"与(?P<t>.+?)共同出资,按股分红", Said("joint_investor", text="{t}"), Said("surplus_by_share")),
    _line(r"租金为单户年租", Said("rent_per_household")),
    _line(r"户年租(?P<n>\d+)(?P<w>)-(?P<m>\d+)元", Said("rent_of_household", "{n}", "yuan", "at_least"),
          Said("rent_of_household", "{m}", "yuan", "up_to")),
    _line(r"每(?P<n>\d+)(?P<w>)年上浮(?P<m>\d+)%",
          Said("uplift_every", "{n}", "year"), Said("uplift", "{m}", "percent")),
    _line(r"村集体每年#", Said("collective_income", "{n}", "yuan")),
    _line(r"投资为中省财政资金#", Said("funding_central_province", "{n}", "yuan")),
    _line(r"企业投资#", Said("funding_company", "{n}", "yuan")),
    _line(r"财政扶持项目", Said("funded_publicly")),
    _line(r"年租#:(?P<a>\d+)(?P<x>\D+?)\+(?P<b>\d+)(?P<y>\D+?)→租金分流", Said("annual_rent", "{n}", "yuan"),
          Said("payee_amount", "{a}", "yuan", text="{x}"), Said("payee_amount", "{b}", "yuan", text="{y}")),
    _line(r"收益分配:(?P<x>\D+)(?P<a>\d+)\((?P<p>\d+)%\)/(?P<y>\D+)(?P<b>\d+)\((?P<q>\d+)%\)",
          Said("payee_amount", "{a}", "yuan", text="{x}"), Said("payee_share", "{p}", "percent", text="{x}"),
          Said("payee_amount", "{b}", "yuan", text="{y}"), Said("payee_share", "{q}", "percent", text="{y}")),
    _line(r"首家企业年租#", Said("annual_rent_first_tenant", "{n}", "yuan")),
    _line(r"租#\+光伏(?P<m>\d+)万",
          Said("annual_rent", "{n}", "yuan"), Said("photovoltaic_income", "{m}0000", "yuan")),
    _line(r"月收#元×12折算", Said("monthly_income", "{n}", "yuan"), Said("computed_from_month")),
    _line(r"户均分红约#元", Said("dividend_per_household", "{n}", "yuan", "about")),
    _line(r"改革前'没收多少租金'", Said("little_rent_before")),
    _line(r"(?P<d>\d{4})年度股权人分红#元/证", Said("dividend_per_certificate", "{n}", "yuan", as_of="{d}")),
    _line(r"租金比预期翻一倍、多出约#元", Said("rent_times_expected", "2", "times"),
          Said("rent_above_expected", "{n}", "yuan", "about")),
    _line(r"(?P<d>\d{4})年有人出#元购买未成", Said("failed_offer", "{n}", "yuan", as_of="{d}")),
    _line(r"(?P<d>\d{4})年春节期间收入,非全年", Said("part_of_the_year", as_of="{d}")),
    # --- clauses of a contract or listing ---
    _line(r"起始价", Said("asking_price_only")),
    _line(r"标题(?P<n>\d+)(?P<w>)年而正文(?P<m>\d+)年\(不一致\)", Said("term", "{n}", "year", text="标题"),
          Said("term", "{m}", "year", text="正文", conflict="term")),
    _line(r"期限#年", Said("term", "{n}", "year")),
    _line(r"保证金#元", Said("deposit", "{n}", "yuan")),
    _line(r"一年一付", Said("paid_yearly")),
    _line(r"不得转租改建", Said("sublet_forbidden"), Said("alteration_forbidden")),
    _line(r"用途限制=合同条款字段", Said("use_limited")),
    _line(r"(?P<x>[^;]+)与(?P<y>[^;]+)签无偿借用协议",
          Said("lender", text="{x}"), Said("borrower", text="{y}"),
          Said("lent_free")),
    _line(r"村民代表全票同意", Said("unanimous_vote")),
    # --- the thing itself ---
    _line(r"改造后建筑#㎡", Said("area_building", "{n}", "sqm")),
    _line(r"室外#㎡", Said("area_outdoor", "{n}", "sqm")),
    _line(r"#㎡为一期厂房", Said("area_first_phase", "{n}", "sqm")),
    _line(r"占地约#㎡", Said("area_land", "{n}", "sqm", "about")),
    _line(r"占地#多㎡", Said("area_land", "{n}", "sqm", "at_least")),
    _line(r"占地#㎡", Said("area_land", "{n}", "sqm")),
    _line(r"车间#㎡", Said("area_workshop", "{n}", "sqm")),
    _line(r"#㎡", Said("area_land", "{n}", "sqm")),
    _line(r"(?P<d>\d{4})年停办", Said("closed_in", as_of="{d}")),
    _line(r"闲置#余年", Said("idle_years", "{n}", "year", "at_least")),
    _line(r"调研时为拟盘活", Said("intended_at_visit")),
    _line(r"全市首例校舍出租", Said("first_of_its_kind", text="全市")),
    _line(r"反例:偏远、面积小、无人承接", Said("unfit_remote"), Said("unfit_small"), Said("unfit_no_taker")),
)  # fmt: skip
# Figures in the cell of uses and in the name of the asset.
USE = (
    _line(r"等#个功能室", Said("use_count", "{n}", "piece")),
    _line(r"[(（]新增床位#张[)）]", Said("beds", "{n}", "piece")),
    _line(r"[(（]#台[)）]", Said("machines", "{n}", "piece")),
    _line(r",?提供#余个岗位", Said("jobs", "{n}", "person", "at_least")),
    _line(r"解决#名干部住房", Said("people_served", "{n}", "person")),
    _line(r"D级危房", Said("danger_grade", text="D")),
    _line(r",?按程序申报拆除", Said("demolition_applied")),
    _line(r"一、二楼已出租", Said("floors_let", "2", "floor")),
)
NAME = (
    _line(r"[(（]#(?:处|个)?(?:打包)?[)）]", Said("bundle_count", "{n}", "piece")),
    _line(r"^#(?:套|多户|个被合并村|口)", Said("bundle_count", "{n}", "piece")),
    _line(r"[(（]三村共建[)）]", Said("co_owner_count", "3", "village")),
)
OWNER = (_line(r"[(（]#户入股[)）]", Said("shareholder_households", "{n}", "household")),)
# Destinations and methods, as reports name them: word, destination, method; the first that fits of each kind.
DESTINATIONS = (
    ("充实办公", "office"), ("改作公益", "welfare"), ("改做公益", "welfare"), ("支持产业", "industry"),
    ("补充国有资本", "capital"), ("拆除报废", "market"), ("调剂", "office"), ("清理收回", "industry"),
)  # fmt: skip
METHODS = (
    ("无偿借用", "lend"), ("作价入股", "equity"), ("股份合作", "cooperation"), ("委托运营", "cooperation"),
    ("引入社会资本", "cooperation"), ("引入企业", "cooperation"), ("拆除", "demolish"),
    ("租金+股份", "lease+equity"), ("出租+屋顶光伏自建", "lease+self_use"), ("招租", "lease"),
    ("出租", "lease"), ("租赁", "lease"), ("发包", "lease"),
    ("招商", "lease"), ("自主经营", "self_use"),
    ("自营", "self_use"), ("自建", "self_use"), ("园区", "self_use"),
    ("帮扶车间", "self_use"), ("调剂", "self_use"),
)  # fmt: skip
# What a destination is reached by when the report names no way.
USUAL = {"office": "self_use", "welfare": "self_use", "capital": "equity"}
STATUSES = {
    "已盘活": "revitalised", "运营": "operating",
    "改革后经营": "operating_after_reform", "已成交": "deal_concluded",
    "挂牌": "listed", "改造中": "converting", "处置中": "disposing",
    "拟盘活": "intended", "未盘活": "not_revitalised",
}  # fmt: skip
