"""docker-compose.yml, Dockerfile, nginx.conf and postgresql.conf are what they should be."""

import json
import os
import subprocess

import pytest

from config.bootstrap import cluster, layout, production_tools

SECRETS = {"POSTGRES_PASSWORD": "a-password", "ADMIN_PASSWORD": "another-password"}


def compose(*words, secrets=SECRETS):
    env = {key: value for key, value in os.environ.items() if key not in SECRETS}
    command = [str(production_tools.compose()), "-f", "docker-compose.yml", "config", *words]
    return subprocess.run(
        command, cwd=layout.PROJECT, env={**env, **secrets}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def services():
    done = compose("--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["services"]


@pytest.mark.parametrize("left_out", SECRETS)
def test_nothing_starts_without_its_password(left_out):
    done = compose("-q", secrets={key: value for key, value in SECRETS.items() if key != left_out})
    assert done.returncode
    assert left_out in done.stderr


def test_no_password_stands_in_the_file():
    text = (layout.PROJECT / "docker-compose.yml").read_text()
    lines = [line for line in text.splitlines() if "PASSWORD:" in line]
    assert lines
    assert all(":?" in line for line in lines)


def test_every_service_is_watched_and_comes_back(services):
    for name, service in services.items():
        assert service["healthcheck"]["test"], name
        assert service["restart"] == "unless-stopped", name


def test_only_the_proxy_has_a_door(services):
    assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]


def test_addons_and_config_are_mounted_and_cannot_be_written(services):
    mounts = {one["target"]: one for one in services["odoo"]["volumes"]}
    for target in ("/opt/reform/addons", "/opt/reform/config"):
        assert mounts[target]["read_only"]


def test_the_image_is_written_as_a_careful_hand_would():
    done = subprocess.run(
        [str(layout.VENV / "bin" / "hadolint"), "Dockerfile"],
        cwd=layout.PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_production_keeps_what_it_answered(setting):
    data = cluster.private("test").data
    command = [
        *cluster.as_someone(), str(cluster.programs() / "postgres"), "-D", str(data),
        f"--config-file={layout.CONFIG / 'postgresql.conf'}", "-C", setting,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "on", done.stderr


def test_the_server_of_a_checkout_is_as_careful():
    settings = cluster.SETTINGS["main"]
    assert {settings[key] for key in ("fsync", "synchronous_commit", "full_page_writes")} == {"on"}
