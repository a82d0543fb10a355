"""Where PDF output finds a Chinese font on a machine on which nobody may install one."""

from __future__ import annotations

from pathlib import Path

from . import layout, machine

CHINESE = ("fonts-noto-cjk", "fonts-wqy-microhei")
TEXT = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
</fontconfig>
"""


def configuration() -> Path | None:
    """Return a configuration that adds the unpacked fonts, None where the machine has its own."""
    lacking = machine.missing({name: machine.FOR_PDF[name] for name in CHINESE})
    if len(lacking) < len(CHINESE) or not layout.fonts().exists():
        return None
    path = layout.STATE / "fonts.conf"
    text = TEXT.format(folder=layout.fonts())
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return path
