from typing import NamedTuple


class ClosingCheck(NamedTuple):
    """One item of the list before a month or a year is closed.

    Args: name: what is checked, translated; problems: a sentence for each thing in the way, [] for none;
        level: 'error' refuses the closing, 'warning' is shown and written down with the act.
    """

    name: str
    problems: list[str]
    level: str = "error"

    @property
    def status(self) -> str:
        """Return 'ok', 'warning' or 'error'."""
        return self.level if self.problems else "ok"


def problems(checks: list[ClosingCheck], level: str) -> list[str]:
    """Return the sentences of one level, each once and in order."""
    return list(
        dict.fromkeys(sentence for check in checks if check.level == level for sentence in check.problems)
    )
