#!/usr/bin/env python3
"""审计数据包核验程序 / Verifier of a Reform Ledger audit package. Python 3.8 or later, nothing else.

    python3 -I verify.py DIR [--head FILE] [--zh]

Checks, in this order: every file against the manifest; the chain of the sealed log and, with --head, the chain
against a head exported earlier and kept elsewhere; every voucher (it balances, numbers have no gap, its content is
what was sealed when it was posted); entries = trial balance = control totals = 总账.xml.
Exit code 0: all hold. 1: what differs is named. Use a trusted copy: the one in a package came with the data it checks.
"""

# ruff: noqa: E501, T201, B905, B007 -- sentences in two languages stand on one line; answers go to the screen; Python 3.8.
# fmt: off
import argparse
import csv
import hashlib
import json
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

# A package of books, and the papers of one asset or one handover: files alone.
FORMAT, DOSSIER_FORMAT = "reform-ledger-audit-package/1", "reform-ledger-asset-dossier/1"
ZERO = Decimal("0.00")
# Column titles of the fields that the hash of a sealed entry covers, after the hash of the entry before it.
SEALED = "序列 序号 时间UTC 用户ID 动作 单据类型 单据ID 单据 原状态 新状态 原因 内容摘要值".split()
# What is sealed of a voucher: keys, and their columns in 凭证.csv; then the columns of its entries in 分录.csv.
NUMBERS = dict(zip("id entity number attachment_count reversal_of prepared_by reviewed_by posted_by".split(),
                   "凭证ID 主体ID 凭证号 附件数 冲销凭证ID 制单人ID 审核人ID 记账人ID".split()))
TEXTS = dict(zip("date word kind summary event_key".split(), "日期 凭证字代码 类别 摘要 业务键".split()))
ENTRY = "行号 科目编码 借方金额 贷方金额 数量 摘要 往来ID 原村ID".split()

problems = []


def said(chinese, english):
    return chinese if "--zh" in sys.argv else f"{chinese} / {english}"


def problem(chinese, english):
    problems.append(said(chinese, english))


