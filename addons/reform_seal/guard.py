"""How our own code tells `create` that it gives guarded fields: by something no client can send.

The context of a call comes from the client, so it opens nothing. A context variable of the running thread
does not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_creating: ContextVar[str | None] = ContextVar("reform_seal_creating", default=None)


@contextmanager
def creating_guarded(model: str) -> Iterator[None]:
    """Allow the next `create` of `model` in this thread, and only that one, to give guarded fields."""
    token = _creating.set(model)
    try:
        yield
    finally:
        _creating.reset(token)


def take_guarded(model: str) -> bool:
    """Tell whether `create` of `model` was allowed, and end the allowance: creates nested in it are not."""
    if _creating.get() != model:
        return False
    _creating.set(None)
    return True
