"""The stage on which a story is played: a copied database and a server of its own on free ports."""

import os
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

from config.bootstrap import layout, server
from config.bootstrap.odoo_job import FAULT
from config.bootstrap.templates import Templates

LOG = layout.LOGS / f"story-server-{os.environ.get('REFORM_STORY_LANE', '0')}.log"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_server(template=None):
    """Give the address and database of a server over a fresh copy of the demo template."""
    templates = Templates()
    template = template or os.environ.get("REFORM_STORY_TEMPLATE") or templates.demo()
    with templates.copy(template, "story") as database:
        port = free_port()
        command = [
            str(layout.VENV / "bin" / "odoo"), "--http-interface", "127.0.0.1", "--http-port", str(port),
            "--database", database, "--db-filter", f"^{database}$", "--max-cron-threads", "0",
            "--logfile", str(LOG),
        ]  # fmt: skip
        LOG.unlink(missing_ok=True)
        process = subprocess.Popen(
            command,
            env={**templates.databases.env, "PGDATABASE": database},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            server.wait(process, f"http://127.0.0.1:{port}", LOG)
            yield f"http://127.0.0.1:{port}", database
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def server_faults():
    """Return the ERROR and CRITICAL lines of the server's log: a story may not leave any."""
    lines = LOG.read_text(errors="replace").splitlines() if LOG.exists() else []
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if FAULT.match(line):
            # Two requests met on one row; the server rolls one back, does it again, and nobody notices.
            if "could not serialize access" not in following + line:
                found.append(line)
    return found


def screenshots():
    folder = Path(os.environ.get("REFORM_SCREENSHOTS", layout.LOCAL / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
