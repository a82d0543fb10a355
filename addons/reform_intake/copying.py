"""Sets of rows on their way into the database, while the next set is still being understood.

What it accepts: sets of lines for one table, each line a tuple of texts as COPY reads them. How to use:
`with Copying(cr, table, columns) as copying: copying.send(lines)`, and `copying.wait()` before the cursor is
used for anything else. How it works: one thread hands a set to the server and waits for it, which takes about
as long as understanding the next one; a set is handed over in one piece, so that the thread needs Python only
at its beginning and its end. What the server refuses is raised by the next call.
"""

import io
from concurrent.futures import ThreadPoolExecutor

NOTHING = r"\N"


class Copying:
    """Copy sets of rows into a table through the cursor of the transaction, one set under way at a time."""

    def __init__(self, cr, table, columns):
        # Names of our own, never of a user's.
        self._cr, self._statement = cr, f"COPY {table} ({columns}) FROM STDIN"
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reform_copy")
        self._under_way = None

    def __enter__(self):
        return self

    def __exit__(self, kind, *_rest):
        try:
            self._finish(quiet=kind is not None)
        finally:
            self._thread.shutdown()

    def send(self, lines):
        """Send a set after the one before has arrived."""
        if not lines:
            return
        data = _stream(lines)
        self.wait()
        self._under_way = self._thread.submit(
            self._cr.copy_expert, self._statement, io.BytesIO(data), len(data) + 1
        )

    def wait(self):
        """Wait until the cursor is free; raises what the server said to the last set."""
        self._finish(quiet=False)

    def _finish(self, quiet):
        under_way, self._under_way = self._under_way, None
        if under_way and not quiet:
            under_way.result()
        elif under_way:
            # Another failure is being raised already; only the cursor has to be free.
            under_way.exception()


def as_text(values):
    """Return the values of a line as COPY reads them; `None` is nothing."""
    return [
        NOTHING if value is None else escape(value) if value.__class__ is str else str(value)
        for value in values
    ]


def _stream(lines):
    text = "".join([f"{line}\n" for line in map("\t".join, lines)])
    # No text of a database holds a NUL, and half a character pair cannot be written.
    return text.replace("\0", "").encode("utf-8", "replace")


def escape(text):
    """Return a text as COPY reads it."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\t" in text or "\n" in text or "\r" in text:
        text = text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text
