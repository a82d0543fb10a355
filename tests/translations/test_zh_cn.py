"""Every term of a fresh export has its Chinese in zh_CN.po, and no translation outlives its term."""

import os
from pathlib import Path

import polib
import pytest

ADDONS = Path(__file__).resolve().parents[2] / "addons"
FOLDER = Path(os.environ.get("REFORM_POT_FOLDER", ADDONS / "none"))


def exported():
    return sorted(FOLDER.glob("*.pot"))


def test_terms_were_exported():
    assert exported(), "run through `make test ARGS=translations`: the export needs a database"


@pytest.mark.parametrize("pot", exported(), ids=lambda pot: pot.stem)
def test_every_term_has_its_chinese(pot):
    wanted = {entry.msgid for entry in polib.pofile(str(pot))}
    if not wanted:
        return
    file = ADDONS / pot.stem / "i18n" / "zh_CN.po"
    assert file.exists(), f"{pot.stem} has {len(wanted)} terms and no i18n/zh_CN.po"
    entries = [entry for entry in polib.pofile(str(file)) if not entry.obsolete]
    done = {entry.msgid for entry in entries if entry.msgstr and not entry.fuzzy}
    missing = sorted(wanted - done)
    assert not missing, f"{len(missing)} of {len(wanted)} without Chinese: {missing[:20]}"
    stale = sorted({entry.msgid for entry in entries} - wanted)
    assert not stale, f"{len(stale)} translations of terms that are gone: {stale[:20]}"


@pytest.mark.parametrize("pot", exported(), ids=lambda pot: pot.stem)
def test_named_facts_survive_translation(pot):
    file = ADDONS / pot.stem / "i18n" / "zh_CN.po"
    if not file.exists():
        return
    import re

    fact = re.compile(r"%\(\w+\)[sd]|%s|%d|\{\w+\}")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(file))
        if not entry.obsolete and sorted(fact.findall(entry.msgid)) != sorted(fact.findall(entry.msgstr))
    ]
    assert not wrong, f"facts lost or invented in {wrong[:10]}"
