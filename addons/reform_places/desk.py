"""The three kinds of tiles a model may put on the desk; see `reform.desk`."""

from typing import Any


def todo(key: str, label: str, action: str, domain: Any, icon: str, sequence: int, **more: Any) -> dict:
    """Return a tile of what waits for the user; it is left out while it counts nothing."""
    return _tile("todo", key, label, action, icon, sequence, domain=domain, **more)


def glance(key: str, label: str, action: str, domain: Any, icon: str, sequence: int, **more: Any) -> dict:
    """Return a tile of how things stand."""
    return _tile("glance", key, label, action, icon, sequence, domain=domain, **more)


def shortcut(key: str, label: str, action: str, icon: str, sequence: int, view: str | bool = "form") -> dict:
    """Return a button that opens a new record, or with view=False the action as it is."""
    return _tile("shortcut", key, label, action, icon, sequence, view=view)


def _tile(group: str, key: str, label: str, action: str, icon: str, sequence: int, **more: Any) -> dict:
    return {
        "group": group,
        "key": key,
        "label": label,
        "action": action,
        "icon": icon,
        "sequence": sequence,
        **more,
    }
