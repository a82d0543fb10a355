"""Scripts that run inside the server (`odoo shell`); each finds `env` ready and commits at its end."""
