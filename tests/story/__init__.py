"""A browser walks the main job on a running server; see README.md here."""
