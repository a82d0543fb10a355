"""What is said about labels, maps, dossiers and reports."""


def labels_used_up(env, *, count):
    return env._(
        "A sheet has %(count)s labels: say how many of them are used up, from none to one less.", count=count
    )


def file_lost(env, *, name):
    return env._("Missing in the file store - %(name)s.txt", name=name)
