"""Writers in processes of their own, as the server has workers: they wait for the word, then post one by one.

`python -m tests.bench.writers` reads {"user": id, "ids": [voucher, …]} as its first line and begins at the
second; it answers with the failures, as JSON.
"""

import json
import os
import subprocess
import sys
import time

from config.bootstrap import python_env
from config.bootstrap.layout import PROJECT
from tests.bench.context import Context, become_odoo


def together(database, user, parts):
    """Let a writer post each part of the vouchers, all at once; return (seconds, failures)."""
    env = {**os.environ, "PGDATABASE": database, "PYTHONPATH": str(PROJECT)}
    command = [str(python_env.PYTHON), "-P", "-m", "tests.bench.writers"]
    writers = [
        subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _part in parts
    ]
    for writer, ids in zip(writers, parts, strict=True):
        _say(writer, json.dumps({"user": user, "ids": ids}))
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    begun = time.perf_counter()
    for writer in writers:
        _say(writer, "go")
    told = [json.loads(writer.communicate()[0]) for writer in writers]
    return time.perf_counter() - begun, [failure for failures in told for failure in failures]


def _say(writer, line):
    writer.stdin.write(line + "\n")
    writer.stdin.flush()


def main():
    facts = json.loads(sys.stdin.readline())
    become_odoo()
    ctx = Context("", os.environ["PGDATABASE"])
    failures = []

    def post(voucher):
        with ctx.env() as env:
            env(user=facts["user"], su=False)["ledger.voucher"].browse(voucher).action_post()

    # The first of a process pays for every cache; both writers have it behind them.
    post(facts["ids"].pop())
    print("ready", flush=True)
    sys.stdin.readline()
    for voucher in facts["ids"]:
        try:
            post(voucher)
        except Exception as error:  # noqa: BLE001 - every failure counts
            failures.append(repr(error))
    print(json.dumps(failures))


if __name__ == "__main__":
    main()
