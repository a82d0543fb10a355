"""What of a record a client may say at all, and whom it may name.

A stored field that follows from others is readonly on the screen only: over RPC it can be written, and then
it lies. A link to a record one may not read is a way to read its name.
"""

from collections import defaultdict

from .papers import is_own

# The rules of the records that follow them decide; their names are public.
PUBLIC_MODELS = frozenset({"reform.place", "reform.entity"})


def derived(model) -> frozenset[str]:
    """Return the stored fields of a model that only its own computations write."""
    return frozenset(
        name
        for name, field in model._fields.items()
        if field.compute and field.store and field.readonly and not field.inverse
    )


def without_defaults(model, names):
    """Return the model with a context that says nothing about the fields `names`."""
    context = model.env.context
    refused = {f"default_{name}" for name in names} & context.keys()
    return model.with_context({k: v for k, v in context.items() if k not in refused}) if refused else model  # pylint: disable=context-overridden  # keys are taken out


def work_out_again(records, names) -> None:
    """Compute derived fields anew where a default that a user has stored may stand in their place."""
    for name in names & records.env["ir.default"]._get_model_defaults(records._name).keys():
        records.env.add_to_compute(records._fields[name], records)


def check_links(model, vals_list) -> None:
    """Raise AccessError when a client names a record in a link that it may not read itself."""
    if model.env.su:
        return
    named = defaultdict(set)
    for vals in vals_list:
        for name, value in vals.items():
            field = model._fields.get(name)
            if field and field.type == "many2one" and value and isinstance(value, int):
                named[field.comodel_name].add(value)
    for comodel, ids in named.items():
        if comodel == "res.partner" or is_own(comodel) and comodel not in PUBLIC_MODELS:
            model.env[comodel].browse(sorted(ids)).check_access("read")
