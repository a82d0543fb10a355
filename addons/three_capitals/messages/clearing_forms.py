"""What is said about the lists on paper."""


def all_lists(env):
    return env._("Lists of the clearing")


def sheet_name(env):
    return env._("Lists to fill in")
