# Production runs the tree the tests ran: the same bootstrap, the same pinned server, the same lock.
FROM debian:bookworm-slim

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

# Versions follow the stable release and its security updates; what must not move is pinned by the bootstrap.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates debian-archive-keyring python3 python3-venv \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-wqy-microhei libmagic1 \
    && rm -rf /var/lib/apt/lists/*

ENV XDG_CACHE_HOME=/opt/cache \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1

WORKDIR /opt/reform
COPY config config
RUN python3 -m config.bootstrap prepare \
    && rm -rf /opt/cache/uv /opt/cache/pip /opt/cache/reform-ledger/uv

COPY addons addons
RUN useradd --system --uid 10001 --home-dir /var/lib/reform --create-home reform \
    && mkdir -p .local/logs /var/lib/reform/data /var/backups/reform \
    && chown -R reform:reform .local/logs /var/lib/reform /var/backups/reform

USER 10001
EXPOSE 8069 8072
VOLUME ["/var/lib/reform/data", "/var/backups/reform"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=10m --retries=3 \
    CMD [".local/venv/bin/python", "-m", "config.production.health"]
ENTRYPOINT [".local/venv/bin/python", "-m", "config.production.entrypoint"]
