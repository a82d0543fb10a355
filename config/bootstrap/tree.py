"""The Odoo server, unpacked from Debian's package into a cache that is never changed afterwards."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import layout
from .archive import PrivateApt, check_sha256, unpack
from .progress import SetupError, say, step

PACKAGES = "./usr/lib/python3/dist-packages"
# A second, python-only copy of the addons, build leftovers, and languages nobody here reads (840 MB).
NOT_WANTED = (f"{PACKAGES}/addons", f"{PACKAGES}/setup", f"{PACKAGES}/doc", "*/i18n/[!z]*.po")
# Debian replaces bundled files by links to these. Font Awesome must be bookworm's 4.7: sid's 7 has no
# `fontawesome-webfont.*` and would leave every icon blank.
LINKED = (
    "fonts-montserrat/sid",
    "fonts-font-awesome/bookworm",
    "libjs-jquery/bookworm",
    "libjs-jquery-form/bookworm",
    "libjs-underscore/bookworm",
    "fonts-roboto-unhinted/bookworm",
    "fonts-inconsolata/bookworm",
    "fonts-ocr-b/bookworm",
    # TrueType outlines, which ReportLab can embed; Noto CJK has CFF outlines, which it cannot.
    "fonts-wqy-microhei/bookworm",
)
SEGMENTATION = """\
/* Stand-in for the MediaPipe build that Debian leaves out: blurring a camera's background is off. */
const unavailable = async () => {
    throw new Error("background blur is not available in this build");
};
window.SelfieSegmentation = class {
    setOptions() {}
    onResults() {}
    reset() {}
    close() {}
};
Object.assign(window.SelfieSegmentation.prototype, { initialize: unavailable, send: unavailable });
"""


@contextmanager
def cache_lock() -> Iterator[None]:
    """Let one set-up at a time write the shared cache."""
    layout.cache().mkdir(parents=True, exist_ok=True)
    with (layout.cache() / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def ensure() -> Path:
    """Return the folder with the `odoo` package, fetching and unpacking it when it is not there yet."""
    if os.environ.get("ODOO_SRC"):
        return _given(layout.core())
    if not (layout.tree() / ".ok").exists():
        with cache_lock():
            if not (layout.tree() / ".ok").exists():
                _build(layout.tree())
    return layout.core()


def _given(source: Path) -> Path:
    """Accept a checkout named by ODOO_SRC if it is Odoo of the right series."""
    release = source / "odoo" / "release.py"
    if not release.exists():
        raise SetupError(
            "use ODOO_SRC",
            f"{release} does not exist",
            "point ODOO_SRC at the folder that contains odoo/release.py of Odoo 19.0",
        )
    if "version_info = (19, 0" not in release.read_text():
        raise SetupError("use ODOO_SRC", f"{release} is not Odoo 19.0", "check out the branch 19.0 there")
    return source


def _build(target: Path) -> None:
    temporary = Path(tempfile.mkdtemp(prefix="tmp.", dir=layout.cache()))
    try:
        with step("Debian package lists (private, signature checked)"):
            apt = PrivateApt(temporary / "apt", ("sid", "bookworm"))
            apt.update()
        with step(f"download odoo-19 {layout.ODOO_VERSION} and the fonts it links to"):
            server = _download_server(apt)
            linked = apt.download(LINKED)
        with step("unpack the server"):
            root = temporary / "root"
            unpack(server, root, (PACKAGES, "./usr/share/doc/odoo-19/copyright"), NOT_WANTED)
            for deb in linked:
                unpack(deb, root, ("./usr/share",), ("*/doc/*", "*/doc-base/*"))
            _stand_in(root)
        _refuse_broken_links(root)
        (root / ".ok").touch()
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    say(f"server unpacked in {target}")


def _download_server(apt: PrivateApt) -> Path:
    offered = apt.versions("odoo-19")
    if layout.ODOO_VERSION not in offered:
        now = ", ".join(offered) or "no odoo-19 at all"
        raise SetupError(
            f"download odoo-19 {layout.ODOO_VERSION}",
            f"the Debian archive (sid) has {now} now",
            "set ODOO_SRC=/path/to/an/odoo-19.0/checkout, or change ODOO_VERSION and ODOO_SHA256 in "
            "config/bootstrap/layout.py to the new package and run `make test` before trusting it",
        )
    (deb,) = apt.download([f"odoo-19={layout.ODOO_VERSION}"])
    check_sha256(deb, layout.ODOO_SHA256)
    return deb


def _stand_in(root: Path) -> None:
    folder = root / PACKAGES / "odoo/addons/mail/static/lib/selfie_segmentation"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "selfie_segmentation.js").unlink(missing_ok=True)
    (folder / "selfie_segmentation.js").write_text(SEGMENTATION)


def _refuse_broken_links(root: Path) -> None:
    broken = [path for path in (root / PACKAGES).rglob("*") if path.is_symlink() and not path.exists()]
    if broken:
        names = ", ".join(str(path.relative_to(root)) for path in broken[:5])
        raise SetupError(
            "unpack the server",
            f"{len(broken)} links lead nowhere: {names}",
            "a linked package has moved its files; adjust LINKED in config/bootstrap/tree.py",
        )
