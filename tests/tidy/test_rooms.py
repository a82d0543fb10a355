"""Every file says by its name what it is about, and every rule has its test next door."""

import pytest

from tests.tidy.house import ADDONS, PROJECT, RULES, addons, committed, manifest, none_of, python_files, shown

NAMELESS = {"utils", "helpers", "misc", "tools", "common", "util", "helper", "base", "lib"}


def test_no_file_has_a_name_that_says_nothing():
    wrong = [
        shown(path)
        for path in python_files(PROJECT, tests=True)
        if path.stem in NAMELESS and not (path.stem == "common" and "tests" in path.parts)
    ]
    none_of(wrong)


def test_every_rule_has_its_test():
    missing = []
    for path in python_files(RULES):
        if path.name.startswith("__"):
            continue
        inside = path.relative_to(RULES)
        test = PROJECT / "tests" / "rules" / inside.parent / f"test_{inside.name}"
        if not test.exists():
            missing.append(f"{shown(path)} has no {shown(test)}")
    none_of(missing)


@pytest.mark.parametrize("addon", addons())
def test_an_addon_tells_what_it_is(addon):
    root, facts = ADDONS / addon, manifest(addon)
    assert (root / "README.md").exists(), "README.md is missing"
    assert facts["license"] == "AGPL-3"
    assert facts["version"].startswith("19.0."), "the version begins with the series"
    assert facts.get("summary"), "the summary is missing"
    if (root / "views").exists():
        assert (root / "i18n" / "zh_CN.po").exists(), "it has views and no i18n/zh_CN.po"


@pytest.mark.parametrize("addon", addons())
def test_the_tests_of_an_addon_are_a_package(addon):
    """Without it neither Odoo's own runner finds them, nor can they import their kit."""
    folder = ADDONS / addon / "tests"
    present = {path.stem for path in committed() if path.parent == folder and path.name.startswith("test_")}
    if not present:
        return
    assert folder / "__init__.py" in committed(), "tests/__init__.py is missing"
    text = (folder / "__init__.py").read_text()
    assert not {name for name in present if name not in text}, "a test file that tests/__init__.py leaves out"


@pytest.mark.parametrize("addon", addons())
def test_every_file_of_a_manifest_exists_and_every_data_file_is_named(addon):
    root, facts = ADDONS / addon, manifest(addon)
    named = {*facts.get("data", ()), *facts.get("demo", ())}
    assert not {one for one in named if not (root / one).exists()}, (
        f"named in the manifest, not there: {sorted(named)}"
    )
    present = {
        str(path.relative_to(root))
        for folder in ("views", "security", "data", "wizard", "report", "demo")
        for path in committed()
        # A table outside security/ may be read by code instead.
        if path.is_relative_to(root / folder) and (path.suffix == ".xml" or path.parent.name == "security")
    }
    assert present <= named, f"there, not named in the manifest: {sorted(present - named)}"
