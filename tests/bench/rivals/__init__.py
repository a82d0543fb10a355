"""What runs on the comparison database, in a process of its own: Odoo's accounting, OCA's assets and reports.

Nothing here imports an addon of the project; the other side of the pipe is tests/bench/rival.py.
"""
