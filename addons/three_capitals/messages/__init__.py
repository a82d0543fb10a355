"""Every sentence of this addon, a file a subject."""
