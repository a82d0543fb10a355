"""HTML to PDF without a browser and without a network: what PDF reports call in place of wkhtmltopdf.

The paper is set by CSS: repeated heads of tables, running feet, "page x of y". Files come from the disk or
from the database through a fetcher that the caller gives; whatever it does not know is refused, so that no
page can make the server ask another machine.
"""

import io
import logging
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import lxml.html
from odoo.tools.pdf import PdfFileReader, PdfFileWriter
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# The names of the steps of every document, at the level of information, are of no use in a server's log.
for _name in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.ERROR)

PAPER_CSS = Path(__file__).parent / "static" / "src" / "paper.css"
BASE_URL = "http://paper.invalid/"


class Refused(Exception):
    """A page asked for something that is neither a file of an addon nor data of its own."""


class File(NamedTuple):
    """What a fetcher found: content and type."""

    content: bytes
    mimetype: str


class _Fetcher(URLFetcher):
    """Data that a page carries in itself, and what `find` (path → File or None) knows; nothing else."""

    def __init__(self, find: Callable[[str], File | None]) -> None:
        super().__init__()
        self._find = find

    def fetch(self, url, headers=None):
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = url.removeprefix(BASE_URL)
        found = None if "://" in path else self._find(path.split("?")[0].split("#")[0])
        if found is None:
            raise Refused(url)
        return URLFetcherResponse(url, body=found.content, headers={"Content-Type": found.mimetype})


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _paper() -> CSS:
    return CSS(string=PAPER_CSS.read_text(), font_config=_fonts())


def render(pages: Iterable[str], find: Callable[[str], File | None], css: str | None = None) -> bytes:
    """Return one PDF of several HTML documents, each with page numbers of its own.

    Args: pages: complete HTML. find: gives the files they name, by path. css: what replaces the typography of
    this addon, for reports made for another engine.
    """
    sheets = [CSS(string=css, font_config=_fonts())] if css else [_paper()]
    made = [
        HTML(string=page, base_url=BASE_URL, url_fetcher=_Fetcher(find)).write_pdf(
            stylesheets=sheets, font_config=_fonts()
        )
        for page in pages
    ]
    return made[0] if len(made) == 1 else _joined(made)


def _joined(made: list[bytes]) -> bytes:
    writer = PdfFileWriter()
    for content in made:
        writer.appendPagesFromReader(PdfFileReader(io.BytesIO(content)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_running(body: str, header: str | None, footer: str | None) -> str:
    """Return a body with its header and footer in front, where CSS takes them into the margins."""
    document = lxml.html.fromstring(body)
    for script in document.xpath("//script"):
        script.drop_tree()
    inside = document.find(".//body")
    for part in (footer, header):
        if part is not None:
            (inside if inside is not None else document).insert(0, lxml.html.fromstring(part))
    return lxml.html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")


def running_parts(html: str | None, word: str) -> list[str]:
    """Return the elements of the class `word`, in order; Odoo collects those of all documents in one page."""
    if not html:
        return []
    found = lxml.html.fromstring(html).xpath(f"//div[contains(concat(' ', @class, ' '), ' {word} ')]")
    return [lxml.html.tostring(node, encoding="unicode") for node in found]
