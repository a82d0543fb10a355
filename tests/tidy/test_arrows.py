"""An addon knows those above it in the picture, never those below or beside it."""

import pytest

from tests.tidy.house import addons, imported, manifest, none_of, python_files, shown

# The picture, as its table: each addon and the addons of ours it stands on.
PICTURE = {
    "reform_rules": set(),
    "reform_seal": set(),
    "reform_print": set(),
    "reform_places": {"reform_rules", "reform_seal", "reform_print"},
    "reform_decision": {"reform_places"},
    "reform_intake": {"reform_places"},
    "reform_ledger": {"reform_places"},
    "reform_assets": {"reform_decision", "reform_intake"},
    "collective_economy": {"reform_assets", "reform_ledger"},
    "three_capitals": {"collective_economy"},
    "reform_dispatch": {"three_capitals"},
    "reform_audit": {"three_capitals"},
    "reform_disclosure": {"three_capitals"},
}
# The double-entry ledger is this project's own; these would bring a second one.
FORBIDDEN = {"account", "sale", "purchase", "stock"}


def above(addon):
    """Return all addons an addon may know."""
    found = set(PICTURE[addon])
    for one in PICTURE[addon]:
        found |= above(one)
    return found


def test_every_addon_stands_in_the_picture():
    assert set(addons()) <= set(PICTURE), "draw it in the picture first"


def nearest(addon):
    """Return the addons drawn directly above; for a room that is not built yet, those above that room."""
    built = set(addons())
    return set().union(*({one} if one in built else nearest(one) for one in PICTURE[addon]), set())


@pytest.mark.parametrize("addon", addons())
def test_an_addon_depends_on_what_the_picture_says(addon):
    ours = set(manifest(addon)["depends"]) & set(PICTURE)
    assert nearest(addon) <= ours, "an arrow is drawn and not in the manifest"
    assert ours <= above(addon), "an arrow is in the manifest and not drawn"


@pytest.mark.parametrize("addon", addons())
def test_an_addon_brings_no_second_ledger(addon):
    assert not FORBIDDEN & set(manifest(addon)["depends"])


def test_imports_follow_the_arrows():
    wrong = []
    for path in python_files(tests=True):
        addon = path.parts[path.parts.index("addons") + 1]
        if addon not in PICTURE:
            continue
        for name in imported(path):
            other = name.removeprefix("odoo.addons.").split(".")[0]
            if name.startswith("odoo.addons.") and other in PICTURE and other not in above(addon) | {addon}:
                wrong.append(f"{shown(path)} imports {other}")
    none_of(wrong)


def test_bare_rule_imports_stay_in_the_tests_of_rules():
    """Two import names are two modules, and their enums compare unequal."""
    wrong = [
        shown(path)
        for path in python_files(tests=True)
        for name in imported(path)
        if name.split(".")[0] == "reform_rules"
    ]
    none_of(wrong)
