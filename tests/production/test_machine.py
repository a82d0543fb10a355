"""Small parts of the set-up whose mistakes would be seen late: counting, sharing, addresses, refusals."""

from pathlib import Path

import pytest

from config.bootstrap import addon_tests, cluster, junit
from config.bootstrap.archive import check_sha256
from config.bootstrap.junit import Count
from config.bootstrap.progress import SetupError, run


def test_a_report_is_counted(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>')
    assert junit.read(report) == Count(passed=4, failed=3, skipped=3)


def test_a_run_that_left_no_report_has_failed(tmp_path):
    assert junit.read(tmp_path / "none.xml").failed == 1


def test_tests_are_shared_by_size(tmp_path):
    for name, size in {"large": 900, "middle": 500, "small": 300}.items():
        (tmp_path / name).write_text("#" * size)
    files = [tmp_path / name for name in ("small", "large", "middle")]
    shares = [[file.name for file in part] for part in addon_tests.share(files, 2)]
    assert shares == [["large"], ["middle", "small"]]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://a@db/x", {"PGHOST": "db", "PGPORT": "5432", "PGUSER": "a", "PGDATABASE": "x"}),
        ("postgres://a:p%40%2F@h:6/x", {"PGHOST": "h", "PGPORT": "6", "PGUSER": "a", "PGPASSWORD": "p@/"}),
        ("postgresql://a@%2Ftmp%2FSock:7", {"PGHOST": "/tmp/Sock", "PGPORT": "7", "PGUSER": "a"}),
    ],
)
def test_a_database_address_is_understood(monkeypatch, url, expected):
    monkeypatch.setenv("DATABASE_URL", url)
    found = cluster.external()
    assert expected.items() <= found.items()


@pytest.mark.parametrize("url", ["mysql://a@h/x", "nonsense", "postgresql:///x"])
def test_an_address_of_something_else_is_refused(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SetupError) as refused:
        cluster.external()
    assert "postgresql://user:password@host" in refused.value.remedy


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path):
    (tmp_path / "x.deb").write_text("something else")
    with pytest.raises(SetupError, match=r"verify x\.deb"):
        check_sha256(tmp_path / "x.deb", "0" * 64)


def test_a_failed_step_says_which_why_and_what_to_do():
    with pytest.raises(SetupError) as failed:
        run(["sh", "-c", "echo the reason; exit 3"], what="do a thing", remedy="do it otherwise")
    text = str(failed.value)
    assert "FAILED: do a thing" in text
    assert "sh ended with 3" in text and "the reason" in text
    assert "do:   do it otherwise" in text


def test_a_missing_program_is_named():
    with pytest.raises(SetupError, match="do a thing") as failed:
        run([Path("/nowhere/program")], what="do a thing")
    assert "/nowhere/program is not on this machine" in failed.value.why
