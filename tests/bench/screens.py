"""What the browser asks for when somebody opens a list, a form, a board: the views' own fields."""

from lxml import etree

LINK = {"fields": {"display_name": {}}}
LINES = 40
PAGE = 80
COUNT_LIMIT = 10_001


def spec(env, model, kind, view=None):
    """Return the specification of fields `web_search_read` is given for a view of a model."""
    return _spec(env, model, etree.fromstring(env[model].get_view(view, kind)["arch"]))


def _spec(env, model, arch):
    found = {}
    for node in _fields(arch):
        field = env[model]._fields.get(node.get("name"))
        if field is None or node.get("column_invisible") == "True" and field.type != "many2one":
            continue
        if field.type == "many2one":
            found[field.name] = LINK
        elif field.type in ("one2many", "many2many"):
            lines = [child for child in node if child.tag in ("list", "kanban", "form")]
            inner = _spec(env, field.comodel_name, lines[0]) if lines else LINK["fields"]
            found[field.name] = {"fields": inner, "limit": LINES}
        else:
            found[field.name] = {}
    return found


def _fields(arch):
    """Yield the field nodes of a view, not those of the views inside it."""
    for child in arch:
        if child.tag == "field":
            yield child
        elif child.tag != "groupby":
            yield from _fields(child)


def page(env, model, domain=(), *, kind="list", view=None, order=None):
    """Read the first page of a list or board, as the browser does, and return its answer."""
    return env[model].web_search_read(
        list(domain), spec(env, model, kind, view), limit=PAGE, order=order, count_limit=COUNT_LIMIT
    )


def form(env, model, record_id, view=None):
    """Read one record with everything its form shows."""
    return env[model].browse(record_id).with_context(bin_size=True).web_read(spec(env, model, "form", view))
