"""The production files: what compose reads, what the container does first, what a backup is worth."""
