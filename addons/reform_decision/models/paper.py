"""Papers kept with a record: their digest, and when they can no longer be exchanged."""

import base64
import hashlib


def digest(record, field_name):
    """Return the SHA-256 of the file in a binary field as 64 hex digits, empty without a file."""
    content = record.with_context(bin_size=False)[field_name]
    return hashlib.sha256(base64.b64decode(content)).hexdigest() if content else ""
