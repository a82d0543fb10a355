"""Readiness of the server: it answers, and it reaches its database."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

from config.production.settings import HTTP_PORT


def ready(port: int = HTTP_PORT) -> bool:
    """Tell whether the server on this machine is ready for visitors."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://127.0.0.1:{port}/web/health?db_server_status=1", timeout=8) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if ready() else 1)
