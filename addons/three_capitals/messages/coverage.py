"""The words of the coverage matrix."""

from markupsafe import Markup


def words(env):
    """Return what a field of the matrix says, by its state."""
    return {
        "empty": env._("Nothing listed"),
        "nothing": env._("Stated: nothing there"),
        "listed": env._("Nobody has looked"),
        "counting": env._("Being looked at"),
        "differs": env._("Differences open"),
        "counted": env._("All looked at"),
        "decided": env._("Decided"),
        "confirmed": env._("Confirmed"),
        "filed": env._("Filed"),
        "handed": env._("Handed over"),
        "received": env._("Received"),
        "refused": env._("Refused by the receiver"),
    }


def nothing(env):
    return Markup("<p class='text-muted'>%s</p>") % env._("No organisation has been added yet.")
