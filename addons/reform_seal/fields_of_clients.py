"""What of a record a client may say at all, and whom it may name.

A stored field that follows from others is readonly on the screen only: over RPC it can be written, and then
it lies. A link to a record one may not read is a way to read its name.
"""

from collections import defaultdict
from math import isfinite

from odoo.exceptions import UserError
from odoo.fields import Command

from . import messages
from .papers import is_own

# The rules of the records that follow them decide; their names are public.
PUBLIC_MODELS = frozenset({"reform.place", "reform.entity"})
# Not of this product, and yet not for everybody to name.
FENCED = frozenset({"res.partner", "ir.attachment"})


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
    """Raise AccessError when a client names a record in a link that it may not read itself.

    Looked at are single links, lists of links and references: to partners, to files, and to every record of
    this product whose name is not public.
    """
    if model.env.su:
        return
    named = defaultdict(set)
    for vals in vals_list:
        for name, value in vals.items():
            field = model._fields.get(name)
            if field and value and field.type in ("many2one", "many2many", "one2many"):
                named[field.comodel_name].update(_linked(value, field.type == "many2one"))
            elif field and field.type == "reference" and isinstance(value, str):
                comodel, _comma, number = value.partition(",")
                named[comodel].update({int(number)} if number.isdecimal() else ())
    for comodel, ids in named.items():
        if not ids or comodel not in model.env:
            continue
        if comodel in FENCED or is_own(comodel) and comodel not in PUBLIC_MODELS:
            _check_new(model, comodel, ids)


def said_by_defaults(model, vals_list) -> dict:
    """Return what the context and the stored defaults of a client say in the place of missing values."""
    context = {
        name.removeprefix("default_"): value
        for name, value in model.env.context.items()
        if name.startswith("default_")
    }
    said = {**model.env["ir.default"]._get_model_defaults(model._name), **context}
    return {
        name: value
        for name, value in said.items()
        if name in model._fields and not all(name in vals for vals in vals_list)
    }


def refuse_no_number(model, vals_list) -> None:
    """Raise UserError for a figure that is none: to a database, NaN is above every floor and under no cap."""
    for vals in vals_list:
        for name, value in vals.items():
            if isinstance(value, float) and name in model._fields and not isfinite(value):
                raise UserError(
                    messages.no_number(model.env, field=model._fields[name]._description_string(model.env))
                )


def _linked(value, single):
    """Return the ids that a value of a link names, in each of the ways a client may write it."""
    if isinstance(value, dict):
        return _linked(value.get("id"), single)
    if isinstance(value, int):
        return set() if isinstance(value, bool) else {value}
    if not isinstance(value, (list, tuple)):
        return set()
    if single:
        return _linked(value[0], single) if value else set()
    ids = set()
    for command in value:
        if isinstance(command, (list, tuple)) and command:
            if command[0] == Command.LINK:
                ids.add(command[1])
            elif command[0] == Command.SET:
                ids.update(command[2] or ())
        else:
            ids |= _linked(command, True)
    return {id_ for id_ in ids if isinstance(id_, int)}


def _check_new(model, comodel, ids):
    """Check the links that are not there yet: a list may hold what others have put into it."""
    records = model.env[comodel].browse(sorted(ids)).exists()
    hidden = records - records._filtered_access("read")
    if hidden and getattr(model, "ids", None):
        mine = model.sudo()
        for name, field in model._fields.items():
            if field.store and field.comodel_name == comodel:
                hidden -= mine[name].sudo(False)
    if hidden:
        hidden.check_access("read")
