"""Which figure of ours is which element of GB/T 24589.1-2010.

Two auxiliary items are used on balances and vouchers: 1 is the party (往来单位), 2 the village of origin
(合并前原村), so that an auditor still sees each former village after a merger. Both are custom archives.
"""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from . import gbt24589
from .records import Account, Balance, Book, Named, Period, Report, ReportItem, Voucher, direction

COMMON, LEDGER = "公共档案", "总账"
PARTNER_ARCHIVE, ORIGIN_ARCHIVE = "往来单位", "合并前原村"
_ARCHIVES = (("01", PARTNER_ARCHIVE), ("02", ORIGIN_ARCHIVE))
RATE_TYPE = "01"


def _month(number: int) -> str:
    return f"{number:02d}"


def write_common(
    stream: BinaryIO,
    *,
    book: Book,
    periods: Sequence[Period],
    words: Iterable[tuple[str, str]],
    partners: Iterable[Named],
    origins: Iterable[Named],
) -> gbt24589.ModuleWriter:
    """Write 公共档案.xml; `words` are (printed word, name). Returns the closed writer with its counts."""
    writer = gbt24589.ModuleWriter(stream, COMMON)
    year = str(book.year)
    writer.add("电子账簿", {
        "电子账簿编号": book.number, "电子账簿名称": book.name, "会计核算单位": book.entity,
        "组织机构代码": book.credit_code, "单位性质": book.nature, "行业": book.industry,
        "开发单位": book.developer, "版本号": book.version, "本位币": book.currency, "会计年度": year,
        "标准版本号": gbt24589.STANDARD[gbt24589.EDITION],
    })  # fmt: skip
    for period in periods:
        writer.add("会计期间", {
            "会计年度": year, "会计期间号": _month(period.number), "会计期间起始日期": period.date_from,
            "会计期间结束日期": period.date_to,
        })  # fmt: skip
    for word, name in words:
        writer.add(
            "记账凭证类型", {"记账凭证类型编号": word, "记账凭证类型名称": name, "记账凭证类型简称": word}
        )
    writer.add("汇率类型", {"汇率类型编号": RATE_TYPE, "汇率类型名称": "本位币"})
    writer.add("币种", {"币种编码": book.currency_code, "币种名称": book.currency})
    for code, name in _ARCHIVES:
        writer.add(
            "自定义档案项", {"档案编码": code, "档案名称": name, "是否有层级特征": "0", "档案编码规则": ""}
        )
    for (code, _name), values in zip(_ARCHIVES, (partners, origins), strict=True):
        for value in values:
            writer.add("自定义档案值", {
                "档案编码": code, "档案值编码": str(value.number), "档案值名称": value.name,
                "档案值描述": value.note, "档案值级次": "1",
            })  # fmt: skip
    writer.close()
    return writer


class LedgerWriter:
    """Write 总账.xml: `head`, then `balance` for each balance, `voucher` for each voucher, and `close`."""

    def __init__(self, stream: BinaryIO, book: Book, accounts: Sequence[Account]) -> None:
        self.module = gbt24589.ModuleWriter(stream, LEDGER)
        self._book = book
        self._year = str(book.year)
        self._sides = {account.code: account.side for account in accounts}
        self._head(accounts)

    def _head(self, accounts: Sequence[Account]) -> None:
        self.module.add("总账基础信息", {
            "结构分隔符": "-", "会计科目编号规则": self._book.account_rule, "现金流量项目编码规则": "1",
        })  # fmt: skip
        for account in accounts:
            self.module.add("会计科目", {
                "科目编号": account.code, "科目名称": account.name, "科目级次": account.level,
                "科目类型": account.kind, "余额方向": "借" if account.side == "debit" else "贷",
            })  # fmt: skip
        for account in accounts:
            if account.leaf:
                for number, (code, name) in enumerate(_ARCHIVES, 1):
                    if code == "02" or account.by_partner:
                        self.module.add("科目辅助核算", {
                            "科目编号": account.code, "辅助项编号": str(number), "辅助项名称": name,
                            "对应档案": name,
                        })  # fmt: skip

    def _aux(self, partner: int, origin: int) -> dict[str, str]:
        return {
            "辅助项1编号": str(partner) if partner else "",
            "辅助项2编号": str(origin) if origin else "",
        }

    def balance(self, row: Balance) -> None:
        """Write one balance of 科目余额及发生额."""
        side = self._sides[row.account]
        opening_side, opening = direction(row.opening, side)
        closing_side, closing = direction(row.closing, side)
        self.module.add("科目余额及发生额", {
            "科目编号": row.account, **self._aux(row.partner, row.origin),
            "期初余额方向": opening_side, "期末余额方向": closing_side, "币种编码": self._book.currency_code,
            "会计年度": self._year, "会计期间号": _month(row.month),
            "期初原币余额": opening, "期初本币余额": opening, "借方原币金额": row.debit,
            "借方本币金额": row.debit,
            "贷方原币金额": row.credit, "贷方本币金额": row.credit, "期末原币余额": closing,
            "期末本币余额": closing,
        })  # fmt: skip

    def voucher(self, voucher: Voucher) -> None:
        """Write one record of 记账凭证 for each line of a voucher."""
        head = {
            "记账凭证日期": voucher.date, "会计年度": self._year, "会计期间号": _month(voucher.date.month),
            "记账凭证类型编号": voucher.word_label, "记账凭证编号": str(voucher.number),
            "币种编码": self._book.currency_code, "汇率类型编号": RATE_TYPE, "汇率": 1,
            "附件数": voucher.attachment_count, "制单人": voucher.preparer, "审核人": voucher.reviewer,
            "记账人": voucher.poster, "记账标志": "1", "作废标志": "0",
        }  # fmt: skip
        for line in voucher.lines:
            quantity = "借方数量" if line.debit else "贷方数量"
            self.module.add("记账凭证", {
                **head, "记账凭证行号": str(line.line_no), "记账凭证摘要": line.summary or voucher.summary,
                "科目编号": line.account, **self._aux(line.partner, line.origin), quantity: line.quantity,
                "借方原币金额": line.debit, "借方本币金额": line.debit,
                "贷方原币金额": line.credit, "贷方本币金额": line.credit,
            })  # fmt: skip

    def reports(self, reports: Sequence[Report], items: Iterable[ReportItem]) -> None:
        """Write the statements and their figures."""
        for report in reports:
            self.module.add("报表集", {
                "报表编号": report.number, "报表名称": report.name, "报表报告日": report.date,
                "报表报告期": f"{report.date:%Y%m}", "编制单位": self._book.entity, "货币单位": "元",
            })  # fmt: skip
        for item in items:
            self.module.add("报表项数据", {
                "报表编号": item.report, "报表项编号": item.number, "报表项名称": item.name,
                "报表项公式": item.formula, "报表项数值": item.amount,
            })  # fmt: skip

    def close(self) -> gbt24589.ModuleWriter:
        """End the file and return the writer with its counts."""
        self.module.close()
        return self.module
