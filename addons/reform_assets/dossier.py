"""The archive of one asset: numbered folders of files, an index, and a manifest over all of them.

What it accepts: papers (folder, name, an opener of the content, facts for the index) and a cover that is
drawn once the index is known. What it leaves: a zip in a file, written one piece at a time, so memory stays
flat whatever the size. Nothing here knows Odoo's models.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO, NamedTuple

from odoo.addons.reform_rules.audit import manifest

INDEX = "卷内目录.csv"
COVER = "卷宗封面.pdf"
INDEX_TITLES = ("序号", "目录", "文件", "原文件名", "来源", "上传人", "上传时间", "字节数", "SHA-256")
_CHUNK = 1 << 20
# A fixed stamp of every entry: equal content gives equal bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)


class Paper(NamedTuple):
    """One file of a dossier; `content` opens it for reading, as often as it is called."""

    folder: str
    name: str
    content: Callable[[], BinaryIO]
    source: str
    by: str
    at: str


class Entry(NamedTuple):
    """A paper in its place: number, path in the archive, size and digest."""

    number: int
    path: str
    paper: Paper
    facts: manifest.FileFacts


def entries(papers: Iterable[Paper]) -> list[Entry]:
    """Return the papers numbered in the order of their folders, each read once for its digest."""
    found = []
    ordered = sorted(papers, key=lambda paper: (paper.folder, paper.at, paper.name))
    for number, paper in enumerate(ordered, 1):
        path = f"{paper.folder}/{number:03d}_{safe_name(paper.name)}"
        with paper.content() as stream:
            found.append(Entry(number, path, paper, manifest.facts(path, stream)))
    return found


def safe_name(name: str) -> str:
    """Return a file name that every system accepts.

    >>> safe_name("../合同:甲/乙?.pdf")
    '_合同_甲_乙_.pdf'
    """
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", name).strip(". ") or "file"
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:80]}{dot}{ending[:10]}" if dot else clean[:80]


def write(stream: BinaryIO, found: list[Entry], cover: bytes, about: Mapping[str, object]) -> str:
    """Write the archive; return the digest of its manifest."""
    index = _index(found)
    own = {COVER: cover, INDEX: index}
    facts = [entry.facts for entry in found]
    facts += [manifest.facts(name, io.BytesIO(content)) for name, content in own.items()]
    text = manifest.dossier_text(about=about, files=facts).encode()
    own |= {manifest.MANIFEST: text, manifest.MANIFEST_DIGEST: manifest.digest_line(text).encode()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, content in own.items():
            with archive.open(_info(name), "w") as out:
                out.write(content)
        for entry in found:
            with archive.open(_info(entry.path), "w", force_zip64=True) as out, entry.paper.content() as file:
                while chunk := file.read(_CHUNK):
                    out.write(chunk)
    return hashlib.sha256(text).hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _index(found: list[Entry]) -> bytes:
    """Return the index as .csv that spreadsheets open in Chinese."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(INDEX_TITLES)
    for entry in found:
        paper, facts = entry.paper, entry.facts
        table.writerow([
            entry.number, paper.folder, entry.path.rpartition("/")[2], _text(paper.name), _text(paper.source),
            _text(paper.by), paper.at, facts.bytes, facts.sha256,
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def _text(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") else value
