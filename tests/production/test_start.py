"""What the container does first, and that pages and the bus come through the proxy."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from config.bootstrap import layout, production_tools, python_env
from config.bootstrap.templates import Templates
from config.production import guard

PASSWORD = "a-long-enough-password"
CHANGE = f"env.ref('base.user_admin').password = {PASSWORD!r}\nenv.cr.commit()\n"
PATIENCE_SECONDS = 120
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url):
    try:
        with DIRECT.open(url, timeout=60) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def entry(databases, database, **more):
    """Start the container's first process on the test cluster, with its variables and no others."""
    kept = {key: os.environ[key] for key in ("HOME", "PATH", "LANG", "XDG_CACHE_HOME") if key in os.environ}
    env = {
        **kept, "PYTHONPATH": str(layout.PROJECT), "PGHOST": databases.env["PGHOST"],
        "PGPORT": databases.env["PGPORT"], "PGUSER": databases.env["PGUSER"], "PGPASSWORD": "p@ss/word:%",
        "PGDATABASE": database, "ODOO_DATA_DIR": str(databases.filestore.parent), "ODOO_WORKERS": "2", **more,
    }  # fmt: skip
    return subprocess.Popen(
        [str(python_env.PYTHON), "-m", "config.production.entrypoint"],
        cwd=layout.PROJECT, env=env, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def templates():
    return Templates()


@pytest.fixture(scope="module")
def copied(templates):
    with templates.copy(os.environ["REFORM_TEST_TEMPLATE"], "production") as name:
        yield name


def test_a_database_whose_admin_has_the_first_password_is_refused(templates, copied):
    process = entry(templates.databases, copied)
    output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "login admin has a password anybody would guess" in output


def test_demo_data_is_refused(templates, copied):
    templates.databases.query("UPDATE ir_module_module SET demo = true WHERE name = 'base'", copied)
    try:
        assert "module base was installed with demo data" in guard.demo_traces(templates.databases, copied)
    finally:
        templates.databases.query("UPDATE ir_module_module SET demo = false WHERE name = 'base'", copied)


@pytest.mark.parametrize("password", ["", "short", "county_agriculture"])
def test_a_weak_first_password_is_refused(password):
    assert guard.weak_password(password)


def test_a_good_first_password_is_taken():
    assert not guard.weak_password(PASSWORD)


@pytest.fixture(scope="module")
def door(templates, copied, tmp_path_factory):
    """The address of the proxy in front of the server with its workers, as the compose file joins them."""
    templates.databases.odoo(copied, ["shell", "--no-http"], "change the password", CHANGE)
    http, bus, proxy = free_port(), free_port(), free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    server = entry(
        templates.databases,
        copied,
        REFORM_HTTP_PORT=str(http),
        REFORM_BUS_PORT=str(bus),
        ODOO_LOGFILE=str(log),
    )
    nginx = None
    try:
        wait(f"http://127.0.0.1:{http}/web/health?db_server_status=1", server)
        wait(f"http://127.0.0.1:{bus}/websocket/health", server)
        nginx = start_proxy(tmp_path_factory.mktemp("proxy"), http, bus, proxy)
        wait(f"http://127.0.0.1:{proxy}/proxy-health", nginx)
        yield proxy
    finally:
        for process in filter(None, (nginx, server)):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait(url, process):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while get(url)[0] != 200:
        ended = process.poll() is not None
        assert not ended and time.monotonic() < deadline, process.stdout.read() if ended else url
        time.sleep(0.3)


def start_proxy(folder, http, bus, proxy):
    """Run the committed nginx.conf with only names and ports of this machine put in."""
    text = (layout.CONFIG / "nginx.conf").read_text()
    types = production_tools.folder() / "etc" / "nginx" / "mime.types"
    changes = {
        "odoo:8069": f"127.0.0.1:{http}", "odoo:8072": f"127.0.0.1:{bus}",
        "listen 8080": f"listen 127.0.0.1:{proxy}",
        "/etc/nginx/mime.types": str(types), "/tmp/": f"{folder}/",
    }  # fmt: skip
    assert all(old in text for old in changes), "nginx.conf no longer says what this test replaces"
    # In one pass: what is put in may itself contain what another change looks for.
    pattern = "|".join(re.escape(old) for old in changes)
    (folder / "nginx.conf").write_text(re.sub(pattern, lambda found: changes[found[0]], text))
    nginx = [str(production_tools.nginx()), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    return subprocess.Popen(
        [*nginx, "-g", "daemon off; master_process off;"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_pages_come_through_the_proxy(door):
    status, page = get(f"http://127.0.0.1:{door}/web/login")
    assert status == 200
    assert 'name="login"' in page


def test_the_database_manager_does_not(door):
    assert get(f"http://127.0.0.1:{door}/web/database/manager")[0] == 404


def test_the_bus_opens_its_socket_through_the_proxy(door):
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    with socket.create_connection(("127.0.0.1", door), timeout=30) as line:
        request = [
            "GET /websocket HTTP/1.1", f"Host: 127.0.0.1:{door}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", f"Origin: http://127.0.0.1:{door}",
        ]  # fmt: skip
        line.sendall("\r\n".join([*request, "", ""]).encode())
        assert line.recv(200).startswith(b"HTTP/1.1 101")