def rows(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def pairs():
    return defaultdict(lambda: (ZERO, ZERO))


def add(table, key, debit, credit):
    table[key] = (table[key][0] + Decimal(debit), table[key][1] + Decimal(credit))


def check_files(folder):
    """Every file is there and unchanged, and there is no other. Returns the manifest."""
    said_digest = (folder / "manifest.sha256").read_text(encoding="utf-8", errors="replace")
    if said_digest != f"{sha256(folder / 'manifest.json')}  manifest.json\n":
        problem("清单被改动：manifest.json 与 manifest.sha256 不符", "changed: manifest.json or manifest.sha256")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if manifest["format"] not in (FORMAT, DOSSIER_FORMAT):
        problem(f"不认识的格式：{manifest['format']}", "unknown format")
    listed = {item["name"]: item for item in manifest["files"]}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for name, item in sorted(listed.items()):
        if name not in present:
            problem(f"缺少文件：{name}", f"missing file: {name}")
        elif sha256(folder / name) != item["sha256"]:
            problem(f"文件被改动：{name}", f"changed file: {name}")
    for name in sorted(present - set(listed) - {"manifest.json", "manifest.sha256"}):
        problem(f"多出文件：{name}", f"extra file: {name}")
    return manifest


def check_chain(folder):
    """Each entry covers the one before it. Returns the hashes by (stream, seq) and the digests of posted vouchers."""
    hashes, sealed, heads = {}, {}, {}
    for row in rows(folder, "封存链.csv"):
        stream, seq = row["序列"], int(row["序号"])
        place, where = f"{stream} 第 {seq} 条（{row['单据']}）", f"chain {stream}, entry {seq}"
        last_seq, last_hash = heads.get(stream, (0, "0" * 64))
        fields = [int(row[name]) if name in ("序号", "用户ID", "单据ID") else row[name] for name in SEALED]
        if seq != last_seq + 1:
            problem(f"封存链断号：{stream} 第 {last_seq + 1} 条", f"chain {stream}: entry {last_seq + 1} is missing")
        elif row["上一条校验值"] != last_hash:
            problem(f"封存链不衔接：{place}", f"{where} does not follow the one before it")
        if digest_of([row["上一条校验值"], *fields]) != row["校验值"]:
            problem(f"封存记录被改动：{place}", f"{where} was altered")
        heads[stream], hashes[stream, seq] = (seq, row["校验值"]), row["校验值"]
        if row["单据类型"] == "ledger.voucher" and row["新状态"] == "posted":
            sealed[int(row["单据ID"])] = row["内容摘要值"]
    return hashes, sealed


def check_heads(known, hashes, chinese, english):
    """The chain reaches every head known from elsewhere, with the same hash."""
    for stream, head in sorted(known.items()):
        seq = head["seq"]
        if (stream, seq) not in hashes:
            problem(f"封存链缺少第 {seq} 条（{chinese}载有）：{stream}", f"chain {stream} lacks entry {seq} of {english}")
        elif hashes[stream, seq] != head["hash"]:
            problem(f"封存链被改写：{stream} 第 {seq} 条与{chinese}不符", f"chain {stream} was rewritten: entry {seq} differs from {english}")


def read_balances(folder, first_level):
    """Return turnovers by (account, month), and opening and closing of the year by first-level account."""
    turnover, opening, closing, last = pairs(), defaultdict(Decimal), defaultdict(Decimal), {}
    for row in rows(folder, "科目余额.csv"):
        begin, debit, credit, end = (Decimal(row[t]) for t in ("期初余额", "借方发生额", "贷方发生额", "期末余额"))
        account, month = row["科目编码"], int(row["月份"])
        key = (account, row["往来ID"], row["原村ID"])
        if begin + debit - credit != end or begin != last.get(key, begin if month == 1 else ZERO):
            problem(f"余额不衔接：科目 {account} {month}月", f"balance of account {account}, month {month}, does not follow")
        if month == 1:
            opening[account[:first_level]] += begin
        closing[account[:first_level]] += end - last.get(key, ZERO)
        last[key] = end
        add(turnover, (account, month), debit, credit)
    return turnover, opening, closing


def sealed_content(voucher, lines):
    """The content of a voucher exactly as it was sealed when it was posted."""
    return {
        "version": 1,
        **{key: int(voucher[title]) for key, title in NUMBERS.items()},
        **{key: voucher[title] for key, title in TEXTS.items()},
        "entries": [[int(e[t]) if t in ("行号", "往来ID", "原村ID") else e[t] for t in ENTRY] for e in lines],
    }


def check_vouchers(folder, sealed, balances):
    """Balance, numbers and seal of each voucher. Returns turnovers by (account, month) and the number of vouchers."""
    entries, turnover, numbers, altered, count = defaultdict(list), pairs(), defaultdict(list), [], 0
    for entry in rows(folder, "分录.csv"):
        entries[entry["凭证ID"]].append(entry)
    for count, voucher in enumerate(rows(folder, "凭证.csv"), 1):
        lines, number = entries.pop(voucher["凭证ID"], []), int(voucher["凭证号"])
        month = 0 if voucher["类别"] == "opening" else int(voucher["日期"][5:7])
        label = f"{voucher['日期'][:7]} {voucher['凭证字']}-{number:04d}"
        numbers[voucher["日期"][:7], voucher["凭证字"]].append(number)
        for line in lines:
            add(turnover, (line["科目编码"], month), line["借方金额"], line["贷方金额"])
        debit, credit = (sum((Decimal(line[t]) for line in lines), ZERO) for t in ("借方金额", "贷方金额"))
        if debit != credit or not lines:
            problem(f"凭证不平：{label}，借方 {debit}，贷方 {credit}", f"voucher {label} does not balance")
        if sealed.get(int(voucher["凭证ID"])) != digest_of(sealed_content(voucher, lines)):
            altered.append((label, month, lines))
    for label, month, lines in altered:
        # The altered line is the one whose account no longer adds up to the balances kept when it was posted.
        apart = [e for e in lines if month and turnover[e["科目编码"], month] != balances[e["科目编码"], month]]
        places = "、".join(f"第 {e['行号']} 行 {e['科目编码']} {e['科目名称']}" for e in apart or lines)
        problem(f"凭证与封存内容不符：{label}，{places}",
                f"voucher {label} differs from what was sealed: line {', '.join(e['行号'] for e in apart or lines)}")
    for voucher_id in entries:
        problem(f"分录没有凭证：凭证ID {voucher_id}", f"entries without voucher: id {voucher_id}")
    for (month, word), found in sorted(numbers.items()):
        wrong = sorted(set(range(1, max(found) + 1)) - set(found)) + sorted({n for n in found if found.count(n) > 1})
        if wrong:
            problem(f"凭证断号或重号：{month} {word}字 {wrong}", f"numbers missing or used twice: {month} {word} {wrong}")
    return turnover, count


def compare(name, table, balances):
    """Say where turnovers by (account, month) differ from the trial balance; month 0 are opening balances."""
    for account, month in sorted(key for key in set(table) | set(balances) if key[1]):
        (debit, credit), (kept_debit, kept_credit) = table[account, month], balances[account, month]
        if (debit, credit) != (kept_debit, kept_credit):
            problem(f"{name}与科目余额不符：科目 {account} {month}月，借 {debit} 贷 {credit}，余额表借 {kept_debit} 贷 {kept_credit}",
                    f"{name}: account {account}, month {month} differs from the trial balance")


def check_totals(manifest, balances, opening, closing, vouchers):
    """The trial balance balances and is what the control totals say. Returns the totals."""
    totals = {"vouchers": vouchers}
    for name, amounts in (("opening", opening.values()), ("closing", closing.values())):
        totals[f"{name}_debit"] = sum((a for a in amounts if a > 0), ZERO)
        totals[f"{name}_credit"] = sum((-a for a in amounts if a < 0), ZERO)
    totals["debit"], totals["credit"] = (sum((pair[at] for pair in balances.values()), ZERO) for at in (0, 1))
    for name, amount in totals.items():
        if Decimal(manifest["totals"][name]) != amount:
            problem(f"控制总数与科目余额不符：{name} {manifest['totals'][name]}，余额表 {amount}", f"control total {name} differs")
    for name in ("opening_", "", "closing_"):
        if totals[f"{name}debit"] != totals[f"{name}credit"]:
            problem(f"试算不平：{name}", f"the trial balance does not balance: {name}debit, {name}credit")
    return totals


def read_ledger_xml(folder):
    """Turnovers of both tables of 总账.xml; decoded first, because the parser of the library knows no GB18030."""
    found, parser = {"科目余额及发生额": pairs(), "记账凭证": pairs()}, ElementTree.XMLPullParser(["end"])
    with (folder / "总账.xml").open(encoding="gb18030") as file:
        for chunk in iter(lambda: file.read(1 << 20), ""):
            parser.feed(chunk)
            for _event, node in parser.read_events():
                if len(node):
                    cells = {child.tag.rpartition("}")[2]: child.text for child in node}
                    table = found.get(node.tag.rpartition("}")[2])
                    if table is not None and cells["科目编号"]:  # A table without data holds one blank record.
                        key = (cells["科目编号"], int(cells["会计期间号"]))
                        add(table, key, cells["借方本币金额"], cells["贷方本币金额"])
                    node.clear()
    return found


def check(folder, head):
    manifest = check_files(folder)
    files = f"  {said('文件', 'files')} {len(manifest['files'])}"
    own = f"  {said('清单摘要 SHA-256', 'manifest')} {sha256(folder / 'manifest.json')}"
    if manifest["format"] == DOSSIER_FORMAT:
        return "{code} {name}\n".format_map(manifest.get("asset") or manifest["handover"]) + f"{files}\n{own}"
    hashes, sealed = check_chain(folder)
    check_heads(manifest["seal"], hashes, "清单", "the manifest")
    if head:
        kept = json.loads(head.read_text(encoding="utf-8"))["heads"]
        check_heads({name: kept[name] for name in manifest["streams"] if name in kept}, hashes, "外部留存链头", "the head kept elsewhere")
    balances, opening, closing = read_balances(folder, int(manifest["account_rule"].split("-")[0]))
    turnover, vouchers = check_vouchers(folder, sealed, balances)
    compare("分录", turnover, balances)
    for name, table in read_ledger_xml(folder).items():
        compare(f"总账.xml {name}", table, balances)
    totals = check_totals(manifest, balances, opening, closing, vouchers)
    return (f"{manifest['entity']['name']} {manifest['year']}\n{files}; {said('凭证', 'vouchers')} {vouchers}; "
            f"{said('封存记录', 'sealed entries')} {len(hashes)}\n"
            f"  {said('借方', 'debit')} {totals['debit']} = {said('贷方', 'credit')} {totals['credit']}\n{own}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--head", type=Path, help="heads exported earlier and kept elsewhere (JSON)")
    parser.add_argument("--zh", action="store_true", help="只用中文 / Chinese only")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        summary = check(options.folder, options.head)
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError, ElementTree.ParseError) as error:
        problem(f"无法读取：{error!r}", "cannot be read")
    if problems:
        print(said("核验未通过", "NOT OK") + f" ({len(problems)}):", *problems, sep="\n  - ")
    else:
        print(said("核验通过", "OK") + f": {summary}")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
