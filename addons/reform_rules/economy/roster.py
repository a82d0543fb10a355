"""One line of a member roster sheet, understood and checked.

*What it accepts*: the cells of a line by field. *How to use*: `Reader.understand` gives a `MemberRow` and
the problems of the line. *How it works*: day of birth and sex follow from the identity number where there is
one, and contradict it nowhere; a wrong number is returned, never mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..intake import values
from ..intake.cells import Value
from ..intake.headers import Column

COLUMNS = (
    Column("household", ("户号", "户编号", "家庭编号", "户序号", "农户编码"), required=True),
    Column("name", ("姓名", "成员姓名", "家庭成员姓名"), required=True),
    Column("county", ("县", "区县", "县市区")),
    Column("township", ("乡镇", "镇街", "所在乡镇")),
    Column("village", ("村", "村社区", "所在村", "原村", "行政村", "原所在村")),
    Column("group", ("组", "村民小组", "组别", "社")),
    Column("relation", ("与户主关系", "关系", "与户主的关系", "家庭关系")),
    Column("sex", ("性别",)),
    Column("birth", ("出生年月", "出生日期", "出生年份", "出生时间"), "date"),
    Column("identity", ("身份证号", "身份证号码", "公民身份号码", "证件号码", "居民身份证号")),
    Column("cause", ("取得方式", "成员身份取得方式", "成员取得方式", "身份取得方式")),
    Column("since", ("取得时间", "成员身份取得时间", "确认时间", "登记时间"), "date"),
    Column("phone", ("联系电话", "电话", "手机", "手机号码")),
    Column("bank_account", ("银行账号", "卡号", "银行卡号", "一卡通账号", "账号")),
    Column("note", ("备注", "说明")),
)
SEXES = {"男": "male", "女": "female", "m": "male", "f": "female", "1": "male", "2": "female"}
# What a sheet says of how somebody became a member.
CAUSES = {
    "原始取得": "original", "原始": "original", "土改": "original", "合作化": "original", "世居": "original",
    "出生": "birth", "新生": "birth", "生育": "birth", "婚姻": "marriage", "婚嫁": "marriage",
    "结婚": "marriage", "嫁入": "marriage", "入赘": "marriage", "收养": "adoption", "政策移民": "migration",
    "移民": "migration", "政策性移民": "migration", "其他": "other",
}  # fmt: skip
HEADS = ("户主", "本人", "本人或户主")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NAME_LENGTH = 60


class IdentityWrong(RuleError):
    """The identity number has a wrong length, day or check character; only its end is told."""

    tail: str


class Identity(NamedTuple):
    """What an identity number says of its holder."""

    born: date
    sex: str


class MemberRow(NamedTuple):
    """One member as a sheet gives it; `None` is not known."""

    name: str
    household: str
    county: str = ""
    township: str = ""
    village: str = ""
    group: str = ""
    is_head: bool = False
    relation: str = ""
    sex: str | None = None
    birth_year: int | None = None
    identity: str = ""
    cause: str = "original"
    since: date | None = None
    phone: str = ""
    bank_account: str = ""
    note: str = ""


def identity(number: str) -> Identity:
    """Return day of birth and sex of an identity number.

    Raises: IdentityWrong: fact `tail`, its last four characters.
    Source: identity-number
    """
    number = number.strip().upper()
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        raise IdentityWrong(tail=number[-4:])
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    if _CHECKS[total % 11] != number[17]:
        raise IdentityWrong(tail=number[-4:])
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdentityWrong(tail=number[-4:]) from None
    return Identity(born, "male" if int(number[16]) % 2 else "female")


def masked(number: str, shown: int = 4) -> str:
    """Return the number with all but its last characters covered; a short one is covered whole.

    >>> masked("513021199001011234"), masked("1234")
    ('**************1234', '****')
    """
    if len(number) <= shown:
        return "*" * len(number)
    return "*" * (len(number) - shown) + number[-shown:]


class Reader:
    """Understand the lines of one file. Args: as_of: the day of the sheet, after which nobody was born."""

    def __init__(self, units: Mapping[str, str], as_of: date) -> None:
        self._units, self._as_of = units, as_of

    def understand(
        self, cells: Mapping[str, Value], shared: Mapping[str, Value] | None = None
    ) -> tuple[MemberRow, list[Problem]]:
        """Return the member of a line and its problems.

        Args: cells: by field, without empty ones; shared: fields whose cell is merged with the line above,
        as the household's number often is.
        """
        problems: list[Problem] = []

        def text(field: str) -> str:
            try:
                return values.text(cells.get(field))
            except values.FaultyCell as refusal:
                wrong(refusal.name, field, **refusal.facts)
                return ""

        def wrong(name: str, column: str, **facts: object) -> None:
            problems.append(Problem(name, facts, column=column))

        name = re.sub(r"\s+", "", text("name"))
        if not name:
            wrong("NameMissing", "name")
        elif len(name) > _NAME_LENGTH:
            wrong("NameTooLong", "name", length=len(name), limit=_NAME_LENGTH)
        household = _code(text("household"))
        if not household:
            wrong("HouseholdMissing", "household")
        sex = SEXES.get(text("sex").lower())
        if text("sex") and sex is None:
            wrong("SexUnknown", "sex", value=text("sex"))
        born = self._day(cells.get("birth"), "birth", problems)
        since = self._day(cells.get("since"), "since", problems)
        number = _code(text("identity")).upper()
        year = born.year if born else None
        if number:
            year, sex = _of_identity(number, year, sex, wrong)
        cause_text = text("cause")
        cause = CAUSES.get(cause_text, "") if cause_text else "original"
        if not cause:
            wrong("CauseUnknown", "cause", value=cause_text)
        relation = text("relation")
        row = MemberRow(
            name, household, text("county"), text("township"), text("village"), _code(text("group")),
            relation in HEADS, relation, sex, year, number, cause or "other", since, _code(text("phone")),
            _code(text("bank_account")), text("note"),
        )  # fmt: skip
        return row, problems

    def _day(self, cell: Value, column: str, problems: list[Problem]) -> date | None:
        """Return the day a cell names; a year alone is its first day."""
        if cell in (None, ""):
            return None
        try:
            day = values.day(cell).value
        except RuleError as refusal:
            facts = {key: values.text(fact) for key, fact in refusal.facts.items()}
            problems.append(Problem(refusal.name, facts, column=column))
            return None
        if day > self._as_of:
            facts = {"day": day.isoformat(), "as_of": self._as_of.isoformat()}
            problems.append(Problem("AfterSheet", facts, column=column))
        return day


def _of_identity(number: str, year: int | None, sex: str | None, wrong) -> tuple[int | None, str | None]:  # noqa: ANN001 -- the reader's own closure
    """Return year of birth and sex, from the number where it is right; what contradicts it is a problem."""
    try:
        said = identity(number)
    except IdentityWrong as refusal:
        wrong(refusal.name, "identity", **refusal.facts)
        return year, sex
    if year and year != said.born.year:
        wrong("BirthContradicts", "birth", year=year, said=said.born.year)
    if sex and sex != said.sex:
        wrong("SexContradicts", "sex", tail=number[-4:])
    return said.born.year, said.sex


def _code(text: str) -> str:
    """Return a number that is a name, without the blanks and the apostrophe people put into it."""
    return text.replace(" ", "").lstrip("'’‘")
