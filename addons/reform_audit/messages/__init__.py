"""Every sentence this addon says to a user, a file a subject."""
