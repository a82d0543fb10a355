"""The demonstration server: started in the background, waited for, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from . import addons, layout
from .progress import SetupError, say

PID = layout.STATE / "server.pid"
STARTED_FROM = layout.STATE / "server.key"
LOG = layout.LOGS / "server.log"
PATIENCE_SECONDS = 180
# Loopback must not go through a proxy that the environment names.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def port() -> int:
    """Return the port, which ODOO_HTTP_PORT may change."""
    return int(os.environ.get("ODOO_HTTP_PORT") or layout.HTTP_PORT)


def address() -> str:
    """Return the address a browser opens."""
    return f"http://{layout.HTTP_INTERFACE}:{port()}"


def running() -> int | None:
    """Return the process id of our server when it lives."""
    try:
        pid = int(PID.read_text())
        words = Path(f"/proc/{pid}/cmdline").read_text()
    except (OSError, ValueError):
        return None
    return pid if str(layout.VENV) in words else None


def up_to_date() -> bool:
    """Tell whether the running server was started from the addons as they are now."""
    return bool(running()) and STARTED_FROM.exists() and STARTED_FROM.read_text() == addons.full_key()


def start(env: Mapping[str, str], database: str) -> None:
    """Start the server and return when it answers; stop it again when it does not."""
    refuse_taken_port()
    layout.STATE.mkdir(parents=True, exist_ok=True)
    layout.LOGS.mkdir(parents=True, exist_ok=True)
    say(f"start the server on {address()}")
    command = [
        str(layout.VENV / "bin" / "odoo"),
        "--http-interface", layout.HTTP_INTERFACE, "--http-port", str(port()),
        "--database", database, "--db-filter", f"^{database}$", "--logfile", str(LOG),
    ]  # fmt: skip
    with (layout.LOGS / "server.out").open("w") as out:
        process = subprocess.Popen(
            command, env=dict(env), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    PID.write_text(str(process.pid))
    try:
        wait(process, address(), LOG)
    except SetupError:
        stop()
        raise
    STARTED_FROM.write_text(addons.full_key())


def wait(process: subprocess.Popen, base: str, log: Path) -> None:
    """Wait until the server is alive, reaches its database, and shows a page of the application."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    for path in ("/web/health", "/web/health?db_server_status=1", "/web/login"):
        while not _answers(base + path):
            if process.poll() is not None or time.monotonic() > deadline:
                ended = f"ended with {process.returncode}" if process.poll() is not None else "gave no answer"
                tail = log.read_text(errors="replace").splitlines()[-12:] if log.exists() else ["no log"]
                lines = "\n        ".join(tail)
                raise SetupError(
                    f"start the server ({path})", f"it {ended}\n        {lines}", f"the whole log is {log}"
                )
            time.sleep(0.3)


def _answers(url: str) -> bool:
    try:
        with _DIRECT.open(url, timeout=60) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def refuse_taken_port() -> None:
    """Say so when another program has the port; asked first, before minutes of work."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((layout.HTTP_INTERFACE, port()))
        except OSError as error:
            raise SetupError(
                f"use port {port()}",
                "another program listens on it",
                "stop that program, or choose another port: ODOO_HTTP_PORT=8070 make up",
            ) from error


def stop() -> bool:
    """Stop the server with everything it started; return whether there was one."""
    pid = running()
    if pid:
        os.killpg(pid, signal.SIGTERM)
        for _ in range(100):
            if not running():
                break
            time.sleep(0.1)
        else:
            os.killpg(pid, signal.SIGKILL)
    PID.unlink(missing_ok=True)
    STARTED_FROM.unlink(missing_ok=True)
    return bool(pid)
