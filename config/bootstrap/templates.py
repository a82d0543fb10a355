"""Prepared databases on the test cluster: built once per state of the code, copied for every run.

`tpl_core_…` holds Odoo's own modules, `tpl_test_…` the project's addons without demo data, `tpl_demo_…`
the addons with demo data in Chinese. The key in the name is made of server, lock and addon files outside
their tests, so changing a test rebuilds nothing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from . import addons, layout
from .database import Databases
from .progress import say

PREFIX = "tpl_"


class Templates:
    """The prepared databases of one cluster: `test` for tests, `main` for benchmarks on durable storage.

    How to use: `test()` and `demo()` return the name of a template, building it if needed;
    `copy(template)` gives a database of one's own for as long as the `with` lasts.
    """

    def __init__(self, cluster_name: str = "test") -> None:
        self.databases = Databases(cluster_name)

    def test(self) -> str:
        """Return the template for addon tests: all addons, no demo data."""
        return self._with_addons("test", demo=False)

    def demo(self) -> str:
        """Return the template for the story: all addons with demo data, in Chinese."""
        return self._with_addons("demo", demo=True)

    @contextmanager
    def copy(self, template: str, purpose: str) -> Iterator[str]:
        """Give a copy of a template under a name of its own, dropped at the end."""
        name = f"{purpose}_{os.getpid()}"
        self.databases.drop(name)
        self.databases.copy(template, name)
        try:
            yield name
        finally:
            self.databases.drop(name)

    def filled(self, kind: str, key: str, source: str, fill: Callable[[str], None]) -> str:
        """Return a template made by filling a copy of another one; built if there is none under the key."""
        with self.alone(kind):
            name = f"{PREFIX}{kind}_{key}"
            if name not in self.databases.names():
                with self._draft(name) as draft:
                    self.databases.copy(source, draft)
                    fill(draft)
            return name

    @contextmanager
    def alone(self, kind: str = "") -> Iterator[None]:
        """Let one process of this checkout build templates at a time; a kind of its own has its own lock."""
        with (layout.LOCAL / f"templates{kind and '-' + kind}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _with_addons(self, kind: str, *, demo: bool) -> str:
        with self.alone():
            name = f"{PREFIX}{kind}_{addons.full_key()}"
            if name not in self.databases.names():
                core = self._core()
                with self._draft(name) as draft:
                    self.databases.copy(core, draft)
                    self.databases.install_addons(draft, demo=demo)
            return name

    def _core(self) -> str:
        name = f"{PREFIX}core_{addons.core_key()}"
        if name not in self.databases.names():
            with self._draft(name) as draft:
                self.databases.create(draft)
                self.databases.build_core(draft)
        return name

    @contextmanager
    def _draft(self, name: str) -> Iterator[str]:
        """Let a template be built under another name, so that a broken one is never taken for ready."""
        draft = name + "_draft"
        self.databases.drop(draft)
        try:
            yield draft
        except BaseException:
            self.databases.drop(draft)
            raise
        self.databases.rename(draft, name)
        self._forget_others(name)

    def _forget_others(self, name: str) -> None:
        """Drop templates of the same kind with another key: they are of code that is no more."""
        kind = name.rsplit("_", 1)[0]
        for other in self.databases.names():
            if other.startswith(kind + "_") and other != name and not other.endswith("_draft"):
                say(f"drop old template {other}")
                self.databases.drop(other)
