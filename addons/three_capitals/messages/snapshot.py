"""What is said when a snapshot is compared with what is there."""


def check_snapshots(env):
    return env._("Clearings: the snapshots are those that were sealed, the lists those of the snapshots")


def content_changed(env, *, entity, part):
    return env._(
        "%(entity)s, %(part)s: the stored content is not that of its digest.", entity=entity, part=part
    )


def items_changed(env, *, entity, part):
    return env._(
        "%(entity)s, %(part)s: the items are no longer those that were frozen.", entity=entity, part=part
    )


def not_sealed(env, *, entity):
    return env._("%(entity)s: the digests of the snapshot are not those in the sealed log.", entity=entity)


def books_changed(env, *, entity):
    return env._(
        "%(entity)s: the books as at the base date are not those of the snapshot, and no leave explains it.",
        entity=entity,
    )


def trial_balance(env):
    return env._("Trial balance")


def intact(env, *, count):
    return env._("%(count)s contents were reckoned again: all are those that were sealed.", count=count)


def broken(env, *, sentences):
    return env._("Not as sealed: %(sentences)s", sentences=sentences)


def verified_title(env):
    return env._("Snapshot verified")


def broken_title(env):
    return env._("The snapshot is broken")
